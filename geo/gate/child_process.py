"""A child process for one foreign file: limited memory, time and file sizes, four drivers, no network.

A file that somebody sends can crash or fool any parser. So it is copied into a folder of its own and read
there by `geo.gate.sandbox_child`. The child is stopped after 30 seconds; the folder is removed whatever
happens.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Literal

from geo.errors import DataFileError, Problem
from geo.gate.sandbox_child import NO_ROOM
from geo.text.textgate import safe_name
from geo.tools.scratch import open_scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Finish = Callable[[], tuple[Path, dict[str, Any]]]

Task = Literal["tables", "layers"]

CHILD: Final = Path(__file__).with_name("sandbox_child.py")
DRIVERS: Final = ("ESRI Shapefile", "MapInfo File", "GPKG", "GeoJSON")
SECONDS: Final = 30
LIMITS: Final = {
    "memory": 1 << 30,
    "seconds": SECONDS,
    "bytes": 600 << 20,
    "files": 128,
    "core": 0,
}
MAX_UPLOAD: Final = 200 << 20
MAX_ANSWER: Final = 200 << 20
AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Children that run at the same time; each may take a gigabyte."""

RESULT: Final = "result.json"
STOPPED: Final = {0: "", NO_ROOM: "room", -signal.SIGKILL: "memory", -signal.SIGXCPU: "time"}
FAULTS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "absent": (
        "không có tệp này",
        "there is no such file",
        "kiểm tra tên và thư mục của tệp",
        "check its name and folder",
    ),
    "size": (
        "trống hoặc lớn quá 200 MB",
        "is missing or larger than 200 MB",
        "chỉ gửi phần cần nhập",
        "send only what is needed",
    ),
    "time": (
        "đọc quá 30 giây nên đã dừng",
        "took more than 30 seconds and was stopped",
        "lưu lại tệp, bỏ phần thừa",
        "save it again without what is not needed",
    ),
    "memory": (
        "cần quá nhiều bộ nhớ nên đã dừng",
        "needed too much memory and was stopped",
        "lưu lại tệp, bỏ phần thừa",
        "save it again without what is not needed",
    ),
    "unreadable": (
        "bị hỏng hoặc có mật khẩu, không đọc được",
        "is damaged or encrypted and cannot be read",
        "mở bằng phần mềm đã tạo ra nó rồi lưu lại",
        "open it in its own software and save it again",
    ),
}


@contextmanager
def run_child(
    task: Task, files: Sequence[tuple[Path, str]], error: type[DataFileError]
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the folder and the answer of a child, as `start_child` gives them."""
    with start_child(task, files, error) as finish:
        yield finish()


@contextmanager
def start_child(
    task: Task, files: Sequence[tuple[Path, str]], error: type[DataFileError]
) -> Iterator[Finish]:
    """Start a child that reads some files, and yield what waits for it: other work is done meanwhile.

    What waits gives the folder and the answer of the child, or raises; the folder is gone afterwards.

    Parameters
    ----------
    task
        What to do.
    files
        Path and name of each.
    error
        Class of what is raised.

    Raises
    ------
    DataFileError
        The files are refused, or the child was stopped; of the class given.
    """
    named = [(path, safe_name(name)) for path, name in files]
    if not all(path.is_file() for path, _ in named):
        raise error(_fault(named, "absent"))
    require_size(named, error)
    with AT_ONCE, open_scratch() as folder:
        copies = _copy(named, folder)
        request = {"task": task, "files": copies, "limits": LIMITS, "drivers": DRIVERS}
        with _start(request, folder) as wait:

            def finish() -> tuple[Path, dict[str, Any]]:
                fault = wait()
                answer = {"fault": fault} if fault else _read_answer(folder)
                if "problems" in answer:
                    raise error([Problem(**problem) for problem in list(answer["problems"])])
                if answer.get("fault") == "room":
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # it is the disk, not the file
                if "fault" in answer:
                    raise error(_fault(named, answer["fault"]))
                return folder, answer

            yield finish


def require_size(named: Sequence[tuple[Path, str]], error: type[DataFileError]) -> None:
    """Raise if there is no file, or files that are sent together are larger than what is taken."""
    if not named or sum(path.stat().st_size for path, _ in named) > MAX_UPLOAD:
        raise error(_fault(named, "size"))


def _copy(named: Sequence[tuple[Path, str]], folder: Path) -> list[tuple[str, str]]:
    """Copy files into a folder under numbers; files of one stem (a set) keep a common number."""
    stems: dict[str, int] = {}
    copies = []
    for path, name in named:
        stem, _, ending = name.rpartition(".")
        number = stems.setdefault(stem.casefold(), len(stems))
        plain = ending.lower() if ending.isascii() and ending.isalnum() else "bin"
        shutil.copyfile(path, folder / f"{number}.{plain}")
        copies.append((f"{number}.{plain}", name))
    return copies


@contextmanager
def _start(request: Mapping[str, Any], folder: Path) -> Iterator[Callable[[], str]]:
    """Start the child, and yield what waits for its end or its limit: what stopped it, or ""."""
    command = [*find_isolation(), sys.executable, "-I", "-B", "-X", "utf8", str(CHILD)]
    with subprocess.Popen(  # noqa: S603  our own program; no word of the file is in the command
        command,
        cwd=folder,
        env=make_environment(folder, request["task"]),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        limit = monotonic() + SECONDS

        def wait() -> str:
            try:
                child.wait(max(limit - monotonic(), 0.0))
            except subprocess.TimeoutExpired:
                return "time"
            return STOPPED.get(child.returncode, "unreadable")

        try:
            _ask(child, request)
            yield wait
        finally:
            _kill_group(child.pid)


def _ask(child: subprocess.Popen[bytes], request: Mapping[str, Any]) -> None:
    if child.stdin is not None:
        with suppress(BrokenPipeError), child.stdin as asked:
            asked.write(json.dumps(request).encode())
        child.stdin = None


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def make_environment(folder: Path, task: Task = "layers") -> dict[str, str]:
    """Return the whole environment of a child: nothing of ours, one thread, four drivers, PROJ offline."""
    # Tables are read without GDAL, and to ask it for its drivers takes as long as to read a table.
    drivers = import_module("pyogrio").list_drivers() if task == "layers" else {}
    skipped = ",".join(sorted(set(drivers) - set(DRIVERS)))
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "OGR_SKIP": skipped,
        "GDAL_SKIP": skipped,
        "GDAL_DRIVER_PATH": "disable",
        "GDAL_PAM_ENABLED": "NO",
        "GDAL_VRT_ENABLE_PYTHON": "NO",
        "CPL_CURL_VERBOSE": "NO",
        "PROJ_NETWORK": "OFF",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


@cache
def find_isolation() -> tuple[str, ...]:
    """Return the command that takes the network away from a child, or () where that is not allowed."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    try:
        tried = subprocess.run(  # noqa: S603  a fixed command
            [unshare, "-rn", "true"], capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return (unshare, "-rn") if tried.returncode == 0 else ()


def _read_answer(folder: Path) -> dict[str, Any]:
    made = [folder / RESULT, *folder.glob("*.arrow")]
    if not made[0].exists() or sum(path.stat().st_size for path in made) > MAX_ANSWER:
        return {"fault": "unreadable"}
    answer: dict[str, Any] = json.loads(made[0].read_text(encoding="utf-8"))
    return answer


def _fault(named: Sequence[tuple[Path, str]], fault: str) -> Problem:
    return Problem(", ".join(name for _, name in named[:3]), *FAULTS[fault])
