// Community models at their sites: shape and colour by kind. Symbols that would hide each other are one, with
// the number of its models; whoever clicks on it, or presses Enter, reads which they are.
import { element } from "./dom.js";
import { inMeeting, scaleOfWords } from "./meeting_words.js";
import { SVG } from "./patterns.js";
import { closeList, openList } from "./site_list.js";
import L from "./leaflet.js";

const SIZES = { sign: 16, group: 22 }; // px
const LARGE = { sign: 22, group: 40 }; // in a meeting, where words are at least 24 px
const STEP = 14; // px between the signs of two changes
const APART = 1.1; // of the widest symbol, between those of one hamlet where it has room for them

// Leaflet places a marker in three dimensions, which gives each a layer of its own for the browser to put
// together at every frame; a place in the plane does not.
const Sign = L.Marker.extend({
  _setPos(at) {
    this._icon.style.transform = `translate(${at.x}px, ${at.y}px)`;
    this._icon._leaflet_pos = at;
  },
});

export function placeSymbols(atlas) {
  const { data, map } = atlas;
  const origin = map.getPixelOrigin();
  const sizes = inMeeting() ? resize(LARGE, scaleOfWords(atlas.box)) : SIZES;
  const seen = atlas.symbolsSeen;
  const same = seen?.data === data && seen.origin.equals(origin) && seen.zoom === map.getZoom() && seen.sizes.sign === sizes.sign;
  if (same) return; // only moved
  atlas.symbolsSeen = { data, origin, zoom: map.getZoom(), sizes };
  atlas.symbols ??= L.layerGroup().addTo(map);
  closeList(atlas);
  const before = atlas.marks ?? new Map();
  atlas.marks = new Map();
  const placed = [...groupSites(atlas, sizes), ...placeChanges(atlas)];
  for (const one of placed) {
    const key = keyOf(one, data, sizes);
    const own = atlas.marks.has(key) ? `${key}|${atlas.marks.size}` : key;
    const kept = before.get(own);
    before.delete(own);
    const place = map.layerPointToLatLng(one.at);
    // A symbol that stays is moved at most: to draw them all anew would cost more than the rest of the map.
    if (kept && !kept.getLatLng().equals(place, 1e-3)) kept.setLatLng(place);
    atlas.marks.set(own, kept ?? drawMark(atlas, one, place, sizes));
  }
  before.forEach((mark) => atlas.symbols.removeLayer(mark));
  atlas.taken = placed.map(({ at, radius }) => ({ x: at.x, y: at.y, radius }));
  shareTab(atlas);
}

function resize(sizes, scale) {
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, Math.round(size * scale)]));
}

// Sites that stand nearer to each other than a symbol is wide are one symbol, at the first of them.
function groupSites(atlas, sizes) {
  const groups = [];
  for (const site of listSites(atlas, sizes)) {
    const near = groups.find(({ at }) => Math.hypot(at.x - site.at.x, at.y - site.at.y) < sizes.group);
    if (near) near.sites.push(site);
    else groups.push({ at: site.at, sites: [site] });
  }
  return groups.map((group) => {
    const models = listModels(group.sites);
    return { ...group, models, radius: (models.length > 1 ? sizes.group : sizes.sign) / 2 };
  });
}

function listSites({ data, geometry, map }, sizes) {
  const units = new Map(geometry.levels.hamlet.map((unit) => [unit.code, unit]));
  const many = new Map();
  for (const [hamlet] of data.sites) many.set(hamlet, (many.get(hamlet) ?? 0) + 1);
  const scale = map.getZoomScale(map.getZoom(), 0);
  const placed = new Map();
  return data.sites.filter(([hamlet]) => units.has(hamlet)).map(([hamlet, name, kind]) => {
    const unit = units.get(hamlet);
    const nth = placed.get(hamlet) ?? 0;
    placed.set(hamlet, nth + 1);
    const room = Math.sqrt(unit.area) * scale > (many.get(hamlet) + 1) * sizes.group;
    const aside = room ? (nth - (many.get(hamlet) - 1) / 2) * sizes.group * APART : 0;
    const point = map.latLngToLayerPoint([unit.point[1], unit.point[0]]);
    return {
      at: L.point(point.x + aside, point.y), point: unit.point, code: hamlet, hamlet: `${unit.name}, ${unit.ward}`,
      name: data.site_names[name], kind: data.kinds[kind],
    };
  });
}

