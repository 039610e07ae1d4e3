"""What the drawers ask of a frame again and again, worked out once: a city is the same on all its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.drawing.outlines import trace
from geo.tools.keep import keep

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo.drawing.scene import Path
    from geo.model import Layer


@keep
def corner_of(wards: gpd.GeoDataFrame) -> tuple[float, float]:
    """Return west and north of the city in whole metres: one zero of paths for all pages of a document."""
    west, _, _, north = wards.total_bounds
    return float(np.floor(west)), float(np.ceil(north))


@keep
def trace_frame(shapes: gpd.GeoDataFrame, corner: tuple[float, float]) -> tuple[Path, ...]:
    """Return the outlines of the shapes of a frame, row by row, from a corner."""
    return trace_shapes(list_shapes(shapes), corner)


def trace_shapes(shapes: NDArray[np.object_], corner: tuple[float, float]) -> tuple[Path, ...]:
    """Return the outlines of shapes from a corner; each is traced once, on however many pages it stands."""
    return tuple(_trace_shape(shape, corner) for shape in shapes)


@keep
def _trace_shape(shape: shapely.Geometry, corner: tuple[float, float]) -> Path:
    return trace([shape], corner)[0]


def find_seen(shapes: gpd.GeoDataFrame, box: shapely.Polygon) -> list[int]:
    """Return the rows of the shapes that a box on the ground shows a part of."""
    return sorted(_index(shapes).query(box, predicate="intersects").tolist())


@keep
def _index(shapes: gpd.GeoDataFrame) -> shapely.STRtree:
    return shapely.STRtree(list_shapes(shapes))


@keep
def list_names(shapes: gpd.GeoDataFrame) -> tuple[tuple[str, str], ...]:
    """Return code and name of each row."""
    return tuple(zip(map(str, shapes.index), map(str, shapes["name"]), strict=True))


@keep
def list_shapes(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the shape of each row."""
    shapes: NDArray[np.object_] = frame.geometry.to_numpy()
    return shapes


@dataclass(frozen=True, eq=False)
class Sites:
    """The sites of the community models in view, column by column.

    Parameters
    ----------
    points
        On the ground.
    kinds, titles
        The kind of each, and its name with its kind in words.
    models
        Number of distinct models by kind; "" is all of them.
    """

    points: tuple[tuple[float, float], ...]
    kinds: tuple[str, ...]
    titles: tuple[str, ...]
    models: Mapping[str, int]


@keep
def read_sites(sites: pd.DataFrame) -> Sites:
    """Return the sites of a frame as plain columns."""
    codes, kinds, names, labels, across, up = (
        sites[column].tolist() for column in ("model_code", "kind", "name", "kind_label", "x", "y")
    )
    models: dict[str, set[str]] = {"": set(codes)}
    for kind, code in zip(kinds, codes, strict=True):
        models.setdefault(kind, set()).add(code)
    titles = (f"{name} – {label}" for name, label in zip(names, labels, strict=True))
    counts = {kind: len(known) for kind, known in models.items()}
    return Sites(tuple(zip(across, up, strict=True)), tuple(kinds), tuple(titles), counts)


@dataclass(frozen=True, eq=False)
class Units:
    """The units in view, column by column.

    Parameters
    ----------
    codes, names, wards
        Code and name, and the name of the ward of a hamlet.
    values, classes, texts
        As in the frame of the layer.
    shapes
        On the ground.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    wards: tuple[str, ...]
    values: tuple[float, ...]
    classes: tuple[int, ...]
    texts: tuple[str, ...]
    shapes: NDArray[np.object_]


@keep
def read_units(layer: Layer) -> Units:
    """Return the units of a layer as plain columns: a frame is slow to ask for one cell."""
    frame = layer.frame
    codes = tuple(map(str, frame.index))
    names, wards, values, classes, texts = (
        tuple(frame[column].tolist()) for column in ("name", "ward_name", "value", "class", "text")
    )
    return Units(codes, names, wards, values, classes, texts, list_shapes(frame))
