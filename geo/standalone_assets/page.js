function (map, units, facts) {
  // Every word goes in as text: names come from files.
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.querySelector("svg defs");
  const text = (name, words) => Object.assign(document.createElement(name), { textContent: words });
  const draw = (lines, style) =>
    lines.forEach((line) => L.polyline(line, { interactive: false, ...style }).addTo(map));
  draw(facts.wards, { color: "#33414e", weight: 1.4 });
  draw(facts.rivers, { color: "#3f86c0", weight: 5 });
  draw(facts.clusters, { color: "#5b2a86", weight: 3, dashArray: "9 5" });
  units.eachLayer((layer) => {
    const { id, properties } = layer.feature;
    const fill = () => {
      const box = document.createElement("div");
      const [name, ...cells] = facts.units[id];
      box.append(text("strong", name));
      cells.forEach((cell, place) => {
        const line = document.createElement("div");
        line.append(text("span", `${facts.heads[place + 1]}: `), text("b", cell));
        box.append(line);
      });
      return box;
    };
    layer.bindTooltip(fill, { sticky: true });
    layer.on("mouseover", () => layer.setStyle({ color: "#0b2545", weight: 3 }));
    layer.on("mouseout", () => layer.setStyle(properties.style));
    if (properties.mark) {
      const name = L.tooltip({ permanent: true, className: "exception", direction: "top" });
      const box = layer.getBounds(); // above the unit, which must be seen
      name.setLatLng([box.getNorth(), box.getCenter().lng]).setContent(text("span", facts.names[properties.at])).addTo(map);
      layer.bringToFront();
    }
  });
  for (const [x, y, name, path, colour] of facts.sites) {
    const sign = document.createElementNS(NS, "svg");
    sign.setAttribute("viewBox", "-8 -8 16 16");
    const shape = document.createElementNS(NS, "path");
    shape.setAttribute("d", path);
    shape.setAttribute("fill", colour);
    shape.setAttribute("stroke", "#1c2733");
    sign.append(shape);
    const icon = L.divIcon({ html: sign, className: "site", iconSize: [14, 14] });
    L.marker([y, x], { icon, alt: name, keyboard: false }).bindTooltip(() => text("span", name)).addTo(map);
  }
  L.control.scale({ imperial: false }).addTo(map);
  map.setMinZoom(-8);
  map.fitBounds(facts.bounds, { padding: [12, 12] });
}
