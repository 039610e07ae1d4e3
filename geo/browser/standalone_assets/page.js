function (map, units, facts, placeMarks) {
  // Every word goes in as text: names come from files.
  const text = (name, words) => Object.assign(document.createElement(name), { textContent: words });
  const draw = (lines, style) =>
    lines.forEach((line) => L.polyline(line, { interactive: false, ...style }).addTo(map));
  draw(facts.wards.beside, { color: "#b5bec6", weight: 0.8 });
  draw(facts.wards.within, { color: "#33414e", weight: 1.6 });
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
    if (properties.mark) layer.bringToFront();
  });
  L.control.scale({ imperial: false }).addTo(map);
  map.setMinZoom(-8);
  // The page is laid out anew when its type has come, and when its sentence opens.
  const showAll = () => map.invalidateSize({ animate: false }).fitBounds(facts.bounds, { padding: [12, 12], animate: false });
  showAll();
  document.fonts.ready.then(showAll);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  placeMarks(map, facts, text);
}
