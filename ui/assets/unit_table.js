// The units in view as a table: exceptions first, sortable, linked with the map both ways.
import { element, replaceChildren } from "./dom.js";

export function drawTable(view, geometry, data) {
  const rows = listRows(geometry, data);
  const columns = [
    { title: data.words.unit, text: (row) => row.name, order: (row) => row.place },
    ...(data.view.level === "hamlet"
      ? [{ title: data.words.ward, text: (row) => row.ward, order: (row) => row.wardPlace }]
      : []),
    ...data.columns.map((column, index) => ({
      title: column.title,
      text: (row) => row.cells[index],
      order: (row) => row.orders[index],
    })),
  ];
  if (view.sort && view.sort.index >= columns.length) view.sort = null;
  if (view.sort) {
    const { index, up } = view.sort;
    rows.sort((a, b) => (up ? 1 : -1) * compare(columns[index].order(a), columns[index].order(b)));
  } else {
    rows.sort((a, b) => a.rank - b.rank || a.place - b.place);
  }
  const head = element("tr", {}, columns.map((column, index) => drawHead(view, geometry, data, column, index)));
  const body = rows.map((row, place) => drawRow(view, row, columns, place));
  const table = element("table", {}, [
    element("caption", { textContent: data.words.table }),
    element("thead", {}, [head]),
    element("tbody", {}, body),
  ]);
  replaceChildren(view.tableBox, rows.length ? [table] : [element("p", { textContent: data.words.empty })]);
  view.tableBox.tabIndex = 0;
  view.tableBox.setAttribute("role", "region");
  view.tableBox.setAttribute("aria-label", data.words.table);
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "vi");
}

function listRows(geometry, data) {
  const units = geometry.levels[data.view.level];
  const rows = [];
  units.forEach((unit, place) => {
    const position = data.positions[place];
    if (position === "-") return;
    const at = data.at ? data.at[place] : place;
    const cells = data.columns.map((column) => cellText(column, at));
    const orders = data.columns.map((column) => (column.order ?? column.codes ?? column.texts)[at]);
    const exception = data.classes[parseInt(position, 36)].exception;
    rows.push({
      code: unit.code,
      name: data.view.level === "ward" ? `${unit.kind} ${unit.name}` : unit.name,
      ward: unit.ward ?? "",
      wardPlace: unit.wardPlace ?? 0,
      place,
      rank: exception ? 0 : 1,
      cells,
      orders,
      exception,
    });
  });
  return rows;
}

export function cellText(column, at) {
  return column.texts ? column.texts[at] : column.labels[parseInt(column.codes[at], 36)];
}

function drawHead(view, geometry, data, column, index) {
  const button = element("button", { type: "button", textContent: column.title });
  const sorted = view.sort?.index === index;
  button.onclick = () => {
    view.sort = { index, up: sorted ? !view.sort.up : true };
    drawTable(view, geometry, data);
    view.tableBox.querySelectorAll("th button")[index].focus();
  };
  const head = element("th", { scope: "col" }, [button]);
  head.setAttribute("aria-sort", sorted ? (view.sort.up ? "ascending" : "descending") : "none");
  return head;
}

function drawRow(view, row, columns, place) {
  const cells = columns.map((column) => element("td", { textContent: column.text(row) }));
  const line = element("tr", { className: row.exception ? "exception" : "" }, cells);
  line.dataset.code = row.code;
  line.tabIndex = place === 0 ? 0 : -1; // one stop for the Tab key; arrows go through the rows
  const show = () => {
    view.map.fitUnits([row.code]);
    view.select(row.code);
  };
  line.onmouseenter = line.onfocus = () => view.map.light(row.code);
  line.onmouseleave = line.onblur = () => view.map.light(null);
  line.onclick = show;
  line.onkeydown = (event) => {
    const next = { ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling }[event.key];
    if (event.key === "Enter") show();
    else if (next) next.focus();
    else return;
    event.preventDefault();
  };
  return line;
}
