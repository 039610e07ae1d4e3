"""What can be wrong with a zip file, in both languages, each with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import Problem
from geo.gate.archive_names import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.errors import Fault

ONLY_NEEDED: Final = ("nén lại chỉ các tệp cần gửi", "zip again only the files to be sent")
COPY_AGAIN: Final = ("chép lại tệp từ nguồn rồi nén lại", "copy the file from its source and zip it again")
RENAME: Final = ("đổi tên tệp rồi nén lại", "rename the file and zip it again")
NO_ZIP: Final[Fault] = (
    "không mở được: không phải tệp nén .zip, hoặc bị cụt",
    "cannot be opened: it is no .zip, or is cut",
    *COPY_AGAIN,
)
TIGHT: Final[Fault] = (
    "nén quá chặt so với nội dung: có thể là tệp phá hoại",
    "is packed too tightly: it may be a bomb",
    *ONLY_NEEDED,
)
TWICE: Final[Fault] = ("có hai tệp trùng tên", "has two files of the same name", *RENAME)
OVERLAPPING: Final[Fault] = ("có các phần chồng lên nhau", "has parts that overlap", *ONLY_NEEDED)
OUTSIDE: Final[Fault] = ("có đường dẫn ra ngoài", "leads out of the archive", *ONLY_NEEDED)
HIDDEN: Final[Fault] = (
    "tên tệp trống hoặc có ký tự ẩn",
    "its name is empty or holds hidden characters",
    *RENAME,
)
LOCKED: Final[Fault] = (
    "có mật khẩu",
    "is encrypted",
    "nén lại không đặt mật khẩu",
    "zip again without a password",
)
LINK: Final[Fault] = ("là liên kết hoặc tệp đặc biệt", "is a link or a special file", *ONLY_NEEDED)
UNUSUAL: Final[Fault] = (
    "nén theo kiểu lạ",
    "is packed in an unusual way",
    "nén lại kiểu .zip thường (deflate)",
    "zip again in the usual way (deflate)",
)
NESTED: Final[Fault] = (
    "là tệp nén trong tệp nén",
    "is an archive itself",
    "giải nén tệp này rồi nén lại cùng các tệp khác",
    "unpack it and zip its files with the others",
)
DAMAGED: Final[Fault] = ("bị hỏng", "is damaged", *COPY_AGAIN)


def count_others(file: str, fault: Fault, names: Sequence[str]) -> Problem:
    """Return the problem of some files of an archive: the first one is named, the others are counted."""
    what_vi, what_en, remedy_vi, remedy_en = fault
    if len(names) > 1:
        what_vi += f" (cùng {len(names) - 1} tệp khác)"
        what_en += f" (and {len(names) - 1} others)"
    return Problem(file, what_vi, what_en, remedy_vi, remedy_en, value=names[0][:SHOWN])
