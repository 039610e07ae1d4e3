"""Both languages have the same words, the code asks for no other, and no word stands there for nothing."""

import ast
import re
import string

import pytest
from conftest import ROOT

from geo.model import LANGUAGES
from geo.tools.words import catalogue

SOURCES = [
    *sorted((ROOT / "geo").rglob("*.py")),
    *sorted((ROOT / "ui").rglob("*.py")),
]
FILLED = "([a-z_0-9]+)"
SECTION = re.compile(r"[a-z_]+\\\.")
"""How the pattern of a key begins: with a literal section, so that it cannot stand for every key."""


def placeholders(words):
    """Return what is filled in, without numbers that only choose between one and many (not in Vietnamese)."""
    parts = string.Formatter().parse(words)
    return {name for _, name, form, _ in parts if name is not None and "|" not in form}


def find_pattern(node):
    """Return the pattern of a string, with a group for each part that is filled in; None if it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            find_pattern(part) if isinstance(part, ast.Constant) else FILLED for part in node.values
        )
    return None


def is_say(node):
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args
    )


def find_said(tree):
    """Return the patterns of the keys that a module asks for with ``say``."""
    firsts = [node.args[0] for node in ast.walk(tree) if is_say(node)]
    branches = [
        b
        for first in firsts
        for b in ([first.body, first.orelse] if isinstance(first, ast.IfExp) else [first])
    ]
    return {pattern for pattern in map(find_pattern, branches) if pattern}


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
STRINGS = {pattern for tree in TREES.values() for pattern in map(find_pattern, ast.walk(tree)) if pattern}


def is_meant(key, pattern):
    """Return whether a pattern is that key: what fills its gaps must be a word of the code too."""
    match = re.fullmatch(pattern, key)
    return match is not None and all(re.escape(word) in STRINGS for word in match.groups())


def test_both_languages_have_the_same_keys_in_the_same_order():
    vietnamese, english = (list(catalogue(language)) for language in LANGUAGES)
    assert vietnamese == english


def test_both_languages_fill_the_same_placeholders():
    vietnamese, english = (catalogue(language) for language in LANGUAGES)
    differing = [key for key in vietnamese if placeholders(vietnamese[key]) != placeholders(english[key])]
    assert differing == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_key_that_the_code_says_has_words(path):
    unknown = [
        key for key in find_said(TREES[path]) if not any(re.fullmatch(key, k) for k in catalogue("vi"))
    ]
    assert unknown == []


def test_every_word_is_said_somewhere():
    patterns = [pattern for pattern in STRINGS if SECTION.match(pattern)]
    unused = [key for key in catalogue("vi") if not any(is_meant(key, pattern) for pattern in patterns)]
    assert unused == []


def test_no_english_word_is_left_in_the_vietnamese_catalogue():
    vietnamese, english = (catalogue(language) for language in LANGUAGES)
    same = {key for key, words in vietnamese.items() if words == english[key]}
    worded = {key for key in same if re.search("[A-Za-z]{3}", re.sub(r"\{[^}]*\}", "", vietnamese[key]))}
    assert worded <= {"languages.vi", "languages.en", "page.shorten"}
