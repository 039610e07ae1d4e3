"""The errors this package raises.

::

    GeoError
    ├── DataFileError     a file cannot be used as it is (carries its problems)
    │   ├── BoundaryError     … a boundary file
    │   └── IndicatorError    … a table or the catalogue
    ├── MatchError        rows cannot be joined to units
    ├── ClassifyError     values cannot be put into classes
    ├── ViewError         a view asks for something the atlas does not have
    └── StoreError        the data folder cannot be changed now
        └── ConflictError … because somebody else changed it first

Messages are in Vietnamese, the language of the product; ``Problem.say`` gives either language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Made = TypeVar("Made")
Other = TypeVar("Other")

LONGEST_VALUE: Final = 120
MOST_QUOTED: Final = 20
MOST_SAID: Final = 60
"""A file can have a problem in each row, or in each pair of rows; nobody reads them all."""

Fault = tuple[str, str, str, str]
"""What is wrong and the remedy, each in Vietnamese and English."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one file, and what to do about it.

    Parameters
    ----------
    file
        File name without its folder.
    what_vi, what_en
        What is wrong.
    remedy_vi, remedy_en
        What the reader can do.
    row
        Row as a spreadsheet counts (the header is row 1), if the problem has one.
    column, value
        Where and what, if known.
    """

    file: str
    what_vi: str
    what_en: str
    remedy_vi: str = ""
    remedy_en: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def say(self, language: Literal["vi", "en"] = "vi") -> str:
        """Return the problem as one sentence that names file, row, column and value.

        What is quoted may be hostile: a long text is cut, what cannot be seen is shown by its number.
        """
        row, column, value = ("dòng", "cột", "giá trị") if language == "vi" else ("row", "column", "value")
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"{row} {self.row}")
        if self.column is not None:
            place.append(f"{column} {quote(self.column)}")
        if self.value is not None:
            place.append(f"{value} {quote(self.value)}")
        what, remedy = (self.what_vi, self.remedy_vi) if language == "vi" else (self.what_en, self.remedy_en)
        where = f"{', '.join(place)}: " if place else ""
        return reveal(where + what + (f" → {remedy}" if remedy else ""))


def quote(text: str) -> str:
    """Return a text that somebody sent as it can be shown: in quotes, cut if it is long, nothing hidden."""
    cut = "…" if len(text) > LONGEST_VALUE else ""
    return reveal(f"“{text[:LONGEST_VALUE]}{cut}”")


def quote_all(texts: Iterable[str]) -> str:
    """Return texts that somebody sent in a row, each as `quote` shows it; of very many the first ones."""
    quoted = list(map(quote, texts))
    return ", ".join([*quoted[:MOST_QUOTED], *["…"] * (len(quoted) > MOST_QUOTED)])


def reveal(text: str) -> str:
    """Return a text on one line in which every character that cannot be seen is written as its number."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else f"[U+{ord(letter):04X}]"
        for letter in text
    )


class GeoError(Exception):
    """Anything this package refuses to do, said to the person who asked.

    Parameters
    ----------
    problems
        All that is wrong, at least one.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.say())

    def say(self, language: Literal["vi", "en"] = "vi") -> str:
        """Return the problems, a line each; of very many the first ones, and the number of the others."""
        said = [problem.say(language) for problem in self.problems[:MOST_SAID]]
        rest = len(self.problems) - len(said)
        more = f"… và {rest} điều khác" if language == "vi" else f"… and {rest} more"
        return "\n".join([*said, more] if rest else said)


class DataFileError(GeoError):
    """A file cannot be used as it is."""


class BoundaryError(DataFileError):
    """A boundary file cannot be used as it is."""


class IndicatorError(DataFileError):
    """A table or the indicator catalogue cannot be used as it is."""


class MatchError(GeoError):
    """Rows of a table cannot be joined to the units."""


class ClassifyError(GeoError):
    """Values cannot be put into classes."""


class ViewError(GeoError):
    """A view asks for something that the atlas does not have."""


class StoreError(GeoError):
    """The data folder cannot be changed now; nothing of it was."""


class ConflictError(StoreError):
    """Somebody else changed the data after it was looked at; the problems say who and what."""


def do_all(makes: Iterable[Callable[[], Made]]) -> list[Made]:
    """Return what each of some readers gives; what is wrong with any of them is raised together, once.

    Raises
    ------
    GeoError
        Of the kind that all of them are, else of the data files.
    """
    made: list[Made] = []
    errors: list[GeoError] = []
    for make in makes:
        try:
            made.append(make())
        except GeoError as error:
            errors.append(error)
    if errors:
        kinds = {type(error) for error in errors}
        kind = kinds.pop() if len(kinds) == 1 else DataFileError
        problems = dict.fromkeys(problem for error in errors for problem in error.problems)
        raise kind(list(problems)) from errors[0]
    return made


def do_both(one: Callable[[], Made], other: Callable[[], Other]) -> tuple[Made, Other]:
    """Return what two readers give, as `do_all` does."""
    first: list[Made] = []
    second: list[Other] = []
    do_all([lambda: first.append(one()), lambda: second.append(other())])
    return first[0], second[0]
