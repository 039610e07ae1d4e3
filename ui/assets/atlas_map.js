// The map itself: Leaflet over plain metres (L.CRS.Simple in the CRS of the city), so screen and paper share one projection.
import { fillOf, node, standsOut } from "./patterns.js";
import { inMeeting } from "./meeting_words.js";
import { placeLabels } from "./map_labels.js";
import { placeSymbols } from "./map_symbols.js";
import { drawForPrint } from "./print_map.js";
import { eachOnce } from "./shared_edges.js";
import { UnitTip } from "./unit_tip.js";
import L from "./leaflet.js";

const PLAIN = { color: "#5b6b7a", weight: 0.6, fillOpacity: 1, opacity: 1 };
const OUTSIDE = { color: "#c9d1d8", weight: 0.5, fillColor: "#f1f3f5", fillOpacity: 1, opacity: 1 };
const LIT = { color: "#0b2545", weight: 3 };
const MARGIN = 14; // px between what is fitted into the map and its edge

export class AtlasMap {
  constructor(box, on) {
    this.on = on;
    this.box = box;
    this.frame = box.parentElement; // with the buttons that stand on the map
    const renderer = L.svg({ padding: 0.5 });
    this.map = L.map(box, {
      crs: L.CRS.Simple,
      zoomSnap: 0.25,
      zoomDelta: 0.5,
      wheelPxPerZoomLevel: 90,
      attributionControl: false,
      zoomControl: false,
      minZoom: -8,
      maxZoom: 2,
      renderer,
      keyboard: true,
    });
    this.map.setView([0, 0], -4); // a map without a view draws nothing, not even the place for its patterns
    renderer.addTo(this.map);
    this.defs = this.map.getPane("overlayPane").querySelector("svg").appendChild(node("defs", {}));
    this.zoomButtons = L.control.zoom({ position: "topleft" }).addTo(this.map);
    for (const [name, z] of [["rivers", 420], ["clusters", 430], ["leaders", 445], ["sites", 450], ["names", 460]]) {
      this.map.createPane(name).style.zIndex = z;
    }
    for (const name of ["rivers", "clusters", "leaders", "sites", "names"]) this.map.getPane(name).style.pointerEvents = "none";
    this.tip = new UnitTip(box);
    this.shapes = new Map();
    this.map.on("moveend viewreset resize", () => this.dressSoon());
    this.scale = L.control.scale({ imperial: false, maxWidth: 160, position: "bottomleft" });
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(box);
    this.forgetPrint = drawForPrint(this);
  }

  remove() {
    this.sizes.disconnect();
    this.forgetPrint();
    cancelAnimationFrame(this.soon);
    this.data = null; // what still comes late draws nothing
    this.map.stop();
    this.map._animatingZoom = false; // or Leaflet ends the zoom of a map that is no longer there, and fails
    this.map.remove();
  }

  resize() {
    const held = this.fitted;
    this.map.invalidateSize({ animate: false, pan: true });
    if (held) this.fit(held); // a window that changes size keeps the same area in view, until somebody zooms
  }

  show(geometry, data) {
    const fresh = this.geometry !== geometry;
    const level = this.data?.view.level !== data.view.level || fresh;
    const wards = JSON.stringify(this.data?.view.wards) !== JSON.stringify(data.view.wards) || fresh;
    this.geometry = geometry;
    this.data = data;
    if (level) this.makeUnits();
    this.sortUnits();
    if (fresh) {
      this.fitView(false); // before anything is drawn: what is drawn first is projected twice
      this.drawGround();
    }
    this.nameButtons();
    this.paint();
    this.drawOutlines();
    if (wards && !fresh) this.fitView(true);
    else if (!fresh || this.fitted) this.dress();
  }

  nameButtons() {
    const box = this.zoomButtons.getContainer();
    const [closer, farther] = box.querySelectorAll("a");
    for (const [button, words] of [[closer, this.data.words.zoom_in], [farther, this.data.words.zoom_out]]) {
      button.title = words;
      button.setAttribute("aria-label", words);
    }
  }

