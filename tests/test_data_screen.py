"""The data screen through Streamlit's own test: a file comes in, is looked at, decided on, stored, undone."""

from __future__ import annotations

import io
import json
import zlib

import openpyxl
import pandas as pd
import pytest
from conftest import ROOT, draw_hamlets, draw_wards, write_boundaries, write_table
from forks import read_in_forks
from shapely.affinity import translate
from streamlit.testing.v1 import AppTest
from test_store_borders import pack

from geo.store import Change, commit
from geo.store import look as look_at
from geo.storing.desk import open_desk
from geo.storing.history import Note, list_versions, read_state

APP = str(ROOT / "ui" / "front.py")
HEADER = ["Xã, phường", "Thôn, tổ dân phố", "Kết quả"]
ROWS = [
    ["Trần Phú", "Tổ dân phố 1", "Đạt"],
    ["Trần Phú", "Tổ dân phố 2", "Không đạt"],
    ["Trần Phú", "Thôn 3", "KĐ"],
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(rows, *, header=HEADER, title="DANH SÁCH NĂM 2018"):
    book = openpyxl.Workbook()
    for row in [[title], header, *rows]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture(scope="module", autouse=True)
def forking_child(tmp_path_factory):
    with read_in_forks(tmp_path_factory.mktemp("children")):
        yield


@pytest.fixture
def open_screen(monkeypatch):
    def run(folder, **query):
        monkeypatch.setenv("SAFETY_MAP_DATA", str(folder))
        app = AppTest.from_file(APP, default_timeout=60)
        for word, value in query.items():
            app.query_params[word] = value
        app.run()
        app.switch_page("screens/data.py")
        app.run()
        assert not app.exception
        return app

    return run


def send(app, *files):
    app.file_uploader(key="files").set_value([(name, content, XLSX) for name, content in files])
    return look(app)


def look(app):
    app.run()
    assert not app.exception, app.exception
    return app


def show(app, part):
    app.segmented_control(key="data_part").set_value(part)
    return look(app)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return look(app)


def sign(app, who="An", key="who_stores"):
    app.text_input(key=key).set_value(who)
    return look(app)


def texts(app):
    return "\n".join(text.value for text in app.text)


def tables(app):
    """Return the tables on the screen."""
    blocks = [block for block in app.main if block.type == "bidi_component"]
    said = [json.loads(zlib.decompress(block.proto.bytes)) for block in blocks]
    return [pd.DataFrame(dict(zip(one["heads"], one["columns"], strict=True))) for one in said]


def frames(app):
    return "\n".join(table.to_string() for table in tables(app))


def find(app, column):
    """Return the first table on the screen with a column."""
    return next(table for table in tables(app) if column in table)


# ---- a table


def test_a_file_is_shown_before_and_stored_by_a_person(open_screen, city_copy):
    before = read_state(city_copy)
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS)))
    assert list(find(app, "Được hiểu là")["Được hiểu là"]) == [
        "Xã, phường",
        "Tên thôn, tổ dân phố",
        "Phân loại an toàn về an ninh trật tự",
    ]
    assert "Không đạt → Chưa đạt" in frames(app)
    assert list(find(app, "Sẽ là")["Sẽ là"]) == ["Chưa đạt"]
    assert "Ghi “Người lưu” trước" in texts(press(app, "Lưu")), "nobody has signed yet"
    assert read_state(city_copy) == before
    press(sign(app), "Lưu")
    assert "Đã lưu phiên bản 2." in app.success[0].value
    version = list_versions(city_copy)[0]
    assert (version.who, version.note.source) == ("An", "bảng.xlsx")
    assert "Dữ liệu đã đúng như vậy rồi" in texts(look(app))


def test_the_screen_speaks_english_too(open_screen, city_copy):
    app = send(open_screen(city_copy, lang="en"), ("table.xlsx", workbook(ROWS)))
    assert "Read as" in find(app, "Read as")
    assert next(button for button in app.button if button.label == "Store")
    assert list(find(app, "Will be")["Will be"]) == ["Did not meet"]


def test_rows_to_look_at_come_first_and_others_can_be_asked_for(open_screen, city_copy):
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook([*ROWS, ["Trần Phú", "Thôn Lạ", "Đạt"]])))
    assert list(find(app, "Lý do")["Tình trạng"]) == ["Đề nghị", "Không khớp"]
    pills = next(group for group in app.pills if group.label == "Tình trạng")
    pills.set_value(["matched"])
    assert list(find(look(app), "Lý do")["Dòng"]) == ["3", "4"]


