"""``check`` accounts for every row and unit, and tells differences from gaps."""

from __future__ import annotations

import json

from conftest import TABLES, draw_hamlets, draw_wards, write_boundaries, write_table

from geo.atlas import open_atlas
from geo.commands.audit import ROWS_SHOWN, describe, find_open_rows, look_at, summarise


def open_with(folder, **tables: str):
    for name, text in tables.items():
        write_table(folder, name, text)
    return look_at(open_atlas(folder))


def test_a_published_figure_that_differs_is_a_difference(small_atlas):
    """The small city publishes 2 of 3 wards and has 3."""
    audit = look_at(small_atlas)
    assert audit.differs
    text = describe(audit, "vi")
    assert "công bố 6/7, dữ liệu 6/7 – khớp" in text
    assert "công bố 2/3, dữ liệu 3/3 – LỆCH" in text


def test_a_unit_without_a_row_is_a_gap_and_no_difference(city_copy):
    audit = open_with(city_copy, published_figures="figure_id,value,comparable\n")
    assert not audit.differs
    text = describe(audit, "vi")
    assert "safety_hamlets.csv, năm 2018: 1 đơn vị không có dòng nào: Thôn Đoàn Kết (xã Tịnh Ấn Đông)" in text


def test_a_row_that_is_not_settled_is_a_difference_with_its_reason(city_copy):
    tips = TABLES["tips"].replace("2018,21013001,2", "2018,21013999,2")
    audit = open_with(city_copy, tips=tips, published_figures="figure_id,value,comparable\n")
    assert audit.differs
    assert "tips.csv, dòng 10: Không khớp – không có đơn vị nào mang mã 21013999" in describe(audit, "vi")
    assert "tips.csv, row 10: Unmatched – no unit has code 21013999" in describe(audit, "en")


def test_repeats_that_agree_are_counted_and_no_difference(city_copy):
    tips = TABLES["tips"] + "2018,21013001,2\n"
    audit = open_with(city_copy, tips=tips, published_figures="figure_id,value,comparable\n")
    assert not audit.differs
    (report,) = [report for report in summarise(audit)["tables"] if report["file"] == "tips.csv"]
    assert report["statuses"]["duplicate"] == 1


def test_hamlets_in_part_outside_their_ward_are_told_and_no_difference(city_copy):
    hamlets = draw_hamlets()
    around = hamlets.geometry[0].buffer(30, join_style="mitre").difference(hamlets.union_all())
    hamlets.loc[0, "geometry"] = hamlets.geometry[0].union(around)
    write_boundaries(city_copy / "boundaries", draw_wards(), hamlets)
    audit = open_with(city_copy, published_figures="figure_id,value,comparable\n")
    assert not audit.differs
    assert "1 thôn, tổ dân phố nằm ngoài xã, phường từ 1% diện tích" in describe(audit, "vi")


def test_the_counts_of_a_table_add_up_to_its_rows(small_atlas):
    for table in summarise(look_at(small_atlas))["tables"]:
        assert sum(table["statuses"].values()) == table["rows"]


def test_the_summary_is_plain_data(small_atlas):
    summary = summarise(look_at(small_atlas))
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    assert {one["figure_id"]: one["state"] for one in summary["published"]} == {
        "P1": "equal",
        "P2": "differs",
        "P3": "not_comparable",
    }


def test_many_rows_are_counted_instead_of_listed(city_copy):
    extra = "".join(f"2018,9{n:07d},1\n" for n in range(ROWS_SHOWN + 5))
    audit = open_with(city_copy, tips=TABLES["tips"] + extra)
    text = describe(audit, "vi")
    assert text.count("Không khớp – ") == ROWS_SHOWN
    assert "còn 5 dòng khác" in text
    assert sum(len(find_open_rows(report)) for report in audit.atlas.reports) == ROWS_SHOWN + 5


def test_a_table_that_is_not_there_is_said(city_copy):
    (city_copy / "indicators/tips.csv").unlink()
    audit = open_with(city_copy)
    lines = [line for line in describe(audit, "vi").splitlines() if line.startswith("tips.csv")]
    assert len(lines) == 1, "the units of a table that is not there are not listed one by one"
    assert lines[0].endswith("không có tệp này")


def test_a_model_without_a_site_is_named(city_copy):
    models = TABLES["models"] + "M04,Ngõ an toàn,family_group,2018,\n"
    audit = open_with(city_copy, models=models)
    assert "1 mô hình không có điểm nào: M04 Ngõ an toàn" in describe(audit, "vi")


def test_a_figure_of_something_that_is_not_loaded_is_named(city_copy):
    text = (
        TABLES["published_figures"]
        + "P4,organisations,organisation,2018,140,155,140/155,true,cơ quan,2018,,,bản tin\n"
    )
    audit = open_with(city_copy, published_figures=text)
    assert "P4, năm 2018, cơ quan: công bố 140/155, dữ liệu chưa có" in describe(audit, "vi")
