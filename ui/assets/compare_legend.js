// The legends of two years: one for both maps, one for the changes, the changes as big numbers.
import { element } from "./dom.js";
import { drawLines, swatch } from "./patterns.js";
import { drawSign } from "./signs.js";

export function drawFigure(entry, plain) {
  const quiet = entry.shown === "0" ? " none" : "";
  return element("li", { className: `figure change ${entry.key}${entry.exception ? quiet : " calm"}` }, [
    element("span", { className: "value" }, [
      ...(entry.path ? [drawSign({ path: entry.path, colour: entry.edge }, plain), " "] : []), entry.shown,
    ]),
    element("span", { className: "label", textContent: entry.label }),
  ]);
}

// One legend for both maps: what each class looks like, and how many units it has in either year.
export function drawLegend({ before, after, change, view, years }) {
  const head = element("tr", {}, [
    element("td", {}), element("td", {}),
    ...[years.before, years.after].map((year) => element("th", { scope: "col", textContent: String(year) })),
  ]);
  const rows = after.classes.map((entry, place) => element("tr", { className: entry.exception ? "exception" : "" }, [
    element("td", {}, [swatch(entry, view.patterns)]),
    element("th", { scope: "row", textContent: entry.label }),
    element("td", { className: "count", textContent: before.classes[place].shown }),
    element("td", { className: "count", textContent: entry.shown }),
  ]));
  const kinds = new Map([...before.kinds, ...after.kinds].map((kind) => [kind.label, kind]));
  return [
    element("h2", { textContent: after.legend_title }),
    element("table", {}, [element("thead", {}, [head]), element("tbody", {}, rows)]),
    drawLines(change.lines),
    ...(kinds.size ? [element("h2", { textContent: after.words.models }), drawKinds([...kinds.values()], before, after, view)] : []),
  ];
}

function drawKinds(kinds, before, after, { patterns }) {
  const count = (year, label) => year.kinds.find((kind) => kind.label === label)?.shown ?? "0";
  const rows = kinds.map((kind) => element("tr", {}, [
    element("td", {}, [drawSign(kind, patterns)]),
    element("th", { scope: "row", textContent: kind.label }),
    element("td", { className: "count", textContent: count(before, kind.label) }),
    element("td", { className: "count", textContent: count(after, kind.label) }),
  ]));
  return element("table", { className: "kinds" }, [element("tbody", {}, rows)]);
}

export function drawChanges({ change, view }) {
  const entries = change.classes.map((entry) => element("li", { className: entry.exception ? "exception" : "" }, [
    swatch(entry, view.patterns),
    ...(entry.path ? [drawSign({ path: entry.path, colour: entry.edge }, view.patterns)] : [element("span", {})]),
    element("span", { className: "label", textContent: entry.label }),
    element("span", { className: "count", textContent: entry.shown }),
  ]));
  return element("div", { className: "legend changes" }, [
    element("ul", {}, entries), element("p", { className: "total", textContent: change.legend_total }),
  ]);
}

export function drawSigns({ wards }) {
  const text = wards.signs.map(({ sign, label }) => `${sign} ${label}`).join(" · ");
  return element("p", { className: "signs", textContent: text });
}
