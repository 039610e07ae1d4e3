"""A zip is looked at before anything of it is unpacked, and unpacked under names of our own."""

from __future__ import annotations

import errno
import os
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

import geo.gate.archives
from geo.errors import DataFileError
from geo.gate.archive_names import is_inside, is_plain_name
from geo.gate.archives import check_zip, extract_zip

if TYPE_CHECKING:
    from pathlib import Path


def pack(path: Path, files: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in (files or {"a.shp": b"shape", "a.dbf": b"table"}).items():
            archive.writestr(name, content)
    return path


def pack_as(path: Path, name: str) -> Path:
    """An archive of one file under a name that no library would write; its "ắ" makes it one in UTF-8."""
    placeholder = "ắ" + "x" * (len(name.encode()) - 3) if len(name.encode()) > 3 else "x"
    pack(path, {placeholder: b"1"})
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), name.encode()))
    return path


def refused(path: Path, says: str) -> DataFileError:
    with pytest.raises(DataFileError, match=says) as caught:
        check_zip(path, name="ranh-gioi.zip")
    assert all(problem.file == "ranh-gioi.zip" for problem in caught.value.problems)
    assert str(path.parent) not in caught.value.say()
    return caught.value


def test_files_are_unpacked_under_numbers_and_keep_their_sets(tmp_path: Path) -> None:
    files = {"ranh giới/xã.shp": b"1", "ranh giới/XÃ.DBF": b"2", "thôn.shp": b"3"}
    files |= {"đọc.é": b"4", "đọc.ê": b"5", "đọc": b"6", f"{'dài' * 100}.txt": b"7"}
    members = extract_zip(pack(tmp_path / "a.zip", files), tmp_path, name="a.zip")
    assert [(member.path.name, member.name) for member in members] == [
        ("0.shp", "ranh giới/xã.shp"),
        ("0.dbf", "ranh giới/XÃ.DBF"),
        ("1.shp", "thôn.shp"),
        ("other3", "đọc.é"),
        ("other4", "đọc.ê"),
        ("other5", "đọc"),
        ("3.txt", f"{'dài' * 40}.txt"[-120:]),
    ]
    assert [member.path.read_bytes() for member in members] == list(files.values())


@pytest.mark.parametrize("written", ["utf-8", "cp1258", "tcvn3", "cp437"])
def test_names_whose_character_set_is_not_told_are_read(tmp_path: Path, written: str) -> None:
    names = {
        "utf-8": "Ranh giới/thôn Tịnh Ấn Đông.shp".encode(),
        "cp1258": b"Ranh gi\xf5\xec\x69/th\xf4n Ti\xf2nh \xc2\xec\x6e \xd0\xf4ng.shp",
        "tcvn3": b"Ranh gi\xedi/th\xabn T\xdenh \xcan \xa7\xabng.shp",
        "cp437": b"Ranh gi?i/th\x93n T?nh ?n ?\x93ng.shp",
    }
    raw = names[written]
    path = pack(tmp_path / "a.zip", {"x" * len(raw): b"1"})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    (member,) = extract_zip(path, tmp_path, name="a.zip")
    right = {"cp437": "Ranh gi?i/thôn T?nh ?n ?ông.shp", "tcvn3": "Ranh giới/thôn Tịnh ấn Đông.shp"}
    assert member.name.casefold() == right.get(written, "Ranh giới/thôn Tịnh Ấn Đông.shp").casefold()
    assert member.path.read_bytes() == b"1"


def test_a_file_of_several_chunks_is_unpacked_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geo.gate.archives, "CHUNK", 3)
    (member,) = extract_zip(pack(tmp_path / "a.zip", {"a.shp": b"12345678"}), tmp_path, name="a.zip")
    assert member.path.read_bytes() == b"12345678"


def test_junk_and_folders_are_left_out(tmp_path: Path) -> None:
    files = {
        "__MACOSX/._a.shp": b"x",
        ".DS_Store": b"x",
        "b/Thumbs.db": b"x",
        "._a.dbf": b"x",
        "b/": b"",
        "a.shp": b"1",
    }
    assert [entry.filename for entry in check_zip(pack(tmp_path / "a.zip", files), name="a.zip")] == ["a.shp"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.shp",
        "a/../../b.shp",
        "/etc/passwd",
        "C:\\a.shp",
        "..\\a.shp",
        "\\\\server\\a.shp",
        "__MACOSX/../../a.shp",
    ],
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    assert not is_inside(name)
    refused(pack_as(tmp_path / "a.zip", name), "đường dẫn ra ngoài")


