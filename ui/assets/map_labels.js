// Names on the map: exceptions always, wards at low zoom, hamlets at high; never one over another.
import { element } from "./dom.js";
import { countMet, countUnder, drawLeader, inside, nearest } from "./leader_lines.js";
import { measure } from "./name_sizes.js";
import { standsOut } from "./patterns.js";
import { spotsOf } from "./unit_spots.js";

const HAMLET_ROOM = 900; // px² of a hamlet on screen from which its name has room
const SPOT = [6, 18]; // px around the middle of a unit that stands out, of a small and of a large one
const NARROW = 520; // px of a map that has no room for full names
const ROOMY = 700; // px of a map from which a line may lead from a small ward to its name
const MANY = 4; // names that must stand from which they are shortened
const CLOSER = 1; // zoom levels beyond the whole city from which hamlets are named, as they are in a ward

export function placeLabels(atlas) {
  const pane = atlas.map.getPane("names");
  pane.replaceChildren();
  const plan = { fixed: [...listControls(atlas), ...listSpots(atlas)], signs: listSigns(atlas), placed: [] };
  const place = (label) => put(atlas, pane, label, plan);
  const wanted = atlas.data.view.layers.includes("labels");
  const must = [...(wanted ? [...(atlas.extraLabels ?? []), ...listClusters(atlas)] : []), ...listExceptions(atlas)];
  sayLost(atlas, must.filter((label) => place(label) === false).length);
  if (wanted) placeOthers(atlas, place);
  for (const name of plan.placed.filter(({ line }) => line)) placeAgain(atlas, pane, name, plan);
  atlas.map.getPane("leaders").replaceChildren();
  for (const name of plan.placed) draw(atlas, pane, name);
}

function placeOthers(atlas, place) {
  const wards = listWards(atlas).filter((label) => place(label) === false);
  for (const label of listHamlets(atlas)) place(label);
  if (atlas.map.getSize().x < ROOMY) return;
  for (const label of wards.filter(({ inView }) => inView)) {
    place({ ...label, far: true, className: `${label.className} callout` });
  }
}

// A name that stands away from its unit may find a better place now that all the others stand.
function placeAgain(atlas, pane, name, plan) {
  plan.placed.splice(plan.placed.indexOf(name), 1);
  if (put(atlas, pane, name.label, plan) === false) plan.placed.push(name);
}

function listSigns({ taken = [] }) {
  return taken.map(({ x, y, radius: r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }));
}

// A name that must stand and has no place at all is not lost in silence: the table has it.
function sayLost(atlas, count) {
  atlas.lost ??= atlas.box.appendChild(element("p", { className: "unnamed" }));
  atlas.lost.hidden = count === 0;
  if (count) atlas.lost.textContent = atlas.data.words.unnamed.replace("{count}", count);
}

// Buttons and the scale bar stand on the map, and legend and keys in a meeting: no name may hide behind them.
function listControls(atlas) {
  const origin = atlas.box.getBoundingClientRect();
  const controls = atlas.box.parentElement.querySelectorAll(".leaflet-control, .map-tools > *");
  const keys = atlas.box.closest(".atlas-view")?.querySelectorAll(".hint:not([hidden])") ?? [];
  return [...controls, ...keys, ...atlas.listOver()].map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    const a = atlas.map.containerPointToLayerPoint([left - origin.left, top - origin.top]);
    const b = atlas.map.containerPointToLayerPoint([right - origin.left, bottom - origin.top]);
    return { left: a.x, top: a.y, right: b.x, bottom: b.y };
  });
}

// What stands out must be seen: its name stands beside it, and no other name over it.
function listSpots(atlas) {
  const scale = atlas.map.getZoomScale(atlas.map.getZoom(), 0);
  const spots = [...atlas.shapes.values()].filter((shape) => standsOut(shape.entry));
  return spots.map(({ unit }) => {
    const { x, y } = atlas.map.latLngToLayerPoint([unit.point[1], unit.point[0]]);
    const half = Math.max(SPOT[0], Math.min(SPOT[1], 0.3 * Math.sqrt(unit.area) * scale));
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  });
}

function nameInWard({ geometry }, unit, narrow) {
  return narrow ? `${unit.short}, ${geometry.levels.ward[unit.wardPlace]?.name ?? unit.ward}` : `${unit.name}, ${unit.ward}`;
}

function listExceptions(atlas) {
  const exceptions = [...atlas.shapes.values()].filter((shape) => standsOut(shape.entry));
  const narrow = atlas.map.getSize().x < NARROW || exceptions.length > MANY;
  return exceptions.map((shape) => ({
    text: atlas.data.view.level === "hamlet" && atlas.data.view.wards.length !== 1
      ? nameInWard(atlas, shape.unit, narrow) : shape.unit.name,
    at: shape.unit.point, className: `name exception ${shape.entry.key}`, must: true, code: shape.unit.code,
    unit: shape.unit,
  }));
}

// They are few: each is named wherever its name has a place.
function listClusters(atlas) {
  if (atlas.data.view.level !== "cluster") return [];
  const clusters = listShapes(atlas, "name cluster chip").filter(({ code }) => atlas.shapes.get(code).inView);
  return clusters.map((label) => ({ ...label, must: true }));
}