def test_a_proposal_is_accepted_or_rejected_and_taken_back(open_screen, city_copy):
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS)))
    decide = next(group for group in app.segmented_control if group.label == "Quyết định cho dòng 5")
    decide.set_value("reject")
    assert "đề nghị đã bị bác" in frames(look(app))
    press(app, "Bỏ các quyết định")
    assert list(find(app, "Lý do")["Tình trạng"]) == ["Đề nghị"]
    decide = next(group for group in app.segmented_control if group.label == "Quyết định cho dòng 5")
    decide.set_value("accept")
    look(app)
    assert list(find(app, "Sẽ là")["Đơn vị"])[-1] == "Tổ dân phố 3 (phường Trần Phú)"
    press(sign(app), "Lưu")
    assert "Thôn 3,21013,21013003,2018,An" in (city_copy / "indicators/aliases.csv").read_text(
        encoding="utf-8"
    )


def test_proposals_of_one_kind_are_accepted_at_once(open_screen, city_copy):
    rows = [["Trần Phú", "Thôn 3", "KĐ"], ["Trần Phú", "Thôn 2", "KĐ"], ["Trần Phú", "to dan pho 1", "KĐ"]]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(rows)))
    assert "không dòng nào lưu được" in texts(app)
    press(app, "Chấp nhận 2 đề nghị: khác loại đơn vị")
    assert list(find(app, "Lý do")["Tình trạng"]) == ["Đề nghị"]
    press(app, "Chấp nhận cả 3 đề nghị")
    assert len(find(app, "Sẽ là")) == 3


def test_the_unit_of_a_row_nobody_knows_is_chosen_remembered_and_taken_back(open_screen, city_copy):
    rows = [*ROWS[:2], ["Trần Phú", "Xóm Bàu Sen", "KĐ"], ["Khu Đông", "Tổ dân phố 1", "KĐ"]]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(rows)))
    unit = "Đơn vị của dòng 5"
    assert next(box for box in app.selectbox if box.label == unit).options[0].startswith("Tổ dân phố 3")
    assert "Xã, phường “Khu Đông” (1 dòng: 6)" in texts(app)
    next(box for box in app.selectbox if box.label == unit).set_value("21013003")
    assert find(look(app), "Lý do")["Dòng"].tolist() == ["6"]
    next(box for box in app.selectbox if box.label == "Xã, phường của các dòng từ dòng 6").set_value("21019")
    assert "2 dòng được lưu theo đơn vị" in texts(look(app))
    next(box for box in app.selectbox if box.label == unit).set_value(None)
    assert find(look(app), "Lý do")["Dòng"].tolist() == ["5"]
    next(box for box in app.selectbox if box.label == unit).set_value("21013003")
    press(sign(look(app)), "Lưu")
    kept = (city_copy / "indicators/aliases.csv").read_text(encoding="utf-8")
    assert "Xóm Bàu Sen,21013,21013003,2018,An" in kept
    assert "Khu Đông,,21019,2018,An" in kept


def test_wards_above_that_are_in_doubt_are_taken_all_at_once(open_screen, city_copy):
    blocks = [("I. Phường Trần Phú", (3, 1, 2, 1)), ("II. Phường Nghĩa Chánh", (2, 1, 2, 1))]
    rows = [
        row
        for ward, numbers in blocks
        for row in ([ward, ""], *([f"Tổ dân phố {number}", "KĐ"] for number in numbers))
    ]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(rows, header=["Đơn vị", "Kết quả"])))
    press(app, "Đúng là của xã, phường ghi phía trên: cả 2 đoạn")
    assert "8 dòng được lưu theo đơn vị hoặc xã, phường do người lưu chỉ ra" in texts(app)


def test_a_column_is_set_right_and_the_correction_serves_the_next_file(open_screen, city_copy):
    header = ["Xã, phường", "Thôn, tổ dân phố", "Mục bí ẩn"]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS, header=header)))
    assert "không có cột nào là “Kết quả phân loại”" in texts(app)
    app.selectbox(key=next(box.key for box in app.selectbox if box.label == "Cột cần sửa")).set_value(2)
    look(app)
    next(box for box in app.selectbox if box.label == "Cột này là").set_value("meets_standard")
    look(app)
    assert list(find(app, "Sẽ là")["Sẽ là"]) == ["Chưa đạt"]
    press(sign(app), "Lưu")
    again = send(
        open_screen(city_copy), ("bảng2.xlsx", workbook([["Trần Phú", "Tổ dân phố 3", "KĐ"]], header=header))
    )
    assert list(find(again, "Sẽ là")["Đơn vị"]) == ["Tổ dân phố 3 (phường Trần Phú)"]


