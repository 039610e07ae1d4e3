"""A foreign layer as it stands → its texts as Unicode, and which of its columns say what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.clerks.header_words import name_field
from geo.legacy_text import DecodedColumn, decode_texts
from geo.text.charsets import tidy_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.clerks.clerk import Field
    from geo.clerks.vocabulary import Vocabulary
    from geo.legacy_text import Detection
    from geo.sandbox import ForeignLayer
    from geo.text.charsets import Encoding

NO_CHOICE: Final[Mapping[str, Encoding]] = {}
UNIT_FIELDS: Final[tuple[Field, ...]] = ("hamlet", "ward", "code", "ward_code", "unit")
PLENTY: Final = 1 << 16
"""Bytes that are free where a layer has no such field, or one without a width."""

HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
FORMER: Final = re.compile(r"(?<!dan)(?<!dân)[\s_]+(c[uũ]|old)$", re.IGNORECASE)
"""At the end of a column's name: TEN_XA_CU has the names of another time. "Dân cư" is no such word."""


@dataclass(frozen=True, eq=False)
class DecodedLayer:
    """A layer with readable names and texts, still without a CRS.

    Parameters
    ----------
    frame
        As sent, texts in NFC.
    detections
        Column → what its texts were taken for; only columns of text.
    spare
        Column → by how many bytes each text, as sent, is shorter than the longest one: none where a field
        may have been too narrow; only columns of text.
    room
        Column → how many bytes (of a GeoPackage characters) each text, as sent, leaves free in its field;
        only where fields have a width.
    """

    frame: gpd.GeoDataFrame
    detections: Mapping[str, Detection]
    spare: Mapping[str, tuple[int, ...]]
    room: Mapping[str, tuple[int, ...]]


def decode_layer(layer: ForeignLayer, chosen: Mapping[str, Encoding] = NO_CHOICE) -> DecodedLayer:
    """Return a layer with the names and texts of its columns as Unicode, decided column by column.

    Parameters
    ----------
    layer
        From `geo.sandbox.read_foreign_layers`.
    chosen
        Column → character set that a person chose after seeing the preview.
    """
    if layer.parts:
        return _join([decode_layer(part, chosen) for part in layer.parts])
    columns = [str(name) for name in layer.frame.columns if name != layer.frame.geometry.name]
    titles = _decode(columns, None, old=True).values if layer.old_text else tuple(map(tidy_text, columns))
    frame = layer.frame.rename(columns=dict(zip(columns, titles, strict=True)))
    detections: dict[str, Detection] = {}
    spare: dict[str, tuple[int, ...]] = {}
    room: dict[str, tuple[int, ...]] = {}
    for column, title in zip(columns, titles, strict=True):
        if frame[title].dtype.kind in "biuf":
            continue
        texts = [str(text) for text in frame[title].fillna("")]
        lengths = [len(text.encode("latin-1" if layer.old_text else "utf-8")) for text in texts]
        longest = max(lengths, default=0)
        spare[title] = tuple(longest - length for length in lengths)
        if column in layer.widths:
            sizes = lengths if layer.old_text else map(len, texts)
            room[title] = tuple(layer.widths[column] - size for size in sizes)
        decoded = _decode(texts, chosen.get(title), old=layer.old_text)
        detections[title] = decoded.detection
        known = frame[title].notna().to_numpy()
        frame[title] = [text if there else None for text, there in zip(decoded.values, known, strict=True)]
    return DecodedLayer(frame, detections, spare, room)


def _join(parts: Sequence[DecodedLayer]) -> DecodedLayer:
    """Return layers as one; each may have a character set and columns of its own, and is empty in others."""
    told: dict[str, list[Detection]] = {}
    for title, detection in chain.from_iterable(part.detections.items() for part in parts):
        told.setdefault(title, []).append(detection)
    # The one that is doubtful is what a person has to look at.
    detections = {title: next((one for one in all_ if not one.sure), all_[0]) for title, all_ in told.items()}
    sizes = [len(part.frame) for part in parts]
    spare, room = (
        {
            title: tuple(
                chain.from_iterable(one.get(title, (PLENTY,) * n) for one, n in zip(free, sizes, strict=True))
            )
            for title in dict.fromkeys(chain.from_iterable(free))
        }
        for free in ([part.spare for part in parts], [part.room for part in parts])
    )
    frame = pd.concat([part.frame for part in parts], ignore_index=True)
    return DecodedLayer(frame, detections, spare, room)


def _decode(texts: list[str], chosen: Encoding | None, *, old: bool) -> DecodedColumn:
    """Return texts decoded; those that are Unicode may still hold old bytes, pasted in or saved again."""
    decoded = decode_texts(texts, chosen or (None if old or any(map(_looks_old, texts)) else "latin-1"))
    if old and not chosen and decoded.detection.encoding == "utf-8":
        return _decode(list(decoded.values), None, old=False)
    return decoded


def _looks_old(text: str) -> bool:
    return any("\x80" <= letter <= "\xff" for letter in text)


def find_unit_columns(frame: gpd.GeoDataFrame, vocabulary: Vocabulary) -> dict[Field, str]:
    """Return which column names the hamlet, the ward and their codes; only what its name surely says.

    Parameters
    ----------
    frame
        From `decode_layer`. Column names like TEN_THON, TenXa and MAXA are understood.
    vocabulary
        Clerks' words.
    """
    listed = {field: list_unit_columns(frame, vocabulary, field) for field in UNIT_FIELDS}
    return {field: columns[0] for field, columns in listed.items() if columns}


def list_unit_columns(frame: gpd.GeoDataFrame, vocabulary: Vocabulary, field: Field) -> list[str]:
    """Return the columns whose names surely say one thing of the units."""
    columns = {column: HUMPS.sub(" ", column) for column in map(str, frame.columns)}
    now = {column: words for column, words in columns.items() if not FORMER.search(words)}
    return [column for column, words in now.items() if name_field(words, vocabulary) == (field, True)]
