"""Borders that were sent into the data folder: what they change is told by unit; two layers or neither."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from conftest import draw_cell, draw_hamlets, draw_wards
from forks import forking_child  # noqa: F401  a fixture of all tests here

from geo.__main__ import main
from geo.atlas import open_atlas
from geo.commands import wait as commands_wait
from geo.errors import BoundaryError, GeoError
from geo.store import commit, undo
from geo.storing.borders import BorderWish, guess_borders, make_border_change, preview_borders
from geo.storing.desk import open_desk
from geo.storing.history import find_head, read_object, read_state


def pack(frame, name, tmp_path):
    """Return a zipped shapefile, as a map office sends it."""
    folder = tmp_path / f"pack_{name}"
    folder.mkdir(exist_ok=True)
    pyogrio.write_dataframe(frame, folder / f"{name}.shp", encoding="UTF-8")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return f"{name}.zip", content.getvalue()


def without(code):
    hamlets = draw_hamlets()
    return hamlets[hamlets["code"] != code]


def store(folder, files, *kinds, **words):
    desk = open_desk(folder)
    preview = preview_borders(desk, tuple(files), BorderWish(kinds, **words))
    commit(folder, make_border_change(preview), base=desk.base, who="An")
    return preview


def test_a_unit_that_is_gone_is_told_with_what_the_tables_lose(city_copy, tmp_path):
    file = pack(without("21202003"), "hamlets", tmp_path)
    preview = store(city_copy, [file], "hamlets", everything=True)
    assert [(one.unit, one.column, one.before, one.after) for one in preview.differences] == [
        ("21202003", "border", 0.25, None)
    ]
    notes = [note.vi for note in preview.notes]
    assert "tips.csv: 2 dòng không còn khớp đơn vị nào (vẫn giữ trong tệp)" in notes
    assert "21202003" not in open_atlas(city_copy).boundaries.hamlets.index
    note = find_head(city_copy).note
    assert read_object(city_copy, note.sources["hamlets.zip"]) == file[1]
    assert read_object(city_copy, note.ledger).startswith(
        b"sheet,row,status,unit,name,reason_vi,reason_en\nhamlets,2,matched"
    )


def test_a_unit_that_got_a_new_name_in_a_year_is_new_from_then_and_not_gone(city_copy, tmp_path):
    hamlets = draw_hamlets().assign(valid_from="2014-04-01")
    store(city_copy, [pack(hamlets, "hamlets", tmp_path)], "hamlets", everything=True)
    old, new = (
        hamlets.iloc[[0]].assign(valid_to="2018-06-30"),
        hamlets.iloc[[0]].assign(valid_from="2018-07-01"),
    )
    both = pd.concat([old, new.assign(name="Tổ dân phố Bình Minh"), hamlets.iloc[1:]], ignore_index=True)
    preview = store(city_copy, [pack(both, "hamlets", tmp_path)], "hamlets", everything=True)
    changes = [(one.unit, one.column, one.before, one.after) for one in preview.differences]
    assert changes == [("21013001", "valid_to", "", "2018-06-30"), ("21013001", "border", None, 0.25)]


def test_days_that_are_all_that_changes_are_stored_and_told(city_copy, tmp_path, capsys):
    """The borders of a unit that a decree ended stay as they were; its last day was not kept."""
    ended = draw_hamlets()
    ended.loc[7, "valid_to"] = "2019-06-30"
    name, content = pack(ended, "hamlets", tmp_path)
    (tmp_path / name).write_bytes(content)
    assert main(["import", "hamlets", str(tmp_path / name), "--data", str(city_copy), "--who", "An"]) == 0
    told = capsys.readouterr().err
    assert "Thôn Đoàn Kết (xã Tịnh Ấn Đông), đến ngày: – → 30/06/2019" in told
    assert open_atlas(city_copy).boundaries.hamlets.loc["21202003", "valid_to"] == "2019-06-30"


def test_files_of_the_old_layer_do_not_stay_beside_the_new_one(city_copy, tmp_path):
    (city_copy / "boundaries" / "hamlets.qix").write_bytes(b"index of the old shapes")
    before = read_state(city_copy)
    store(city_copy, [pack(without("21202003"), "hamlets", tmp_path)], "hamlets", everything=True)
    assert {path.suffix for path in (city_copy / "boundaries").glob("hamlets.*")} == {
        ".shp",
        ".shx",
        ".dbf",
        ".prj",
        ".cpg",
    }
    undo(city_copy, 1, base=read_state(city_copy), who="An")
    assert read_state(city_copy) == before


def test_borders_that_are_the_same_change_nothing(city_copy, tmp_path):
    before = read_state(city_copy)
    assert store(city_copy, [pack(draw_hamlets(), "hamlets", tmp_path)], "hamlets").differences == ()
    assert read_state(city_copy) == before


def test_hamlets_of_one_ward_are_stored_beside_those_of_the_others(city_copy, tmp_path):
    """One ward was surveyed anew; a second file that is the same changes nothing."""
    before = open_atlas(city_copy).boundaries.hamlets
    own = draw_hamlets().iloc[5:].assign(name=["Thôn Độc Lập", "Thôn Hòa Bình", "Thôn Bình Minh"])
    preview = store(city_copy, [pack(own, "hamlets", tmp_path)], "hamlets", everything=True)
    assert [(one.unit, one.column, one.after) for one in preview.differences] == [
        ("21202003", "name", "Thôn Bình Minh")
    ]
    after = open_atlas(city_copy).boundaries.hamlets
    assert list(after.index) == list(before.index)
    assert (after["name"] != before["name"]).sum() == 1
    assert store(city_copy, [pack(own, "hamlets", tmp_path)], "hamlets").differences == ()


def test_wards_and_hamlets_that_fit_only_together_are_stored_together(city_copy, tmp_path):
    """The two wards of the south swap a hamlet's ground."""
    moved = {"21013002": draw_cell(0, 2), "21202001": draw_cell(1, 0)}
    hamlets = draw_hamlets().set_index("code")
    shapes = [moved.get(code, shape) for code, shape in hamlets.geometry.items()]
    hamlets = hamlets.set_geometry(shapes, crs=hamlets.crs).reset_index()
    unions = hamlets.dissolve("ward_code").geometry
    wards = draw_wards()
    wards = wards.set_geometry([unions[code] for code in wards["code"]], crs=wards.crs)
    files = [pack(hamlets, "thon", tmp_path), pack(wards, "xa", tmp_path)]
    with pytest.raises(GeoError):
        store(city_copy, files[1:], "wards")
    preview = store(city_copy, files, "wards", "hamlets", everything=True)
    assert {one.unit for one in preview.differences} >= {"21013", "21202", "21202001"}
    after = open_atlas(city_copy).boundaries.hamlets.geometry
    assert shapely.equals(after["21202001"], draw_cell(1, 0))


