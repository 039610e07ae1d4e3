// A table of plain texts: real rows, that are read out, found, copied and printed; long texts wrap as the screen is wide.
import { element, replaceChildren } from "./dom.js";
import { drawHead } from "./sort_head.js";
import { unpack } from "./unpack.js";

const AT_ONCE = 500; // rows that are there before somebody scrolls to the next ones
const LONG = /\S{17}/; // a word that may be broken, as that of a file's name

export async function draw(box, packed) {
  box.latest = packed;
  const table = await unpack(packed);
  const said = JSON.stringify(table);
  if (box.latest !== packed || box.said === said) return; // what stays the same is not drawn anew
  if (box.heads !== `${table.heads}`) box.sorting = null;
  Object.assign(box, { said, heads: `${table.heads}`, tabIndex: 0 });
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", table.title);
  fill(box, table);
}

function fill(box, table) {
  const body = element("tbody");
  const heads = table.heads.map((title, index) => drawHead(box, title, index, () => fill(box, table)));
  const grid = element("table", {}, [
    element("caption", { textContent: table.title }), element("thead", {}, [element("tr", {}, heads)]), body,
  ]);
  const order = sort(table, box.sorting);
  grid.setAttribute("aria-rowcount", order.length + 1);
  box.more = (until) => {
    const next = order.slice(body.childElementCount, until).map((place) => drawRow(table, place));
    body.append(...next);
  };
  box.more(AT_ONCE);
  box.onscroll = () => {
    const left = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (left < 2 * box.clientHeight && body.childElementCount < order.length) box.more(body.childElementCount + AT_ONCE);
  };
  replaceChildren(box, [grid]);
}

function sort({ columns }, sorting) {
  const order = (columns[0] ?? []).map((_, place) => place);
  if (!sorting) return order;
  const cells = columns[sorting.index];
  const { compare } = new Intl.Collator("vi", { numeric: true });
  return order.sort((a, b) => (sorting.up ? 1 : -1) * compare(cells[a], cells[b]));
}

function drawRow({ columns }, place) {
  const cells = columns.map((column) =>
    element("td", { textContent: column[place], className: LONG.test(column[place]) ? "long" : "" }));
  return element("tr", {}, cells);
}

addEventListener("beforeprint", () => document.querySelectorAll(".plain-table").forEach((box) => box.more?.(Infinity)));
