"""Why a data folder is not written, in words for the person who stores."""

from __future__ import annotations

import errno
from typing import Final

from geo.errors import Problem

FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def explain_busy() -> Problem:
    """Return that somebody else is writing."""
    return Problem(
        file="",
        what_vi="có người khác đang ghi dữ liệu; chưa có gì thay đổi",
        what_en="somebody else is writing the data; nothing was changed",
        remedy_vi="chờ một lát rồi làm lại",
        remedy_en="wait a moment and try again",
    )


def explain_refusal(error: OSError) -> Problem:
    """Return that the system does not let the folder be written; a full disk is called so."""
    if error.errno in FULL:
        return Problem(
            file="",
            what_vi="ổ đĩa của thư mục dữ liệu đã đầy; dữ liệu cũ vẫn nguyên",
            what_en="the disk of the data folder is full; the data is as it was",
            remedy_vi="giải phóng dung lượng rồi lưu lại",
            remedy_en="free some space, then store again",
        )
    return Problem(
        file="",
        what_vi="không ghi được vào thư mục dữ liệu; dữ liệu cũ vẫn nguyên",
        what_en="the data folder cannot be written; the data is as it was",
        remedy_vi="kiểm tra quyền ghi; đóng các tệp đang mở trong Excel, QGIS",
        remedy_en="check its permissions; close its files in Excel and QGIS",
    )


def explain_damage() -> Problem:
    """Return that nobody can tell what a writer who was stopped had done."""
    return Problem(
        file=".history/pending/journal.json",
        what_vi="sổ ghi dở của lần lưu trước bị hỏng, không tự khôi phục được",
        what_en="the journal of an unfinished change is damaged, so it cannot be taken back",
        remedy_vi="lấy lại thư mục dữ liệu từ bản sao lưu",
        remedy_en="take the data folder from a backup",
    )
