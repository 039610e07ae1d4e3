"""The catalogue is read whole or refused whole; every stanza that cannot be drawn is named."""

from __future__ import annotations

import pytest
from conftest import SHIPPED

from geo.errors import IndicatorError
from geo.model import WITHHELD
from geo.reading.catalogue import read_catalogue
from geo.reading.settings import read_city

TEXT = """\
[no_data]
label = { vi = "Chưa có", en = "No data" }
colour = "#D9D9D9"
pattern = "backhatch"

[withheld]
label = { vi = "Ẩn", en = "Withheld" }
colour = "#efe6f2"

[ramp]
patterns = ["solid", "dots", "hatch", "dense"]

[[table]]
file = "safety_hamlets"
level = "hamlet"
columns = { meets_standard = "status" }

[[table]]
file = "tips"
level = "hamlet"
columns = { tips = "count", people = "count" }

[[indicator]]
id = "safety"
synthetic = true
title = { vi = "An toàn", en = "Safety" }
source = { vi = "bảng", en = "table" }

[indicator.hamlet]
kind = "typology"
rule = "value"
table = "safety_hamlets"
column = "meets_standard"
scheme = "typology"
classes = [
  { key = "not_met", value = 0, label = { vi = "Chưa", en = "No" }, colour = "#e66101", exception = true },
  { key = "met", value = 1, label = { vi = "Đạt", en = "Yes" }, colour = "#b3cde3" },
]

[[indicator]]
id = "tips"
synthetic = false
title = { vi = "Nguồn tin", en = "Tips" }
source = { vi = "bảng", en = "table" }

[indicator.hamlet]
kind = "band"
rule = "value"
table = "tips"
column = "tips"
breaks = [1, "k", 10]
palette = ["#f4f1e1", "#bfdcc0", "#66aca6", "#1c6275"]

[indicator.ward]
kind = "rate"
rule = "per"
table = "tips"
column = "tips"
denominator = "people"
per = 1000
scheme = "natural"
k = 3
palette = ["#f4f1e1", "#bfdcc0", "#66aca6"]
unit = { vi = "tin", en = "tips" }
decimals = 2

[indicator.cluster]
kind = "count"
rule = "distinct"
table = "model_sites"
column = "model_code"
breaks = [1, 3]
palette = ["#f4f1e1", "#bfdcc0", "#66aca6"]
"""


@pytest.fixture(scope="module")
def city(small_city):
    return read_city(small_city)


@pytest.fixture
def read(tmp_path, city):
    """Return a function that reads a catalogue of this text."""

    def read_text(text: str = TEXT):
        (tmp_path / "indicators").mkdir(exist_ok=True)
        (tmp_path / "indicators/indicators.toml").write_text(text, encoding="utf-8")
        return read_catalogue(tmp_path, city)

    return read_text


def test_the_shipped_catalogue_is_right(city):
    catalogue = read_catalogue(SHIPPED, read_city(SHIPPED))
    assert {"safety", "share_met", "tips", "tips_per_1000", "models"} <= set(catalogue.indicators)


def test_a_catalogue_is_read(read):
    catalogue = read()
    assert [(table.file, table.level) for table in catalogue.tables] == [
        ("safety_hamlets", "hamlet"),
        ("tips", "hamlet"),
    ]
    assert list(catalogue.indicators) == ["safety", "tips"]
    assert catalogue.no_data.colour == "#d9d9d9"
    assert (catalogue.withheld.key, catalogue.withheld.pattern) == (WITHHELD, "solid")
    assert catalogue.ramp == ("solid", "dots", "hatch", "dense")


def test_a_typology_has_its_classes_in_order(read):
    measure = read().indicators["safety"].measures["hamlet"]
    assert [entry.key for entry in measure.classes] == ["not_met", "met"]
    assert [entry.exception for entry in measure.classes] == [True, False]
    assert measure.codes == (0.0, 1.0)


def test_the_break_k_is_that_of_the_city(read, city):
    assert read().indicators["tips"].measures["hamlet"].breaks == (1.0, float(city.suppress_below), 10.0)


