// Clusters and community models: the wards by cluster on a map, two tables, and what is missing by name.
// Every word is put in as text (textContent), never as HTML: names come from files.
import { AtlasMap } from "./atlas_map.js";
import { element, replaceChildren } from "./dom.js";
import { loadGeometry } from "./geometry.js";
import { forgetStyles } from "./name_sizes.js";
import { drawLines, swatch } from "./patterns.js";
import { drawSign } from "./signs.js";
import { drawSortable } from "./sort_table.js";
import { sourceLine } from "./sources.js";

const views = new WeakMap();

export async function render(root, data, send) {
  if (!views.has(root)) views.set(root, build(root));
  const view = views.get(root);
  view.send = send;
  view.shown = data;
  const html = document.documentElement;
  if (html.lang !== data.view.language) html.lang = data.view.language; // the same again would style all anew
  const geometry = await loadGeometry(data.geometry);
  if (view.shown !== data) return; // a newer payload overtook this one
  drawWords(view, data);
  view.map.extraLabels = nameClusters(geometry, data);
  view.map.show(geometry, data);
  drawClusters(view, data);
  drawModels(view, data);
  root.dataset.painted = data.furniture.page_id;
}

export function remove(root) {
  const view = views.get(root);
  if (!view) return;
  document.fonts.removeEventListener("loadingdone", view.dressAgain);
  view.map.remove();
  views.delete(root);
}

function build(root) {
  const view = { root };
  const make = (name, className, key = className) => { view[key] = element(name, { className }); return view[key]; };
  const frame = element("div", { className: "map-frame" }, [make("div", "map", "mapBox"), make("div", "map-tools", "tools")]);
  const page = element("div", { className: "atlas-view clusters" }, [
    make("h1", "title"),
    make("p", "sentence"),
    element("div", { className: "stage" }, [frame, make("aside", "legend")]),
    make("ul", "missing"),
    make("section", "cluster-table", "clusterBox"),
    make("section", "model-table", "modelBox"),
    make("p", "sources"),
  ]);
  view.sentence.setAttribute("aria-live", "polite");
  replaceChildren(root, [page]);
  view.map = new AtlasMap(view.mapBox, {
    pick: (ward) => view.send("pick", { ward, n: Date.now() }),
    select: () => {},
    hover: (code) => markRows(view, code),
  });
  view.dressAgain = () => {
    forgetStyles(); // a typeface that comes late has other widths
    view.map.dressSoon();
  };
  document.fonts.addEventListener("loadingdone", view.dressAgain);
  return view;
}

// A cluster is named in the largest ward that is in no other one; a cluster without a ward in view is not named.
function nameClusters(geometry, data) {
  const shown = new Set(data.clusters.map((cluster) => cluster.code));
  return geometry.levels.cluster.filter((unit) => shown.has(unit.code)).map((cluster) => {
    const unit = ownWard(geometry, data, cluster.code) ?? cluster;
    return { text: cluster.name, at: unit.point, unit, className: "name cluster chip", code: cluster.code, must: true };
  });
}

function ownWard(geometry, data, cluster) {
  const own = geometry.levels.ward.filter((_, place) => data.classes[parseInt(data.positions[place], 36)]?.key === cluster);
  return own.reduce((best, ward) => (best && best.area >= ward.area ? best : ward), null);
}

function drawWords(view, data) {
  const { furniture, words } = data;
  view.title.textContent = furniture.title;
  if (view.sentence.textContent !== furniture.sentence) view.sentence.textContent = furniture.sentence;
  view.sources.textContent = sourceLine(furniture, words);
  view.mapBox.setAttribute("role", "group");
  view.mapBox.setAttribute("aria-label", `${furniture.title}. ${furniture.sentence}`);
  replaceChildren(view.missing, data.missing.map((textContent) => element("li", { textContent })));
  view.missing.hidden = data.missing.length === 0;
  for (const line of view.missing.children) if (line.scrollHeight > line.clientHeight) line.tabIndex = 0;
  const whole = element("button", { type: "button", className: "whole", textContent: words.whole_city });
  whole.onclick = () => {
    view.map.fitCity();
    if (data.view.wards.length) view.send("pick", { ward: "", n: Date.now() });
  };
  replaceChildren(view.tools, [whole]);
  drawLegend(view, data);
}

