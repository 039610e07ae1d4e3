// All years in small, one beside the other: the classes of the big maps, nothing to zoom.
import { element } from "./dom.js";
import { unroll } from "./geometry.js";
import { fillOf, node } from "./patterns.js";

const WIDTH = 220;
const paths = new WeakMap(); // geometry → level → outlines of its units

export function drawSmall(one, geometry, data, frame) {
  const { level, patterns } = data.view;
  const { outlines, height } = outline(geometry, level, frame);
  const picture = node("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": `${one.year}: ${one.sentence}` });
  const defs = node("defs", {});
  picture.append(defs);
  const order = data.classes.map((entry, place) => [entry, place]).sort(([a], [b]) => a.exception - b.exception);
  const codes = [...one.positions];
  picture.append(node("path", { d: join(outlines, codes, "-"), fill: "#f1f3f5", stroke: "#c9d1d8", "stroke-width": 0.3 }));
  for (const [entry, place] of order) {
    const d = join(outlines, codes, place.toString(36));
    if (d) picture.append(drawClass(d, entry, fillOf(defs, entry, patterns, `small-${one.year}`), patterns));
  }
  const figure = element("figure", {}, [
    picture,
    element("figcaption", {}, [
      element("strong", { textContent: String(one.year) }),
      element("span", { textContent: one.caption }),
    ]),
  ]);
  figure.dataset.year = one.year;
  return figure;
}

function drawClass(d, entry, fill, plain) {
  const strong = entry.exception ? { stroke: plain ? "#000000" : entry.edge ?? "#8a3200", "stroke-width": 1.2 } : {};
  const path = node("path", { d, fill, stroke: "#5b6b7a", "stroke-width": 0.3, ...strong });
  path.dataset.class = entry.key;
  return path;
}

function join(outlines, codes, code) {
  return outlines.filter((_, place) => codes[place] === code).join("");
}

function outline(geometry, level, frame) {
  const drawn = paths.get(geometry) ?? new Map();
  paths.set(geometry, drawn);
  const key = `${level} ${frame}`;
  if (!drawn.has(key)) drawn.set(key, measure(geometry, level, frame));
  return drawn.get(key);
}

// The ground that all years together cover, so that all stand in the same frame: west, south, east, north.
export function frameOf(geometries) {
  const corners = geometries.flatMap(({ levels, corner: [left, bottom] }) =>
    levels.ward.flatMap((unit) => unit.rings.flatMap(unroll)).map(([x, y]) => [x + left, y + bottom]));
  const [west, east] = range(corners.map(([x]) => x));
  const [south, north] = range(corners.map(([, y]) => y));
  return [west, south, east, north];
}

function measure(geometry, level, [west, south, east, north]) {
  const [left, bottom] = geometry.corner;
  const scale = (WIDTH - 4) / (east - west);
  const place = ([x, y]) =>
    `${(2 + (x + left - west) * scale).toFixed(1)},${(2 + (north - y - bottom) * scale).toFixed(1)}`;
  const ring = (flat) => `M${unroll(flat).map(place).join("L")}Z`;
  return {
    outlines: geometry.levels[level].map((unit) => unit.rings.map(ring).join("")),
    height: Math.ceil((north - south) * scale) + 4,
  };
}

function range(values) {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
