// How large words are in a meeting: map.css says it, for every size of wall.
const USUAL = 24; // px on a projector of 1920 × 1080

export function inMeeting() {
  return document.documentElement.classList.contains("safety-meeting");
}

// By how much a meeting is larger or smaller on this wall than on that projector.
export function scaleOfWords(box) {
  return parseFloat(getComputedStyle(box.closest(".atlas-view")).fontSize) / USUAL;
}
