// How large a name is on the map, and its lines if it is too long for one.
import { element } from "./dom.js";

const PART = 0.45; // of the width of the map that a line of a name may take

// Words are measured on a canvas, one sample of each style on the page: asking the page for each name's size
// would make it lay itself out once a name.
const styles = new Map();
const canvas = document.createElement("canvas").getContext("2d");

export function measure(pane, { className, text }, wide) {
  const { font, around, height, step } = styles.get(className) ?? readStyle(pane, className);
  canvas.font = font;
  const lines = breakLines(text, wide * PART);
  const width = widest(lines) + around;
  return { lines, width, height: height + (lines.length - 1) * step };
}

const widthOf = (words) => canvas.measureText(words).width;

// As narrow as its number of lines allows: a last line of one word would leave a name as wide as it was.
function breakLines(text, room) {
  let lines = fill(text, room);
  for (let wide = widest(lines); ; wide = widest(lines)) {
    const narrower = fill(text, wide - 1);
    if (narrower.length > lines.length || widest(narrower) >= wide) return lines;
    lines = narrower;
  }
}

const widest = (lines) => Math.max(...lines.map(widthOf));

function fill(text, room) {
  if (widthOf(text) <= room) return [text];
  const [first, ...rest] = text.split(" ");
  const lines = [first];
  for (const word of rest) {
    const longer = `${lines.at(-1)} ${word}`;
    if (widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function readStyle(pane, className) {
  const sample = element("div", { className, textContent: "Ậg" });
  pane.append(sample);
  const css = getComputedStyle(sample);
  const font = `${css.fontWeight} ${css.fontSize} ${css.fontFamily}`;
  const around = ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"]
    .reduce((sum, side) => sum + parseFloat(css[side]), 1);
  const style = { font, around, height: sample.offsetHeight, step: parseFloat(css.lineHeight) };
  sample.remove();
  styles.set(className, style);
  return style;
}

export function forgetStyles() {
  styles.clear();
}