def test_the_year_is_asked_when_the_file_does_not_say_it(open_screen, city_copy):
    rows = [["Trần Phú", "Tổ dân phố 1", "KĐ"]]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(rows, title="DANH SÁCH")))
    assert "không rõ số liệu của năm nào" in texts(app)
    next(box for box in app.selectbox if box.label == "Năm").set_value(2017)
    assert list(find(look(app), "Sẽ là")["Năm"]) == ["2017"]


def test_what_was_set_for_one_file_stays_while_another_is_looked_at(open_screen, city_copy):
    files = [("a.xlsx", workbook(ROWS, title="DANH SÁCH")), ("b.xlsx", workbook(ROWS[:1]))]
    app = send(open_screen(city_copy), *files)
    next(box for box in app.selectbox if box.label == "Năm").set_value(2017)
    look(app)
    app.selectbox(key="file").select_index(1)
    look(app)
    app.selectbox(key="file").select_index(0)
    assert next(box for box in look(app).selectbox if box.label == "Năm").value == 2017


# ---- several files


def test_rows_without_a_match_are_told_where_a_file_is_stored(open_screen, city_copy):
    rows = [["Trần Phú", "Tổ dân phố 1", "KĐ"], ["Trần Phú", "Thôn Xa Lạ", "Đạt"]]
    app = send(open_screen(city_copy), ("a.xlsx", workbook(rows)))
    hint = "1 dòng cần xem thì không được lưu"
    assert hint in texts(app)
    for others in (rows[:1], rows[1:]):  # nothing is left out; nothing at all can be stored, which is told
        app = send(open_screen(city_copy), ("b.xlsx", workbook(others)))
        assert hint not in texts(app)


def test_several_files_are_judged_and_those_that_are_ready_stored_at_once(open_screen, city_copy):
    files = [
        ("a.xlsx", workbook([["Trần Phú", "Tổ dân phố 1", "KĐ"]])),
        ("b.xlsx", workbook([["Trần Phú", "Tổ dân phố 2", "KĐ"]])),
        ("c.xlsx", workbook([["Trần Phú", "Thôn 3", "KĐ"]])),
        ("d.xlsx", b"not a workbook"),
        ("e.xlsx", workbook([["Nghĩa Chánh", "Tổ dân phố 1", "Đạt"]])),
    ]
    app = send(open_screen(city_copy), *files)
    assert list(find(app, "Trạng thái")["Trạng thái"]) == [
        "sẵn sàng lưu",
        "sẵn sàng lưu",
        "cần bạn xem",
        "bị từ chối",
        "đã có trong dữ liệu",
    ]
    counts = "sẵn sàng lưu: 2 · cần bạn xem: 1 · bị từ chối: 1 · đã có trong dữ liệu: 1"
    assert counts in texts(app)
    press(sign(app, key="who_many"), "Lưu cả 2 mục sẵn sàng")
    assert "Đã lưu 2 mục." in [note.value for note in app.success]
    assert [version.note.source for version in list_versions(city_copy)] == ["b.xlsx", "a.xlsx", ""]


def test_files_that_contradict_each_other_are_not_stored_together(open_screen, city_copy):
    right = [["Trần Phú", "Tổ dân phố 1", "KĐ"], ["Trần Phú", "Tổ dân phố 2", "Đạt"]]
    files = [
        ("a.xlsx", workbook(right)),
        ("b.xlsx", workbook([["Trần Phú", "Tổ dân phố 1", "Đạt"]])),  # as it is stored, so no news of its own
        ("c.xlsx", workbook([["Trần Phú", "Tổ dân phố 2", "Đạt"]])),  # says what a.xlsx says
        ("d.xlsx", workbook([["Trần Phú", "Tổ dân phố 1", "KĐ"]], title="DANH SÁCH NĂM 2017")),
    ]
    app = send(open_screen(city_copy), *files)
    states = dict(zip(find(app, "Trạng thái")["Tệp"], find(app, "Trạng thái")["Trạng thái"], strict=True))
    assert states["a.xlsx"] == states["b.xlsx"] == "trái với tệp khác"
    assert "trái với tệp khác" not in (states["c.xlsx"], states["d.xlsx"])
    said = texts(app)
    assert "a.xlsx: ghi khác với b.xlsx ở 1 giá trị" in said
    assert "năm 2018 của Tổ dân phố 1 (phường Trần Phú)" in said
    app = send(app, *files[:1], *files[2:])
    assert "trái với tệp khác" not in list(find(app, "Trạng thái")["Trạng thái"])


