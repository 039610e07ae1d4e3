"""A zip is looked at before anything of it is unpacked, and unpacked under names of our own."""

from __future__ import annotations

import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

import geo.archives
from geo.archives import check_zip, extract_zip, is_safe_name
from geo.errors import DataFileError

if TYPE_CHECKING:
    from pathlib import Path


def pack(path: Path, files: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in (files or {"a.shp": b"shape", "a.dbf": b"table"}).items():
            archive.writestr(name, content)
    return path


def refused(path: Path, says: str) -> DataFileError:
    with pytest.raises(DataFileError, match=says) as caught:
        check_zip(path, name="ranh-gioi.zip")
    assert all(problem.file == "ranh-gioi.zip" for problem in caught.value.problems)
    assert str(path.parent) not in caught.value.say()
    return caught.value


def test_files_are_unpacked_under_numbers_and_keep_their_sets(tmp_path: Path) -> None:
    files = {"ranh giới/xã.shp": b"1", "ranh giới/xã.DBF": b"2", "thôn.shp": b"3", "đọc.é": b"4"}
    members = extract_zip(pack(tmp_path / "a.zip", files), tmp_path, name="a.zip")
    assert [(member.path.name, member.name) for member in members] == [
        ("0.shp", "xã.shp"),
        ("0.dbf", "xã.DBF"),
        ("1.shp", "thôn.shp"),
        ("2", "đọc.é"),
    ]
    assert [member.path.read_bytes() for member in members] == [b"1", b"2", b"3", b"4"]


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
        "a\nb.shp",
        "a\x00b.shp",
    ],
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    assert not is_safe_name(name)
    placeholder = "x" * len(name.encode())
    path = pack(tmp_path / "a.zip", {placeholder: b"1"})
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), name.encode()))
    refused(path, "đường dẫn ra ngoài")


@pytest.mark.parametrize("name", ["a.shp", "b/c/a.shp", "xã Tịnh Kỳ.shp", "a..b.shp"])
def test_plain_names_stay_inside(name: str) -> None:
    assert is_safe_name(name)


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    refused(tmp_path / "a.zip", "liên kết")


def test_bombs_are_refused_by_ratio_and_by_total(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(pack(tmp_path / "a.zip", {"a.shp": bytes(8 << 20)}), "quá chặt")
    monkeypatch.setattr(geo.archives, "MAX_TOTAL", 100)
    refused(
        pack(tmp_path / "b.zip", {"a.shp": bytes(60), "b.shp": bytes(60)}, zipfile.ZIP_STORED),
        "giải nén ra hơn",
    )


def test_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geo.archives, "MAX_ENTRIES", 3)
    refused(pack(tmp_path / "a.zip", {f"{n}.shp": b"1" for n in range(4)}), "tối đa 3")


@pytest.mark.parametrize("magic", geo.archives.PACKED)
def test_archives_in_archives_are_refused(tmp_path: Path, magic: bytes) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": magic + b"rest"})
    with pytest.raises(DataFileError, match="trong tệp nén"):
        extract_zip(path, tmp_path, name="a.zip")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"1", "b.shp": b"2"})
    path.write_bytes(path.read_bytes().replace(b"b.shp", b"a.shp"))
    refused(path, "trùng tên")
    refused(pack(tmp_path / "b.zip", {"a.shp": b"1", "A.SHP": b"2"}), "trùng tên")


def test_encrypted_files_are_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"1"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    path.write_bytes(content)
    refused(path, "mật khẩu")


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


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(17)])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    refused(tmp_path / "a.zip", "không mở được")


def test_a_damaged_file_is_refused_when_unpacked(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.shp": b"hello hello"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"hello hello", b"hello jello", 1))
    with pytest.raises(DataFileError, match="bị hỏng"):
        extract_zip(path, tmp_path, name="a.zip")


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    error = refused(
        pack(tmp_path / "a.zip", {"../a.shp": b"1", "/b.shp": b"1", "c.shp": bytes(8 << 20)}), "quá chặt"
    )
    assert [problem.value for problem in error.problems] == [None, "../a.shp", "/b.shp"]