def test_what_a_person_must_decide_is_shown_before_and_stops_the_storing(city_copy, tmp_path):
    renamed = draw_hamlets().assign(name=lambda frame: frame["name"].replace("Thôn Độc Lập", "Thôn Độc Lâp"))
    file = pack(renamed.drop(columns=["code", "kind"]), "hamlets", tmp_path)
    desk = open_desk(city_copy)
    preview = preview_borders(desk, (file,), BorderWish(("hamlets",)))
    assert [problem.row for problem in preview.problems] == [7]
    assert preview.contents == {}
    with pytest.raises(BoundaryError, match="dòng 7"):
        make_border_change(preview)
    preview = store(city_copy, [file], "hamlets", accepted=(("hamlets", 7),))
    assert preview.problems == ()


def test_layers_and_rows_that_are_left_out_are_told(city_copy, tmp_path):
    hamlets = draw_hamlets()
    whole = gpd.GeoDataFrame({"code": [None], "name": [None]}, geometry=[draw_cell(0, 0)], crs=hamlets.crs)
    path = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(pd.concat([hamlets, whole], ignore_index=True), path, layer="hamlets")
    for layer in ("duong", "nha"):
        pyogrio.write_dataframe(hamlets.set_geometry(hamlets.boundary), path, layer=layer, append=True)
    preview = preview_borders(
        open_desk(city_copy), (("a.gpkg", path.read_bytes()),), BorderWish(("hamlets",))
    )
    notes = [note.vi for note in preview.notes]
    assert "không nhập lớp a.gpkg (duong), a.gpkg (nha)" in notes
    assert f"không nhập 1 dòng không ghi tên đơn vị: dòng {len(hamlets) + 2}" in notes


def test_layers_that_are_both_taken_are_not_told_to_be_left_out(city_copy, tmp_path):
    path = tmp_path / "a.gpkg"
    for layer, frame in (("hamlets", draw_hamlets()), ("wards", draw_wards())):
        pyogrio.write_dataframe(frame, path, layer=layer, append=path.exists())
    wish = BorderWish(("wards", "hamlets"))
    preview = preview_borders(open_desk(city_copy), (("a.gpkg", path.read_bytes()),), wish)
    assert not [note.vi for note in preview.notes if note.vi.startswith("không nhập")]


