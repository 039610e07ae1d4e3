"""TOML files → checked values: all problems of a file are collected, with their place, and raised once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geo.errors import Problem
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from geo.errors import DataFileError

Value = TypeVar("Value")

AT_LINE: Final = re.compile(r"\(at line (\d+)")

STEERING: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Signs that steer a terminal or turn the direction of a text, and such as no file may hold."""
STEERED: Final = ("có ký tự điều khiển hoặc đổi chiều chữ", "holds a control or direction-changing character")
TYPE_AGAIN: Final = ("gõ lại phần chữ đó", "type this text again")

TYPE_NAMES: Final[dict[type, tuple[str, str]]] = {
    str: ("chữ", "text"),
    bool: ("true hoặc false", "true or false"),
    int: ("số nguyên", "a whole number"),
    float: ("số", "a number"),
    list: ("danh sách [ ]", "a list [ ]"),
    dict: ("bảng { }", "a table { }"),
}


@dataclass(frozen=True)
class Section:
    """A table of a settings file, read with all its problems collected instead of raised.

    Parameters
    ----------
    file
        Name of the file.
    path
        Where in the file: "indicator.safety.hamlet".
    values
        What stands there.
    problems
        Where problems are collected; shared by all sections of a file.
    """

    file: str
    path: str
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def name(self, key: str) -> str:
        """Return a key with the place of the section."""
        return f"{self.path}.{key}" if self.path else key

    def refuse(self, key: str, what: tuple[str, str], remedy: tuple[str, str] = ("", "")) -> None:
        """Collect a problem of a key; the words are Vietnamese, English."""
        shown = self.values.get(key)
        self.problems.append(
            Problem(
                file=self.file,
                column=self.name(key),
                value=None if shown is None or isinstance(shown, list | dict) else str(shown),
                what_vi=what[0],
                what_en=what[1],
                remedy_vi=remedy[0],
                remedy_en=remedy[1],
            )
        )

    def get(self, key: str, kind: type[Value], default: Value | None = None) -> Value:
        """Return the value of a key; without a default the key is required."""
        found = self.values.get(key, default)
        if kind is float and isinstance(found, int) and not isinstance(found, bool):
            found = float(found)
        if isinstance(found, str) and STEERING.search(found):
            self.refuse(key, STEERED, TYPE_AGAIN)
        if isinstance(found, kind) and not (kind is int and isinstance(found, bool)):
            return found
        vi, en = TYPE_NAMES[kind]
        missing = found is None
        self.refuse(
            key,
            ("chưa có", "is missing") if missing else (f"phải là {vi}", f"must be {en}"),
            (f"thêm {key} = {vi}", f"add {key} = {en}") if missing else ("", ""),
        )
        return kind()

    def choose(self, key: str, choices: Collection[Value], default: Value | None = None) -> Value:
        """Return the value of a key that must be one of some words."""
        found = self.values.get(key, default)
        if found in choices:
            return found  # type: ignore[return-value]  # it is one of the choices
        listed = ", ".join(map(str, choices))
        self.refuse(
            key,
            ("không có trong danh sách cho phép", "is not allowed"),
            (f"chọn {listed}", f"choose {listed}"),
        )
        return next(iter(choices))

    def section(self, key: str, *, required: bool = True) -> Section:
        """Return a table inside this one."""
        return Section(
            self.file, self.name(key), self.get(key, dict, None if required else {}), self.problems
        )

    def sections(self, key: str) -> list[Section]:
        """Return the tables of an array of tables."""
        rows = self.get(key, list, [])
        if not all(isinstance(row, dict) for row in rows):
            self.refuse(key, ("phải là các bảng { }", "must be tables { }"))
            return []
        return [
            Section(self.file, f"{self.name(key)}[{i}]", row, self.problems) for i, row in enumerate(rows, 1)
        ]

    def text(self, key: str, *, required: bool = True) -> Text:
        """Return words in both languages."""
        if not required and key not in self.values:
            return Text("", "")
        words = self.section(key)
        return Text(words.get("vi", str), words.get("en", str)) if words.values else Text("", "")

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; no key is an empty list."""
        found = self.get(key, list, [])
        if not all(isinstance(word, str) for word in found):
            self.refuse(
                key, ("phải là danh sách chữ trong nháy kép", "must be a list of texts in double quotes")
            )
            return ()
        return tuple(found)

    def day(self, key: str) -> str:
        """Return a date as ISO text."""
        found = self.values.get(key)
        try:
            return (found if isinstance(found, date) else date.fromisoformat(str(found))).isoformat()[:10]
        except ValueError:
            self.refuse(
                key, ("không phải ngày", "is no date"), ("ghi như 2018-12-31", "write it as 2018-12-31")
            )
            return ""

    def require_known(self, keys: Iterable[str]) -> None:
        """Collect a problem for each key that nobody reads: most likely a slip of the pen."""
        known = set(keys)
        for key in self.values:
            if key not in known:
                choices = ", ".join(sorted(known))
                self.refuse(
                    key,
                    ("khóa lạ", "is an unknown key"),
                    (f"các khóa có thể dùng: {choices}", f"keys are: {choices}"),
                )


def open_settings(path: Path, error: type[DataFileError]) -> Section:
    """Return the settings of a TOML file, its text in NFC.

    Raises
    ------
    DataFileError
        The file is missing or is no TOML; of the class given.
    """
    try:
        values = tomllib.loads(unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        raise error(_absent(path)) from None
    except UnicodeDecodeError:
        raise error(
            Problem(
                file=path.name,
                what_vi="không phải bảng mã UTF-8",
                what_en="is not in UTF-8",
                remedy_vi="lưu lại tệp với bảng mã UTF-8",
                remedy_en="save the file again in UTF-8",
            )
        ) from None
    except (ValueError, RecursionError) as reason:  # also a number or a nesting that no machine keeps
        line = AT_LINE.search(str(reason))
        raise error(
            Problem(
                file=path.name,
                row=int(line[1]) if line else None,
                what_vi="sai cú pháp TOML",
                what_en="is no valid TOML",
                remedy_vi="kiểm tra dấu ngoặc, dấu nháy và dấu = ở dòng này",
                remedy_en="check brackets, quotes and the = of this line",
            )
        ) from None
    return Section(path.name, "", values)


def _absent(path: Path) -> Problem:
    return Problem(
        file=path.name,
        what_vi="không có tệp này trong thư mục dữ liệu",
        what_en="is not in the data folder",
        remedy_vi="chép tệp vào, hoặc tạo dữ liệu mẫu bằng lệnh python -m geo demo",
        remedy_en="put the file there, or make sample data with python -m geo demo",
    )
