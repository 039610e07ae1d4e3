// Points spread over a unit, nearest to its own point first: where its name may stand within it.
import { unroll } from "./geometry.js";

const ACROSS = 9; // rows and columns over the extent of a unit
const kept = new WeakMap();

export function spotsOf(unit) {
  if (!kept.has(unit)) kept.set(unit, listSpots(unit));
  return kept.get(unit);
}

function listSpots({ rings, point: [px, py] }) {
  const lines = rings.map(unroll);
  const [xs, ys] = [0, 1].map((axis) => spread(lines.flat().map((corner) => corner[axis])));
  const far = ([x, y]) => Math.hypot(x - px, y - py);
  return xs.flatMap((x) => ys.map((y) => [x, y]))
    .filter((spot) => contains(lines, spot))
    .sort((a, b) => far(a) - far(b));
}

function spread(values) {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return Array.from({ length: ACROSS }, (_, n) => low + ((high - low) * (n + 0.5)) / ACROSS);
}

// A point is inside if a line from it to the east crosses the borders, those of holes too, an odd number of times.
function contains(lines, [x, y]) {
  let odd = false;
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [[ax, ay], [bx, by]] = [line[i - 1], line[i]];
      if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) odd = !odd;
    }
  }
  return odd;
}
