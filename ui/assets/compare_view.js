// Two years side by side: two maps and the map of changes, zoomed as one; the change in words and in numbers.
// Every word is put in as text (textContent), never as HTML: names come from files.
import { AtlasMap } from "./atlas_map.js";
import { drawChanges, drawFigure, drawLegend, drawSigns } from "./compare_legend.js";
import { drawFlow, drawWards } from "./compare_tables.js";
import { element, replaceChildren } from "./dom.js";
import { loadGeometry } from "./geometry.js";
import { fitTogether, hold, linkMaps, restore } from "./linked_maps.js";
import { forgetStyles } from "./name_sizes.js";
import { drawSmall, frameOf } from "./small_maps.js";
import { sourceLine } from "./sources.js";
import { drawTable } from "./unit_table.js";

const PARTS = ["before", "after", "change"];
const views = new WeakMap();

export async function render(root, data, send) {
  if (!views.has(root)) views.set(root, build(root));
  const view = views.get(root);
  view.send = send;
  view.shown = data;
  const html = document.documentElement;
  if (html.lang !== data.view.language) html.lang = data.view.language; // the same again would style all anew
  const geometries = await Promise.all(PARTS.map((part) => loadGeometry(data[part].geometry)));
  const small = await Promise.all(data.multiples.map((one) => loadGeometry(one.geometry)));
  if (view.shown !== data) return; // a newer payload overtook this one
  drawWords(view, data);
  showMaps(view, geometries, data);
  drawMultiples(view, data, small);
  view.tableData = { ...data.change, words: { ...data.change.words, ...data.words } };
  drawTable(view, geometries[2], view.tableData);
  root.dataset.painted = data.furniture.page_id;
}

export function remove(root) {
  const view = views.get(root);
  if (!view) return;
  document.fonts.removeEventListener("loadingdone", view.dressAgain);
  for (const part of PARTS) view.panes[part].atlas.remove();
  views.delete(root);
}

function build(root) {
  const view = { root, panes: {}, drawn: new Map(), toFit: new Set() };
  const make = (name, className, key = className) => { view[key] = element(name, { className }); return view[key]; };
  const page = element("div", { className: "atlas-view compare" }, [
    make("h1", "title"),
    make("ul", "strip"),
    element("div", { className: "pair" }, [...["before", "after"].map((part) => buildPane(view, part)), make("aside", "legend")]),
    element("div", { className: "pair" }, [buildPane(view, "change"), make("div", "flow-box", "flowBox")]),
    make("p", "sentence"),
    make("p", "note"),
    make("section", "multiples"),
    make("section", "ward-years", "wards"),
    make("section", "units", "tableBox"),
    make("p", "sources"),
  ]);
  view.sentence.setAttribute("aria-live", "polite");
  replaceChildren(root, [page]);
  for (const part of PARTS) view.panes[part].atlas = buildMap(view, part);
  const atlases = PARTS.map((part) => view.panes[part].atlas);
  view.atlases = atlases;
  for (const atlas of atlases) atlas.frame = view.panes.after.box.parentElement; // all leave room for its button
  linkMaps(atlases);
  // What the table of units asks of "the map" goes to all three.
  view.map = {
    light: (code) => atlases.forEach((atlas) => atlas.light(code)),
    fitUnits: (codes) => {
      fitTogether(atlases, (atlas) => atlas.bounds(codes), true);
      atlases.forEach((atlas) => atlas.light(codes[0]));
    },
  };
  view.select = (code) => markRow(view, code);
  view.dressAgain = () => {
    forgetStyles(); // a typeface that comes late has other widths
    for (const atlas of atlases) atlas.dressSoon();
  };
  document.fonts.addEventListener("loadingdone", view.dressAgain);
  return view;
}

function buildPane(view, part) {
  const head = element("div", { className: "pane-head" });
  const box = element("div", { className: "map" });
  const tools = element("div", { className: "map-tools" });
  view.panes[part] = { head, box, tools };
  return element("section", { className: `pane ${part}` }, [
    head, element("div", { className: "map-frame" }, [box, tools]),
  ]);
}

function boundsInView(atlas) {
  const seen = [...atlas.shapes.values()].filter((shape) => shape.inView).map((shape) => shape.unit.code);
  return atlas.bounds(seen.length ? seen : atlas.shapes.keys());
}

function buildMap(view, part) {
  const atlas = new AtlasMap(view.panes[part].box, {
    pick: (ward) => view.send("pick", { ward, n: Date.now() }),
    select: (code) => markRow(view, code, true),
    hover: (code) => {
      markRow(view, code);
      for (const other of PARTS) if (other !== part) view.panes[other].atlas.light(code);
    },
  });
  atlas.fitView = () => view.toFit.add(atlas); // all three at once, when all are drawn
  return atlas;
}

