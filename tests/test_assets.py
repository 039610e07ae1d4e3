"""Scripts of the page: what a screen needs is asked for at once, and nothing else."""

import re

import pytest
from conftest import ROOT

ASSETS = ROOT / "ui" / "assets"
STARTED = {"loader", "frames"}
"""What Python starts: the loader, and the store of the frames that come ahead."""


def read(name):
    return (ASSETS / f"{name}.js").read_text(encoding="utf-8")


def follow(name, seen=frozenset()):
    """Return the scripts that a script imports, directly and through others."""
    named = set(re.findall(r'(?:from|import\() ?"\./(\w+)\.js"', read(name))) - seen
    return named.union(*(follow(other, seen | named) for other in named)) if named else named


def listed(screen):
    """Return the scripts that the loader asks for when a screen begins."""
    shared = re.search(r'const MAP = "([^"]+)"', read("loader"))[1]
    own = re.search(rf"\n  {screen}: `([^`]+)`", read("loader"))[1]
    return set(own.replace("${MAP}", shared).split())


@pytest.mark.parametrize("screen", ["map", "compare", "clusters"])
def test_the_scripts_of_a_screen_are_asked_for_at_once(screen):
    assert listed(screen) == follow(f"{screen}_view") - {"loader"}


def test_every_script_belongs_to_a_screen():
    used = set.union(
        *(follow(f"{screen}_view") | {f"{screen}_view"} for screen in ("map", "compare", "clusters"))
    )
    assert {path.stem for path in ASSETS.glob("*.js")} == used | STARTED