def test_files_stay_while_another_part_of_the_screen_is_looked_at(open_screen, city_copy):
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS)))
    show(app, "history")
    assert not any("Được hiểu là" in table for table in tables(app))
    show(app, "upload")
    assert len(find(app, "Được hiểu là")) == 3


@pytest.mark.parametrize(
    ("content", "offered"), [(b"not a workbook", False), (workbook([], header=[]), True)]
)
def test_how_a_file_is_read_is_set_right_only_where_it_was_opened(open_screen, city_copy, content, offered):
    app = send(open_screen(city_copy), ("bảng.xlsx", content))
    assert [box.label for box in app.number_input] == ["Tiêu đề cột bắt đầu ở dòng"] * offered


def test_one_file_with_results_and_counts_is_stored_for_both(open_screen, city_copy):
    rows = [["Trần Phú", "Tổ dân phố 1", "KĐ", 7], ["Trần Phú", "Tổ dân phố 2", "Đạt", 0]]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(rows, header=[*HEADER, "Số tin"])))
    listed = find(app, "Trạng thái")
    assert list(listed["Tệp"]) == ["bảng.xlsx"] * 2
    assert set(listed["Loại số liệu"]) == {
        "Phân loại an toàn về an ninh trật tự",
        "Nguồn tin về an ninh trật tự",
    }
    app = sign(app, key="who_many")
    assert app.text_input(key="who_stores").value == "An", "a name is asked for once"
    press(app, "Lưu cả 2 mục sẵn sàng")
    assert {version.note.subject for version in list_versions(city_copy)} == {"safety", "tips", ""}
    assert list(find(app, "Trạng thái")["Trạng thái"]) == ["đã có trong dữ liệu"] * 2


def test_a_strange_file_is_named_and_the_others_are_shown(open_screen, city_copy):
    app = send(open_screen(city_copy), ("phim.mp4", b"x"), ("bảng.xlsx", workbook(ROWS)))
    assert "phim.mp4: không phải loại tệp được nhận" in texts(app)
    assert len(find(app, "Được hiểu là")) == 3


def test_every_refused_file_says_why_at_once_and_borders_among_tables_are_not_forgotten(
    open_screen, city_copy, tmp_path
):
    app = send(
        open_screen(city_copy),
        ("a.csv", b"\0"),
        ("b.csv", b" "),
        ("bảng.xlsx", workbook(ROWS)),
        pack(draw_wards(), "lop1", tmp_path),
    )
    assert list(find(app, "Trạng thái")["Tệp"]) == ["Ranh giới: lop1.zip", "a.csv", "b.csv", "bảng.xlsx"]
    assert [line[:5] for line in texts(app).splitlines() if ".csv: " in line] == ["a.csv", "b.csv"]
    assert app.selectbox(key="file").options[app.selectbox(key="file").index] == "bảng.xlsx"


def test_refused_borders_among_tables_say_why_in_the_list(open_screen, city_copy):
    files = [("bảng.xlsx", workbook(ROWS)), ("thôn.zip", b"PK\3\4 that is no archive")]
    app = send(open_screen(city_copy), *files)
    assert (
        dict(zip(*(find(app, "Trạng thái")[head] for head in ("Tệp", "Trạng thái")), strict=True))[
            "Ranh giới: thôn.zip"
        ]
        == "bị từ chối"
    )
    assert "thôn.zip: " in texts(app)


def test_a_refused_file_says_why_and_changes_nothing(open_screen, city_copy):
    before = read_state(city_copy)
    header = [*HEADER, "Số điện thoại"]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook([[*ROWS[0], "0905123456"]], header=header)))
    assert "dữ liệu cá nhân" in texts(app)
    assert "0905123456" not in frames(app) + texts(app)
    assert read_state(city_copy) == before


