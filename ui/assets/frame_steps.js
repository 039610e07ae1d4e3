// The browser's Back button: a step for each view that was looked at, and none for an address that only became whole.
// Streamlit opens a screen by its bare path, and the server then writes the view behind it, as if that were a step.
const push = history.pushState.bind(history);
history.pushState = (state, title, url) => {
  const there = new URL(url ?? "", location.href);
  const same = there.pathname === location.pathname && there.search && !location.search;
  if (same) history.replaceState(state, title, url);
  else push(state, title, url);
};

// The first address of a visit may have become whole before this was here: who comes back to it wants to leave.
addEventListener("popstate", () => {
  if (!location.search) history.back();
});
