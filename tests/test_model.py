"""The nouns: what is the same, what is an address, what is hidden."""

from dataclasses import FrozenInstanceError
from urllib.parse import parse_qs

import pandas as pd
import pytest
from builders import view

from geo.model import LANGUAGES, LEVELS, Classes, MatchReport, Text, View, Withheld


def test_a_text_gives_the_words_of_a_language():
    text = Text(vi="cụm", en="cluster")
    assert [text[language] for language in LANGUAGES] == ["cụm", "cluster"]


def test_levels_run_from_fine_to_coarse():
    assert LEVELS == ("hamlet", "ward", "cluster")


def test_two_views_that_ask_the_same_are_one_key():
    assert view(wards=("21013",)) == view(wards=("21013",))
    assert len({view(), view(), view(year=2017)}) == 2


def test_a_view_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        view().year = 2017


def test_the_address_holds_stable_codes_and_never_a_label():
    asked = view(level="ward", indicator="tips", wards=("21202", "21013"), layers=("models", "clusters"))
    assert asked.address == (
        "year=2018&level=ward&indicator=tips&ward=21013&ward=21202&layers=clusters,models&lang=vi"
    )


def test_the_order_in_which_wards_and_layers_were_clicked_does_not_change_the_address():
    one = view(wards=("1", "2"), layers=("models", "labels"))
    other = view(wards=("2", "1"), layers=("labels", "models"))
    assert one.address == other.address


def test_every_field_of_a_view_changes_the_address():
    changed = {
        "year": 2017,
        "level": "ward",
        "indicator": "tips",
        "wards": ("1",),
        "layers": (),
        "language": "en",
        "patterns": True,
        "kinds": ("a",),
        "off": ("met",),
    }
    assert set(changed) == set(View.__dataclass_fields__)
    addresses = {view(**{field: value}).address for field, value in changed.items()}
    assert len(addresses | {view().address}) == len(changed) + 1


def test_a_foreign_character_in_a_code_cannot_add_a_word_to_the_address():
    words = parse_qs(view(wards=("1&lang=en",)).address)
    assert words["lang"] == ["vi"]
    assert words["ward"] == ["1&lang=en"]


def test_hidden_counts_are_those_of_their_year_and_level():
    withheld = Withheld(hamlets=frozenset({(2018, "a")}), totals=frozenset({(2017, "a")}))
    codes = pd.Index(["a", "b"])
    assert withheld.among(codes, "hamlet", 2018) == [True, False]
    assert withheld.among(codes, "hamlet", 2017) == [False, False]
    assert withheld.among(codes, "ward", 2017) == [True, False]


def test_no_data_is_the_last_class():
    assert Classes(entries=(None, None, None)).missing == 2


def test_a_report_counts_its_rows_by_status():
    rows = pd.DataFrame({"status": ["matched", "matched", "unmatched"]})
    report = MatchReport("tips.csv", rows, pd.DataFrame())
    assert [report.count(status) for status in ("matched", "unmatched", "refused")] == [2, 1, 0]
