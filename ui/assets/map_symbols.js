// Community models at their sites: shape and colour by kind, pushed apart so that none hides another.
import { SVG } from "./patterns.js";

const L = window.L;
const STEP = 14; // px between two symbols

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
  const seen = atlas.symbolsSeen;
  if (seen?.data === data && seen.origin.equals(origin) && seen.zoom === map.getZoom()) return; // only moved
  atlas.symbolsSeen = { data, origin, zoom: map.getZoom() };
  atlas.symbols ??= L.layerGroup().addTo(map);
  const before = atlas.marks ?? new Map();
  atlas.marks = new Map();
  const taken = [];
  for (const { key, point, name, kind } of [...listSites(atlas), ...listChanges(atlas)]) {
    const at = dodge(map.latLngToLayerPoint([point[1], point[0]]), taken);
    taken.push(at);
    const own = atlas.marks.has(key) ? `${key}|${taken.length}` : key;
    const kept = before.get(own);
    before.delete(own);
    const place = map.layerPointToLatLng(at);
    // A symbol that stays is moved at most: to draw them all anew would cost more than the rest of the map.
    if (kept && !kept.getLatLng().equals(place, 1e-3)) kept.setLatLng(place);
    atlas.marks.set(own, kept ?? drawMark(atlas, name, kind, place).addTo(atlas.symbols));
  }
  before.forEach((mark) => atlas.symbols.removeLayer(mark));
  atlas.taken = taken;
}

function listSites({ data, geometry }) {
  const places = new Map(geometry.levels.hamlet.map((unit) => [unit.code, unit.point]));
  return data.sites
    .map(([hamlet, name, kind]) => ({ point: places.get(hamlet), name: data.site_names[name], kind: data.kinds[kind] }))
    .filter(({ point }) => point)
    .map((site) => ({ ...site, key: keyOf(site, data) }));
}

// On a map of changes a class may have a sign of its own, beside colour and pattern.
function listChanges({ data, shapes }) {
  return [...shapes.values()]
    .filter((shape) => data.signed && shape.entry?.path)
    .map((shape) => ({ point: shape.unit.point, name: shape.unit.name, kind: shape.entry }))
    .map((change) => ({ ...change, key: keyOf(change, data) }));
}

// Two symbols with the same key look the same and say the same.
function keyOf({ point, name, kind }, { view, signed }) {
  return [point, name, kind.label, kind.path, kind.edge ?? kind.colour, view.patterns, Boolean(signed)].join("|");
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

function drawMark(atlas, name, kind, at) {
  const plain = atlas.data.view.patterns;
  const halo = atlas.data.signed && !plain; // a dark sign on a dark fill
  const box = document.createElementNS(SVG, "svg");
  box.setAttribute("viewBox", "-8 -8 16 16");
  box.setAttribute("width", "16");
  box.setAttribute("height", "16");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", kind.path);
  path.setAttribute("fill", plain ? "#ffffff" : kind.edge ?? kind.colour);
  path.setAttribute("stroke", plain ? "#000000" : halo ? "#ffffff" : "#1c2733");
  path.setAttribute("stroke-width", "1.1");
  const title = document.createElementNS(SVG, "title");
  title.textContent = `${name} – ${kind.label}`;
  box.append(title, path);
  const icon = L.divIcon({ html: box, className: "site", iconSize: [16, 16] });
  return new Sign(at, { icon, pane: "sites", keyboard: false, interactive: false, alt: title.textContent });
}