// Other wards are zoomed to; another year is seen at the place where the year before it was.
function showMaps(view, geometries, data) {
  const wards = JSON.stringify(data.view.wards);
  const held = view.fitted === wards ? hold(view.atlases[0]) : null;
  view.toFit.clear();
  PARTS.forEach((part, place) => showPart(view, part, geometries[place], data[part]));
  if (held) view.toFit.forEach((atlas) => restore(atlas, held));
  else fitTogether(view.atlases, boundsInView, view.fitted !== undefined);
  view.fitted = wards;
}

// When the other year changes, this map stays as it is.
function showPart(view, part, geometry, data) {
  const { atlas, box } = view.panes[part];
  onChange(view, part, data, () => {
    atlas.show(geometry, data);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${data.furniture.title}. ${data.furniture.sentence}`);
  });
}

function drawWords(view, data) {
  const { furniture, words } = data;
  view.title.textContent = furniture.title;
  if (view.sentence.textContent !== furniture.sentence) view.sentence.textContent = furniture.sentence;
  replaceChildren(view.strip, data.change.classes.map((entry) => drawFigure(entry, data.view.patterns)));
  view.strip.setAttribute("aria-label", data.change.legend_title);
  view.note.textContent = data.note;
  view.sources.textContent = sourceLine(furniture, words);
  drawYears(view, data, "before");
  drawYears(view, data, "after");
  replaceChildren(view.panes.change.head, [element("h2", { textContent: data.change.legend_title })]);
  drawTools(view, data);
  view.legend.tabIndex = 0; // it scrolls on a low screen
  view.legend.setAttribute("aria-label", data.after.legend_title);
  replaceChildren(view.legend, drawLegend(data));
  replaceChildren(view.flowBox, [drawChanges(data), drawFlow(data)]);
  onChange(view, "wards", [data.wards, data.view.language], () => replaceChildren(view.wards, listWards(data)));
}

// What did not change is not drawn again.
function onChange(view, part, content, draw) {
  const key = JSON.stringify(content);
  if (view.drawn.get(part) === key) return;
  view.drawn.set(part, key);
  draw();
}

function listWards(data) {
  const heading = element("h2", { textContent: data.words.wards });
  if (!data.wards) return [heading, element("p", { textContent: data.words.wards_none })];
  const table = element("div", { className: "scroll" }, [drawWards(data)]);
  return [heading, table, drawSigns(data), element("p", { textContent: data.wards.note })];
}

// The years that can stand on a side: left of the other one they are earlier, right of it later.
function drawYears(view, data, part) {
  const { years, words } = data;
  const fits = part === "before" ? (year) => year < years.after : (year) => year > years.before;
  const buttons = data.multiples.map(({ year }) => {
    const button = element("button", { type: "button", textContent: String(year), disabled: !fits(year) });
    button.setAttribute("aria-pressed", String(year === years[part]));
    button.onclick = () => chooseYear(view, { ...years, [part]: year });
    return button;
  });
  const group = element("div", { className: "years" }, buttons);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words[`pick_${part}`]);
  keepFocus(view.panes[part].head, [element("h2", { textContent: data[part].year_title }), group]);
}

// New buttons in place of those that were there: who pressed one stays on it.
function keepFocus(box, children) {
  const text = box.contains(document.activeElement) ? document.activeElement.textContent : null;
  replaceChildren(box, children);
  if (text !== null) [...box.querySelectorAll("button")].find((button) => button.textContent === text)?.focus();
}

function chooseYear(view, years) {
  const { before, after } = view.shown.years;
  if (years.before === before && years.after === after) return;
  view.send("years", { before: String(years.before), after: String(years.after), n: Date.now() });
}

function drawTools(view, data) {
  const whole = element("button", { type: "button", className: "whole", textContent: data.after.words.whole_city });
  whole.onclick = () => {
    fitTogether(view.atlases, (atlas) => atlas.bounds(atlas.shapes.keys()), true);
    if (data.view.wards.length) view.send("pick", { ward: "", n: Date.now() });
  };
  replaceChildren(view.panes.after.tools, [whole]);
}

function drawMultiples(view, data, geometries) {
  onChange(view, "multiples", [data.multiples, data.view, data.after.classes], () => {
    const frame = frameOf([...new Set(geometries)]);
    const figures = data.multiples.map((one, place) => drawSmall(one, geometries[place], data.after, frame));
    replaceChildren(view.multiples, [
      element("h2", { textContent: data.words.multiples }), element("div", { className: "row" }, figures),
    ]);
  });
  const chosen = Object.values(data.years);
  for (const figure of view.multiples.querySelectorAll("figure")) {
    figure.classList.toggle("chosen", chosen.includes(Number(figure.dataset.year)));
  }
}

function markRow(view, code, scroll = false) {
  view.tableBox.querySelector("tr.lit")?.classList.remove("lit");
  const row = code && view.tableBox.querySelector(`tr[data-code="${CSS.escape(code)}"]`);
  if (!row) return;
  row.classList.add("lit");
  if (scroll) view.tableBox.scrollTop = row.offsetTop - view.tableBox.clientHeight / 2;
}