function listModels(sites) {
  const models = new Map();
  for (const { name, kind, hamlet } of sites) {
    if (!models.has(name)) models.set(name, { name, kind, places: [] });
    models.get(name).places.push(hamlet);
  }
  return [...models.values()];
}

// On a map of changes a class may have a sign of its own, beside colour and pattern; none gives way to another.
function placeChanges({ data, shapes, map }) {
  const taken = [];
  return [...shapes.values()].filter((shape) => data.signed && shape.entry?.path).map(({ unit, entry }) => {
    const at = dodge(map.latLngToLayerPoint([unit.point[1], unit.point[0]]), taken);
    taken.push(at);
    return { at, sites: [{ point: unit.point }], models: [{ name: unit.name, kind: entry }], radius: STEP / 2 };
  });
}

// The nearest free place on a spiral around the point.
function dodge(start, taken) {
  const free = (p) => taken.every((q) => Math.hypot(p.x - q.x, p.y - q.y) >= STEP);
  for (let turn = 0; turn < 60; turn += 1) {
    const radius = (STEP * Math.sqrt(turn)) / 1.1;
    const point = L.point(start.x + radius * Math.cos(turn * 2.4), start.y + radius * Math.sin(turn * 2.4));
    if (free(point)) return point;
  }
  return start;
}

// Two symbols with the same key look the same and say the same.
function keyOf({ models, sites }, { view, signed, words }, sizes) {
  const parts = models.map(({ name, kind, places }) => [name, kind.label, kind.path, kind.edge ?? kind.colour, places]);
  return [sites[0].point, ...parts, words.models, view.patterns, Boolean(signed), sizes.sign].join("|");
}

function drawMark(atlas, one, place, sizes) {
  const { data } = atlas;
  const many = one.models.length > 1;
  const size = many ? sizes.group : sizes.sign;
  const html = many ? element("span", { textContent: String(one.models.length) }) : drawShape(data, one.models[0].kind, size);
  const icon = L.divIcon({ html, className: many ? "site group" : "site", iconSize: [size, size] });
  const mark = new Sign(place, { icon, pane: "sites", keyboard: false, interactive: false });
  mark.addTo(atlas.symbols);
  const node = mark.getElement();
  if (data.signed) node.setAttribute("aria-hidden", "true"); // the table has it in words
  else makeButton(atlas, node, mark, one);
  return mark;
}

export function drawShape({ view, signed }, kind, size) {
  const plain = view.patterns;
  const halo = signed && !plain; // a dark sign on a dark fill
  const box = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "-8 -8 16 16", width: size, height: size, "aria-hidden": "true" })) {
    box.setAttribute(name, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", kind.path);
  path.setAttribute("fill", plain ? "#ffffff" : kind.edge ?? kind.colour);
  path.setAttribute("stroke", plain ? "#000000" : halo ? "#ffffff" : "#1c2733");
  path.setAttribute("stroke-width", "1.1");
  box.append(path);
  return box;
}

function makeButton(atlas, node, mark, one) {
  const [first] = one.models;
  const label = one.models.length > 1
    ? `${atlas.data.words.models}: ${one.models.length}` : `${first.name} – ${first.kind.label}`;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", label);
  node.onmouseenter = node.onfocus = () => atlas.showNames(one, mark.getLatLng());
  node.onmouseleave = node.onblur = () => atlas.leave();
  node.onclick = (event) => {
    event.stopPropagation(); // a click on the map itself closes the list
    openList(atlas, one, mark);
  };
  node.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") openList(atlas, one, mark, true);
    else if (!step(atlas, node, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

// The symbols are one stop of the Tab key; the arrows go through them.
function shareTab(atlas) {
  const nodes = [...atlas.marks.values()].map((mark) => mark.getElement()).filter((node) => node.hasAttribute("role"));
  const chosen = nodes.find((node) => node === document.activeElement) ?? nodes[0];
  for (const node of nodes) node.tabIndex = node === chosen ? 0 : -1;
  atlas.buttons = nodes;
}

function step({ buttons }, node, key) {
  const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  const next = way && buttons[(buttons.indexOf(node) + way + buttons.length) % buttons.length];
  if (!next) return false;
  node.tabIndex = -1;
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  return true;
}