function drawLegend(view, data) {
  const entries = data.classes.filter((entry) => entry.key !== "no_data").map((entry) => element("li", {}, [
    swatch(entry, data.view.patterns),
    element("span", { className: "label", textContent: entry.label }),
    element("span", { className: "count", textContent: entry.shown }),
  ]));
  const kinds = data.kinds.map((kind) => element("li", {}, [
    drawSign(kind, data.view.patterns),
    element("span", { className: "label", textContent: kind.label }),
    element("span", { className: "count", textContent: kind.shown }),
  ]));
  view.legend.tabIndex = 0; // it scrolls on a low screen
  view.legend.setAttribute("aria-label", data.legend_title);
  replaceChildren(view.legend, [
    element("h2", { textContent: data.legend_title }),
    element("ul", {}, entries),
    element("p", { className: "total", textContent: data.legend_total }),
    drawLines(data.lines),
    ...(kinds.length
      ? [element("h2", { textContent: data.words.models }), element("ul", { className: "kinds" }, kinds)] : []),
  ]);
}

// A row speaks of some wards: they light up when it is pointed at, and are zoomed to when it is chosen.
function onMap(view) {
  return {
    point: (row) => light(view, row.wards),
    leave: () => light(view, []),
    choose: (row) => view.map.fitUnits(row.wards),
  };
}

function light(view, wards) {
  view.map.paint();
  for (const ward of wards) view.map.shapes.get(ward)?.setStyle({ color: "#0b2545", weight: 3 }).bringToFront();
}

function drawClusters(view, data) {
  const { words } = data;
  if (!data.clusters.length) return drawEmpty(view.clusterBox, words.clusters, words.no_clusters);
  const columns = [
    { title: words.cluster, text: (row) => row.name },
    { title: words.members, text: (row) => row.members },
    ...data.indicators.map((title, place) => ({
      title, text: (row) => row.cells[place], order: (row) => row.orders[place],
    })),
  ];
  return drawSortable(view.clusterBox, { title: words.clusters, columns, rows: data.clusters, on: onMap(view) });
}

function drawEmpty(box, title, words) {
  replaceChildren(box, [element("h2", { textContent: title }), element("p", { textContent: words })]);
}

function drawModels(view, data) {
  const { words } = data;
  if (!data.models.length) return drawEmpty(view.modelBox, words.models_table, words.no_models);
  const kinds = Object.keys(data.signs);
  const columns = [
    { title: words.model, text: (row) => row.name },
    {
      title: words.kind,
      text: (row) => row.kind_label,
      order: (row) => kinds.indexOf(row.kind),
      before: (row) => data.signs[row.kind] && drawSign(data.signs[row.kind], data.view.patterns),
    },
    { title: words.started, text: (row) => String(row.started ?? words.unknown_year), order: (row) => row.started },
    { title: words.places, text: (row) => row.places, order: (row) => row.wards[0] },
    { title: words.cluster, text: (row) => row.clusters },
  ];
  return drawSortable(view.modelBox, { title: words.models_table, columns, rows: data.models, on: onMap(view) });
}

function markRows(view, ward) {
  for (const [box, rows] of [[view.clusterBox, view.shown.clusters], [view.modelBox, view.shown.models]]) {
    for (const line of box.querySelectorAll("tbody tr")) {
      const row = rows.find((one) => one.code === line.dataset.code);
      line.classList.toggle("lit", Boolean(ward) && row.wards.includes(ward));
    }
  }
}
