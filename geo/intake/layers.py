"""Which of the layers that were sent is meant; those of one kind that are alike are one, a ward each.

Their rows are counted on from layer to layer: so each has a number of its own. Where a person is told of
one, it is called by its layer and its row there.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.clerks.header_words import name_field
from geo.errors import BoundaryError, Problem
from geo.gate.foreign import UNIT_FIELDS, decode_layer, find_unit_columns, list_unit_columns
from geo.intake.rows import FIRST_ROW
from geo.intake.times import DAYS
from geo.model import Text
from geo.sandbox import make_unique
from geo.tools.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.clerks.vocabulary import Vocabulary
    from geo.sandbox import ForeignLayer

    Traits = tuple[str, frozenset[str]]
    """What layers that are one have in common: whose borders they are, and the columns that are read."""

AREAS: Final = ("Polygon", "MultiPolygon")
KINDS: Final = ("wards", "hamlets")
LEVEL_KINDS: Final[Mapping[str, str]] = {"ward": "wards", "hamlet": "hamlets"}
MOST_NAMED: Final = 5
MAP: Final = re.compile(r"b[ảa]n[\s_]*[đd][ồo]", re.IGNORECASE)
"""Of a map in the name of a layer: typed without accents it would be "bản", a kind of hamlet."""


def choose_layer(layers: Sequence[ForeignLayer], kind: str, vocabulary: Vocabulary) -> ForeignLayer:
    """Return the layer that is meant: the only one with areas, else the only one that says the kind.

    Layers that are alike are one.

    Raises
    ------
    BoundaryError
        It is not clear which one is, or it is empty.
    """
    areas = join_layers(layers, vocabulary)
    chosen = areas if len(areas) == 1 else [one for one in areas if tell_kind(one, vocabulary) == kind]
    if len(chosen) != 1:
        raise BoundaryError(_several(chosen or areas, layers, vocabulary))
    if chosen[0].frame.empty:
        raise BoundaryError(_empty(chosen[0].file))
    return chosen[0]


def tell_kind(layer: ForeignLayer, vocabulary: Vocabulary) -> str:
    """Return whose borders a layer holds: wards, hamlets, or "".

    A layer named "wards" holds wards. Else its columns tell, and only then any other name ("Lớp thôn");
    beside a name of no level ("TEN"), that of a ward may be the one that the unit lies in.
    """
    if layer.parts:
        return tell_kind(layer.parts[0], vocabulary)
    if layer.layer.casefold() in KINDS:
        return layer.layer.casefold()
    found = find_unit_columns(decode_layer(layer).frame, vocabulary)
    level = next((level for level in ("hamlet", "ward") if level in found), "")
    named = name_field(MAP.sub(" ", layer.layer), vocabulary)[0]
    if not level or ("unit" in found and named == "hamlet"):
        level = named
    return LEVEL_KINDS.get(level, "")


def join_layers(layers: Sequence[ForeignLayer], vocabulary: Vocabulary) -> list[ForeignLayer]:
    """Return the layers with areas, those of one kind as one whose units are told by the same columns."""
    areas = [layer for layer in layers if layer.frame.geom_type.isin(AREAS).any()] or list(layers)
    alike: dict[Traits, list[ForeignLayer]] = {}
    for layer in areas:
        traits = tell_kind(layer, vocabulary), _list_columns(layer, vocabulary)
        alike.setdefault(traits, []).append(layer)
    return [group[0] if len(group) == 1 else _join(group) for group in alike.values()]


def _list_columns(layer: ForeignLayer, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the columns that say what of the units; others may differ, a row without one is empty there."""
    frame = decode_layer(layer).frame
    named = [title for field in UNIT_FIELDS for title in list_unit_columns(frame, vocabulary, field)]
    return frozenset([*named, *(title for title in ("kind", *DAYS) if title in frame.columns)])


def _join(parts: Sequence[ForeignLayer]) -> ForeignLayer:
    shapes = pd.concat([part.frame[[part.frame.geometry.name]] for part in parts], ignore_index=True)
    starts = _list_starts(parts)
    named = _name_files(parts)
    return replace(
        parts[0],
        file=named,
        layer=PurePosixPath(named).stem,
        frame=shapes,
        closed=tuple(
            start + place for start, part in zip(starts, parts, strict=True) for place in part.closed
        ),
        parts=tuple(parts),
    )


def _name_files(layers: Sequence[ForeignLayer]) -> str:
    """Return the files, or the archives, that some layers came in."""
    return _list_some(list(dict.fromkeys(PurePosixPath(layer.file).parts[0] for layer in layers)))


