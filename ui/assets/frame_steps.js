// The browser's Back button: a step for each view that was looked at, and none for an address that only became whole.
// Streamlit opens a screen by its bare path, and the server then writes the view behind it, as if that were a step.
const push = history.pushState.bind(history);
let whole = Boolean(location.search); // whether there is a view to be written: without data addresses stay bare

// An address that somebody wrote by hand or cut short becomes whole as well: what nobody asked for is no step.
let asked = false;
for (const act of ["pointerdown", "keydown", "click"]) addEventListener(act, () => { asked = true; }, true);

// The first address of a visit may have become whole before this was here: who comes back to it wants to leave.
const first = performance.getEntriesByType("navigation")[0]?.name;
const cut = first === location.href ? null : first;

// The other year is written behind a view by the screen of two years, when it is first looked at.
function words({ search }, pair) {
  return [...new URLSearchParams(search)].filter(([word]) => pair || word !== "year2").map(String).sort().join("&");
}

function isSameStep(there) {
  if (!asked) return true;
  if (there.pathname !== location.pathname || !there.search) return false;
  const pair = new URLSearchParams(location.search).has("year2");
  return !location.search || words(there, pair) === words(location, pair);
}

history.pushState = (state, title, url) => {
  const there = new URL(url ?? "", location.href);
  whole ||= Boolean(there.search);
  if (isSameStep(there)) history.replaceState(state, title, url);
  else push(state, title, url);
};

addEventListener("popstate", () => {
  asked = false;
  if (whole && (!location.search || location.href === cut)) history.back();
});
