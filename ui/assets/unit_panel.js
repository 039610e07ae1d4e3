// The panel of the chosen unit: where it lies, its years, its people, its models.
import { element, replaceChildren } from "./dom.js";
import { cellText } from "./unit_table.js";

export function drawPanel(view) {
  const { panel, shown: data } = view;
  const units = view.geometry?.levels[data.view.level] ?? [];
  const place = units.findIndex((unit) => unit.code === view.selected);
  panel.hidden = place < 0;
  if (place < 0) return;
  const { words } = data;
  const unit = units[place];
  const close = element("button", { type: "button", className: "close", textContent: "×" });
  close.setAttribute("aria-label", words.close);
  close.onclick = () => view.select(null);
  const facts = [
    ...(unit.ward ? [[words.ward, unit.ward]] : []),
    ...namesOfClusters(view, unit).map((name) => [words.cluster, name]),
    ...data.history.map((year) => [words.year.replace("{year}", year.year), year.labels[year.codes[place]]]),
    ...otherColumns(data, place),
    [words.people, data.people[place]],
  ];
  const list = element("dl", {}, facts.flatMap(([term, words_]) => [
    element("dt", { textContent: term }), element("dd", { textContent: words_ }),
  ]));
  const models = listModels(data, unit.code);
  replaceChildren(panel, [
    close,
    element("h2", { textContent: fullName(unit, data.view.level) }),
    list,
    ...(models.length ? [element("ul", {}, models.map((name) => element("li", { textContent: name })))] : []),
    ...(data.people_source ? [element("p", { className: "note", textContent: `${words.people}: ${data.people_source}.` })] : []),
  ]);
}

export function fullName(unit, level) {
  return level === "ward" ? `${unit.kind} ${unit.name}` : unit.name;
}

function namesOfClusters(view, unit) {
  const ward = unit.wardCode ?? unit.code;
  return view.geometry.levels.cluster.filter((one) => one.members?.includes(ward)).map((one) => one.name);
}

// The years stand in the history already; what is left are tips and models.
function otherColumns(data, place) {
  const at = data.at ? data.at[place] : place;
  return at < 0 ? [] : data.columns.slice(2).map((column) => [column.title, cellText(column, at)]);
}

function listModels(data, code) {
  const here = data.sites.filter(([hamlet]) => hamlet === code).map(([, name]) => data.site_names[name]);
  return [...new Set(here)];
}