def test_what_may_be_left_out_has_its_default(read):
    measure = read().indicators["tips"].measures["cluster"]
    assert (measure.scheme, measure.decimals, measure.unit.vi, measure.note.en) == ("own", 0, "", "")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('colour = "#D9D9D9"', 'colour = "grey"', "no_data.colour"),
        ('pattern = "backhatch"', 'pattern = "waves"', "no_data.pattern"),
        ('patterns = ["solid", "dots", "hatch", "dense"]', 'patterns = ["waves"]', "ramp.patterns"),
        ('file = "tips"', 'file = "../tips"', "table[2].file"),
        ('tips = "count", people', 'tips = "words", people', "table[2].columns.tips"),
        ('level = "hamlet"\ncolumns = { meets', 'level = "city"\ncolumns = { meets', "table[1].level"),
        ('id = "tips"', 'id = "safety"', "indicator"),
        ('id = "tips"', 'id = "Tips!"', "indicator[2].id"),
        ('title = { vi = "An toàn", en = "Safety" }', 'title = "Safety"', "indicator[1].title"),
        ("synthetic = false", "", "indicator[2].synthetic"),
        ('kind = "band"', 'kind = "bands"', "indicator[2].hamlet.kind"),
        ('breaks = [1, "k", 10]', "breaks = [1, 10, 5]", "indicator[2].hamlet.breaks"),
        ('breaks = [1, "k", 10]', 'breaks = [1, "q", 10]', "indicator[2].hamlet.breaks"),
        ('denominator = "people"', 'denominator = "houses"', "indicator[2].ward.denominator"),
        ("per = 1000", "per = 0", "indicator[2].ward.denominator"),
        ("k = 3", "k = 1", "indicator[2].ward.k"),
        ("decimals = 2", "decimals = -1", "indicator[2].ward.decimals"),
        ("decimals = 2", "decimales = 2", "indicator[2].ward.decimales"),
        ('table = "model_sites"', 'table = "models"', "indicator[2].cluster.table"),
        (
            'breaks = [1, 3]\npalette = ["#f4f1e1", ',
            "breaks = [1, 3]\npalette = [",
            "indicator[2].cluster.palette",
        ),
        ('table = "safety_hamlets"', 'table = "safety"', "indicator[1].hamlet.table"),
        ('column = "meets_standard"', 'column = "met"', "indicator[1].hamlet.column"),
        ('scheme = "typology"\n', "", "indicator[1].hamlet.scheme"),
        ('key = "met", value = 1', 'key = "met", value = 0', "indicator[1].hamlet.classes"),
        (
            'en = "Yes" }, colour = "#b3cde3"',
            'en = "Yes" }, colour = "#b3cde3", exception = true',
            "indicator[1].hamlet.classes",
        ),
        ("[ramp]", "[ramps]", "ramps"),
    ],
)
def test_each_wrong_stanza_is_named(read, old, new, key):
    assert TEXT.count(old) == 1
    with pytest.raises(IndicatorError) as caught:
        read(TEXT.replace(old, new))
    assert caught.value.problems[0].column == key
    for problem in caught.value.problems:
        assert problem.say("vi") != problem.say("en")


def test_a_status_of_hamlets_cannot_be_that_of_wards(read):
    with pytest.raises(IndicatorError) as caught:
        read(TEXT.replace('[indicator.hamlet]\nkind = "typology"', '[indicator.ward]\nkind = "typology"'))
    assert [problem.column for problem in caught.value.problems] == ["indicator[1].ward.rule"]


def test_a_catalogue_needs_an_indicator_and_an_indicator_a_level(read):
    bare = TEXT[: TEXT.index("[[indicator]]")]
    with pytest.raises(IndicatorError, match="chưa có chỉ tiêu"):
        read(bare)
    stanza = '[[indicator]]\nid = "a"\nsynthetic = true\ntitle = {vi="a",en="b"}\nsource = {vi="a",en="b"}\n'
    with pytest.raises(IndicatorError, match="chưa có cấp"):
        read(bare + stanza)


def test_tables_must_be_tables(read):
    with pytest.raises(IndicatorError, match="table"):
        read("table = [1]\n" + TEXT[: TEXT.index("[[table]]")] + TEXT[TEXT.index("[[indicator]]") :])


def test_a_missing_catalogue_is_named(tmp_path, city):
    with pytest.raises(IndicatorError, match=r"indicators\.toml"):
        read_catalogue(tmp_path, city)
