// The legend of the map page: a click on a class takes its units off the map, another brings them back.
import { element, replaceChildren } from "./dom.js";
import { drawLines, swatch } from "./patterns.js";
import { drawSign } from "./signs.js";

export function drawLegend(view, data) {
  const { words } = data;
  const entries = data.classes.map((entry) => {
    const button = element("button", { type: "button", className: "class" }, [
      swatch(entry, data.view.patterns),
      element("span", { className: "label", textContent: entry.label }),
      element("span", { className: "count", textContent: entry.shown }),
    ]);
    button.setAttribute("aria-pressed", String(!entry.off));
    button.onclick = () => view.toggle(entry.key);
    return element("li", { className: entry.exception ? "exception" : "" }, [button]);
  });
  const parts = [
    element("h2", { textContent: data.legend_title }),
    element("ul", {}, entries),
    element("p", { className: "total", textContent: data.legend_total }),
    drawLines(data.lines),
  ];
  if (data.kinds.length) {
    parts.push(element("h2", { className: "kinds-title", textContent: words.models }));
    parts.push(element("ul", { className: "kinds" }, data.kinds.map((kind) => drawKind(kind, data.view.patterns))));
    parts.push(element("p", { className: "total kinds-note", textContent: words.together }));
  }
  const pressed = listButtons(view).indexOf(document.activeElement);
  replaceChildren(view.legend, parts);
  listButtons(view)[pressed]?.focus(); // it was drawn anew, and keeps the keyboard
}

const listButtons = (view) => [...view.legend.querySelectorAll("button.class")];

function drawKind(kind, patterns) {
  return element("li", {}, [
    drawSign(kind, patterns),
    element("span", { className: "label", textContent: kind.label }),
    element("span", { className: "count", textContent: kind.shown }),
  ]);
}
