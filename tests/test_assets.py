"""Scripts of the page: each belongs to a screen."""

import re

from conftest import ROOT

ASSETS = ROOT / "ui" / "assets"
STARTED = {"loader", "frames", "plain_table"}
"""What Python starts: the loader, the store of the frames that come ahead, and tables of plain texts."""


def read(name):
    return (ASSETS / f"{name}.js").read_text(encoding="utf-8")


def follow(name, seen=frozenset()):
    """Return the scripts that a script imports, directly and through others."""
    named = set(re.findall(r'(?:from|import\() ?"\./(\w+)\.js"', read(name))) - seen
    return named.union(*(follow(other, seen | named) for other in named)) if named else named


def test_every_script_belongs_to_a_screen():
    views = {f"{screen}_view" for screen in ("map", "compare", "clusters")}
    used = views.union(*(follow(name) for name in views | STARTED))
    assert {path.stem for path in ASSETS.glob("*.js")} == used | STARTED
