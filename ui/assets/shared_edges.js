// Lines along several rings, each edge once: where two dashed lines run over each other they are a line without gaps.
export function eachOnce(rings) {
  const drawn = new Set();
  const lines = [];
  for (const ring of rings) {
    let line = null;
    ring.forEach((from, place) => {
      const to = ring[(place + 1) % ring.length];
      const edge = [from, to].map(String).sort().join(" ");
      if (drawn.has(edge)) {
        line = null;
        return;
      }
      drawn.add(edge);
      if (!line) lines.push((line = [from]));
      line.push(to);
    });
  }
  return lines;
}