def test_somebody_else_in_between_is_named_and_nothing_is_overwritten(open_screen, city_copy, monkeypatch):
    app = sign(send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS))))
    held = open_desk(city_copy)
    # The second editor's page was drawn before the first one stored.
    monkeypatch.setattr("ui.desk.load_desk", lambda: held)
    change = Change(
        Note("import", sources={"khác.xlsx": "0"}),
        {"indicators/safety_wards.csv": b"year,ward_code,meets_standard\n"},
    )
    commit(city_copy, change, base=look_at(city_copy), who="Người khác")
    press(app, "Lưu")
    assert "Người khác vừa lưu phiên bản 2" in texts(app)
    assert len(list_versions(city_copy)) == 2


# ---- borders


@pytest.mark.parametrize("do", ["Lưu", "Đưa dữ liệu về phiên bản 1"])
def test_what_another_stored_after_this_person_looked_is_told_before_anything_is_stored(
    open_screen, city_copy, do
):
    def give(name, hamlet, result):
        return name, workbook([["Trần Phú", hamlet, result]])

    first = send(open_screen(city_copy), give("một.xlsx", "Tổ dân phố 2", "KĐ"))
    press(sign(first), "Lưu")
    second = sign(send(open_screen(city_copy), give("hai.xlsx", "Tổ dân phố 1", "KĐ")), "Bình")
    if do != "Lưu":
        show(second, "history").selectbox(key="history_version").set_value(1)
        sign(look(second), "Bình")
    sign(send(first, give("ba.xlsx", "Tổ dân phố 3", "KĐ")))
    press(first, "Lưu")
    stored = read_state(city_copy)
    press(second, do)
    assert "An vừa lưu phiên bản 3" in texts(second)
    assert read_state(city_copy) == stored
    press(second, do)  # now they have seen it
    assert list_versions(city_copy)[0].number == 4
    assert "vừa lưu" not in texts(second)


def test_borders_are_shown_and_stored(open_screen, city_copy, tmp_path):
    hamlets = draw_hamlets()
    file = pack(hamlets[hamlets["code"] != "21202003"], "hamlets", tmp_path)
    app = send(open_screen(city_copy), file)
    assert "EPSG:5898" in texts(app)
    assert list(find(app, "Sẽ là")["Đơn vị"]) == ["Thôn Đoàn Kết (xã Tịnh Ấn Đông)"]
    assert "thiếu 1 đơn vị, không đơn vị nào khác phủ lên chỗ của chúng" in texts(app)
    press(app, "Chấp nhận")
    press(sign(app), "Lưu")
    assert list_versions(city_copy)[0].note.subject == "hamlets"


def test_of_borders_of_one_ward_the_first_rows_are_its_own(open_screen, city_copy, tmp_path):
    hamlets = draw_hamlets()
    app = send(open_screen(city_copy), pack(hamlets[hamlets["ward_code"] == "21202"], "hamlets", tmp_path))
    assert set(find(app, "Diện tích (km²)")["Mã xã, phường"]) == {"21202"}


def test_archives_of_one_ward_each_are_looked_at_and_stored_together(open_screen, city_copy, tmp_path):
    hamlets = draw_hamlets().drop(columns="code")
    hamlets.loc[hamlets.index[-1], "name"] = "Thôn Hòa Bình Mới"
    files = [pack(one, f"xa{ward}", tmp_path) for ward, one in hamlets.groupby("ward_code")]
    app = send(open_screen(city_copy), *files)
    assert app.selectbox(key="border_kind").options[0].startswith("Tự nhận: Thôn")
    last = len(hamlets[hamlets["ward_code"] == "21202"]) + 1
    table = find(app, "Lớp bản đồ")
    assert list(zip(table["Lớp bản đồ"], table["Dòng"], strict=True)) == [
        ("xa21202.zip/xa21202.shp", str(last))
    ]
    assert f"Dòng {last} (xa21202.zip/xa21202.shp): Thôn Hòa Bình Mới" in texts(app)
    press(app, "Chấp nhận")
    press(sign(app), "Lưu")
    assert list_versions(city_copy)[0].note.subject == "hamlets"
    assert len(list_versions(city_copy)) == 2
    app = show(open_screen(city_copy), "history")
    assert set(find(app, "Lớp bản đồ")["Lớp bản đồ"]) == {
        f"Thôn, tổ dân phố: {name}/{name.removesuffix('.zip')}.shp" for name, _ in files
    }


