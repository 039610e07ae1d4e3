// The browser's Back button: a step for each view that was looked at, and none for an address that only became whole.
// Streamlit opens a screen by its bare path, and the server then writes the view behind it, as if that were a step.
const push = history.pushState.bind(history);
let whole = Boolean(location.search); // whether there is a view to be written: without data addresses stay bare

// The other year is written behind a view by the screen of two years, when it is first looked at.
function words({ search }, pair) {
  return [...new URLSearchParams(search)].filter(([word]) => pair || word !== "year2").map(String).sort().join("&");
}

function isSameStep(there) {
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

// The first address of a visit may have become whole before this was here: who comes back to it wants to leave.
addEventListener("popstate", () => {
  if (whole && !location.search) history.back();
});
