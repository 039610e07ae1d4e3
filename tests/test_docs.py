"""The documents are true: every key that the product reads is explained, and their examples work."""

from __future__ import annotations

import re
import shutil

import pytest
from conftest import ROOT, SHIPPED
from test_imports import GROUPS

from geo.atlas import make_map, open_atlas
from geo.clerks.vocabulary_read import VOCABULARY_KEYS
from geo.model import View
from geo.reading.catalogue import MEASURE_KEYS, SCHEMES
from geo.reading.lists import ALIAS_COLUMNS, CHANGE_COLUMNS, CLUSTER_COLUMNS
from geo.reading.settings import CITY_KEYS
from geo.storing.words import say_column

DATA = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
CODE = (ROOT / "docs" / "code.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

TOLD = set(re.findall(r"`([^`\n]+)`", DATA))


@pytest.mark.parametrize(
    "words", [CITY_KEYS, MEASURE_KEYS, SCHEMES, ALIAS_COLUMNS, CHANGE_COLUMNS, CLUSTER_COLUMNS]
)
def test_every_key_and_column_of_the_data_is_explained(words):
    assert set(words) <= TOLD


def test_every_part_of_clerks_words_is_explained():
    assert {f"[{key}]" for key in VOCABULARY_KEYS} <= TOLD


def test_every_group_of_modules_is_explained():
    assert set(re.findall(r"^\| `(\w+)` \|", CODE, re.MULTILINE)) == set(GROUPS)


def test_the_new_indicator_of_the_document_is_data_only(tmp_path, shipped_hamlets):
    folder = shutil.copytree(SHIPPED, tmp_path / "city", ignore=shutil.ignore_patterns(".*"))
    catalogue, table = folder / "indicators" / "indicators.toml", folder / "indicators" / "fire_drills.csv"
    example = DATA.split("## A new indicator, whole\n")[1].split("\nwith ")[0]
    with catalogue.open("a", encoding="utf-8") as file:
        file.write("\n" + re.sub(r"^ {4}", "", example, flags=re.MULTILINE))
    header = re.search(r"fire_drills\.csv` \(`([^`]+)`\)", DATA)[1]
    hamlets = shipped_hamlets.index[shipped_hamlets["ward_code"] == "21010"]
    table.write_text("\n".join([header, *(f"2018,{code},2" for code in hamlets)]) + "\n", encoding="utf-8")
    atlas = open_atlas(folder)
    assert say_column("drills", atlas.catalogue, "vi") == "Diễn tập chữa cháy"
    drawn = make_map(atlas, View(2018, level="ward", indicator="fire_drills"))
    assert drawn.layer.frame.loc["21010", "value"] == 2 * len(hamlets)
    assert drawn.layer.frame["value"].notna().sum() == 1, "of the other wards there is no data"


@pytest.mark.parametrize("document", [README, DATA, CODE])
def test_files_that_documents_name_are_there(document):
    linked = set(re.findall(r"\]\(([\w./-]+)\)", document))
    named = set(re.findall(r"`((?:geo|ui|tests|locale|docs)/[\w./]+\.\w+)`", document))
    assert all((ROOT / name).exists() or (ROOT / "docs" / name).exists() for name in linked | named)