def test_borders_of_wards_are_not_taken_for_hamlets(open_screen, city_copy, tmp_path):
    app = send(open_screen(city_copy), pack(draw_wards(), "lop1", tmp_path))
    assert app.selectbox(key="border_kind").options[0] == "Tự nhận: Xã, phường"
    assert "Dữ liệu đã đúng như vậy rồi" in texts(app)


# ---- what is stored


def test_the_ledger_of_stored_tables_names_files_rows_and_units_without_data(open_screen, city_copy):
    app = show(open_screen(city_copy), "ledger")
    table = find(app, "Đơn vị thiếu")
    assert table["Bảng"][0] == "safety_hamlets"
    assert table["Loại số liệu"][0] == "Phân loại an toàn về an ninh trật tự (thôn, tổ dân phố)"
    assert table["Đơn vị thiếu"][0] == "1"
    assert "Thôn Đoàn Kết (xã Tịnh Ấn Đông)" in texts(app)


def test_borders_that_nobody_imported_are_looked_at_beside_the_ledger(open_screen, city_copy):
    hamlets = draw_hamlets()
    hamlets.loc[0, "geometry"] = hamlets.geometry[0].union(translate(hamlets.geometry[0], 100))
    write_boundaries(city_copy / "boundaries", draw_wards(), hamlets)
    assert "Ranh giới thôn, tổ dân phố: 1 cặp đơn vị chồng lên nhau" in texts(
        show(open_screen(city_copy), "ledger")
    )


def test_a_proposal_in_a_stored_table_becomes_an_alias(open_screen, city_copy):
    table = "year,ward,hamlet,tips\n2018,Trần Phú,Tổ dân phố 1,2\n2018,Trần Phú,Thôn 3,7\n"
    write_table(city_copy, "tips", table)
    app = show(open_screen(city_copy), "ledger")
    app.selectbox(key="ledger_file").set_value("tips.csv")
    press(sign(look(app)), "Chấp nhận")
    assert "Thôn 3,21013,21013003,2018,An" in (city_copy / "indicators/aliases.csv").read_text(
        encoding="utf-8"
    )
    assert find(look(app), "Đơn vị thiếu")["Đề nghị"].tolist()[2] == "0"


def test_published_figures_stand_beside_the_loaded_ones_and_differences_are_named(open_screen, city_copy):
    table = find(show(open_screen(city_copy), "published"), "Kết quả")
    assert table["Kết quả"].tolist() == ["khớp", "lệch +1 / ±0", "chỉ dẫn lại, không so"]
    assert table["Dữ liệu"].tolist() == ["6/7", "3/3", "–"]


def test_what_published_figures_mean_is_told_in_english_where_the_file_says_it(open_screen, city_copy):
    text = (
        "figure_id,value,comparable,meaning,meaning_en,source,source_en\n"
        "F1,3,false,thôn đạt,hamlets that met,bản tin,\nF2,4,false,xã đạt,,bản tin,bulletin\n"
    )
    write_table(city_copy, "published_figures", text)
    for language, head, meanings in (
        ("en", "Meaning", ["hamlets that met", "xã đạt"]),
        ("vi", "Nội dung", ["thôn đạt", "xã đạt"]),
    ):
        app = show(open_screen(city_copy, lang=language), "published")
        assert find(app, head)[head].tolist() == meanings
    assert "Nguồn: bản tin" in texts(app)


def test_an_accepted_spelling_can_be_withdrawn(open_screen, city_copy):
    write_table(
        city_copy,
        "aliases",
        "source_name,ward,unit_code,year,who,when\nKhu A,21013,21013001,2018,An,2018-11-05\n",
    )
    app = show(open_screen(city_copy), "names")
    app.multiselect(key="withdraw_names").set_value(["Khu A|21013|21013001"])
    press(sign(look(app)), "Rút lại")
    assert "Chưa có tên gọi nào." in texts(look(app))


def test_a_word_that_nobody_knows_is_explained_once(open_screen, city_copy):
    rows = [*ROWS, ["Trần Phú", "Tổ dân phố 4", "✗"]]
    app = send(open_screen(city_copy), ("bảng.xlsx", workbook(rows)))
    (asked,) = [box for box in app.selectbox if "✗" in box.label]
    assert "1 dòng, đầu tiên là dòng 6" in asked.label
    asked.set_value("not_met")
    look(app)
    (asked,) = [box for box in app.selectbox if "✗" in box.label]
    assert asked.value == "not_met"
    press(sign(look(app)), "Lưu")
    kept = (city_copy / "indicators" / "corrections.csv").read_text(encoding="utf-8")
    assert '{""✗"": ""not_met""}' in kept
    assert open_desk(city_copy).correction.words == {"Kết quả": {"✗": "not_met"}}
    app = show(open_screen(city_copy), "names")
    assert find(app, "Tiêu đề")["Chữ trong cột"].tolist() == ["chữ “✗”: Chưa đạt"]


