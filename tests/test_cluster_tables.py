"""The tables of clusters and models that are taken away say what stands on the screen."""

import csv
import io

import openpyxl
import pandas as pd
import pytest
from builders import atlas, boundaries, observations, view

from geo.browser.interactive_clusters import write_clusters
from geo.export import BOM, write_table_csv
from geo.model import LANGUAGES
from geo.office.workbook_tables import write_tables_xlsx
from geo.pairs.cluster_report import make_cluster_report
from geo.pairs.cluster_tables import list_tables
from geo.units import list_units

UNITS = boundaries({"1": 2, "2": 1, "3": 1}, clusters=[("A", "1"), ("A", "2"), ("B", "2")])
SEEN = observations(
    {(2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 0, "2001": 1}},
    models=[("M", "team", 2015, pd.NA), ("N", "camera", pd.NA, pd.NA)],
    sites=[("M", "1001"), ("M", "2001"), ("N", "3001")],
)


def report(**asked):
    return make_cluster_report(atlas(UNITS, SEEN), view(**{"language": "en", **asked}))


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_those_of_the_screen(language):
    found = report(language=language)
    screen = write_clusters(found, list_units(UNITS, "ward", 2018).index)
    clusters, models = list_tables(found)
    assert clusters.heads == (screen["words"]["cluster"], screen["words"]["members"], *screen["indicators"])
    assert clusters.rows == tuple((c["name"], c["members"], *c["cells"]) for c in screen["clusters"])
    assert [row[:3] for row in models.rows] == [
        (m["name"], m["kind_label"], m["started"]) for m in screen["models"]
    ]


def test_a_csv_has_head_rows_and_the_notes_of_the_map():
    found = report()
    content = write_table_csv(list_tables(found)[1], found.map)
    assert content.decode().startswith(BOM)
    head, first, second, empty, *notes = read_csv(content)
    assert head[:3] == ["Model", "Kind", "Founded"]
    assert (first[2], second[2]) == ("2015", "")
    assert empty == []
    assert any(found.map.furniture.page_id in note[0] for note in notes)


def test_a_cell_that_looks_like_a_formula_stays_a_text():
    units = boundaries({"1": 1}, clusters=[("A", "1")])
    named = units.clusters.assign(name="=1+1")
    object.__setattr__(units, "clusters", named)
    found = make_cluster_report(atlas(units, SEEN), view(language="en"))
    table = list_tables(found)[0]
    assert read_csv(write_table_csv(table, found.map))[1][0] == "'=1+1"
    book = openpyxl.load_workbook(io.BytesIO(write_tables_xlsx((table,), found.map)))
    assert (book.active["A2"].value, book.active["A2"].data_type) == ("=1+1", "s")


def test_a_workbook_has_a_sheet_a_table_with_years_as_numbers_and_gaps_empty():
    found = report()
    tables = list_tables(found)
    book = openpyxl.load_workbook(io.BytesIO(write_tables_xlsx(tables, found.map)))
    assert book.sheetnames == [table.title for table in tables]
    sheet = book[tables[1].title]
    assert tuple(cell.value for cell in sheet[1]) == tables[1].heads
    assert (sheet["C2"].value, sheet["C3"].value) == (2015, None)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert any(found.map.furniture.page_id in str(row[0].value) for row in sheet.iter_rows(min_row=4))
