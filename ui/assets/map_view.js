// The map page in the browser: strip of numbers, map, legend, sentence and table, drawn from one payload.
// Geometry comes once, by an address that holds its content hash; after that only codes and classes arrive.
// Every word is put in as text (textContent), never as HTML: names come from files.
import { AtlasMap } from "./atlas_map.js";
import { drawTableSoon } from "./unit_table.js";
import { element, replaceChildren } from "./dom.js";
import { complete, Frames } from "./frames.js";
import { loadGeometry } from "./geometry.js";
import { forgetStyles } from "./name_sizes.js";
import { drawLegend } from "./map_legend.js";
import { drawTools } from "./map_tools.js";
import { Meeting } from "./meeting.js";
import { buildSearch } from "./search.js";
import { drawPanel } from "./unit_panel.js";

const views = new WeakMap();
const LONG = 9; // letters of a number in the strip from which it is set smaller ("1.918/2.070")

export async function render(root, answer, send) {
  let view = views.get(root);
  if (!view) {
    view = build(root);
    views.set(root, view);
  }
  view.send = send;
  view.coming = answer;
  const data = await complete(answer);
  if (view.coming !== answer) return; // a newer one overtook it
  if (!data) {
    send("again", { n: Date.now() });
    return;
  }
  view.meeting.update(data);
  if (view.frames.take(data)) await paint(view, data);
  if (!view.frames.wanted) root.dataset.answered = view.shown.furniture.page_id;
}

async function paint(view, data) {
  view.shown = data;
  const html = document.documentElement;
  if (html.lang !== data.view.language) html.lang = data.view.language; // the same again would style all anew
  drawWords(view, data);
  const geometry = await loadGeometry(data.geometry);
  if (view.shown !== data) return; // a newer payload overtook this one
  view.geometry = geometry;
  forgetOther(view, data);
  drawTools(view, data); // before the map, which leaves them room
  view.map.show(geometry, data);
  drawTableSoon(view, geometry, data, () => {
    markRow(view, view.selected, view.chosen);
    view.chosen = false;
  });
  if (view.pending) choosePending(view);
  drawPanel(view);
  view.root.dataset.painted = data.furniture.page_id;
}

export function remove(root) {
  views.get(root)?.meeting.update({ meeting: false });
  views.get(root)?.frames.remove();
  views.get(root)?.map.remove();
  views.delete(root);
}

function build(root) {
  const banner = element("p", { className: "banner" });
  const hint = element("p", { className: "hint", hidden: true });
  const title = element("h1", { className: "title" });
  const strip = element("ul", { className: "strip" });
  const mapBox = element("div", { className: "map" });
  const tools = element("div", { className: "map-tools" });
  const legend = element("section", { className: "legend" });
  const sentence = element("p", { className: "sentence" });
  sentence.setAttribute("aria-live", "polite");
  const sources = element("p", { className: "sources" });
  const tableBox = element("section", { className: "units" });
  const frame = element("div", { className: "map-frame" }, [mapBox, tools]);
  const panel = element("section", { className: "unit-panel", hidden: true });
  panel.setAttribute("aria-live", "polite");
  const page = element("div", { className: "atlas-view" }, [
    banner,
    title,
    strip,
    element("div", { className: "stage" }, [frame, element("div", { className: "side" }, [panel, legend])]),
    sentence,
    sources,
    tableBox,
    hint,
  ]);
  replaceChildren(root, [page]);
  const view = {
    root, banner, hint, title, strip, mapBox, tools, legend, sentence, sources, tableBox, panel,
    selected: null, drawn: new WeakMap(),
  };
  view.frames = new Frames(view, (frame) => paint(view, frame));
  view.meeting = new Meeting(view);
  view.select = (code) => {
    view.selected = code;
    markRow(view, code, true);
    drawPanel(view);
    drawTools(view, view.shown);
  };
  view.pick = (ward) => {
    const { links } = view.shown;
    view.frames.go(ward ? links.ward?.replace("=WARD&", `=${ward}&`) : links.whole);
    view.send("pick", { ward, n: Date.now() });
  };
  view.toggle = (key) => toggleClass(view, key);
  view.find = (found) => find(view, found);
  view.map = new AtlasMap(mapBox, {
    pick: view.pick,
    hover: (code) => markRow(view, code ?? view.selected),
    select: view.select,
  });
  view.search = buildSearch(view);
  document.fonts.ready.then(() => {
    forgetStyles(); // a typeface that comes late has other widths
    view.map.dressSoon();
  });
  return view;
}