def test_a_correction_of_a_column_can_be_withdrawn(open_screen, city_copy):
    write_table(
        city_copy,
        "corrections",
        "header,field,style,encoding,who,when\n"
        "Mục A,meets_standard,,,An,2018-11-05\nMục B,tips,dots,,An,2018-11-05\n",
    )
    app = show(open_screen(city_copy), "names")
    assert find(app, "Tiêu đề")["Được hiểu là"].tolist()[0] == "Phân loại an toàn về an ninh trật tự"
    app.multiselect(key="withdraw_corrections").set_value(["Mục A"])
    sign(look(app))
    app.button(key="withdraw_corrections_now").click()
    look(app)
    assert find(look(app), "Tiêu đề")["Tiêu đề"].tolist() == ["Mục B"]
    assert find(app, "Tiêu đề")["Lúc"].tolist() == ["05/11/2018"]
    assert app.multiselect(key="withdraw_corrections").value == [], "nothing else is chosen to be taken back"
    assert list_versions(city_copy)[0].note.kind == "correction"


# ---- history


def test_history_tells_each_version_and_returns_to_any(open_screen, city_copy):
    before = read_state(city_copy)
    press(sign(send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS)))), "Lưu")
    app = show(open_screen(city_copy), "history")
    assert find(app, "Việc đã làm")["Việc đã làm"].tolist()[0].endswith("trật tự từ bảng.xlsx")
    changed = find(app, "Trước đó")
    assert "Tổ dân phố 2 (phường Trần Phú)" in changed["Đơn vị"].tolist()
    assert {"Đạt tiêu chuẩn", "Chưa đạt"} == {*changed["Trước đó"], *changed["Đổi thành"]}
    assert "Đang lưu" not in frames(app)
    app.selectbox(key="history_version").set_value(1)
    press(sign(look(app)), "Đưa dữ liệu về phiên bản 1")
    assert read_state(city_copy) == before
    assert list_versions(city_copy)[0].note.restores == 1


def test_the_way_back_to_the_version_that_is_there_is_not_offered(open_screen, city_copy):
    app = press(sign(send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS)))), "Lưu")
    app = show(app, "history")
    assert "Dữ liệu đang đúng như ở phiên bản này." in texts(app)
    assert not any(button.key == "undo" for button in app.button)
    app.selectbox(key="history_version").set_value(1)
    assert any(button.key == "undo" for button in look(app).button)


def test_a_folder_without_history_says_when_it_begins(open_screen, city_copy):
    assert "lịch sử bắt đầu từ lần nhập đầu tiên" in texts(show(open_screen(city_copy), "history"))


def test_a_damaged_version_is_named_above_those_that_are_whole(open_screen, city_copy):
    press(sign(send(open_screen(city_copy), ("bảng.xlsx", workbook(ROWS)))), "Lưu")
    damaged = city_copy / ".history/versions/000001.json"
    damaged.write_bytes(b"{")
    app = show(open_screen(city_copy), "history")
    assert app.selectbox(key="history_version").options[0].startswith("2 · ")
    assert "000001.json: phần lịch sử này bị hỏng" in texts(app)
    (city_copy / ".history/versions/000002.json").unlink()
    app = show(open_screen(city_copy), "history")
    assert "lịch sử bắt đầu từ lần nhập đầu tiên" not in texts(app)


def test_broken_data_still_has_its_history_and_the_way_back(open_screen, city_copy):
    desk = open_desk(city_copy)
    good = (city_copy / "indicators/tips.csv").read_bytes()
    change = Change(Note("import", sources={"hỏng.csv": "0"}), {"indicators/tips.csv": b"year\n"})
    commit(city_copy, change, base=desk.base, who="An")
    app = open_screen(city_copy)
    assert any("tips.csv" in text.value for text in app.text)
    app.selectbox(key="history_version").set_value(1)
    press(sign(look(app)), "Đưa dữ liệu về phiên bản 1")
    assert (city_copy / "indicators/tips.csv").read_bytes() == good
