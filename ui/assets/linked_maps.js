// Maps that zoom and pan as one: whichever the pointer or the keyboard is on leads, the others follow.
import L from "./leaflet.js";

export function linkMaps(atlases) {
  let leader = null;
  const follow = (atlas, centre, zoom, animate) => {
    if (atlas !== leader) return;
    for (const other of atlases) if (other !== atlas) move(other, shift(atlas, other, centre), zoom, animate);
  };
  for (const atlas of atlases) {
    for (const event of ["pointerenter", "pointerdown", "focusin"]) {
      atlas.box.addEventListener(event, () => { leader = atlas; }, { capture: true, passive: true });
    }
    atlas.map.on("zoomanim", ({ center, zoom }) => follow(atlas, center, zoom, true));
    atlas.map.on("move", () => follow(atlas, atlas.map.getCenter(), atlas.map.getZoom(), false));
  }
}

// All maps to the same ground: what any of them has to show. A unit that one year lacks is seen in the others.
export function fitTogether(atlases, boundsOf, animate) {
  const [first] = atlases;
  const ground = L.latLngBounds([]);
  for (const atlas of atlases) {
    const bounds = boundsOf(atlas);
    if (bounds.isValid()) ground.extend(shiftBounds(atlas, first, bounds));
  }
  for (const atlas of atlases) if (ground.isValid()) atlas.fit(shiftBounds(first, atlas, ground), animate);
}

// Where a map stands, to stand there again when its borders are those of another year.
export function hold({ map, geometry }) {
  const { lat, lng } = map.getCenter();
  return { geometry, lat, lng, zoom: map.getZoom() };
}

export function restore(atlas, held) {
  atlas.map.setView(shift(held, atlas, held), held.zoom, { animate: false });
  atlas.dress();
}

function shiftBounds(from, to, bounds) {
  return L.latLngBounds(shift(from, to, bounds.getSouthWest()), shift(from, to, bounds.getNorthEast()));
}

// Each year counts its metres from its own corner: a city that grew has another one.
function shift(from, to, { lat, lng }) {
  const [x, y] = from.geometry.corner.map((value, axis) => value - to.geometry.corner[axis]);
  return [lat + y, lng + x];
}

function move({ map }, centre, zoom, animate) {
  const off = map.latLngToContainerPoint(centre).subtract(map.getSize().divideBy(2));
  if (map.getZoom() !== zoom) map.setView(centre, zoom, { animate });
  else if (!animate && (Math.abs(off.x) >= 0.5 || Math.abs(off.y) >= 0.5)) map.panBy(off, { animate: false });
}
