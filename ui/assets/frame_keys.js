// What Streamlit's own parts lack for those who work by keyboard.
const GROUP = "[role=radiogroup]";
const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);
const CONTROL = "a, button, input, select, summary, textarea";
let latest = null; // what had the focus
let spot = null; // and where it stood: the key of its part, its place there

// Of a group of which one is chosen, the arrow keys move the focus only: here they choose as well, as in any group of
// radio buttons, and the Tab key comes to what is chosen, not to what stands first.
document.addEventListener("keyup", ({ key, target }) => {
  if (ARROWS.has(key) && target.matches?.(`${GROUP} > button[aria-checked=false]`)) target.click();
});

document.addEventListener("focusin", ({ target, relatedTarget }) => {
  latest = target;
  spot = findSpot(target);
  const group = target.closest(GROUP);
  if (!group || group.contains(relatedTarget) || !target.matches("button:focus-visible")) return;
  group.querySelector(":scope > button[aria-checked=true]")?.focus();
});

// A button that makes a file is off meanwhile and loses the focus, and a window above the page its Escape key.
new MutationObserver((changes) => {
  if (!changes.some(({ target }) => target === latest && !target.disabled)) return;
  const button = latest;
  setTimeout(() => { // the browser takes the focus away when it paints, which may come after
    if (button === latest && document.activeElement === document.body) button.focus({ preventScroll: true });
  }, 100);
}).observe(document.body, { subtree: true, attributeFilter: ["disabled"] });

// What stands anew in the place of what had the focus has it again: else the Tab key would begin at the head of the page.
new MutationObserver(() => {
  if (!latest || latest.isConnected) return;
  latest = null;
  const { key, place } = spot ?? {};
  setTimeout(() => {
    const box = key && document.querySelector(`.${CSS.escape(key)}`);
    if (!box || document.activeElement !== document.body) return;
    const again = box.querySelectorAll(CONTROL)[place] ?? box; // or the words that tell what became of it
    if (again === box) box.tabIndex = -1;
    again.focus({ preventScroll: true });
  }, 100);
}).observe(document.body, { subtree: true, childList: true });

// Who clicks beside everything has left it.
document.addEventListener("pointerdown", ({ target }) => {
  if (!target.closest(`${CONTROL}, label`)) latest = null;
}, true);

function findSpot(control) {
  const box = control.closest("[class*=st-key-]");
  const key = [...(box?.classList ?? [])].find((name) => name.startsWith("st-key-"));
  return key && { key, place: [...box.querySelectorAll(CONTROL)].indexOf(control) };
}