@pytest.mark.parametrize("turned", [False, True])
def test_hamlets_that_name_their_wards_are_not_taken_for_the_wards_sent_with_them(
    city_copy, tmp_path, turned
):
    hamlets, wards = draw_hamlets(), draw_wards().set_index("code")["name"]
    named = hamlets.assign(TEN=hamlets["name"], XA=hamlets["ward_code"].map(wards))[["TEN", "XA", "geometry"]]
    files = [pack(draw_wards(), "xa", tmp_path), pack(named, "lop", tmp_path)]
    wish = BorderWish(("wards", "hamlets"))
    preview = preview_borders(open_desk(city_copy), tuple(files[::-1] if turned else files), wish)
    assert [(one.kind, len(one.frame)) for one in preview.intakes] == [
        ("wards", len(wards)),
        ("hamlets", len(hamlets)),
    ]
    assert preview.problems == ()


def test_what_was_mended_in_many_units_in_the_same_way_is_said_once(city_copy, tmp_path, monkeypatch):
    twice = pd.concat([draw_hamlets()] * 2, ignore_index=True)
    file = pack(twice, "hamlets", tmp_path)
    notes = {}
    for many in (3, 99):
        monkeypatch.setattr("geo.storing.border_notes.MANY", many)
        preview = preview_borders(open_desk(city_copy), (file,), BorderWish(("hamlets",)))
        notes[many] = [note.vi for note in preview.notes if "trùng nhau" in note.vi]
    assert len(notes[99]) == len(draw_hamlets())
    (said,) = notes[3]
    assert said.startswith("21013001 Tổ dân phố 1 (phường Trần Phú), 21013002")


def pack_wards(tmp_path):
    """Return the hamlets of each ward as an archive of its own; one has a new name."""
    hamlets = draw_hamlets()
    hamlets.loc[0, "name"] = "Tổ dân phố Hòa Bình"
    return [
        pack(hamlets[hamlets["ward_code"] == ward].drop(columns="ward_code"), f"xa_{ward}", tmp_path)
        for ward in hamlets["ward_code"].unique()
    ]


@pytest.mark.parametrize("count", [2, 3])
def test_archives_of_one_ward_each_are_stored_as_one_version(city_copy, tmp_path, count):
    files = pack_wards(tmp_path)[:count]
    desk = open_desk(city_copy)
    kinds = guess_borders(desk, tuple(files))
    assert kinds == ("hamlets",)
    preview = store(city_copy, files, *kinds, everything=True)
    assert preview.problems == ()
    head = find_head(city_copy)
    assert set(head.note.sources) == {name for name, _ in files}
    lines = list(csv.DictReader(io.StringIO(read_object(city_copy, head.note.ledger).decode())))
    assert len(lines) == head.note.counts["matched"]
    assert {line["sheet"] for line in lines} == {
        f"hamlets: {name}/{name.removesuffix('.zip')}.shp" for name, _ in files
    }
    assert [line["row"] for line in lines].count("2") == count


def test_archives_of_one_name_are_told_apart(city_copy, tmp_path):
    """Each ward calls its file as it likes; one had been read in place of all others."""
    files = tuple(("ranhgioi.zip", content) for _, content in pack_wards(tmp_path))
    desk = open_desk(city_copy)
    assert guess_borders(desk, files) == ("hamlets",)
    preview = preview_borders(desk, files, BorderWish(("hamlets",), everything=True))
    assert [name for name, _ in preview.files] == ["ranhgioi.zip", "ranhgioi (2).zip", "ranhgioi (3).zip"]
    (intake,) = preview.intakes
    assert set(intake.rows["unit"]) == set(draw_hamlets()["code"])
    assert intake.rows["sheet"].nunique() == len(files)


def test_parts_of_sets_of_one_name_are_refused(city_copy, tmp_path):
    files = []
    for _, content in pack_wards(tmp_path)[:2]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files += [("thon" + name[-4:], archive.read(name)) for name in archive.namelist()]
    desk = open_desk(city_copy)
    assert guess_borders(desk, tuple(files)) == ("hamlets",)
    with pytest.raises(BoundaryError, match="hai tệp cùng tên"):
        preview_borders(desk, tuple(files), BorderWish(("hamlets",)))


def test_wards_are_told_from_archives_of_hamlets_that_come_with_them(city_copy, tmp_path):
    wards = draw_wards()[["name", "geometry"]].rename(columns={"name": "TEN_XA"})
    hamlets = [
        pack(one[["name", "geometry"]].rename(columns={"name": "TEN_THON"}), f"thon_{ward}", tmp_path)
        for ward, one in draw_hamlets().groupby("ward_code")
    ]
    files = (*hamlets, pack(wards, "xa", tmp_path))
    desk = open_desk(city_copy)
    assert guess_borders(desk, files) == ("wards", "hamlets")
    preview = preview_borders(desk, files, BorderWish(("wards", "hamlets")))
    assert preview.problems == ()
    assert [len(intake.rows) for intake in preview.intakes] == [len(draw_wards()), len(draw_hamlets())]


