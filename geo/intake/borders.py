"""Foreign boundary files and a data folder → borders of wards or hamlets, ready to be stored; nothing is yet.

The road of a boundary file: read in a limited child process, texts decoded column by column, rows held
against the known units, coordinates put into its CRS, shapes mended, and what they cover reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from geo.clerks.vocabulary_read import read_vocabulary
from geo.crs import Home
from geo.errors import quote
from geo.gate.foreign import decode_layer
from geo.intake.columns import find_columns, refuse_personal
from geo.intake.cover import (
    LOST,
    check_days,
    explain_lost,
    explain_rows,
    find_outside,
    require_country,
    require_workable,
)
from geo.intake.crs import settle_layer
from geo.intake.doubts import doubt_rows
from geo.intake.homes import doubt_homes
from geo.intake.kept import describe_kept, list_kept
from geo.intake.layers import choose_layer, doubt_layers, name_rows, naming_rows, tell_rows
from geo.intake.mend import Placed, carry_others, mend_units
from geo.intake.nest import describe_loose, doubt_loose, find_loose
from geo.intake.reference import open_reference
from geo.intake.rows import match_borders
from geo.intake.settle import settle_nameless, settle_renamed, settle_rivals
from geo.intake.shift import Held, describe_shift, find_shift, refuse_shift
from geo.intake.times import DAYS, check_vintages, complete_days, is_of_year, read_days, require_year
from geo.model import Text
from geo.places.placing import place_frame
from geo.read import read_aliases, read_boundaries, read_city
from geo.sandbox import read_foreign_layers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd

    from geo.clerks.clerk import Field
    from geo.crs import Conclusion
    from geo.errors import Problem
    from geo.gate.foreign import DecodedLayer
    from geo.intake.nest import Loose
    from geo.legacy_text import Detection
    from geo.model import Boundaries
    from geo.names import KindLevel
    from geo.places.coverage_report_words import CoverageReport
    from geo.places.repair import Repair
    from geo.sandbox import ForeignLayer
    from geo.text.charsets import Encoding

    Tell = Callable[[str], None]

Kind = Literal["wards", "hamlets"]

LEVELS: Final[Mapping[Kind, KindLevel]] = {"wards": "ward", "hamlets": "hamlet"}


@dataclass(frozen=True, eq=False)
class BorderIntake:
    """A boundary file, held against the data folder.

    Parameters
    ----------
    kind, file, layer
        What it is; name of the file, and its layer as messages call it.
    others
        Layers that were sent with it.
    vintage
        Date of the boundaries of the data folder.
    frame
        In the CRS of the city: code, name, kind, of hamlets ward_code, valid_from, valid_to, geometry; by
        code. Known units of other times, that the file says nothing of, stand among them as they were.
    conclusion
        Which CRS the file is in, and why.
    columns, texts
        Which column says what; column → what its text was taken for.
    rows
        Frame row, status (`geo.model.RowStatus`), unit, score, name, kind, ward_code, new, reason_vi,
        reason_en: what became of each row of the file; also sheet and line, its layer where several are
        one, and its row there, and spot, both as messages call it.
    repairs
        What was mended.
    coverage
        Gaps, overlaps, missing and unknown units, area.
    warnings
        What a person should know before it is stored.
    problems
        What a person must decide first; with any, it cannot be stored.
    """

    kind: Kind
    file: str
    layer: str
    others: tuple[str, ...]
    vintage: str
    frame: gpd.GeoDataFrame
    conclusion: Conclusion
    columns: Mapping[Field, str]
    texts: Mapping[str, Detection]
    rows: pd.DataFrame
    repairs: tuple[Repair, ...]
    coverage: CoverageReport
    warnings: tuple[Text, ...]
    problems: tuple[Problem, ...]


def take_in_borders(
    folder: Path,
    files: Sequence[tuple[Path, str]],
    *,
    kind: Kind,
    crs: str | None = None,
    encoding: Encoding | None = None,
    accepted: Collection[int] = (),
    wards: BorderIntake | None = None,
    alone: bool = True,
    tell: Tell = lambda _: None,
) -> BorderIntake:
    """Return what foreign boundary files say of the units of a data folder; nothing is stored.

    Parameters
    ----------
    folder
        The data folder; it is only read.
    files
        Path and name of each file that was sent together (see `geo.sandbox.read_foreign_layers`).
    kind
        Whose borders they are.
    crs
        What a person says that the coordinates are in ("EPSG:3405"); None finds out.
    encoding
        Character set that a person chose for all texts; None decides column by column.
    accepted
        Rows whose proposal, or whose unknown unit, a person accepted; `geo.intake.cover.LOST` if also that
        units are lost.
    wards
        Borders of the wards that are to be stored together with these hamlets.
    alone
        Whether wards are to be stored without hamlets, so that the stored ones must lie in them.
    tell
        Called when a stage begins: "reading", then "mending".

    Raises
    ------
    BoundaryError
        The files are refused, or have no single right reading.
    DataFileError
        The data folder is wrong.
    """
    city = read_city(folder)
    known = read_boundaries(folder, city.crs, city.box)
    words = read_vocabulary(folder / "indicators" / "indicators.toml")
    aliases = read_aliases(folder, known)
    if wards is not None:
        known = replace(known, wards=wards.frame.set_index("code"))
    reference = open_reference(known, LEVELS[kind], int(city.vintage[:4]), aliases)
    tell("reading")
    layers = read_foreign_layers(files)
    layer = choose_layer(layers, kind, words)
    with naming_rows(layer):
        require_workable(layer.frame.geometry, layer.file)
        decoded = _decode(layer, encoding)
        refuse_personal(decoded.frame, words, file=layer.file)
        for other in layers:
            if other is not layer:
                # It is not read, but the file is kept as it was sent.
                refuse_personal(decode_layer(other).frame, words, file=other.file)
        columns = find_columns(decoded.frame, words, LEVELS[kind], file=layer.file)
        home = _find_home(known, city.crs)
        conclusion = settle_layer(layer, home, reference.units.geometry, said=crs)
        shapes = place_frame(decoded.frame, conclusion, city.crs).geometry
        days = read_days(decoded.frame)
        now = is_of_year(days, reference.year).to_numpy()
        require_year(now, reference.year, layer.file)
        others = (~now).nonzero()[0]
        found = match_borders(decoded, columns, reference, accepted, other_times=others, shapes=shapes)
        rows = found.assign(**tell_rows(layer))
        require_country(rows, shapes, layer.file)
        held = Held(rows, now, reference)
        shift = find_shift(held, shapes)
        if shift is not None and crs is None:
            raise refuse_shift(shift, held, layer, conclusion, home)
        rows = settle_nameless(settle_rivals(rows, shapes, reference, accepted), shapes, reference, accepted)
        doubted = settle_renamed(rows[now], shapes[now], reference)
        doubted = doubt_rows(doubted, shapes[now], reference, accepted)
        if wards is None:
            doubted = doubt_homes(doubted, shapes[now], reference, accepted)
        rows = pd.concat([doubted, rows[~now]]).sort_index().assign(now=now)
        rows = doubt_layers(rows.assign(**complete_days(days, rows, reference)))
        unsettled = [*explain_rows(rows, layer.file), *check_days(rows, layer.file)]
        tell("mending")
        kept = list_kept(rows[now], reference, alone=wards is None)
        placed = Placed(rows, shapes, layer.closed, layer.file, fewer=LOST in accepted, kept=kept)
        frame, repairs, coverage = mend_units(placed, reference, city, unsettled)
        loose = _find_loose(kind, frame, known, alone=alone)
        rows = doubt_loose(rows, loose, accepted)
        problems = [
            *explain_rows(rows, layer.file),
            *check_days(rows, layer.file),
            *check_vintages(frame, layer.file),
        ]
        if coverage.lost and LOST not in accepted:
            problems.append(explain_lost(coverage.lost, layer.file))
        nested = find_outside(frame, known, file=layer.file) if kind == "hamlets" else []
        return BorderIntake(
            kind=kind,
            file=layer.file,
            layer=layer.label,
            others=tuple(other.label for other in layers if other not in (layer, *layer.parts)),
            vintage=city.vintage,
            frame=carry_others(frame, reference, kept),
            conclusion=conclusion,
            columns=columns,
            texts=decoded.detections,
            rows=_mark_parts(rows),
            repairs=repairs,
            coverage=coverage,
            warnings=(
                *_list_warnings(conclusion, decoded, columns),
                *describe_kept(kept, rows[now], reference, coverage),
                *([] if shift is None else [describe_shift(shift)]),
                *coverage.warnings,
                *describe_loose(loose),
            ),
            problems=tuple(name_rows([*problems, *nested], layer)),
        )


def _decode(layer: ForeignLayer, encoding: Encoding | None) -> DecodedLayer:
    decoded = decode_layer(layer)
    if encoding is None:
        return decoded
    return decode_layer(layer, dict.fromkeys(decoded.detections, encoding))


def _find_loose(kind: Kind, frame: gpd.GeoDataFrame, known: Boundaries, *, alone: bool) -> Loose:
    """Return the hamlets in part outside their ward; of wards that are sent alone, the stored ones."""
    sent = frame.set_index("code")
    if kind == "hamlets":
        return find_loose(frame, sent, known.wards)
    return find_loose(frame, known.hamlets, sent) if alone else {}


def _find_home(known: Boundaries, crs: str) -> Home:
    left, bottom, right, top = (float(value) for value in known.wards.total_bounds)
    return Home((left, bottom, right, top), crs)


def _mark_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the ledger in which a further part of a unit says so."""
    told = rows.drop(columns=["now", "loose", "rivals", "housed", *DAYS])
    again = (told["status"] == "matched") & rows[["unit", *DAYS]].duplicated() & (told["reason_vi"] == "")
    told.loc[again, "reason_vi"] = "một phần nữa của cùng đơn vị"
    told.loc[again, "reason_en"] = "a further part of the same unit"
    return told


def _list_warnings(
    conclusion: Conclusion, decoded: DecodedLayer, columns: Mapping[Field, str]
) -> Iterator[Text]:
    """Yield what is doubtful about coordinates and texts."""
    if conclusion.differs:
        yield conclusion.reason
    for column in columns.values():
        detection = decoded.detections.get(column)
        if detection and not detection.sure:
            yield Text(
                f"cột {quote(column)} chưa chắc bảng mã, xem lại tên: {detection.reason.vi}",
                f"column {quote(column)}: character set not certain, look at names: {detection.reason.en}",
            )
