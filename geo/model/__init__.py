"""The nouns: what the road carries from files to a picture. No files, no drawing."""

from geo.model.atlas import Atlas
from geo.model.basics import (
    CRS,
    LANGUAGES,
    LAYER_NAMES,
    LEVELS,
    MISSING,
    ROW_STATUSES,
    WITHHELD,
    Kind,
    Language,
    LayerName,
    Level,
    Pattern,
    RowStatus,
    Rule,
    Text,
)
from geo.model.boundaries import Boundaries, UnitChange
from geo.model.catalogue import Catalogue, Indicator, LegendClass, Measure, Table
from geo.model.city import City
from geo.model.drawn import Aside, Classes, Figure, Furniture, Layer, ThematicMap
from geo.model.layout import (
    A4_LANDSCAPE,
    A4_PORTRAIT,
    FIGURE_160,
    LAYOUTS,
    RESOLUTIONS,
    SLIDE_16_9,
    Layout,
    find_layout,
)
from geo.model.observations import Comparison, MatchReport, Observations, PublishedFigure, Withheld
from geo.model.view import View

__all__ = [
    "A4_LANDSCAPE",
    "A4_PORTRAIT",
    "CRS",
    "FIGURE_160",
    "LANGUAGES",
    "LAYER_NAMES",
    "LAYOUTS",
    "LEVELS",
    "MISSING",
    "RESOLUTIONS",
    "ROW_STATUSES",
    "SLIDE_16_9",
    "WITHHELD",
    "Aside",
    "Atlas",
    "Boundaries",
    "Catalogue",
    "City",
    "Classes",
    "Comparison",
    "Figure",
    "Furniture",
    "Indicator",
    "Kind",
    "Language",
    "Layer",
    "LayerName",
    "Layout",
    "LegendClass",
    "Level",
    "MatchReport",
    "Measure",
    "Observations",
    "Pattern",
    "PublishedFigure",
    "RowStatus",
    "Rule",
    "Table",
    "Text",
    "ThematicMap",
    "UnitChange",
    "View",
    "Withheld",
    "find_layout",
]
