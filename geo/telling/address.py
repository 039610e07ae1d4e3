"""The address of a view → View; what the data does not have falls back, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from geo.errors import Problem
from geo.model import LANGUAGES, LAYER_NAMES, LEVELS, Text, View
from geo.telling.captions import call_city
from geo.telling.views import list_classes
from geo.tools.words import name_unit, say
from geo.units import list_latest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.model import Atlas, Catalogue, City, Language, LayerName, Level

T = TypeVar("T")

ALL_KINDS: Final = Text("mọi loại mô hình", "all kinds of models")
COLOURS: Final = Text("màu", "colours")
LEFT_OUT: Final = Text("bỏ qua lớp này", "it is left out")
NOT_THERE: Final = Text("không có trong dữ liệu", "is not in the data")
SAME_YEAR: Final = Text("là chính năm đang xem", "is the year in view itself")
NO_MODE: Final = Text("không phải là chế độ nào", "is no mode")
ORDINARY: Final = Text("màn hình thường", "the ordinary screen")
MEETING: Final = "meeting"
WORDS: Final = (
    *("year", "level", "indicator", "ward", "layers", "lang", "patterns", "kinds", "off"),
    *("year2", "mode"),
)
"""What an address may say: the fields of a view, the other year, meeting mode."""
STAYS: Final = Text("vẫn tô màu mọi nhóm khác", "every other class is coloured")


def read_view(words: Mapping[str, Sequence[str]], atlas: Atlas) -> tuple[View, tuple[Problem, ...]]:
    """Return the view that an address asks for, as far as the data has it.

    Parameters
    ----------
    words
        The query of the address: each word with its values, as ``urllib.parse.parse_qs`` gives them.
    atlas
        What there is to choose from.

    Returns
    -------
    View
        Always one that ``make_map`` draws.
    tuple of Problem
        What was asked for and is not there, each with what is shown instead.
    """
    problems: list[Problem] = []
    years = {str(year): year for year in atlas.city.years}
    year = _choose(words, "year", years, atlas.city.years[-1], problems)
    levels = offer_levels(atlas)
    level: Level = _choose(
        words,
        "level",
        {name: name for name in levels},
        levels[0],
        problems,
        name=_say_both(f"units.{levels[0]}"),
    )
    languages: dict[str, Language] = {name: name for name in LANGUAGES}
    language = _choose(words, "lang", languages, "vi", problems, name=_say_both("languages.vi"))
    offered = list_indicators(atlas.catalogue, level)
    title = atlas.catalogue.indicators[offered[0]].title
    indicator = _choose(
        words, "indicator", {name: name for name in offered}, offered[0], problems, name=title
    )
    switch = {"true": True, "false": False}
    view = View(
        year=year,
        level=level,
        indicator=indicator,
        wards=_choose_wards(words, atlas, problems),
        layers=_choose_layers(words, problems),
        language=language,
        patterns=_choose(words, "patterns", switch, False, problems, name=COLOURS),
        kinds=_choose_kinds(words, atlas, problems),
        off=_choose_off(words, list_classes(atlas, level, indicator), problems),
    )
    return view, tuple(problems)


def read_year2(
    words: Mapping[str, Sequence[str]], atlas: Atlas, year: int
) -> tuple[int | None, tuple[Problem, ...]]:
    """Return the year that an address compares with; the year before, or the first other, if it names none.

    Returns
    -------
    int or None
        Another year than ``year``; None where the data has no other.
    tuple of Problem
        What was asked for and cannot be had.
    """
    others = [other for other in atlas.city.years if other != year]
    if not others:
        return None, ()
    problems: list[Problem] = []
    default = max((other for other in others if other < year), default=others[0])
    if words.get("year2", ())[:1] == [str(year)]:
        shown = _say_shown(Text(str(default), str(default)))
        return default, (_not_there("year2", str(year), shown, SAME_YEAR),)
    chosen = _choose(words, "year2", {str(other): other for other in others}, default, problems)
    return chosen, tuple(problems)


def read_mode(words: Mapping[str, Sequence[str]]) -> tuple[bool, tuple[Problem, ...]]:
    """Return whether an address asks for meeting mode, and another mode that it asks for in vain."""
    asked = [mode for mode in words.get("mode", ()) if mode]
    problems = [_not_there("mode", one, _say_shown(ORDINARY), NO_MODE) for one in asked if one != MEETING]
    return asked == [MEETING], tuple(problems)


def list_unknown(words: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the parts of an address that say nothing, as they stand in it: most are slips of the pen."""
    return tuple(f"{word}={','.join(values)}" for word, values in words.items() if word not in WORDS)


