// Of a group of which one is chosen, Streamlit's arrow keys move the focus only: here they choose as well, as in any
// group of radio buttons, and the Tab key comes to what is chosen, not to what stands first.
const GROUP = "[role=radiogroup]";
const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

document.addEventListener("keyup", ({ key, target }) => {
  if (ARROWS.has(key) && target.matches?.(`${GROUP} > button[aria-checked=false]`)) target.click();
});

document.addEventListener("focusin", ({ target, relatedTarget }) => {
  const group = target.closest(GROUP);
  if (!group || group.contains(relatedTarget) || !target.matches("button:focus-visible")) return;
  group.querySelector(":scope > button[aria-checked=true]")?.focus();
});