def test_borders_come_in_by_the_command_line(city_copy, tmp_path, capsys):
    name, content = pack(without("21202003"), "hamlets", tmp_path)
    (tmp_path / name).write_bytes(content)
    command = ["import", "hamlets", str(tmp_path / name), "--data", str(city_copy), "--who", "An"]
    before = read_state(city_copy)
    assert main(command) == 2
    lost = "thiếu 1 đơn vị, không đơn vị nào khác phủ lên chỗ của chúng: 21202003 Thôn Đoàn Kết"
    assert lost in capsys.readouterr().err
    assert read_state(city_copy) == before
    assert main([*command, "--accept-proposals"]) == 0
    told = capsys.readouterr().err
    assert "Thôn Đoàn Kết (xã Tịnh Ấn Đông), diện tích: 0,25 km² → không có" in told
    assert "Đã lưu phiên bản 2." in told


def test_a_stage_that_takes_its_time_says_what_it_does(city_copy, tmp_path, capsys, monkeypatch):
    name, content = pack(draw_hamlets(), "hamlets", tmp_path)
    (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(commands_wait, "MOMENT_S", 0.0)
    assert main(["import", "hamlets", str(tmp_path / name), "--data", str(city_copy), "--lang", "en"]) == 0
    told = capsys.readouterr().err
    assert "Reading the borders…\nMending shapes and comparing them with known borders…\n" in told


def test_borders_of_another_place_are_refused_and_change_nothing(city_copy, tmp_path, capsys):
    far = draw_hamlets()
    name, content = pack(far.set_geometry(far.translate(90_000, 0)), "hamlets", tmp_path)
    (tmp_path / name).write_bytes(content)
    before = read_state(city_copy)
    assert main(["import", "hamlets", str(tmp_path / name), "--data", str(city_copy)]) == 2
    assert "không nằm trong địa bàn" in capsys.readouterr().err
    assert read_state(city_copy) == before


def test_wards_without_one_that_stored_hamlets_are_in_are_asked(city_copy, tmp_path):
    wards = draw_wards()
    city = city_copy / "city.toml"
    city.write_text(
        city.read_text(encoding="utf-8").replace("area_km2 = 2.0", "area_km2 = 1.25"), encoding="utf-8"
    )
    preview = preview_borders(
        open_desk(city_copy),
        (pack(wards[wards["code"] != "21202"], "wards", tmp_path),),
        BorderWish(("wards",)),
    )
    lost, homeless = preview.problems
    assert "thiếu 1 đơn vị" in lost.say()
    assert homeless.value == "21202 Tịnh Ấn Đông"
    said = homeless.say()
    assert said.startswith("wards.zip/wards.shp")
    assert "thôn, tổ dân phố đã lưu thuộc về nó" in said
    with pytest.raises(BoundaryError):
        make_border_change(preview)


def test_wards_that_stored_hamlets_do_not_quite_fit_wait_for_a_person(city_copy, tmp_path):
    """What is accepted is stored, and the folder is read again."""
    wards = draw_wards()
    moved = wards.set_geometry(wards.geometry.translate(0, 20))
    wish = BorderWish(("wards",), crs="EPSG:5898")
    files = (pack(moved, "wards", tmp_path),)
    asked = preview_borders(open_desk(city_copy), files, wish)
    told = "thôn, tổ dân phố nằm ngoài xã, phường từ 1% diện tích; nhiều nhất"
    assert [told in problem.say() for problem in asked.problems] == [True, True, True]
    agreed = preview_borders(open_desk(city_copy), files, replace(wish, everything=True))
    commit(city_copy, make_border_change(agreed), base=open_desk(city_copy).base, who="An")
    assert open_desk(city_copy).boundaries.wards.geometry.iloc[0].equals(moved.geometry.iloc[0])
    assert any("thôn, tổ dân phố nằm ngoài xã, phường" in note.vi for note in agreed.notes)


def test_wards_that_stored_hamlets_do_not_fit_are_refused_once(city_copy, tmp_path):
    """One problem of the file that was sent, not one of each hamlet of another file."""
    wards = draw_wards()
    cell = draw_cell(0, 1)
    wards.loc[0, "geometry"] = wards.geometry[0].difference(cell)
    wards.loc[1, "geometry"] = wards.geometry[1].union(cell)
    preview = preview_borders(open_desk(city_copy), (pack(wards, "wards", tmp_path),), BorderWish(("wards",)))
    [problem] = preview.problems
    assert problem.file == "wards.zip/wards.shp"
    assert problem.what_vi == "1 thôn, tổ dân phố đã lưu không nằm trong xã, phường mới: 21013003"
    assert problem.remedy_vi == "nhập cùng lúc ranh giới thôn khớp với các xã, phường này"
