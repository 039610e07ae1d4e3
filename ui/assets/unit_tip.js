// What is said beside the pointer: the unit under it, or the models of a symbol.
import { element, replaceChildren } from "./dom.js";
import { cellText } from "./unit_table.js";

const NAMED = 8; // models that a tip names; the list of the symbol has them all

export class UnitTip {
  constructor(box) {
    this.box = box;
    this.node = box.appendChild(element("div", { className: "unit-tip", hidden: true }));
  }

  hide() {
    this.node.hidden = true;
  }

  place({ x, y }) {
    const { clientWidth: width, clientHeight: height } = this.box;
    const { node } = this;
    node.style.left = x + 18 + node.offsetWidth > width ? `${Math.max(4, x - 14 - node.offsetWidth)}px` : `${x + 18}px`;
    node.style.top = `${Math.min(y + 14, Math.max(4, height - node.offsetHeight - 6))}px`;
  }

  tell(lines) {
    replaceChildren(this.node, lines);
    this.node.hidden = false;
  }

  tellModels(models) {
    const names = models.slice(0, NAMED).map(({ name }) => element("div", { textContent: name }));
    this.tell(models.length > NAMED ? [...names, "…"] : names);
  }

  tellUnit({ unit, place, inView }, data) {
    const title = unit.kind && data.view.level === "ward" ? `${unit.kind} ${unit.name}` : unit.name;
    const lines = [element("strong", { textContent: title })];
    if (unit.ward) lines.push(element("div", { className: "place", textContent: unit.ward }));
    if (inView) lines.push(...listValues(data, place), ...nameModels(data, unit.code));
    else lines.push(element("div", { textContent: data.words.outside }));
    this.tell(lines);
  }
}

function listValues({ columns, at }, place) {
  return columns.map((column) => element("div", {}, [
    element("span", { textContent: `${column.title}: ` }),
    element("b", { textContent: cellText(column, at ? at[place] : place) }),
  ]));
}

function nameModels({ sites, site_names: names }, code) {
  const here = [...new Set(sites.filter(([hamlet]) => hamlet === code).map(([, name]) => names[name]))];
  return here.map((name) => element("div", { className: "place", textContent: `• ${name}` }));
}
