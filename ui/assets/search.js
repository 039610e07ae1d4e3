// A hamlet or a ward by any spelling: with or without accents, "TDP 7" or "tổ dân phố 7".
import { element, replaceChildren } from "./dom.js";
import { fullName } from "./unit_panel.js";

const MOST = 8;

export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export function findUnits(geometry, query) {
  const parts = plain(query).split(/[\s,]+/).filter(Boolean);
  if (!parts.length) return [];
  const fits = (text) => {
    const words = plain(text).split(/[\s,()]+/);
    return parts.every((part) => words.some((word) => (/^\d+$/.test(part) ? word === part : word.startsWith(part))));
  };
  const wards = geometry.levels.ward.map((unit) => ({
    code: unit.code, ward: unit.code, level: "ward", name: fullName(unit, "ward"), text: `${unit.kind} ${unit.name}`,
  }));
  const hamlets = geometry.levels.hamlet.map((unit) => ({
    code: unit.code, ward: unit.wardCode, level: "hamlet", name: `${unit.name}, ${unit.ward}`,
    text: `${unit.name} ${unit.short} ${unit.ward}`,
  }));
  return [...wards, ...hamlets].filter((found) => fits(found.text)).slice(0, MOST);
}

export function buildSearch(view) {
  const input = element("input", { type: "search", autocomplete: "off" });
  const list = element("ul", { className: "found", hidden: true });
  const box = element("div", { className: "search" }, [input, list]);
  const close = () => { list.hidden = true; };
  const choose = (found) => {
    input.value = "";
    close();
    view.find(found);
  };
  input.oninput = () => {
    const found = view.geometry ? findUnits(view.geometry, input.value) : [];
    replaceChildren(list, found.map((one) => {
      const button = element("button", { type: "button", textContent: one.name });
      button.onclick = () => choose(one);
      return element("li", {}, [button]);
    }));
    if (!found.length && input.value.trim()) {
      replaceChildren(list, [element("li", { className: "none", textContent: view.shown.words.not_found })]);
    }
    list.hidden = !input.value.trim();
  };
  box.onkeydown = (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); input.focus(); }
    else if (event.key === "Enter" && document.activeElement === input) buttons[0]?.click();
    else if (event.key === "ArrowDown") buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (buttons[at - 1] ?? input).focus();
    else return;
    event.preventDefault();
  };
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) close(); });
  return { box, name(words) { input.placeholder = words.search; input.setAttribute("aria-label", words.search); } };
}