// Take a class off the map, or bring it back: at once, but links and page id come with the answer of the server.
function toggleClass(view, key) {
  const { shown } = view;
  const classes = shown.classes.map((entry) => (entry.key === key ? { ...entry, off: !entry.off } : entry));
  const keys = classes.filter((entry) => entry.off).map((entry) => entry.key).sort();
  const { off } = shown.links;
  view.frames.expect(off.replace("&off=OFF", keys.length ? `&off=${keys.map(encodeURIComponent).join()}` : ""));
  paint(view, { ...shown, classes, links: { choices: {}, off }, moves: {} });
  view.send("off", { keys, n: Date.now() });
}

// A unit that the new view does not have is no longer chosen.
function forgetOther(view, data) {
  const units = view.geometry.levels[data.view.level];
  const place = units.findIndex((unit) => unit.code === view.selected);
  if (place < 0 || data.positions[place] === "-") view.selected = null;
}

function find(view, found) {
  const { view: seen } = view.shown;
  view.pending = seen.level === found.level ? found.code : null;
  const there = seen.wards.length === 1 && seen.wards[0] === found.ward;
  if (there || seen.level === "cluster") choosePending(view);
  else view.pick(found.ward);
}

function choosePending(view) {
  const code = view.pending;
  view.pending = null;
  if (!code) return;
  view.map.fitUnits([code]);
  view.select(code);
  view.chosen = true; // its row may not be there yet
}

function drawWords(view, data) {
  const { furniture, words } = data;
  view.title.textContent = furniture.title;
  view.banner.textContent = furniture.banner;
  view.hint.textContent = data.keys;
  replaceIfOther(view, view.strip, data.strip, () => data.strip.map((figure) => drawFigure(view, figure)));
  view.strip.setAttribute("aria-label", words.strip);
  view.mapBox.setAttribute("role", "group");
  view.mapBox.setAttribute("aria-label", `${furniture.title}. ${furniture.sentence}`);
  view.sentence.textContent = furniture.sentence;
  const facts = [
    furniture.source,
    `${furniture.data_date}.`,
    `${furniture.vintage}.`,
    `${furniture.projection}.`,
    `${words.page_id} ${furniture.page_id}`,
  ].join(" ");
  const link = () => (data.published ? [` `, linkPublished(view, words.published)] : []);
  replaceIfOther(view, view.sources, [facts, words.published, data.published], () => [facts, ...link()]);
  drawLegend(view, data);
}

// Who stands on a button in a part that stays the same goes on standing there.
function replaceIfOther(view, node, values, draw) {
  const text = JSON.stringify(values);
  if (node.childNodes.length && view.drawn.get(node) === text) return;
  view.drawn.set(node, text);
  replaceChildren(node, draw());
}

// A number is asked about where it stands: "is this the one in the report?"
function linkPublished(view, words, name = "") {
  const link = element("button", { type: "button", className: `published ${name}`.trim(), textContent: words });
  link.onclick = () => view.send("published", { n: Date.now() });
  return link;
}

function drawFigure(view, figure) {
  const parts = [
    element("span", { className: figure.value.length > LONG ? "value long" : "value", textContent: figure.value }),
    element("span", { className: "label", textContent: figure.label }),
  ];
  if (figure.detail) parts.push(element("span", { className: "detail", textContent: figure.detail }));
  if (figure.change) parts.push(element("span", { className: "change", textContent: figure.change }));
  if (figure.check) {
    const sign = figure.check === "equal" ? "✓ " : "≠ ";
    parts.push(linkPublished(view, sign + figure.check_text, `check ${figure.check}`));
  }
  const calm = figure.key === "not_met" && figure.value === "0" ? " none" : "";
  return element("li", { className: `figure ${figure.key}${calm}` }, parts);
}

function markRow(view, code, scroll = false) {
  view.tableBox.querySelector("tr.lit")?.classList.remove("lit");
  const row = code && view.tableBox.querySelector(`tr[data-code="${CSS.escape(code)}"]`);
  if (!row) return;
  row.classList.add("lit");
  if (scroll) view.tableBox.scrollTop = row.offsetTop - view.tableBox.clientHeight / 2; // the page itself stays
}
