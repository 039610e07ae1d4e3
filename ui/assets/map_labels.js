// Names on the map: exceptions always, wards at low zoom, hamlets at high; never one over another.
import { element } from "./dom.js";

const HAMLET_ROOM = 900; // px² of a hamlet on screen from which its name has room
const SPOT = 6; // px around the middle of a unit that stands out
const NARROW = 520; // px of a map that has no room for full names
const MANY = 6; // names that must stand from which they are shortened
const CLOSER = 1; // zoom levels beyond the whole city from which hamlets are named

export function placeLabels(atlas) {
  const pane = atlas.map.getPane("names");
  pane.replaceChildren();
  if (!atlas.data.view.layers.includes("labels")) {
    listExceptions(atlas).forEach((label) => put(atlas, pane, label, [], true));
    return;
  }
  const boxes = (atlas.taken ?? []).map((p) => ({ left: p.x - 7, right: p.x + 7, top: p.y - 7, bottom: p.y + 7 }));
  // Names that a screen puts on top stand where they belong, over symbols if need be; the others give way.
  const over = listControls(atlas);
  for (const label of atlas.extraLabels ?? []) put(atlas, pane, label, over, true);
  boxes.push(...over, ...listSpots(atlas));
  const labels = [...listExceptions(atlas), ...listWards(atlas), ...listHamlets(atlas)];
  for (const label of labels) put(atlas, pane, label, boxes, label.must);
}

// Buttons and the scale bar stand on the map: no name may hide behind them.
function listControls(atlas) {
  const frame = atlas.box.parentElement;
  const origin = atlas.box.getBoundingClientRect();
  const controls = frame.querySelectorAll(".leaflet-control, .map-tools > *");
  return [...controls].map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    const a = atlas.map.containerPointToLayerPoint([left - origin.left, top - origin.top]);
    const b = atlas.map.containerPointToLayerPoint([right - origin.left, bottom - origin.top]);
    return { left: a.x, top: a.y, right: b.x, bottom: b.y };
  });
}

// What stands out must be seen: its name stands beside it, and no other name over it.
function listSpots(atlas) {
  const spots = [...atlas.shapes.values()].filter((shape) => shape.entry?.exception);
  return spots.map(({ unit }) => {
    const { x, y } = atlas.map.latLngToLayerPoint([unit.point[1], unit.point[0]]);
    return { left: x - SPOT, right: x + SPOT, top: y - SPOT, bottom: y + SPOT };
  });
}

function nameInWard({ geometry }, unit, narrow) {
  return narrow ? `${unit.short}, ${geometry.levels.ward[unit.wardPlace]?.name ?? unit.ward}` : `${unit.name}, ${unit.ward}`;
}

function listExceptions(atlas) {
  const exceptions = [...atlas.shapes.values()]
    .filter((shape) => shape.entry?.exception && !atlas.hidden?.has(shape.entry.key));
  const narrow = atlas.map.getSize().x < NARROW || exceptions.length > MANY;
  return exceptions.map((shape) => ({
    text: atlas.data.view.level === "hamlet" && atlas.data.view.wards.length !== 1
      ? nameInWard(atlas, shape.unit, narrow) : shape.unit.name,
    at: shape.unit.point, className: `name exception ${shape.entry.key}`, must: true, code: shape.unit.code,
  }));
}

function listWards(atlas) {
  const { data, geometry } = atlas;
  if (data.view.level === "cluster") return listShapes(atlas, "name cluster");
  if (data.view.level === "ward") {
    return listShapes(atlas, "name ward").filter((label) => !atlas.shapes.get(label.code).entry?.exception);
  }
  return geometry.levels.ward
    .filter((ward) => data.view.wards.length !== 1 || data.view.wards[0] !== ward.code)
    .map((ward) => ({ text: ward.name, at: ward.point, className: "name ward", code: ward.code }));
}

function listShapes(atlas, className) {
  return [...atlas.shapes.values()].map((shape) => ({
    text: shape.unit.name, at: shape.unit.point, className, code: shape.unit.code,
  }));
}

function listHamlets(atlas) {
  if (atlas.data.view.level !== "hamlet" || atlas.map.getZoom() < atlas.cityZoom() + CLOSER) return [];
  const scale = atlas.map.getZoomScale(atlas.map.getZoom(), 0);
  return [...atlas.shapes.values()]
    .filter((shape) => shape.inView && !shape.entry.exception && shape.unit.area * scale * scale > HAMLET_ROOM)
    .map((shape) => ({
      text: shape.unit.short, at: shape.unit.point, className: "name hamlet", code: shape.unit.code,
    }));
}

// Places round a point, nearest first; a name that must stand takes the place with the least overlap.
const PLACES = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1], [0, -2], [0, 2]];

// For a name that must stand among many.
const FARTHER = [[1, 2], [-1, 2], [1, -2], [-1, -2], [0, 3], [0, -3], [1, 3], [-1, 3], [1, -3], [-1, -3], [0, 4], [0, -4]];

function put(atlas, pane, label, boxes, must) {
  const point = atlas.map.latLngToLayerPoint([label.at[1], label.at[0]]);
  const { width, height } = measure(pane, label);
  const { x: left, y: top } = atlas.map.containerPointToLayerPoint([0, 0]);
  const size = atlas.map.getSize();
  const seen = point.x >= left && point.x <= left + size.x && point.y >= top && point.y <= top + size.y;
  if (!seen) return;
  const candidates = (must ? [...PLACES, ...FARTHER] : PLACES).map(([dx, dy]) => {
    const x = inside(point.x + dx * (width / 2 + 9), left + width / 2, left + size.x - width / 2);
    const y = inside(point.y + dy * (height / 2 + 9), top + height / 2, top + size.y - height / 2);
    const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    return { box, overlap: boxes.reduce((sum, other) => sum + overlap(box, other), 0) };
  });
  const best = candidates.find((candidate) => candidate.overlap === 0)
    ?? (must ? candidates.reduce((a, b) => (b.overlap < a.overlap ? b : a)) : null);
  if (!best) return;
  boxes.push(best.box);
  const node = element("div", { className: label.className, textContent: label.text });
  node.dataset.code = label.code;
  pane.append(node);
  node.style.transform = `translate(${Math.round(best.box.left)}px, ${Math.round(best.box.top)}px)`;
}

// Words are measured on a canvas, one sample of each style on the page: asking the page for each name's size
// would make it lay itself out once a name.
const styles = new Map();
const canvas = document.createElement("canvas").getContext("2d");

function measure(pane, label) {
  const { font, around, height } = styles.get(label.className) ?? readStyle(pane, label.className);
  canvas.font = font;
  return { width: canvas.measureText(label.text).width + around, height };
}

function readStyle(pane, className) {
  const sample = element("div", { className, textContent: "Ậg" });
  pane.append(sample);
  const css = getComputedStyle(sample);
  const font = `${css.fontWeight} ${css.fontSize} ${css.fontFamily}`;
  const around = ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"]
    .reduce((sum, side) => sum + parseFloat(css[side]), 1);
  const style = { font, around, height: sample.offsetHeight };
  sample.remove();
  styles.set(className, style);
  return style;
}

export function forgetStyles() {
  styles.clear();
}

function inside(value, low, high) {
  return Math.max(low + 2, Math.min(high - 2, value));
}

function overlap(a, b) {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