@pytest.mark.parametrize("name", ["/", "../", "../x/", "a/../../", "/a/", "C:/", "..\\x/"])
def test_folders_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    refused(pack(tmp_path / "a.zip", {name: b"", "a.shp": b"1"}), "ra ngoài")


def test_a_folder_that_lists_itself_is_left_out(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"./": b"", "./a.shp": b"1"})
    assert [entry.filename for entry in check_zip(path, name="a.zip")] == ["./a.shp"]


def test_a_folder_with_a_content_is_refused(tmp_path: Path) -> None:
    refused(pack(tmp_path / "a.zip", {"hidden/": b"what nobody reads", "a.shp": b"1"}), "bị hỏng")


@pytest.mark.parametrize("name", ["a\nb.shp", "a\x00b.shp", "a\u202epihs", "a\u200b.shp", ".", "a\nb/"])
def test_names_that_cannot_be_shown_are_refused(tmp_path: Path, name: str) -> None:
    assert not is_plain_name(name)
    error = refused(pack_as(tmp_path / "a.zip", name), "ký tự ẩn")
    assert error.say().isprintable()


def test_a_file_without_a_name_is_refused(tmp_path: Path) -> None:
    nameless = zipfile.ZipInfo("x")
    nameless.filename = ""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(nameless, b"1")
    refused(tmp_path / "a.zip", "tên tệp trống")


@pytest.mark.parametrize("name", ["a.shp", "b/c/a.shp", "xã Tịnh Kỳ.shp", "a..b.shp"])
def test_plain_names_stay_inside(name: str) -> None:
    assert is_inside(name)
    assert is_plain_name(name)


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    refused(tmp_path / "a.zip", "liên kết")


def test_bombs_are_refused_by_ratio_and_by_total(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(pack(tmp_path / "a.zip", {"a.shp": bytes(8 << 20)}), "quá chặt")
    monkeypatch.setattr(geo.gate.archives, "MAX_TOTAL", 100)
    refused(
        pack(tmp_path / "b.zip", {"a.shp": bytes(60), "b.shp": bytes(60)}, zipfile.ZIP_STORED),
        "giải nén ra hơn",
    )


def test_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geo.gate.archives, "MAX_ENTRIES", 3)
    path = pack(tmp_path / "a.zip", {f"{n}.shp": b"1" for n in range(4)})
    refused(path, "có 4 tệp, tối đa 3")
    end = len(path.read_bytes()) - 22
    path.write_bytes(path.read_bytes()[: end + 8] + struct.pack("<HH", 1, 1) + path.read_bytes()[end + 12 :])
    # Listing a million takes ten seconds, and the record at the end may say what it likes.
    monkeypatch.setattr(zipfile, "ZipFile", None)
    refused(path, "có 4 tệp, tối đa 3")