  rings(unit) {
    return unit.rings.map((flat) => {
      let x = 0;
      let y = 0;
      const points = [];
      for (let i = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        points.push([y, x]);
      }
      return points;
    });
  }

  drawGround() {
    this.ground?.remove();
    this.ground = L.layerGroup(
      this.geometry.rivers.map((river) =>
        L.polyline(this.rings(river), {
          color: "#3f86c0", weight: 5, opacity: 1, interactive: false, pane: "rivers",
        }),
      ),
    ).addTo(this.map);
  }

  makeUnits() {
    this.units?.remove();
    this.shapes.clear();
    const shapes = this.geometry.levels[this.data.view.level].map((unit, place) => {
      const shape = L.polygon(this.rings(unit), { ...PLAIN });
      shape.unit = unit;
      shape.place = place;
      shape.on("mouseover mousemove", (event) => this.point(shape, event));
      shape.on("mouseout", () => this.leave());
      shape.on("click", () => this.click(shape));
      this.shapes.set(unit.code, shape);
      return shape;
    });
    this.units = L.featureGroup(shapes);
  }

  sortUnits() {
    const { positions, classes } = this.data;
    for (const shape of this.shapes.values()) {
      const code = positions[shape.place];
      shape.inView = code !== "-";
      shape.entry = shape.inView ? classes[parseInt(code, 36)] : null;
    }
  }

  paint() {
    const { data } = this;
    this.box.classList.toggle("plain", data.view.patterns);
    const fills = new Map(data.classes.map((entry) => [entry, entry.off ? "#ffffff" : fillOf(this.defs, entry, data.view.patterns, "map")]));
    const shapes = [...this.shapes.values()];
    for (const shape of shapes) shape.setStyle(shape.entry ? this.styleOf(shape.entry, fills.get(shape.entry)) : OUTSIDE);
    this.units.addTo(this.map); // if they are not there yet: with their style, they are drawn once
    for (const shape of shapes) {
      shape.getElement()?.setAttribute("data-code", shape.unit.code);
      shape.getElement()?.setAttribute("data-class", shape.entry?.key ?? "outside");
      if (standsOut(shape.entry)) shape.bringToFront();
    }
    this.lit = null;
  }

  styleOf(entry, fill) {
    const strong = standsOut(entry) ? { color: this.data.view.patterns ? "#000000" : entry.edge ?? "#8a3200", weight: 2.2 } : PLAIN;
    return { ...PLAIN, ...strong, fillColor: fill, fillOpacity: 1 };
  }

  drawOutlines() {
    const { data, geometry } = this;
    const { level, layers, wards } = data.view;
    const same = [level, layers, wards].join("|");
    if (this.outlined === same && this.outlinedGeometry === geometry) return;
    this.outlined = same;
    this.outlinedGeometry = geometry;
    this.outlines?.remove();
    const lines = [];
    if (data.view.layers.includes("wards") && data.view.level === "hamlet") {
      for (const ward of geometry.levels.ward) {
        const inside = !data.view.wards.length || data.view.wards.includes(ward.code);
        lines.push(L.polygon(this.rings(ward), {
          fill: false, interactive: false, weight: inside ? 1.6 : 0.8, color: inside ? "#33414e" : "#b5bec6",
        }));
      }
    }
    if (data.view.layers.includes("clusters")) {
      lines.push(L.polyline(eachOnce(geometry.levels.cluster.flatMap((cluster) => this.rings(cluster))), {
        interactive: false, pane: "clusters", weight: 3.2, color: "#5b2a86", dashArray: "9 5",
      }));
    }
    this.outlines = L.layerGroup(lines).addTo(this.map);
  }

  bounds(codes) {
    const bounds = L.latLngBounds([]);
    for (const code of codes) {
      const shape = this.shapes.get(code);
      if (shape) bounds.extend(shape.getBounds());
    }
    return bounds;
  }

