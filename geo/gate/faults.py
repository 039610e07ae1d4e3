"""What can be wrong with a foreign file before it is opened, in both languages, each with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from geo.errors import DataFileError, Problem

if TYPE_CHECKING:
    from geo.errors import Fault

LONGEST_TEXT: Final = 32_767
"""Letters that a cell of a spreadsheet holds at most."""

SAVE_AS_XLSX: Final = ("lưu lại bằng Excel dưới dạng .xlsx", "save it again as .xlsx")
MISMATCH: Final[Fault] = (
    "nội dung không đúng với đuôi tệp",
    "its content is not what its ending says",
    *SAVE_AS_XLSX,
)
BROKEN: Final[Fault] = (
    "không mở được: tệp bị hỏng hoặc bị cụt",
    "cannot be opened: it is damaged or cut",
    "lấy lại tệp từ nguồn, hoặc lưu lại bằng Excel dưới dạng .xlsx",
    "get it again from its source, or save it again as .xlsx",
)
EMPTY: Final[Fault] = (
    "tệp rỗng (0 byte): có thể tải về hay chép chưa xong",
    "is an empty file (0 bytes): perhaps it was not copied to the end",
    "lấy lại tệp rồi gửi",
    "get the file again and send it",
)
LOCKED: Final[Fault] = (
    "có mật khẩu",
    "is encrypted",
    "mở bằng Excel, bỏ mật khẩu rồi lưu lại",
    "open it, remove the password and save it again",
)
MACROS: Final[Fault] = ("có macro", "holds macros", *SAVE_AS_XLSX)
LINKS: Final[Fault] = (
    "có liên kết ra ngoài",
    "holds links to other files or addresses",
    "chép bảng sang tệp mới (chỉ dán giá trị)",
    "copy the table into a new file (values only)",
)
DTD: Final[Fault] = (
    "có khai báo XML nguy hiểm (DTD)",
    "holds a dangerous XML declaration (DTD)",
    *SAVE_AS_XLSX,
)
NO_XML: Final[Fault] = (
    "có phần bên trong bị hỏng hoặc có mật khẩu",
    "has an inner part that is damaged or encrypted",
    *SAVE_AS_XLSX,
)
NO_RESULTS: Final[Fault] = (
    "có công thức chưa có kết quả",
    "holds a formula without its result",
    "mở bằng bảng tính để tính lại, rồi lưu lại",
    "open it in a spreadsheet, which computes it, and save it again",
)
TOO_LONG: Final[Fault] = (
    f"có ô chữ dài quá {LONGEST_TEXT} ký tự",
    f"holds a text of more than {LONGEST_TEXT} characters",
    "xóa ô hoặc cột đó rồi gửi lại",
    "delete this cell or column and send the file again",
)
EXPORT_AGAIN: Final = (
    "xuất lại ranh giới từ phần mềm bản đồ",
    "export the borders again from the mapping software",
)
LAYER_MISMATCH: Final[Fault] = (
    "nội dung không đúng với đuôi tệp",
    "its content is not what its ending says",
    *EXPORT_AGAIN,
)
CUT: Final[Fault] = (
    "bị cụt hoặc hỏng: kích thước không khớp với phần đầu tệp",
    "is cut or damaged: its size is not what its header says",
    *EXPORT_AGAIN,
)
POINTS_OUTSIDE: Final[Fault] = (
    "trỏ sang tệp hoặc địa chỉ khác",
    "points to another file or address",
    *EXPORT_AGAIN,
)


def refuse(name: str, fault: Fault, *, value: str | None = None) -> NoReturn:
    """Raise a problem of a file.

    Raises
    ------
    DataFileError
        Always.
    """
    raise DataFileError(Problem(name, *fault, value=value))
