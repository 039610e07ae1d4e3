// Meeting mode: the whole screen, the keys of a keyboard or a clicker, each to a view that is there before it is pressed.
import { forgetStyles } from "./name_sizes.js";

const MOVES = {
  ArrowLeft: "earlier", ArrowRight: "later", PageUp: "earlier", PageDown: "later",
  ArrowUp: "ward_before", ArrowDown: "ward_after", c: "clusters", m: "models", Home: "home",
};
const ABOVE = ".st-key-published_above";
const PLAY_MS = 2500; // a year on the screen while it plays

export class Meeting {
  constructor(view) {
    this.view = view;
    this.press = (event) => this.key(event);
    this.shrunk = () => this.followScreen();
  }

  update(data) {
    if (data.meeting === this.on) return;
    this.on = data.meeting;
    forgetStyles(); // names are larger in a meeting
    document.documentElement.classList.toggle("safety-meeting", this.on);
    if (this.on) {
      document.addEventListener("keydown", this.press, true);
      document.addEventListener("fullscreenchange", this.shrunk);
      this.fill();
      this.hint();
    } else {
      document.removeEventListener("keydown", this.press, true);
      document.removeEventListener("fullscreenchange", this.shrunk);
      this.stop();
      if (document.fullscreenElement) document.exitFullscreen();
    }
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector(ABOVE)) return; // what stands above the map has its own keys
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
    this.view.frames.go(address);
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
    this.fill();
    this.view.send("mode", { mode: "meeting", n: Date.now() });
  }

  fill() {
    if (document.fullscreenElement || !navigator.userActivation?.isActive) return; // a window is enough where it is refused
    document.documentElement.requestFullscreen?.().catch(() => {});
  }

  // The browser keeps the Escape key that leaves the full screen to itself: it leaves the meeting as well.
  followScreen() {
    if (!document.fullscreenElement && !document.querySelector(ABOVE)) this.leave();
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