def test_files_of_archives_in_an_archive_are_none_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stored as they are, their lists stand in it with the same signs; a name may hold these too."""
    monkeypatch.setattr(geo.gate.archives, "MAX_ENTRIES", 3)
    inner = pack(tmp_path / "b.zip", {f"{n}.csv": b"1" for n in range(3)}).read_bytes()
    files = {"a.shp": inner, "a.dbf": inner, "aPK\1\2.prj": b"1"}
    path = pack(tmp_path / "a.zip", files, zipfile.ZIP_STORED)
    with path.open("rb") as file:
        assert geo.gate.archives._count_entries(file) == len(files)
    with pytest.raises(DataFileError) as caught:
        check_zip(path, name="a.zip")
    assert "tối đa" not in caught.value.say()  # of its name alone


@pytest.mark.parametrize("fourth", ["d", "PK\1\2"])
def test_a_sign_in_a_name_hides_no_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fourth: str
) -> None:
    monkeypatch.setattr(geo.gate.archives, "MAX_ENTRIES", 3)
    refused(pack(tmp_path / "a.zip", dict.fromkeys(["a", fourth, "b", "c"], b"1")), "có 4 tệp")


@pytest.mark.parametrize("magic", geo.gate.archives.PACKED)
def test_archives_in_archives_are_refused(tmp_path: Path, magic: bytes) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": magic + b"rest"})
    with pytest.raises(DataFileError, match="trong tệp nén"):
        extract_zip(path, tmp_path, name="a.zip")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"1", "b.shp": b"2"})
    path.write_bytes(path.read_bytes().replace(b"b.shp", b"a.shp"))
    refused(path, "trùng tên")


@pytest.mark.parametrize("twin", ["A.SHP", "./a.shp", ".//a.shp"])
def test_two_files_that_some_system_takes_for_one_are_refused(tmp_path: Path, twin: str) -> None:
    refused(pack(tmp_path / "a.zip", {"a.shp": b"1", twin: b"2"}), "trùng tên")


def test_encrypted_files_are_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"1"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    path.write_bytes(content)
    refused(path, "mật khẩu")


def test_a_fault_of_many_files_is_told_once(tmp_path: Path) -> None:
    error = refused(pack(tmp_path / "a.zip", {f"../{n}.shp": b"1" for n in range(9)}), "8 tệp khác")
    assert "and 8 others" in error.say("en")
    assert [problem.value for problem in error.problems] == ["../0.shp"]


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    refused(pack(tmp_path / "a.zip", {"a.shp": b"1"}, zipfile.ZIP_BZIP2), "kiểu lạ")


def test_parts_that_overlap_are_refused(tmp_path: Path) -> None:
    """Both entries of the directory point to one local header: the trick of bombs without a high ratio."""
    path = pack(tmp_path / "a.zip", {"a.shp": b"x" * 50, "b.shp": b"x" * 50}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    second = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 1)
    struct.pack_into("<I", content, second + 42, 0)
    path.write_bytes(content)
    refused(path, "chồng")


def test_a_file_that_runs_into_the_directory_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"x" * 50}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.find(b"PK\x01\x02") + 20, 80)
    path.write_bytes(content)
    refused(path, "chồng")


def test_a_file_that_begins_before_its_archive_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"x"})
    content = bytearray(path.read_bytes())
    directory = content.find(b"PK\x05\x06")
    (start,) = struct.unpack_from("<I", content, directory + 16)
    struct.pack_into("<I", content, directory + 16, start + 9)
    path.write_bytes(content)
    refused(path, "bị hỏng")


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(17), b"PK\x03\x04"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    refused(tmp_path / "a.zip", "không mở được")
    with pytest.raises(DataFileError, match="không mở được"):
        extract_zip(tmp_path / "a.zip", tmp_path, name="a.zip")


def test_a_zip_behind_a_program_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip")
    path.write_bytes(b"MZ" + bytes(500) + path.read_bytes())
    refused(path, "không mở được")


def test_what_stands_behind_a_zip_is_refused_and_a_comment_is_not(tmp_path: Path) -> None:
    """It would be kept with the file, and nobody would have looked into it."""
    path = pack(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"WinRAR"
    assert [entry.filename for entry in check_zip(path, name="a.zip")]
    path.write_bytes(path.read_bytes() + b"<html>")
    refused(path, "không mở được")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(("size", "packed"), [(49, None), (51, None), (0, None), (None, 40)])
def test_sizes_that_differ_between_directory_and_file_are_refused(
    tmp_path: Path, method: int, size: int | None, packed: int | None
) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": bytes(range(50))}, method)
    content = bytearray(path.read_bytes())
    entry = content.find(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + (20 if size is None else 24), size if packed is None else packed)
    path.write_bytes(content)
    refused(path, "bị hỏng")


def test_a_file_shorter_than_it_says_is_refused_when_unpacked(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"x" * 50})
    content = bytearray(path.read_bytes())
    for place in (22, content.find(b"PK\x01\x02") + 24):
        struct.pack_into("<I", content, place, 51)
    path.write_bytes(content)
    with pytest.raises(DataFileError, match="bị hỏng"):
        extract_zip(path, tmp_path, name="a.zip")


def test_a_damaged_file_is_refused_when_unpacked(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"hello hello"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"hello hello", b"hello jello", 1))
    with pytest.raises(DataFileError, match="bị hỏng"):
        extract_zip(path, tmp_path, name="a.zip")


def test_a_disk_that_is_full_does_not_make_a_file_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"hello"})
    opened = type(path).open

    def fill(self: Path, mode: str = "r", *rest: int) -> object:
        if mode == "xb":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(self, mode, *rest)

    monkeypatch.setattr(type(path), "open", fill)
    with pytest.raises(OSError, match="space"):
        extract_zip(path, tmp_path, name="a.zip")


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    error = refused(
        pack(tmp_path / "a.zip", {"../a.shp": b"1", "/b.shp": b"1", "c.shp": bytes(8 << 20)}), "quá chặt"
    )
    assert [problem.value for problem in error.problems] == [None, "../a.shp"]


def test_an_archive_has_room_for_a_layer_of_each_ward_with_all_that_software_adds(tmp_path):
    endings = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".shp.xml", ".qmd")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for ward in range(60):
            archive.mkdir(f"xa {ward}")
            for ending in endings:
                archive.writestr(f"xa {ward}/thon{ending}", b"")
    assert len(check_zip(tmp_path / "a.zip", name="a.zip")) == 60 * len(endings)
