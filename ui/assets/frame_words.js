// Streamlit's own parts speak English only: here they get the words of the page's language, wherever they come up.
import("./frame_keys.js");
import("./frame_steps.js");
const SAID = ["aria-label", "placeholder", "title"];
const OURS = ".atlas-root, script, style";
const GAP = /\{\w+\}/g;
const DIGITS = ["{whole}", "{tenth}"]; // gaps for digits alone: a sentence that ends in "200 MB" is no size
const page = document.documentElement;
const phrases = await (await fetch(new URL("../words/frame.json", import.meta.url))).json();
const exact = { vi: new Map(), en: new Map() }; // language to say it in → what is said now → what to say
const filled = { vi: [], en: [] };

for (const phrase of phrases) {
  for (const [to, from] of [["vi", "en"], ["en", "vi"]]) {
    if (phrase[to].match(GAP)) filled[to].push({ said: patternOf(phrase[from]), say: phrase[to] });
    else exact[to].set(phrase[from], phrase[to]);
  }
}

function patternOf(phrase) {
  const parts = phrase.split(GAP).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const gaps = (phrase.match(GAP) ?? []).map((gap) => (DIGITS.includes(gap) ? "(\\d+)" : "(.+)"));
  return new RegExp(`^${parts.map((part, place) => part + (gaps[place] ?? "")).join("")}$`, "s");
}

// What fills a gap is a name, which stays as it is, or a size, which has the digits of the language.
function sayNumber(text) {
  return /^\d+\.\d+[KM]?B$/.test(text) ? translate(text) : text;
}

function translate(text) {
  const to = page.lang === "vi" ? "vi" : "en";
  const whole = exact[to].get(text);
  if (whole) return whole;
  for (const { said, say } of filled[to]) {
    const found = text.match(said);
    if (!found) continue;
    const parts = found.slice(1).map(sayNumber).values();
    return say.replace(GAP, () => parts.next().value);
  }
  return text;
}

function sayText(node) {
  const words = translate(node.data);
  if (words !== node.data) node.data = words;
}

function sayAttributes(node) {
  for (const name of SAID) {
    const now = node.getAttribute(name);
    const words = now && translate(now);
    if (words !== now) node.setAttribute(name, words);
  }
}

function sayAll(top) {
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeType === Node.ELEMENT_NODE && node.matches(OURS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = top; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) sayText(node);
    else if (node.nodeType === Node.ELEMENT_NODE) sayAttributes(node);
  }
}

// Before anything of it is painted: an observer is told first.
function hear(changes) {
  for (const { type, target, addedNodes } of changes) {
    if ((target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest(OURS)) continue;
    if (type === "characterData") sayText(target);
    else if (type === "attributes") sayAttributes(target);
    else for (const node of addedNodes) if (!node.matches?.(OURS)) sayAll(node);
  }
}

sayAll(document.body);
new MutationObserver(hear).observe(document.body, {
  childList: true, subtree: true, characterData: true, attributeFilter: SAID,
});
new MutationObserver(() => sayAll(document.body)).observe(page, { attributeFilter: ["lang"] });
