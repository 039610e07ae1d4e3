// The units in view as a table: exceptions first, sortable, linked with the map both ways.
import { element, replaceChildren } from "./dom.js";
import { drawHead } from "./sort_head.js";

const IDLE_MS = 300; // how long the table may wait for a browser that is busy painting the map

// The map is painted first; the table follows as soon as the browser has nothing else to do.
export function drawTableSoon(view, geometry, data, done) {
  const wait = window.requestIdleCallback ?? setTimeout;
  view.tableBox.setAttribute("aria-busy", "true");
  view.tableDue = data;
  wait(() => {
    if (view.tableDue !== data || !view.root.isConnected) return; // a newer view overtook this one
    drawTable(view, geometry, data);
    view.tableBox.removeAttribute("aria-busy");
    done();
  }, { timeout: IDLE_MS });
}

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
  const box = view.tableBox;
  if (box.sorting?.index >= columns.length) box.sorting = null;
  if (box.sorting) {
    const { index, up } = box.sorting;
    rows.sort((a, b) => (up ? 1 : -1) * compare(columns[index].order(a), columns[index].order(b)));
  } else {
    rows.sort((a, b) => a.rank - b.rank || a.place - b.place);
  }
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", data.words.table);
  if (!rows.length) {
    view.table = null;
    replaceChildren(box, [element("p", { textContent: data.words.empty })]);
    return;
  }
  const table = takeTable(view, columns.length);
  table.caption.textContent = data.words.table;
  replaceChildren(table.head, columns.map(({ title }, index) =>
    drawHead(box, title, index, () => drawTable(view, geometry, data))));
  placeRows(table, rows.map((row, place) => fillRow(view, table, row, columns, place)));
}

// Rows are kept from view to view, and only what became another word is written: the browser lays out less,
// and whoever stands on a row goes on standing there.
function takeTable(view, width) {
  if (view.table?.width === width) return view.table;
  const caption = element("caption");
  const head = element("tr");
  const body = element("tbody");
  view.table = { width, caption, head, body, lines: new Map() };
  replaceChildren(view.tableBox, [element("table", {}, [caption, element("thead", {}, [head]), body])]);
  return view.table;
}

function placeRows({ body, lines }, wanted) {
  const stay = new Set(wanted);
  for (const line of [...body.children]) {
    if (stay.has(line)) continue;
    line.remove();
    lines.delete(line.dataset.code);
  }
  let next = body.firstElementChild;
  for (const line of wanted) {
    if (line === next) next = next.nextElementSibling;
    else body.insertBefore(line, next);
  }
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "vi", { numeric: true });
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

function fillRow(view, { lines }, row, columns, place) {
  const line = lines.get(row.code) ?? drawRow(view, row.code, columns.length);
  lines.set(row.code, line);
  columns.forEach((column, index) => {
    const cell = line.cells[index];
    const text = column.text(row);
    if (cell.textContent !== text) cell.textContent = text;
  });
  if (line.classList.contains("exception") !== row.exception) {
    line.classList.toggle("exception", row.exception);
    line.remove(); // the one row changes its place, not all the others
  }
  line.tabIndex = place === 0 ? 0 : -1; // one stop for the Tab key; arrows go through the rows
  return line;
}

function drawRow(view, code, width) {
  const line = element("tr", {}, Array.from({ length: width }, () => element("td")));
  line.dataset.code = code;
  const show = () => {
    view.map.fitUnits([code]);
    view.select(code);
  };
  line.onmouseenter = line.onfocus = () => view.map.light(code);
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