function listWards(atlas) {
  const { data, geometry } = atlas;
  if (data.view.level === "cluster") return [];
  if (data.view.level === "ward") {
    return listShapes(atlas, "name ward").filter((label) => !standsOut(atlas.shapes.get(label.code).entry))
      .map((label) => ({ ...label, inView: atlas.shapes.get(label.code).inView }));
  }
  return geometry.levels.ward
    .filter((ward) => data.view.wards.length !== 1 || data.view.wards[0] !== ward.code)
    .map((ward) => ({
      text: ward.name, at: ward.point, className: "name ward", code: ward.code, unit: ward,
      inView: !data.view.wards.length || data.view.wards.includes(ward.code),
    }));
}

function listShapes(atlas, className) {
  return [...atlas.shapes.values()].map((shape) => ({
    text: shape.unit.name, at: shape.unit.point, className, code: shape.unit.code, unit: shape.unit,
  }));
}

function listHamlets(atlas) {
  const alone = atlas.data.view.wards.length || atlas.geometry.levels.ward.length === 1;
  const near = alone || atlas.map.getZoom() >= atlas.cityZoom() + CLOSER;
  if (atlas.data.view.level !== "hamlet" || !near) return [];
  const scale = atlas.map.getZoomScale(atlas.map.getZoom(), 0);
  return [...atlas.shapes.values()]
    .filter((shape) => shape.inView && !standsOut(shape.entry) && shape.unit.area * scale * scale > HAMLET_ROOM)
    .map((shape) => ({
      text: shape.unit.short, at: shape.unit.point, className: "name hamlet", code: shape.unit.code, unit: shape.unit,
    }));
}

// Places of the middle of a name round a point, in its own size and a gap.
const PLACES = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1]];
const GAP = 9; // px between a point and a name beside it, at least: a symbol may stand at the point
const RINGS = [18, 32, 46, 60, 80, 100, 130, 160]; // px round the point, for a name that must stand
const TURNS = 16; // places in a ring
const AWAY = 1.6; // gaps from which a line leads from a unit to its name
const COVERED = 140; // px that a name goes farther rather than cover a symbol
const CROSSED = 70; // px that a name goes farther rather than have its line cross another or a name

// Draw a name at the first place where it covers nothing; one that must stand, at the best where it covers no
// other name: near its unit, over few symbols, its line through few things. Return false if none is in view.
function put(atlas, pane, label, { fixed, signs, placed }) {
  const project = ([x, y]) => atlas.map.latLngToLayerPoint([y, x]);
  const point = project(label.at);
  const { x: left, y: top } = atlas.map.containerPointToLayerPoint([0, 0]);
  const { x: wide, y: high } = atlas.map.getSize();
  if (point.x < left || point.x > left + wide || point.y < top || point.y > top + high) return null;
  const { lines: text, width, height } = measure(pane, label, wide);
  const names = [...fixed, ...placed.map(({ box }) => box)];
  const lines = placed.flatMap(({ line }) => (line ? [line] : []));
  let best = null;
  const gap = gapOf(atlas);
  for (const place of listPlaces(label, point, project, { width, height, gap })) {
    const x = inside(place.x, left + width / 2, left + wide - width / 2);
    const y = inside(place.y, top + height / 2, top + high - height / 2);
    const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    if (names.some((other) => overlap(box, other))) continue;
    const covered = signs.filter((other) => overlap(box, other)).length;
    if (covered && !label.must) continue;
    const end = nearest(point, box);
    const away = place.within ? 0 : Math.hypot(end.x - point.x, end.y - point.y);
    const least = covered * COVERED + away;
    if (best && least >= best.cost) continue; // whatever its line meets
    const line = away > AWAY * gap ? [point, end] : null;
    const crossed = line ? countMet(line, box, lines, names) : countUnder(box, lines);
    const cost = least + crossed * CROSSED;
    if (!best || cost < best.cost) best = { label, text, box, line, cost };
    if (!covered && !crossed && !line) break; // beside its unit, over nothing: none is better
  }
  if (!best) return false;
  placed.push(best);
  return true;
}

// Where the middle of a name may stand: at the point of its unit, beside it, elsewhere in the unit; one that must
// stand, or that a line may lead to, goes as far away as it has to.
function* listPlaces(label, point, project, { width, height, gap }) {
  for (const [dx, dy] of PLACES) yield { x: point.x + dx * (width / 2 + gap), y: point.y + dy * (height / 2 + gap) };
  for (const spot of label.unit ? spotsOf(label.unit) : []) yield { ...project(spot), within: true };
  if (!label.must && !label.far) return;
  for (const far of RINGS) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const [dx, dy] = [Math.cos, Math.sin].map((along) => along((2 * Math.PI * turn) / TURNS));
      yield { x: point.x + dx * (far + width / 2), y: point.y + dy * (far + height / 2) };
    }
  }
}

function gapOf({ symbolsSeen }) {
  return Math.max(GAP, (symbolsSeen?.sizes.sign ?? 0) / 2 + 1);
}

function draw(atlas, pane, { label, text, box, line }) {
  if (line) drawLeader(atlas.map.getPane("leaders"), label.className, line);
  const node = element("div", { className: label.className, textContent: text.join("\n") });
  node.dataset.code = label.code;
  pane.append(node);
  node.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