def _list_starts(parts: Sequence[ForeignLayer]) -> list[int]:
    return list(accumulate((len(part.frame) for part in parts[:-1]), initial=0))


def tell_rows(layer: ForeignLayer) -> dict[str, list[str] | list[int]]:
    """Return of each row its layer, if there are several, the row in it, and both as messages call it."""
    parts = layer.parts or (layer,)
    lines = [row for part in parts for row in range(FIRST_ROW, FIRST_ROW + len(part.frame))]
    labels = make_unique([part.label for part in parts]) if layer.parts else [""]
    sheets = [label for label, part in zip(labels, parts, strict=True) for _ in range(len(part.frame))]
    spots = [f"{line} ({sheet})" if sheet else str(line) for line, sheet in zip(lines, sheets, strict=True)]
    return {"sheet": sheets, "line": lines, "spot": spots}


@contextmanager
def naming_rows(layer: ForeignLayer) -> Iterator[None]:
    """Name the rows of problems that are raised as `name_rows` does."""
    try:
        yield
    except BoundaryError as error:
        raise BoundaryError(name_rows(error.problems, layer)) from error


def name_rows(problems: Sequence[Problem], layer: ForeignLayer) -> list[Problem]:
    """Return problems of a layer that is several with the row that each is about, and its own layer."""
    if not layer.parts:
        return list(problems)
    told = tell_rows(layer)
    return [
        one
        if one.row is None
        else replace(
            one, file=str(told["sheet"][one.row - FIRST_ROW]), row=int(told["line"][one.row - FIRST_ROW])
        )
        for one in problems
    ]


def doubt_layers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with those refused whose unit has another shape in another layer: either may be meant.

    Parameters
    ----------
    rows
        With what `tell_rows` says, and the days of their validity.
    """
    doubted = rows.copy()
    settled = rows[(rows["status"] == "matched") & (rows["sheet"] != "")]
    for _, same in settled.groupby(["unit", *DAYS]):
        for label, sheet in same["sheet"].items():
            others = sorted(set(same["sheet"]) - {sheet})
            if others:
                doubted.loc[label, ["status", "reason_vi", "reason_en"]] = [
                    "refused",
                    f"lớp {listed(others, 'vi')} có hình khác của đơn vị này, chỉ gửi một trong các lớp đó",
                    f"layer {listed(others, 'en')} has another shape of the unit; send one of them only",
                ]
    return doubted


def _several(
    groups: Sequence[ForeignLayer], layers: Sequence[ForeignLayer], vocabulary: Vocabulary
) -> Problem:
    """Return the problem of layers of which none is surely meant, with what keeps them from being one."""
    most, *others = sorted(groups, key=lambda one: -len(one.parts))
    odd = [(_list_some(_list_labels(one)), _compare(most, one, vocabulary)) for one in others[:MOST_NAMED]]
    vi, en = ("; ".join(f"{labels}: {how[language]}" for labels, how in odd) for language in ("vi", "en"))
    same = _list_labels(most)[0]
    return Problem(
        file=_name_files(layers),
        what_vi=f"có nhiều lớp, không rõ lớp nào là ranh giới cần nhập; so với {same}, {vi}",
        what_en=f"holds several layers, and it is not clear which one is meant; beside {same}, {en}",
        remedy_vi="sửa cho giống nhau, hoặc gửi riêng từng lớp khác (thôn của xã khác giữ nguyên), "
        "hoặc đặt tên lớp là wards hay hamlets",
        remedy_en="make them alike, or send each other one on its own (hamlets of other wards stay), "
        "or name the layer wards or hamlets",
    )


def _list_labels(layer: ForeignLayer) -> list[str]:
    return [part.label for part in layer.parts] or [layer.label]


def _list_some(labels: Sequence[str]) -> str:
    return ", ".join([*labels[:MOST_NAMED], *["…"] * (len(labels) > MOST_NAMED)])


def _compare(most: ForeignLayer, other: ForeignLayer, vocabulary: Vocabulary) -> Text:
    """Return in what a layer differs from the one that most are."""
    columns = sorted(_list_columns(most, vocabulary) ^ _list_columns(other, vocabulary))
    if not columns:
        return Text("khác loại ranh giới", "borders of another kind")
    names = _list_some(columns)
    return Text(f"khác cột {names}", f"other columns {names}")


def _empty(file: str) -> Problem:
    return Problem(
        file=file,
        what_vi="không có đơn vị nào",
        what_en="has no unit",
        remedy_vi="xuất lại lớp ranh giới từ phần mềm bản đồ",
        remedy_en="export the layer again from the mapping software",
    )
