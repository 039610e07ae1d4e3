"""Borders that were sent, held against the data folder: which units they change, and what the tables lose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import BoundaryError
from geo.intake.borders import Kind, take_in_borders
from geo.intake.cover import LOST, find_homeless, find_left_out
from geo.intake.guess import count_alone, guess_kinds
from geo.intake.write import write_borders
from geo.model import ROW_STATUSES, Text
from geo.store import Change
from geo.storing.border_notes import list_notes, write_ledger
from geo.storing.changes import compare_units, list_losses
from geo.storing.history import Note, hash_bytes
from geo.storing.sets import lay_out, name_apart
from geo.storing.trial import try_contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.errors import Problem
    from geo.intake.borders import BorderIntake, Tell
    from geo.storing.desk import Desk
    from geo.storing.history import Difference
    from geo.storing.sets import Files
    from geo.text.charsets import Encoding

KINDS: Final[tuple[Kind, ...]] = ("wards", "hamlets")
SETTLED: Final = ("matched", "duplicate", "ignored")
VINTAGE: Final = Text(
    "sau khi lưu, hãy sửa vintage, boundary_source và synthetic trong city.toml cho đúng với ranh giới mới",
    "after storing, set vintage, boundary_source and synthetic of city.toml to what the new borders are",
)


@dataclass(frozen=True)
class BorderWish:
    """How boundary files are to be taken.

    Parameters
    ----------
    kinds
        Whose borders they are; both at once if they are to be stored together.
    crs
        What a person says that the coordinates are in ("EPSG:3405"), or None.
    encoding
        Character set that a person chose for all texts, or None.
    accepted
        Rows whose proposal, or whose unknown unit, a person accepted, by kind.
    everything
        Accept all of them.
    """

    kinds: tuple[Kind, ...]
    crs: str | None = None
    encoding: Encoding | None = None
    accepted: tuple[tuple[Kind, int], ...] = ()
    everything: bool = False


@dataclass(frozen=True, eq=False)
class BorderPreview:
    """What boundary files would change.

    Parameters
    ----------
    files, wish
        What was sent, and how it is taken.
    intakes
        As it was understood, by kind.
    problems
        What a person must decide first; then there is nothing to store yet.
    differences
        By unit: shape (square kilometres), name, kind, ward.
    notes
        What a person should know before storing.
    contents
        Data files that would be others.
    """

    files: Files
    wish: BorderWish
    intakes: tuple[BorderIntake, ...]
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]
    notes: tuple[Text, ...]
    contents: Mapping[str, bytes | None]


def guess_borders(desk: Desk, files: Files) -> tuple[Kind, ...]:
    """Return whose borders some files are, as far as they tell (`geo.intake.guess.guess_kinds`)."""
    try:
        files = name_apart(files)
    except BoundaryError:
        return ("hamlets",)
    with lay_out(files) as laid:
        year = int(desk.city.vintage[:4])
        return guess_kinds(laid, desk.boundaries, desk.vocabulary, desk.aliases, year=year)


def preview_borders(desk: Desk, files: Files, wish: BorderWish, tell: Tell = lambda _: None) -> BorderPreview:
    """Return what boundary files would change; nothing is stored.

    Parameters
    ----------
    files
        Sent together; layers that are alike are one. For both kinds at once: layers named wards and hamlets,
        or two files, in any order.
    tell
        Called when a stage begins: "reading" and "mending" of a layer, then "trying" the tables.

    Raises
    ------
    DataFileError, MatchError
        The files are refused, or the tables would have no unit any more.
    """
    files = name_apart(files)
    with lay_out(files) as laid:
        intakes = tuple(_take_in(desk, laid, wish, tell))
    problems = tuple(problem for intake in intakes for problem in intake.problems)
    if wish.kinds == ("wards",):
        (wards,) = intakes
        year = int(desk.city.vintage[:4])
        problems += tuple(find_homeless(wards.frame, desk.boundaries, year, file=wards.file))
        problems += tuple(find_left_out(wards.frame, desk.boundaries, file=wards.file))
    notes = list(list_notes(intakes))
    found = [
        (intake, tuple(compare_units(getattr(desk.boundaries, intake.kind), intake.frame.set_index("code"))))
        for intake in intakes
    ]
    differences = tuple(one for _, changed in found for one in changed)
    contents: dict[str, bytes | None] = {}
    if not problems:
        tell("trying")
        for intake, changed in found:
            contents |= _replace_files(desk, intake) if changed else {}
        notes += [*list_losses(try_contents(desk, contents)), *([VINTAGE] if contents else [])]
    return BorderPreview(files, wish, intakes, problems, differences, tuple(notes), contents)


def _take_in(
    desk: Desk, laid: Sequence[tuple[Path, str]], wish: BorderWish, tell: Tell
) -> Iterator[BorderIntake]:
    if len(wish.kinds) == 1:
        yield _take_in_one(desk, laid, wish, wish.kinds[0], tell=tell)
        return
    groups: dict[str, list[tuple[Path, str]]] = {}
    for path, name in laid:
        groups.setdefault(Path(name).stem.casefold(), []).append((path, name))
    # Of more than two, the layers say whose borders they are.
    sets = list(groups.values()) if len(groups) <= len(KINDS) else [list(laid)]
    first, last = sets[0], sets[-1]
    if len(sets) > 1 and _count_wards(desk, first, wish, tell) < _count_wards(desk, last, wish, tell):
        first, last = last, first
    wards = _take_in_one(desk, first, wish, "wards", tell=tell)
    yield wards
    yield _take_in_one(desk, last, wish, "hamlets", tell=tell, wards=wards)


def _count_wards(desk: Desk, files: Sequence[tuple[Path, str]], wish: BorderWish, tell: Tell) -> int:
    """Return how many known wards a layer holds, without anybody's help."""
    try:
        rows = _take_in_one(
            desk, files, replace(wish, accepted=(), everything=False), "wards", tell=tell
        ).rows
    except BoundaryError:
        return -1
    return count_alone(rows, ("matched",))


