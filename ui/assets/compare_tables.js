// The tables of two years: where each unit went, and one line a ward over all years.
import { element } from "./dom.js";
import { node } from "./patterns.js";

const LINE = { width: 120, height: 26, edge: 4 };

export function drawFlow({ flow, words }) {
  const head = element("tr", {}, [
    element("th", { scope: "col", textContent: words.flow_corner }),
    ...[...flow.columns, words.total].map((text) => element("th", { scope: "col", textContent: text })),
  ]);
  const rows = flow.rows.map((row) => element("tr", {}, [
    element("th", { scope: "row", textContent: row.label }),
    ...row.cells.map((text, place) => element("td", {
      textContent: text, className: [place === row.same ? "same" : "", text === "0" ? "zero" : ""].join(" ").trim(),
    })),
    element("td", { className: "total", textContent: row.total }),
  ]));
  const foot = element("tr", { className: "total" }, [
    element("th", { scope: "row", textContent: words.total }),
    ...[...flow.totals, flow.total].map((text) => element("td", { className: "total", textContent: text })),
  ]);
  return element("table", { className: "flow" }, [
    element("caption", { textContent: words.flow }),
    element("thead", {}, [head]),
    element("tbody", {}, rows),
    element("tfoot", {}, [foot]),
  ]);
}

export function drawWards({ wards, words }) {
  const years = wards.years.map((year) => element("th", { scope: "col", textContent: String(year) }));
  const again = wards.signs.length ? wards.years.map((year) => element("th", { scope: "col", textContent: String(year) })) : [];
  const groups = [
    element("th", { scope: "col", rowSpan: 2, textContent: words.ward }),
    element("th", { scope: "col", rowSpan: 2, textContent: words.wards_line }),
    element("th", { scope: "colgroup", colSpan: wards.years.length, textContent: words.wards_share }),
    ...(again.length
      ? [element("th", { scope: "colgroup", colSpan: wards.years.length, textContent: words.wards_status })] : []),
  ];
  return element("table", {}, [
    element("caption", { textContent: words.wards }),
    element("thead", {}, [element("tr", {}, groups), element("tr", {}, [...years, ...again])]),
    element("tbody", {}, wards.rows.map((row) => drawWard(row, wards))),
  ]);
}

function drawWard(row, wards) {
  const line = element("tr", {}, [
    element("th", { scope: "row", textContent: row.name }),
    element("td", { className: "line" }, [drawLine(row, wards.low)]),
    ...row.shares.map((text, place) => element("td", {
      textContent: text, className: row.line[place] !== null && row.line[place] < 100 ? "share some" : "share",
    })),
    ...(wards.signs.length ? row.statuses.map((place) => drawSign(wards.signs[place])) : []),
  ]);
  line.dataset.code = row.code;
  return line;
}

function drawSign({ sign, label }) {
  const shown = element("span", { textContent: sign });
  shown.setAttribute("aria-hidden", "true");
  const cell = element("td", { className: sign === "✕" ? "sign bad" : "sign", title: label }, [
    shown, element("span", { className: "unseen", textContent: label }),
  ]);
  return cell;
}

// A year without a value is a gap in the line, never a zero; the numbers beside it say the same in words.
function drawLine({ line }, low) {
  const { width, height, edge } = LINE;
  const step = (width - 2 * edge) / Math.max(line.length - 1, 1);
  const points = line.map((value, place) => value === null ? null : [
    edge + place * step, height - edge - ((value - low) / (100 - low)) * (height - 2 * edge),
  ]);
  const picture = node("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
  picture.append(node("path", { d: `M0,${edge}H${width}`, class: "top", "stroke-dasharray": "2 3", fill: "none" }));
  let d = "";
  points.forEach((point, place) => {
    if (point) d += `${points[place - 1] ? "L" : "M"}${point.map((value) => value.toFixed(1)).join(",")}`;
  });
  picture.append(node("path", { d, class: "course", "stroke-width": 1.8, fill: "none" }));
  for (const point of points.filter(Boolean)) {
    picture.append(node("circle", { cx: point[0].toFixed(1), cy: point[1].toFixed(1), r: 2.4 }));
  }
  return picture;
}
