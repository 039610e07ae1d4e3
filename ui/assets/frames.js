// Views that the browser has before they are asked for. A frame is painted as soon as a choice leads to it; the
// server stays the truth: its answer confirms the frame, or replaces it if the data has changed meanwhile.
import { unpack } from "./unpack.js";

const KEPT = 300; // frames kept
const WAIT_MS = 4000; // how long an answer of the server may be behind what is chosen
const OPTION = "button, label:has(input)";
const frames = new Map();
const arriving = new Set(); // what came ahead and is not unpacked yet

const name = ({ state, address }) => `${state} ${address}`;

function keep(frame) {
  frames.delete(name(frame));
  frames.set(name(frame), frame);
  if (frames.size > KEPT) frames.delete(frames.keys().next().value);
}

// What the server sends ahead; it is unpacked when the browser has nothing better to do.
export function receive(bytes) {
  const wait = window.requestIdleCallback ?? setTimeout;
  const parcel = new Promise((done, failed) => {
    wait(() => unpack(bytes).then((all) => all.forEach(keep)).then(done, failed));
  }).finally(() => {
    arriving.delete(parcel);
    document.documentElement.dataset.ahead = frames.size;
  });
  arriving.add(parcel);
}

// The whole of an answer that may be only the name of a frame; nothing if the frame is not here any more.
export async function complete(answer) {
  if (answer.furniture) return answer;
  if (!frames.has(name(answer))) await Promise.allSettled(arriving);
  const frame = frames.get(name(answer));
  return frame && { ...frame, meeting: answer.meeting };
}

// The frames of one map, and the one that is wanted until the server has answered.
export class Frames {
  constructor(view, paint) {
    this.view = view;
    this.paint = paint;
    this.chosen = (event) => this.choose(event);
    this.other = () => this.settle();
    document.addEventListener("click", this.chosen, true);
    window.addEventListener("popstate", this.other);
  }

  remove() {
    clearTimeout(this.late);
    document.removeEventListener("click", this.chosen, true);
    window.removeEventListener("popstate", this.other);
  }

  // A click on a control of the sidebar: each option has its link, in the order in which they stand there.
  choose({ target }) {
    const control = target.closest('[data-testid="stSidebar"] [class*="st-key-filter_"]');
    const option = target.closest(OPTION);
    const field = control?.className.match(/st-key-filter_(\w+)/)[1];
    const links = this.view.shown?.links.choices[field];
    if (links && option) this.go(links[[...control.querySelectorAll(OPTION)].indexOf(option)]);
    else if (!links) this.settle(); // it may ask for anything: whatever the server answers is right
  }

  // Show a view at once if it is there; the caller asks the server for it.
  go(address) {
    const { shown } = this.view;
    this.settle();
    if (!address || address === shown.address) return;
    this.expect(address);
    const frame = frames.get(name({ state: shown.state, address }));
    if (frame) this.paint(frame);
  }

  // Nothing but the answer to this address is painted, for a while.
  expect(address) {
    this.settle();
    this.wanted = address;
    this.late = setTimeout(() => this.giveUp(), WAIT_MS);
  }

  settle() {
    clearTimeout(this.late);
    this.wanted = null;
  }

  // The server never answered what was wanted: what it said last holds.
  giveUp() {
    this.settle();
    if (name(this.view.shown) !== name(this.answer)) this.paint(this.answer);
    this.view.root.dataset.answered = this.answer.furniture.page_id;
  }

  // Whether an answer of the server is to be painted: not if what was chosen since has overtaken it, nor if it
  // is on the screen already.
  take(answer) {
    const { shown } = this.view;
    const calm = this.answer?.meeting === answer.meeting;
    this.answer = answer;
    keep(answer);
    if (this.wanted && answer.address !== this.wanted) return false;
    const confirmed = this.wanted && calm && name(shown) === name(answer);
    this.settle();
    return !confirmed;
  }
}
