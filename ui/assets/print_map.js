// A map is drawn for the window; before the browser prints, it is drawn anew for the sheet, and back after that.
export function drawForPrint(atlas) {
  const turn = (printing) => {
    atlas.box.parentElement.classList.toggle("on-paper", printing);
    atlas.resize();
    if (atlas.data) atlas.dress();
  };
  const [before, after] = [() => turn(true), () => turn(false)];
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return () => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
  };
}