def _take_in_one(
    desk: Desk,
    files: Sequence[tuple[Path, str]],
    wish: BorderWish,
    kind: Kind,
    *,
    tell: Tell,
    wards: BorderIntake | None = None,
) -> BorderIntake:
    accepted = {row for named, row in wish.accepted if named == kind}
    while True:
        intake = take_in_borders(
            desk.folder,
            files,
            kind=kind,
            crs=wish.crs,
            encoding=wish.encoding,
            accepted=accepted,
            wards=wards,
            alone=len(wish.kinds) == 1,
            tell=tell,
        )
        rows = intake.rows
        doubted = {LOST} if intake.coverage.lost else set()
        doubted |= set(
            rows.loc[(rows["status"] == "proposed") | (rows["new"] & ~rows["status"].isin(SETTLED)), "row"]
        )
        if not wish.everything or not doubted - accepted:
            return intake
        accepted |= doubted


def _replace_files(desk: Desk, intake: BorderIntake) -> dict[str, bytes | None]:
    """Return the new files of a layer, and those of the old one that have no successor as removed."""
    own = (path for path in desk.base if path.startswith(f"boundaries/{intake.kind}."))
    return dict.fromkeys(own) | {
        f"boundaries/{name}": content for name, content in write_borders(intake).items()
    }


def make_border_change(preview: BorderPreview) -> Change:
    """Return what is to be stored of a preview.

    Raises
    ------
    BoundaryError
        A person must decide something first.
    """
    if preview.problems:
        raise BoundaryError(preview.problems)
    ledger = write_ledger(preview.intakes)
    statuses = [status for intake in preview.intakes for status in intake.rows["status"]]
    note = Note(
        kind="import",
        subject=", ".join(preview.wish.kinds),
        sources={name: hash_bytes(content) for name, content in preview.files},
        ledger=hash_bytes(ledger),
        counts={status: statuses.count(status) for status in ROW_STATUSES},
        differences=preview.differences,
    )
    return Change(note, preview.contents, (ledger, *(content for _, content in preview.files)))
