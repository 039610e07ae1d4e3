function (map, facts, text) {
  // Symbols and names are placed anew for each zoom: symbols that would hide each other are one, and no name
  // hides another. Every word goes in as text: names come from files.
  const SIGN = 15; // px
  const GROUP = 22;
  const GAP = 9; // px between a point and a name beside it
  const NAMED = 10; // models that the tip of a group names
  const CLOSER = 1; // zoom levels beyond the whole city from which units are named
  const ROOMY = 700; // px of a map from which a line may lead from a small ward to its name
  const COVER = 0.12; // share of the map that names of exceptions may cover; of more none stands until it is nearer
  const ROOM = 900; // px² of a unit on the screen from which its name has room
  const SIDES = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1]];
  const [RINGS, TURNS] = [[18, 32, 46, 60, 80, 100, 130, 160], 16]; // places farther away
  const NS = "http://www.w3.org/2000/svg";
  const pane = (name, z) => Object.assign(map.createPane(name).style, { zIndex: z, pointerEvents: "none" }) && map.getPane(name);
  const [leaders, signs, names] = [pane("leaders", 620), pane("signs", 630), pane("names", 640)];
  const whole = map.getBoundsZoom(facts.city);
  const at = ([x, y]) => map.latLngToLayerPoint([y, x]);
  const within = (value, low, high) => Math.max(low, Math.min(high, value));

  function groupSites() {
    const groups = [];
    for (const site of facts.sites) {
      const point = at(site);
      const near = groups.find((group) => group.point.distanceTo(point) < GROUP);
      if (near) near.sites.push(site);
      else groups.push({ point, sites: [site] });
    }
    return groups.map((group) => ({ ...group, models: new Map(group.sites.map((site) => [site[2], site])) }));
  }

  function drawSign([, , , path, colour]) {
    const sign = document.createElementNS(NS, "svg");
    sign.setAttribute("viewBox", "-8 -8 16 16");
    const shape = document.createElementNS(NS, "path");
    for (const [key, value] of Object.entries({ d: path, fill: colour, stroke: "#1c2733" })) shape.setAttribute(key, value);
    sign.append(shape);
    return sign;
  }

  function drawGroup({ point, models }) {
    const [first] = models.values();
    const size = models.size > 1 ? GROUP : SIGN;
    const html = models.size > 1 ? text("span", String(models.size)) : drawSign(first);
    const icon = L.divIcon({ html, className: models.size > 1 ? "site group" : "site", iconSize: [size, size] });
    const tip = () => {
      const box = document.createElement("div");
      box.append(...[...models.keys()].slice(0, NAMED).map((name) => text("div", name)));
      if (models.size > NAMED) box.append("…");
      return box;
    };
    const mark = L.marker(map.layerPointToLatLng(point), { icon, pane: "signs", keyboard: false });
    mark.bindTooltip(tip).addTo(marks);
    mark.getElement().setAttribute("role", "img");
    mark.getElement().setAttribute("aria-label", [...models.keys()].join("; "));
    return { left: point.x - size / 2, right: point.x + size / 2, top: point.y - size / 2, bottom: point.y + size / 2 };
  }

  function listControls() {
    const origin = map.getContainer().getBoundingClientRect();
    return [...map.getContainer().querySelectorAll(".leaflet-control")].map((node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      const a = map.containerPointToLayerPoint([left - origin.left, top - origin.top]);
      const b = map.containerPointToLayerPoint([right - origin.left, bottom - origin.top]);
      return { left: a.x, top: a.y, right: b.x, bottom: b.y };
    });
  }

  function listLabels() {
    const scale = map.getZoomScale(map.getZoom(), 0);
    const close = map.getZoom() >= whole + CLOSER;
    const roomy = ([, , side]) => (side * scale) ** 2 > ROOM;
    return [
      ...facts.labels.filter(({ kind }) => kind === "exception" || kind === "cluster"),
      ...facts.labels.filter(({ kind }) => kind === "ward"),
      ...facts.labels.filter(({ kind, place }) => kind === "unit" && close && roomy(place)),
    ];
  }

  function* listPlaces(far, { x, y }, wide, high) {
    for (const [dx, dy] of SIDES) yield { x: x + dx * (wide / 2 + GAP), y: y + dy * (high / 2 + GAP) };
    for (const away of far ? RINGS : []) {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const angle = (2 * Math.PI * turn) / TURNS;
        yield { x: x + Math.cos(angle) * (away + wide / 2), y: y + Math.sin(angle) * (away + high / 2) };
      }
    }
  }

  // At the first place where it covers nothing; one that must stand, at the one where it covers fewest symbols.
  // Return false if there is none.
  function put({ kind, name, place, far = false }, taken, symbols) {
    const point = at(place);
    const { x: left, y: top } = map.containerPointToLayerPoint([0, 0]);
    const { x: width, y: height } = map.getSize();
    if (point.x < left || point.x > left + width || point.y < top || point.y > top + height) return true;
    const must = kind === "exception" || kind === "cluster";
    const node = names.appendChild(Object.assign(text("div", name), { className: `label ${kind}${far ? " callout" : ""}` }));
    const [wide, high] = [node.offsetWidth + 2, node.offsetHeight + 2]; // and what rounding may take
    let best = null;
    for (const spot of listPlaces(must || far, point, wide, high)) {
      const x = within(spot.x, left + wide / 2 + 2, left + width - wide / 2 - 2);
      const y = within(spot.y, top + high / 2 + 2, top + height - high / 2 - 2);
      const box = { left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 };
      const hits = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      if (taken.some(hits)) continue;
      const covered = symbols.filter(hits).length;
      if (covered && !must) continue;
      if (!best || covered < best.covered) best = { box, covered };
      if (!covered) break;
    }
    if (!best) {
      node.remove();
      return false;
    }
    taken.push(best.box);
    node.style.transform = `translate(${Math.round(best.box.left)}px, ${Math.round(best.box.top)}px)`;
    drawLeader(point, best.box, far);
    return true;
  }

  function drawLeader({ x, y }, box, far) {
    const [dx, dy] = [within(x, box.left, box.right) - x, within(y, box.top, box.bottom) - y];
    if (Math.hypot(dx, dy) < GAP * 1.6) return;
    const line = leaders.appendChild(Object.assign(document.createElement("div"), { className: far ? "leader callout" : "leader" }));
    line.style.width = `${Math.hypot(dx, dy)}px`;
    line.style.transform = `translate(${x}px, ${y - 1}px) rotate(${Math.atan2(dy, dx)}rad)`;
  }

  function isInView({ place }) {
    const { x, y } = map.latLngToContainerPoint([place[1], place[0]]);
    const size = map.getSize();
    return x >= 0 && y >= 0 && x <= size.x && y <= size.y;
  }

  // The names of these units would hide the map: they are told by pointing at them, and stand on it when it is nearer.
  function findCrowd() {
    const exceptions = facts.labels.filter(({ kind }) => kind === "exception").filter(isInView);
    const nodes = exceptions.map(({ name }) => names.appendChild(Object.assign(text("div", name), { className: "label exception" })));
    const covered = nodes.reduce((sum, node) => sum + node.offsetWidth * node.offsetHeight, 0);
    names.replaceChildren();
    const { x, y } = map.getSize();
    return covered > COVER * x * y ? exceptions : [];
  }

  function tellLeft(count) {
    const line = document.getElementById("left");
    line.hidden = !count;
    line.textContent = line.dataset.words.replace("{count}", count);
  }

  const marks = L.layerGroup().addTo(map);
  function place() {
    marks.clearLayers();
    leaders.replaceChildren();
    names.replaceChildren();
    const symbols = groupSites().map(drawGroup);
    const scale = map.getZoomScale(map.getZoom(), 0);
    const spots = facts.labels.filter(({ kind }) => kind === "exception").map(({ place: [x, y, side] }) => {
      const [point, half] = [at([x, y]), within(0.3 * side * scale, 6, 18)];
      return { left: point.x - half, right: point.x + half, top: point.y - half, bottom: point.y + half };
    });
    const taken = [...listControls(), ...spots];
    const crowd = new Set(findCrowd());
    tellLeft(crowd.size);
    const left = listLabels().filter((label) => !crowd.has(label)).filter((label) => !put(label, taken, symbols) && label.kind === "ward");
    if (map.getSize().x >= ROOMY) left.forEach((label) => put({ ...label, far: true }, taken, symbols));
  }
  map.on("moveend resize", place);
  document.fonts.ready.then(place);
  place();
}
