// Meeting mode: the whole screen, the keys of a keyboard or a clicker, and frames that are there before a key is pressed.
import { forgetStyles } from "./map_labels.js";

const MOVES = {
  ArrowLeft: "earlier", ArrowRight: "later", PageUp: "earlier", PageDown: "later",
  ArrowUp: "ward_before", ArrowDown: "ward_after", c: "clusters", m: "models", Home: "home",
};
const KEPT = 80; // frames kept
const PLAY_MS = 2500; // a year on the screen while it plays
const WAIT_MS = 4000; // how long an answer of the server may be behind the keys

export class Meeting {
  constructor(view, paint) {
    this.view = view;
    this.paint = paint;
    this.frames = new Map();
    this.press = (event) => this.key(event);
  }

  update(data) {
    for (const frame of data.frames ?? []) this.keep(frame);
    if (data.meeting === this.on) return;
    this.on = data.meeting;
    forgetStyles(); // names are larger in a meeting
    document.documentElement.classList.toggle("safety-meeting", this.on);
    if (this.on) {
      document.addEventListener("keydown", this.press, true);
      this.hint();
    } else {
      document.removeEventListener("keydown", this.press, true);
      this.stop();
      if (document.fullscreenElement) document.exitFullscreen();
    }
  }

  // An answer that the keys have already overtaken must not paint over what they show.
  overtaken(data) {
    if (!this.wanted) return false;
    if (data.address === this.wanted || Date.now() > this.until) {
      this.wanted = null;
      return false;
    }
    return true;
  }

  keep(frame) {
    this.frames.delete(frame.address);
    this.frames.set(frame.address, frame);
    if (this.frames.size > KEPT) this.frames.delete(this.frames.keys().next().value);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.leave();
    else if (event.key === " ") this.play();
    else {
      const move = MOVES[event.key] ?? MOVES[event.key.toLowerCase()];
      if (!move) return;
      this.stop();
      this.go(this.view.shown.moves?.[move]);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  go(address) {
    if (!address || address === this.view.shown.address) return;
    this.wanted = address;
    this.until = Date.now() + WAIT_MS;
    const frame = this.frames.get(address);
    if (frame) this.paint(frame);
    this.view.send("go", { address, n: Date.now() });
  }

  play() {
    if (this.playing) {
      this.stop();
      return;
    }
    const step = () => this.go(this.view.shown.moves.later ?? this.view.shown.moves.first);
    this.playing = setInterval(step, PLAY_MS);
    step();
  }

  stop() {
    clearInterval(this.playing);
    this.playing = null;
  }

  enter() {
    document.documentElement.requestFullscreen?.().catch(() => {}); // a window is enough where it is refused
    this.view.send("mode", { mode: "meeting", n: Date.now() });
  }

  leave() {
    this.view.send("mode", { mode: "", n: Date.now() });
  }

  hint() {
    const { hint } = this.view;
    hint.hidden = false;
    clearTimeout(this.hinting);
    this.hinting = setTimeout(() => { hint.hidden = true; }, 7000);
  }
}
