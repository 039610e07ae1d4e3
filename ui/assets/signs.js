// The sign of a kind of models or of a change, beside its words.
import { node } from "./patterns.js";

export function drawSign({ path, colour }, plain) {
  const box = node("svg", { viewBox: "-8 -8 16 16", class: "sign", "aria-hidden": "true" });
  box.append(node("path", {
    d: path, fill: plain ? "#ffffff" : colour, stroke: plain ? "#000000" : "#1c2733", "stroke-width": plain ? 1.4 : 0.9,
  }));
  return box;
}
