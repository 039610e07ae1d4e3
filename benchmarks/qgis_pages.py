"""The pages of the city as QGIS draws them: its print layout and its atlas, driven from Python.

Run by the system's Python, which is the one that has PyQGIS; imports nothing of ours. The folder named first
holds wards.gpkg, hamlets.gpkg, rivers.gpkg and page.json (words and classes); the pages go beside them.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QFont, QFontDatabase

MAP = (12.0, 38.0, 205.0, 150.0)
MARGIN = 0.05
DPI = 300


def open_layer(folder, name):
    layer = QgsVectorLayer(str(folder / f"{name}.gpkg"), name, "ogr")
    assert layer.isValid(), name
    QgsProject.instance().addMapLayer(layer)
    return layer


def write_format(size, *, bold=False):
    text = QgsTextFormat()
    font = QFont("Be Vietnam Pro")
    font.setBold(bold)
    text.setFont(font)
    text.setSize(size)
    rim = QgsTextBufferSettings()
    rim.setEnabled(True)
    rim.setSize(0.6)
    text.setBuffer(rim)
    return text


def name_units(layer, size, *, bold=False):
    settings = QgsPalLayerSettings()
    settings.fieldName = "name"
    settings.setFormat(write_format(size, bold=bold))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def style(hamlets, wards, rivers, classes):
    categories = []
    for entry in classes:
        symbol = QgsFillSymbol.createSimple(
            {"color": entry["colour"], "outline_color": "#666666", "outline_width": "0.1"}
        )
        if entry["hatch"]:
            lines = QgsFillSymbol.createSimple(
                {"color": "#7a3400", "style": "b_diagonal", "outline_style": "no"}
            )
            symbol.appendSymbolLayer(lines.symbolLayer(0).clone())
        categories.append(QgsRendererCategory(entry["key"], symbol, entry["label"]))
    hamlets.setRenderer(QgsCategorizedSymbolRenderer("class_key", categories))
    outline = {"style": "no", "outline_color": "#222222", "outline_width": "0.3"}
    wards.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(outline)))
    river = QgsLineSymbol.createSimple({"color": "#6fa8cf", "width": "0.7"})
    rivers.setRenderer(QgsSingleSymbolRenderer(river))
    name_units(wards, 7, bold=True)
    name_units(hamlets, 7)


def place(item, left, top, width, height):
    item.attemptMove(QgsLayoutPoint(left, top, QgsUnitTypes.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutMillimeters))


def write_words(layout, text, box, size, *, bold=False):
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    font = QFont("Be Vietnam Pro")
    font.setPointSizeF(size)
    font.setBold(bold)
    label.setFont(font)
    layout.addLayoutItem(label)
    place(label, *box)


def make_layout(words, layers):
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    drawn = QgsLayoutItemMap(layout)
    layout.addLayoutItem(drawn)
    drawn.setLayers(layers)
    drawn.setFrameEnabled(True)
    extent = QgsRectangle(layers[0].extent())
    extent.scale(1 + 2 * MARGIN)
    place(drawn, *MAP)
    drawn.setExtent(extent)  # zooming divides by the extent of before; this changes the height
    place(drawn, *MAP)
    drawn.zoomToExtent(extent)
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(drawn)
    legend.setTitle(words["legend"])
    layout.addLayoutItem(legend)
    place(legend, 222, 40, 65, 80)
    scale = QgsLayoutItemScaleBar(layout)
    scale.setLinkedMap(drawn)
    scale.setStyle("Single Box")
    scale.setUnits(QgsUnitTypes.DistanceKilometers)
    scale.setUnitLabel("km")
    scale.setNumberOfSegments(2)
    scale.setUnitsPerSegment(words["segment_km"])
    layout.addLayoutItem(scale)
    place(scale, 14, 178, 50, 10)
    write_words(layout, words["office"], (12, 8, 120, 6), 8)
    write_words(layout, words["banner"], (190, 8, 95, 6), 8)
    write_words(layout, words["title"], (12, 14, 270, 8), 14, bold=True)
    write_words(layout, words["sentence"], (12, 25, 270, 10), 8)
    write_words(layout, words["source"], (12, 192, 230, 12), 6)
    write_words(layout, words["page_id"], (250, 192, 35, 6), 7)
    return layout, drawn


def clock(job):
    """Return seconds of the second of two runs: QGIS is warm then."""
    job()
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def require(result):
    code = result[0] if isinstance(result, tuple) else result
    assert code == QgsLayoutExporter.Success, result


def draw_city(layout, folder):
    exporter = QgsLayoutExporter(layout)
    picture = QgsLayoutExporter.ImageExportSettings()
    picture.dpi = DPI
    yield "png", lambda: require(exporter.exportToImage(str(folder / "city.png"), picture))
    vector = QgsLayoutExporter.SvgExportSettings()
    yield "svg", lambda: require(exporter.exportToSvg(str(folder / "city.svg"), vector))


def draw_wards(layout, drawn, wards, folder):
    atlas = layout.atlas()
    atlas.setCoverageLayer(wards)
    atlas.setEnabled(True)
    atlas.setFilenameExpression("'ward_' || @atlas_featurenumber")
    drawn.setAtlasDriven(True)
    drawn.setAtlasScalingMode(QgsLayoutItemMap.Auto)
    drawn.setAtlasMargin(MARGIN)
    pages = QgsLayoutExporter.PdfExportSettings()
    yield "atlas", lambda: require(QgsLayoutExporter.exportToPdf(atlas, str(folder / "atlas.pdf"), pages))
    picture = QgsLayoutExporter.ImageExportSettings()
    picture.dpi = DPI
    yield (
        "pictures",
        lambda: require(QgsLayoutExporter.exportToImage(atlas, str(folder / "ward.png"), "png", picture)),
    )


def main():
    folder, cold = Path(sys.argv[1]), "cold" in sys.argv
    application = QgsApplication([], False)
    application.initQgis()
    words = json.loads((folder / "page.json").read_text(encoding="utf-8"))
    wards, hamlets, rivers = (open_layer(folder, name) for name in ("wards", "hamlets", "rivers"))
    QgsProject.instance().setCrs(wards.crs())
    for file in words["fonts"]:
        assert QFontDatabase.addApplicationFont(file) >= 0, file
    style(hamlets, wards, rivers, words["classes"])
    city, _ = make_layout(words | {"segment_km": 2}, [wards, rivers, hamlets])
    book, drawn = make_layout(words | {"segment_km": 0.5}, [wards, rivers, hamlets])
    jobs = dict([*draw_city(city, folder), *draw_wards(book, drawn, wards, folder)])
    if cold:
        jobs["atlas"]()
    else:
        found = {name: clock(job) for name, job in jobs.items()}
        print(json.dumps(found | {"bytes": (folder / "atlas.pdf").stat().st_size}))
    application.exitQgis()


main()
