// Borders by their address, which holds the hash of their content: fetched once, whichever map asks.
const kept = new Map();

export function loadGeometry(address) {
  if (!kept.has(address)) kept.set(address, load(address));
  return kept.get(address);
}

async function load(address) {
  const answer = await fetch(new URL(address, document.baseURI));
  if (answer.ok) return answer.json();
  kept.delete(address);
  throw new Error(`geometry: ${answer.status}`);
}

// The corners of the rings of a unit in whole metres, x east and y north of the corner of the city.
export function unroll(flat) {
  const points = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    points.push([x, y]);
  }
  return points;
}
