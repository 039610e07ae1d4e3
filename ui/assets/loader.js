// What starts the page: Leaflet, the style and the scripts once; each payload unpacked and handed on.
import { unpack } from "./unpack.js";

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
const here = (path) => new URL(path, import.meta.url).href;
// All that the first map needs is asked for at once, not one after the other.
export const leaflet = script(here("../leaflet/leaflet.js"));
const borders = import("./geometry.js");
const STYLES = { map: ["map"], compare: ["map", "compare"], clusters: ["map", "compare"] };
function start(screen) {
  // Names are measured in the typeface: they wait for it, or for what the page has if it cannot be had.
  const faces = [500, 600, 700].map((weight) => document.fonts.load(`${weight} 1em "Be Vietnam Pro"`).catch(() => []));
  return Promise.all([
    once(here(`${screen}_view.js`), (path) => import(path)),
    style(here("../leaflet/leaflet.css")),
    ...STYLES[screen].map((name) => style(here(`${name}.css`))),
    ...faces,
  ]).then(([code]) => code);
}
import("./frame_words.js");
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
