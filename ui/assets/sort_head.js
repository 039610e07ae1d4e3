// The head of a column by which a table is sorted: what it is sorted by is the box's, and stays with it.
import { element } from "./dom.js";

export function drawHead(box, title, index, redraw) {
  const button = element("button", { type: "button", textContent: title });
  const sorted = box.sorting?.index === index;
  button.onclick = () => {
    box.sorting = { index, up: sorted ? !box.sorting.up : true };
    redraw();
    box.querySelectorAll("th button")[index].focus();
  };
  const head = element("th", { scope: "col" }, [button]);
  head.setAttribute("aria-sort", sorted ? (box.sorting.up ? "ascending" : "descending") : "none");
  return head;
}