  fit(bounds, animate = false) {
    if (!bounds.isValid()) return;
    this.fitted = null;
    if (!this.scaled) this.scaled = Boolean(this.scale.addTo(this.map));
    const paddingTopLeft = [this.sideroom(), this.headroom()];
    this.map.fitBounds(bounds, { paddingTopLeft, paddingBottomRight: [MARGIN, this.footroom()], animate });
    this.fitted = bounds;
    this.map.once("zoomstart dragstart", () => { this.fitted = null; });
    if (!animate && this.units?._map) this.dress();
  }

  fitView(animate) {
    const codes = [...this.shapes.values()].filter((shape) => shape.inView).map((shape) => shape.unit.code);
    this.fit(codes.length ? this.bounds(codes) : this.bounds(this.shapes.keys()), animate);
  }

  cityZoom() {
    const room = L.point(MARGIN + this.sideroom(), this.footroom() + this.headroom());
    return this.map.getBoundsZoom(this.bounds(this.shapes.keys()), false, room);
  }

  // The buttons stand at the top of the map: what is fitted into it lies below them.
  headroom() {
    const tools = this.frame.querySelector(".map-tools");
    return tools?.offsetHeight ? tools.offsetTop + tools.offsetHeight + 4 : MARGIN;
  }

  // In a meeting the keys are told at the foot of the map, beside its scale.
  footroom() {
    return inMeeting() ? MARGIN + this.scale.getContainer().offsetHeight : MARGIN;
  }

  // In a meeting the legend stands on the map.
  listOver() {
    const side = this.box.closest(".stage")?.querySelector(".side");
    return side && getComputedStyle(side).position === "absolute" ? [side] : [];
  }

  sideroom() {
    return this.listOver().reduce((room, side) => Math.max(room, side.offsetLeft + side.offsetWidth + MARGIN), MARGIN);
  }

  fitCity() {
    this.fit(this.bounds(this.shapes.keys()), true);
  }

  fitUnits(codes) {
    const wards = new Set(codes);
    const inside = [...this.shapes.values()].filter((s) => wards.has(s.unit.code) || wards.has(s.unit.wardCode));
    this.fit(this.bounds(inside.map((shape) => shape.unit.code)), true);
    if (codes.length === 1) this.light(codes[0]);
  }

  light(code) {
    if (this.lit) this.lit.setStyle(this.lit.inView ? this.litStyle : OUTSIDE);
    const shape = code ? this.shapes.get(code) : null;
    if (shape) {
      this.litStyle = { color: shape.options.color, weight: shape.options.weight };
      shape.setStyle(LIT).bringToFront();
    }
    this.lit = shape;
  }

  point(shape, event) {
    if (this.lit !== shape) {
      this.light(shape.unit.code);
      this.on.hover(shape.inView ? shape.unit.code : null);
      this.tip.tellUnit(shape, this.data);
    }
    this.tip.place(event.containerPoint);
  }

  // What a symbol stands for, beside it; the symbol of one unit says all there is to say of the unit.
  showNames({ models, sites }, at) {
    const units = [...new Set(sites.map(({ code }) => code))];
    const shape = units.length === 1 && this.shapes.get(units[0]);
    if (shape) this.tip.tellUnit(shape, this.data);
    else this.tip.tellModels(models);
    this.tip.place(this.map.latLngToContainerPoint(at));
  }

  leave() {
    this.light(null);
    this.tip.hide();
    this.on.hover(null);
  }

  click(shape) {
    const { view } = this.data;
    const ward = shape.unit.wardCode ?? (view.level === "ward" ? shape.unit.code : null);
    const alone = view.wards.length === 1 && view.wards[0] === ward && view.level === "hamlet";
    if (!ward || alone) {
      this.fit(shape.getBounds(), true);
      this.on.select(shape.unit.code);
      return;
    }
    const around = this.geometry.levels.ward.find((unit) => unit.code === ward);
    this.fit(L.polygon(this.rings(around)).getBounds(), true); // at once; the numbers follow
    this.on.pick(ward);
  }

  dressSoon() {
    cancelAnimationFrame(this.soon);
    this.soon = requestAnimationFrame(() => this.dress());
  }

  dress() {
    cancelAnimationFrame(this.soon);
    if (!this.data || !this.fitted && !this.map._loaded) return;
    placeSymbols(this);
    placeLabels(this);
  }
}
