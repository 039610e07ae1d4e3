"""The child process that reads one foreign file: limits first, then gate and library, then plain data out.

Started by `geo.gate.child_process` as a program of its own, in a folder of its own. It takes a request as
JSON from standard input and leaves ``result.json`` (and an Arrow file for each layer) in that folder.
Nothing is pickled, and no word of a library leaves it.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import importlib
import json
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULT: Final = "result.json"
LIMITS: Final = {
    "memory": resource.RLIMIT_AS,
    "seconds": resource.RLIMIT_CPU,
    "bytes": resource.RLIMIT_FSIZE,
    "files": resource.RLIMIT_NOFILE,
    "core": resource.RLIMIT_CORE,
}
GRACE: Final = 1
"""The hard limit is one above the soft one: a signal that says "time" comes before one that only kills."""

UNUSED: Final = {"tables": ("numpy", "PIL")}
"""What a library would import if it could, though the task needs none of it."""

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
NO_ROOM: Final = 75
"""How this process ends if not even its answer can be written: the disk is full (`os.EX_TEMPFAIL`)."""

PARENT_DEATH_SIGNAL: Final = 1
TASKS: Final = {"tables": "geo.gate.child_tables", "layers": "geo.gate.child_layers"}


def main() -> None:
    """Read the request, answer it under its limits, and leave the result."""
    # What a file says stays until it is answered: the collector need not look through it often.
    gc.set_threshold(500_000, 50, 100)
    _die_with_parent()
    request = json.load(sys.stdin)
    for name, limit in request["limits"].items():
        resource.setrlimit(LIMITS[name], (limit, limit + GRACE))
    for name in UNUSED.get(request["task"], ()):
        sys.modules[name] = None  # type: ignore[assignment]  # as if not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    told = json.dumps(answer(request))
    try:
        Path(RESULT).write_text(told, encoding="utf-8")
    except OSError as error:
        sys.exit(NO_ROOM if error.errno in FULL else 1)


def _die_with_parent() -> None:
    """Ask the system to end this process if the one that waits for it is killed; not every system can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a task found, its problems, or what stopped it; how a library failed stays here."""
    geo_error = importlib.import_module("geo.errors").GeoError
    files = [(Path(path), name) for path, name in request["files"]]
    try:
        found: dict[str, Any] = importlib.import_module(TASKS[request["task"]]).answer(files, request)
    except geo_error as error:
        return {"problems": [asdict(problem) for problem in error.problems]}
    except MemoryError:
        return {"fault": "memory"}
    except OSError as error:
        return {"fault": "room" if error.errno in FULL else "unreadable"}
    except Exception:  # noqa: BLE001  whatever a library raises on a foreign file must not leave this process
        return {"fault": "unreadable"}
    return found


if __name__ == "__main__":
    main()
