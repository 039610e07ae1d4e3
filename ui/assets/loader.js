// What starts the page: Leaflet, the style and the scripts once; each payload unpacked and handed on.
const loaded = new Map();
function once(address, start) {
  if (!loaded.has(address)) loaded.set(address, start(address));
  return loaded.get(address);
}
function tag(name, properties) {
  return new Promise((done, failed) => {
    const node = document.createElement(name);
    document.head.append(Object.assign(node, properties, { onload: done, onerror: failed }));
  });
}
const script = (src) => once(src, () => tag("script", { src }));
const style = (href) => once(href, () => tag("link", { rel: "stylesheet", href }));
const address = (path) => new URL(path, document.baseURI).href;
const assets = "component/ui.map_component.assets";
const folder = "component/ui.map_component.leaflet";
// All that the first map needs is asked for at once, not one after the other.
export const leaflet = script(address(`${folder}/leaflet.js`));
const borders = import("./geometry.js");
// Scripts name each other, which would be five ways there and back: all of a screen are asked for at once.
const MAP = "atlas_map dom geometry leaflet map_labels map_symbols patterns print_map signs site_list unit_spots unit_table";
const SCRIPTS = {
  map: `${MAP} frames meeting search unit_panel`,
  compare: `${MAP} compare_legend compare_tables linked_maps small_maps sources`,
  clusters: `${MAP} sort_table sources`,
};
const STYLES = { map: ["map"], compare: ["map", "compare"], clusters: ["map", "compare"] };
function preload(name) {
  const href = address(`${assets}/${name}.js`);
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
}
function start(screen) {
  once(screen, () => SCRIPTS[screen].split(" ").forEach(preload));
  for (const weight of [500, 700]) document.fonts.load(`${weight} 1em "Be Vietnam Pro"`); // names are measured in them
  return Promise.all([
    once(address(`${assets}/${screen}_view.js`), (path) => import(path)),
    style(address(`${folder}/leaflet.css`)),
    ...STYLES[screen].map((name) => style(address(`${assets}/${name}.css`))),
  ]).then(([code]) => code);
}
export function unpack(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}
// A server that was started again knows nothing of this page, and would lose the first click on it: so the page
// asks for itself as soon as the line stands again.
function greet(root) {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app || root.greeting) return;
  let there = true;
  root.greeting = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && !there) root.send("again", { n: Date.now() });
    there = connected;
  });
  root.greeting.observe(app, { attributeFilter: ["data-test-connection-state"] });
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".atlas-root");
  root.latest = data;
  root.send = setTriggerValue;
  greet(root);
  const ready = start(root.dataset.screen);
  const unpacked = unpack(data);
  unpacked.then(async ({ geometry }) => geometry && (await borders).loadGeometry(geometry));
  Promise.all([ready, unpacked]).then(([code, values]) => {
    if (root.latest === data) code.render(root, values, setTriggerValue); // else a newer one overtook it
  });
  return () => ready.then((code) => {
    if (root.isConnected) return;
    root.greeting?.disconnect();
    code.remove(root);
  });
}
