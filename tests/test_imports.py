"""Which module may import which: the road has one direction, and only ``ui`` and ``app`` know Streamlit.

A module belongs to its folder's group; a new direction between groups is a decision, made in `ALLOWED`.
"""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter

import pytest
from conftest import ROOT

GROUPS = {
    "nouns": ["geo.errors", "geo.model"],
    "tools": ["geo.tools"],
    "questions": ["geo.units", "geo.tally"],
    "text": ["geo.text", "geo.legacy_text"],
    "lookup": ["geo.lookup", "geo.names"],
    "places": ["geo.places", "geo.crs"],
    "clerks": ["geo.clerks"],
    "gate": ["geo.gate", "geo.sandbox"],
    "reading": ["geo.reading", "geo.read"],
    "matching": ["geo.matching", "geo.match"],
    "stations": ["geo.layer", "geo.classify", "geo.change", "geo.disclosure", "geo.lineage"],
    "telling": ["geo.telling", "geo.sentence"],
    "observing": ["geo.observe"],
    "road": ["geo.atlas"],
    "pairs": ["geo.pairs"],
    "drawers": [
        *("geo.drawing", "geo.lettering", "geo.layout", "geo.office", "geo.browser"),
        *("geo.page", "geo.paint", "geo.export", "geo.interactive"),
    ],
    "books": ["geo.books"],
    "formats": ["geo.formats"],
    "synthetic": ["geo.synthetic", "geo.demo", "geo.approximate"],
    "intake": ["geo.intake"],
    "storing": ["geo.storing", "geo.store"],
    "commands": ["geo.commands", "geo.__main__"],
    "ui": ["ui"],
    "app": ["app"],
}
"""Group → its folders, each with all that is in it, and its modules."""

BASE = {"nouns", "tools"}
SOURCES = {"reading", "matching", "gate", "clerks", "intake", "storing"}
ALLOWED = {
    "nouns": {"nouns"},
    "tools": BASE,
    "questions": BASE | {"questions"},
    "text": BASE | {"text"},
    "lookup": BASE | {"lookup", "questions"},
    "places": BASE | {"places"},
    "clerks": BASE | {"clerks", "text", "gate"},
    "gate": BASE | {"gate", "clerks", "text", "places"},
    "reading": BASE | {"reading", "text", "places", "clerks"},
    "matching": BASE | {"matching", "lookup", "questions", "clerks"},
    "stations": BASE | {"questions"},
    "telling": BASE | {"telling", "questions", "stations", "places"},
    "observing": BASE | {"questions", "reading", "matching"},
    "road": BASE | {"questions", "reading", "observing", "stations", "telling"},
    "pairs": BASE | {"pairs", "questions", "stations", "telling", "road"},
    "drawers": BASE | {"drawers", "questions"},
    "books": BASE | {"books", "questions", "telling", "road", "pairs", "drawers", "formats"},
    "formats": BASE,
    "synthetic": BASE | {"synthetic"},
    "intake": BASE | SOURCES - {"storing"} | {"text", "lookup", "questions", "places"},
    "storing": BASE | SOURCES | {"text", "lookup", "questions", "places", "road"},
    "commands": BASE | SOURCES | {"commands", "road", "pairs", "questions", "formats", "books"},
    "ui": BASE
    | SOURCES
    | {"ui", "road", "pairs", "questions", "telling", "drawers", "formats", "books", "text"},
    "app": {"ui", *BASE},
}

APART = {"geo.layer", "geo.classify", "geo.change", "geo.disclosure", "geo.lineage", "geo.match", "geo.read"}
"""Stations: none of them imports another one; ``geo.atlas`` joins them."""

ONLY_IN = {
    "streamlit": {"ui", "app"},
    "starlette": {"ui"},
    "streamlit_folium": {"ui"},
    "folium": {"ui", "drawers"},
    "matplotlib": set(),
    "mapclassify": set(),
    "pandas": set(ALLOWED) - {"nouns"},
    "click": {"commands"},
    "reportlab": {"drawers"},
    "openpyxl": {"clerks", "gate", "storing"},
}
"""Third-party package → groups that may import it when the product runs."""


def list_modules() -> dict[str, ast.Module]:
    """Return every module of the product, parsed."""
    paths = [ROOT / "app.py", *(ROOT / "geo").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    names = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths}
    return {
        name.removesuffix(".__init__"): ast.parse(path.read_text(encoding="utf-8"))
        for path, name in names.items()
    }


MODULES = list_modules()


def find_group(module: str) -> str | None:
    if module == "geo":
        return "nouns"
    places = ((group, place) for group, listed in GROUPS.items() for place in listed)
    return next((group for group, place in places if module == place or module.startswith(f"{place}.")), None)


@cache
def list_imports(module: str, *, typed: bool = True) -> frozenset[str]:
    """Return the modules that a module imports, with ``from geo import x`` as geo.x.

    Without ``typed``, what stands under ``if TYPE_CHECKING`` is left out.
    """
    tree = MODULES[module]
    skipped = set()
    if not typed:
        guards = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ]
        skipped = {id(inner) for guard in guards for part in guard.body for inner in ast.walk(part)}
    found = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys() or {str(node.module)}
    return frozenset(found)


def own_imports(module: str) -> list[str]:
    return sorted(name for name in list_imports(module) if name in MODULES)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_module_has_its_place(module):
    assert find_group(module), f"give {module} a place in GROUPS"


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_follow_the_road(module):
    allowed = ALLOWED[find_group(module)]
    wrong = {name: find_group(name) for name in own_imports(module) if find_group(name) not in allowed}
    assert not wrong, f"{module} ({find_group(module)}) may not import {wrong}"


def test_nothing_points_back():
    """Raises CycleError with the ring of modules."""
    TopologicalSorter({module: own_imports(module) for module in MODULES}).prepare()


@pytest.mark.parametrize("module", sorted(APART & MODULES.keys()))
def test_stations_do_not_know_each_other(module):
    assert APART.isdisjoint(own_imports(module))


def test_only_the_road_joins_the_stations():
    """The skin and the screens go through it; what tells about a map may use one station, not join them."""
    for module in MODULES:
        joined = APART.intersection(own_imports(module))
        assert len(joined) <= 1 or module == "geo.atlas", f"{module} joins {joined}"


@pytest.mark.parametrize("package", sorted(ONLY_IN))
def test_packages_are_imported_only_where_they_belong(package):
    users = {
        module
        for module in MODULES
        if any(
            name == package or name.startswith(f"{package}.") for name in list_imports(module, typed=False)
        )
    }
    wrong = {module for module in users if find_group(module) not in ONLY_IN[package]}
    assert not wrong, f"{package} may not be imported by {wrong}"


def test_the_product_does_not_know_its_screens():
    for module in MODULES:
        if module.startswith("geo"):
            assert not any(
                name.split(".")[0] in ("ui", "app", "streamlit") for name in list_imports(module)
            ), module


def test_the_table_has_no_group_without_a_rule():
    assert GROUPS.keys() == ALLOWED.keys()
    assert all(allowed <= GROUPS.keys() for allowed in ALLOWED.values())
