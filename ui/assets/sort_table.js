// A table that is sorted by its heads and stands with a map: a row can be pointed at and chosen, by mouse or keys.
import { element, replaceChildren } from "./dom.js";
import { drawHead } from "./sort_head.js";

// columns: title, text(row), order(row) if it is not the text, before(row): a picture; on: point, leave, choose.
export function drawSortable(box, table) {
  box.sorting = box.sorting?.index < table.columns.length ? box.sorting : null;
  const rows = sort(table, box.sorting);
  const heads = table.columns.map((column, index) => drawHead(box, column.title, index, () => drawSortable(box, table)));
  const body = rows.map((row, place) => drawRow(table, row, place));
  const grid = element("table", {}, [
    element("caption", { textContent: table.title }),
    element("thead", {}, [element("tr", {}, heads)]),
    element("tbody", {}, body),
  ]);
  const scroll = element("div", { className: "units", tabIndex: 0 }, [grid]);
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", table.title);
  replaceChildren(box, [element("h2", { textContent: table.title }), scroll]);
}

// What has no value stands last, whichever way the rest is sorted.
function sort({ columns, rows }, sorting) {
  if (!sorting) return rows;
  const column = columns[sorting.index];
  const value = column.order ?? column.text;
  const known = rows.filter((row) => value(row) != null);
  known.sort((a, b) => (sorting.up ? 1 : -1) * compare(value(a), value(b)));
  return [...known, ...rows.filter((row) => value(row) == null)];
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "vi", { numeric: true });
}

function drawRow({ columns, on }, row, place) {
  const cells = columns.map((column) => element("td", {}, [column.before?.(row), " ", column.text(row)].filter(Boolean)));
  const line = element("tr", { tabIndex: place === 0 ? 0 : -1 }, cells); // one stop for Tab; arrows go on
  line.dataset.code = row.code;
  line.onmouseenter = line.onfocus = () => on.point(row);
  line.onmouseleave = line.onblur = () => on.leave(row);
  line.onclick = () => on.choose(row);
  line.onkeydown = (event) => {
    const next = { ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling }[event.key];
    if (event.key === "Enter") on.choose(row);
    else if (next) next.focus();
    else return;
    event.preventDefault();
  };
  return line;
}
