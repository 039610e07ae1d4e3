// Lines that lead from a unit to its name where the name stands away from it: none through another, or a name.
import { element } from "./dom.js";

export const nearest = (point, box) => ({
  x: inside(point.x, box.left, box.right), y: inside(point.y, box.top, box.bottom),
});

export function inside(value, low, high) {
  return Math.max(low + 2, Math.min(high - 2, value));
}

// How many lines and names a line meets, and how many lines its name would cover.
export function countMet([from, to], box, lines, names) {
  const through = names.filter((name) => goesThrough([from, to], name)).length;
  const met = lines.filter(([a, b]) => cross(from, to, a, b)).length;
  return through + met + countUnder(box, lines);
}

export function countUnder(box, lines) {
  return lines.filter((line) => goesThrough(line, box)).length;
}

const goesThrough = ([from, to], box) => listEdges(box).some(([a, b]) => cross(from, to, a, b));

const listEdges = ({ left, top, right, bottom }) => {
  const corners = [{ x: left, y: top }, { x: right, y: top }, { x: right, y: bottom }, { x: left, y: bottom }];
  return corners.map((corner, n) => [corner, corners[(n + 1) % 4]]);
};

const side = (a, b, c) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

function cross(a, b, c, d) {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

export function drawLeader(pane, className, [from, to]) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const line = element("div", { className: className.replace("name", "leader") });
  line.style.width = `${Math.hypot(dx, dy)}px`;
  line.style.transform = `translate(${from.x}px, ${from.y - 1}px) rotate(${Math.atan2(dy, dx)}rad)`;
  pane.append(line);
}
