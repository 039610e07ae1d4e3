// Fill patterns, the same names as in the catalogue; drawn once into the map's own <defs>.
import { element } from "./dom.js";
const SVG = "http://www.w3.org/2000/svg";
const SIZE = 8;
const STROKES = {
  hatch: ["M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", 2.2],
  backhatch: ["M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2", 1],
  crosshatch: ["M0,8 L8,0 M0,0 L8,8", 1.1],
  horizontal: ["M0,2 L8,2 M0,6 L8,6", 1],
  dense: ["M0,1 L8,1 M0,3 L8,3 M0,5 L8,5 M0,7 L8,7", 1.1],
  dots: ["M1.2,2 a0.8,0.8 0 1,0 1.6,0 a0.8,0.8 0 1,0 -1.6,0 M5.2,6 a0.8,0.8 0 1,0 1.6,0 a0.8,0.8 0 1,0 -1.6,0", 0.9],
};
const INK = { hatch: "#7a2f00", backhatch: "#8b929a", horizontal: "#7b5f86" };

function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export function patternId(entry, blackAndWhite, scope) {
  return `${scope}-${entry.pattern}-${blackAndWhite ? "bw" : entry.colour.slice(1)}`;
}

export function definePattern(defs, entry, blackAndWhite, scope) {
  const id = patternId(entry, blackAndWhite, scope);
  if (defs.querySelector(`#${CSS.escape(id)}`)) return id;
  const pattern = node("pattern", { id, width: SIZE, height: SIZE, patternUnits: "userSpaceOnUse" });
  pattern.append(node("rect", { width: SIZE, height: SIZE, fill: blackAndWhite ? "#ffffff" : entry.colour }));
  if (STROKES[entry.pattern]) {
    const [d, width] = STROKES[entry.pattern];
    const ink = blackAndWhite ? "#000000" : INK[entry.pattern] ?? "#1c2733";
    pattern.append(node("path", { d, stroke: ink, "stroke-width": width, fill: "none" }));
  }
  defs.append(pattern);
  return id;
}

// In colour only exceptions, "no data" and withheld counts carry a pattern; a ramp speaks by its colours.
export function fillOf(defs, entry, blackAndWhite, scope) {
  const plain = entry.pattern === "solid" || (!blackAndWhite && !entry.marked);
  if (plain) return blackAndWhite ? "#ffffff" : entry.colour;
  return `url(#${definePattern(defs, entry, blackAndWhite, scope)})`;
}

// Whether units of a class are drawn as exceptions: not where a reader took the class off the map.
export const standsOut = (entry) => Boolean(entry?.exception && !entry.off);

export function swatch(entry, blackAndWhite) {
  const box = node("svg", { viewBox: "0 0 28 18", class: "swatch", "aria-hidden": "true" });
  const defs = node("defs", {});
  const fill = fillOf(defs, entry, blackAndWhite, `legend-${entry.key.replace(/[^a-z0-9]/gi, "_")}`);
  box.append(defs, node("rect", { x: 0.5, y: 0.5, width: 27, height: 17, fill, stroke: "#3c4a57" }));
  return box;
}

export { SVG, node };

// What the lines on a map are: each looks as on the map, by its name.
export function drawLines(lines) {
  return element("ul", { className: "lines" }, Object.entries(lines).map(([name, words]) => element("li", {}, [
    element("span", { className: `stroke ${name}` }), element("span", { textContent: words }),
  ])));
}
