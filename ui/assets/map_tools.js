// The buttons that stand on the map: where the view is and the way back, search, inner city, meeting.
import { element } from "./dom.js";
import { fullName } from "./unit_panel.js";

export function drawTools(view, data) {
  const { words } = data;
  const trail = drawTrail(view, data);
  const inner = data.inner?.length
    ? element("button", { type: "button", className: "inner", textContent: words.inner_city })
    : null;
  if (inner) inner.onclick = () => view.map.fitUnits(data.inner);
  const meet = element("button", { type: "button", className: "meet", textContent: words.meeting });
  meet.onclick = () => view.meeting.enter();
  view.search.name(words);
  if (!view.tools.contains(view.search.box)) view.tools.append(view.search.box);
  view.tools.querySelectorAll(":scope > :not(.search)").forEach((node) => node.remove());
  view.tools.prepend(trail);
  view.tools.append(...[inner, meet].filter(Boolean));
}

// City › ward › unit: where the view is, and the way back.
function drawTrail(view, data) {
  const { words } = data;
  const whole = element("button", { type: "button", className: "whole", textContent: words.whole_city });
  whole.onclick = () => {
    view.map.fitCity();
    view.select(null);
    if (data.view.wards.length) view.pick("");
  };
  const steps = [whole];
  const wards = view.geometry.levels.ward;
  const ward = data.view.wards.length === 1 ? wards.find((unit) => unit.code === data.view.wards[0]) : null;
  if (ward) {
    const button = element("button", { type: "button", textContent: fullName(ward, "ward") });
    button.onclick = () => {
      view.map.fitUnits([ward.code]);
      view.select(null);
    };
    steps.push(button);
  }
  const unit = view.geometry.levels[data.view.level].find((one) => one.code === view.selected);
  if (unit && unit !== ward) {
    steps.push(element("span", { className: "here", textContent: fullName(unit, data.view.level) }));
  }
  const trail = element("nav", { className: "trail" }, steps);
  trail.setAttribute("aria-label", words.trail);
  return trail;
}
