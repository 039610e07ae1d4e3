// The models of one symbol of the map, as a list beside it: kind, name and places of each.
import { element, replaceChildren } from "./dom.js";
import { drawSign } from "./signs.js";

const GAP = 12; // px between a symbol and its list

export function openList(atlas, { models, sites }, mark, byKey = false) {
  const { words, view } = atlas.data;
  const { list } = atlas.sites ?? build(atlas);
  const opener = mark.getElement();
  const close = element("button", { type: "button", className: "close", textContent: "×" });
  close.setAttribute("aria-label", words.close);
  close.onclick = () => closeList(atlas, opener);
  const title = `${words.models}: ${models.length}`;
  const lines = models.map(({ name, kind, places }) => element("li", {}, [
    drawSign(kind, view.patterns),
    element("div", {}, [
      element("b", { textContent: name }),
      element("div", { className: "place", textContent: `${kind.label}. ${[...new Set(places)].join("; ")}` }),
    ]),
  ]));
  list.setAttribute("aria-label", title);
  list.onkeydown = (event) => {
    if (event.key === "Escape") closeList(atlas, opener);
    event.stopPropagation();
  };
  replaceChildren(list, [
    close, element("h2", { textContent: title }), element("ul", {}, lines),
    ...(models.length > 1 ? [drawCloser(atlas, words, sites)] : []),
  ]);
  atlas.leave();
  list.hidden = false;
  placeBeside(atlas, list, atlas.map.latLngToContainerPoint(mark.getLatLng()));
  if (byKey) close.focus();
}

export function closeList(atlas, opener = null) {
  if (!atlas.sites || atlas.sites.list.hidden) return;
  atlas.sites.list.hidden = true;
  opener?.focus({ preventScroll: true });
}

function build(atlas) {
  const list = element("section", { className: "site-list", hidden: true, tabIndex: -1 });
  list.setAttribute("role", "dialog");
  window.L.DomEvent.disableClickPropagation(list).disableScrollPropagation(list);
  atlas.box.append(list);
  atlas.sites = { list };
  atlas.map.on("click movestart", () => closeList(atlas));
  return atlas.sites;
}

// Nearer to what stands together, until its symbols have room of their own.
function drawCloser(atlas, words, sites) {
  const button = element("button", { type: "button", className: "closer", textContent: words.zoom_in });
  button.onclick = () => {
    closeList(atlas);
    const bounds = window.L.latLngBounds(sites.map(({ point: [x, y] }) => [y, x]));
    const most = Math.min(atlas.map.getBoundsZoom(bounds.pad(0.5)), atlas.map.getMaxZoom() - 1);
    atlas.map.setView(bounds.getCenter(), Math.max(most, atlas.map.getZoom() + 1));
  };
  return button;
}

// Right of the symbol, or left where there is no room; never beyond the edge of the map.
function placeBeside(atlas, list, { x, y }) {
  const { x: width, y: height } = atlas.map.getSize();
  const right = x + GAP + list.offsetWidth <= width;
  list.style.left = `${Math.max(4, right ? x + GAP : x - GAP - list.offsetWidth)}px`;
  list.style.top = `${Math.max(4, Math.min(y - 20, height - list.offsetHeight - 4))}px`;
}