def offer_levels(atlas: Atlas) -> tuple[Level, ...]:
    """Return the levels at which there is something to draw, the finest first."""
    levels = tuple(level for level in LEVELS if list_indicators(atlas.catalogue, level))
    drawn = tuple(level for level in levels if level != "cluster" or len(atlas.boundaries.clusters))
    return drawn or levels


def offer_layers(atlas: Atlas) -> tuple[LayerName, ...]:
    """Return the layers that the city has something for: without a list of models there are no models."""
    there = {"clusters": len(atlas.boundaries.clusters), "models": len(atlas.observations.sites)}
    return tuple(layer for layer in LAYER_NAMES if there.get(layer, 1))


def list_indicators(catalogue: Catalogue, level: Level) -> tuple[str, ...]:
    """Return the indicators that can be drawn at a level, in the order of the catalogue."""
    return tuple(name for name, indicator in catalogue.indicators.items() if level in indicator.measures)


def _choose(
    words: Mapping[str, Sequence[str]],
    word: str,
    choices: Mapping[str, T],
    default: T,
    problems: list[Problem],
    *,
    name: Text | None = None,
) -> T:
    """Return what a word of the address asks for; else the default, whose name is said: a year is its own."""
    asked = words.get(word, ())
    if not asked:
        return default
    if asked[0] in choices:
        return choices[asked[0]]
    problems.append(_not_there(word, asked[0], _say_shown(name or Text(str(default), str(default)))))
    return default


def _choose_wards(
    words: Mapping[str, Sequence[str]], atlas: Atlas, problems: list[Problem]
) -> tuple[str, ...]:
    asked = dict.fromkeys(words.get("ward", ()))
    known = [code for code in asked if code in atlas.boundaries.wards.index]
    wards = list_latest(atlas.boundaries, "ward").loc[known, ["name", "kind"]]
    names = ", ".join(name_unit(name, kind, "") for name, kind in wards.itertuples(index=False))
    whole = [say("keys.whole", language, city=call_city(atlas.city, language)) for language in LANGUAGES]
    remedy = _say_shown(Text(names, names) if known else Text(*whole))
    problems += [_not_there("ward", code, remedy) for code in asked if code not in known]
    return tuple(sorted(known))


def _choose_kinds(
    words: Mapping[str, Sequence[str]], atlas: Atlas, problems: list[Problem]
) -> tuple[str, ...]:
    asked = _split(words, "kinds")
    known = pick_kinds(atlas.city, asked)
    names = [atlas.city.model_kinds[kind] for kind in known]
    named = Text(", ".join(name.vi for name in names), ", ".join(name.en for name in names))
    remedy = _say_shown(named if known else ALL_KINDS)
    problems += [_not_there("kinds", kind, remedy) for kind in asked if kind not in atlas.city.model_kinds]
    return known


def pick_kinds(city: City, chosen: Collection[str]) -> tuple[str, ...]:
    """Return the known ones of chosen kinds of models, in their order; all of them are no choice: ()."""
    known = tuple(kind for kind in city.model_kinds if kind in chosen)
    return known if len(known) < len(city.model_kinds) else ()


def _choose_off(
    words: Mapping[str, Sequence[str]], classes: Sequence[str], problems: list[Problem]
) -> tuple[str, ...]:
    asked = _split(words, "off")
    problems += [_not_there("off", key, STAYS) for key in asked if key not in classes]
    return tuple(key for key in classes if key in asked)


def _split(words: Mapping[str, Sequence[str]], word: str) -> list[str]:
    return [part for value in words.get(word, ()) for part in value.split(",") if part]


def _choose_layers(words: Mapping[str, Sequence[str]], problems: list[Problem]) -> tuple[LayerName, ...]:
    if "layers" not in words:
        return View(year=0).layers
    asked = _split(words, "layers")
    problems += [_not_there("layers", name, LEFT_OUT) for name in asked if name not in LAYER_NAMES]
    return tuple(name for name in LAYER_NAMES if name in asked)


def _say_both(key: str) -> Text:
    return Text(say(key, "vi"), say(key, "en"))


def _say_shown(shown: Text) -> Text:
    return Text(f"đang hiện {shown.vi}", f"showing {shown.en} instead")


def _not_there(word: str, value: str, remedy: Text, what: Text = NOT_THERE) -> Problem:
    return Problem(
        file="",
        column=word,
        value=value,
        what_vi=what.vi,
        what_en=what.en,
        remedy_vi=remedy.vi,
        remedy_en=remedy.en,
    )
