"""An import killed, or let down by the disk, at each of its calls: how many states are neither old nor new.

strace makes the calls of a writer fail for real, one after the other: it is killed there, gets an error of
input and output, or a full disk. Afterwards the folder is opened anew, as the next start does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from benchmarks.tables import Row
from geo.store import Change, commit, look
from geo.storing.history import Note, read_state
from geo.tools.journal import HISTORY, settle

CALLS: Final = ("write", "fsync", "rename", "link", "unlink", "unlinkat", "mkdir", "rmdir", "chmod")
"""Whatever changes a folder."""
NAMES: Final = {
    "rename": "rename,renameat,renameat2",
    "link": "link,linkat",
    "mkdir": "mkdir,mkdirat",
    "chmod": "chmod,fchmodat,fchmod",
}
"""Call → what it may be called on a system."""
TROUBLES: Final = {"killed": "signal=SIGKILL", "input/output error": "error=EIO", "disk full": "error=ENOSPC"}
SENT: Final = b"year,hamlet_code,tips\n" + b"".join(b"2018,%08d,7\n" % code for code in range(241))
TABLE: Final = "indicators/tips.csv"

WRITER: Final = f"""
import sys
from pathlib import Path
from geo.errors import StoreError
from geo.storing.history import Note
from geo.store import Change, commit, look
folder = Path(sys.argv[1])
sent = Path(sys.argv[2]).read_bytes()
contents = {{"{TABLE}": sent, "boundaries/new.shp": sent, "indicators/models.csv": None}}
try:
    commit(folder, Change(Note("import", subject="tips"), contents, (sent,)), base=look(folder), who="An")
except StoreError:
    sys.exit(2)
"""


def measure_crash(data: Path) -> list[Row]:
    if not shutil.which("strace"):
        return [Row("strace is not installed: nothing was tried", 0, "runs")]
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        sweep = _Sweep(Path(made), data)
        counted = {name: Counter(sweep.run(words)) for name, words in TROUBLES.items()}
    rows = []
    for name, seen in counted.items():
        calls = seen["old"] + seen["new"] + seen["neither"]
        told = f"{name} at each of {calls} calls ({seen['old']} old, {seen['new']} new)"
        rows.append(Row(f"{told}: neither old nor new", seen["neither"], "states", most=0))
        rows.append(Row(f"{name}: files left behind", seen["stray"], "states", most=0))
    return rows


class _Sweep:
    """A folder with one version, the writer of a second one, and what the folder is before and after."""

    def __init__(self, made: Path, data: Path) -> None:
        self.made, self.master, self.folder = made, made / "master", made / "folder"
        shutil.copytree(data, self.master, ignore=shutil.ignore_patterns(HISTORY))
        (made / "sent.csv").write_bytes(SENT)
        first = Change(Note("import", subject="tips"), {TABLE: b"year,hamlet_code,tips\n"})
        commit(self.master, first, base=look(self.master), who="An")
        self.old = self.look(self.master)
        self.renew()
        self.calls = {call: self.count(call) for call in CALLS}
        self.new = self.look(self.folder)

    def look(self, folder: Path) -> tuple[dict[str, str], set[str]]:
        """Return the data, and the names of all files of the history."""
        files = {str(path.relative_to(folder)) for path in (folder / HISTORY).rglob("*") if path.is_file()}
        return read_state(folder), files - {f"{HISTORY}/lock"}

    def renew(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.master, self.folder)

    def write(self, *options: str) -> int:
        command = [sys.executable, "-c", WRITER, str(self.folder), str(self.made / "sent.csv")]
        traced = ["strace", "-f", "-qq", "-o", str(self.made / "log"), *options, *command]
        return subprocess.run(traced, capture_output=True, check=False).returncode

    def count(self, call: str) -> int:
        """Return how often the writer makes a call when nothing happens to it."""
        self.renew()
        if self.write("-e", f"trace={NAMES.get(call, call)}"):
            message = "the writer fails by itself"
            raise RuntimeError(message)
        lines = (self.made / "log").read_text().splitlines()
        return sum("(" in line and "resumed" not in line for line in lines)

    def run(self, words: str) -> list[str]:
        """Return what became of the folder for a trouble at each call."""
        places = [(call, at) for call, count in self.calls.items() for at in range(1, count + 1)]
        return [found for call, at in places for found in self.judge(call, f"{words}:when={at}")]

    def judge(self, call: str, words: str) -> list[str]:
        self.renew()
        names = NAMES.get(call, call)
        self.write("-e", f"trace={names}", "-e", f"inject={names}:{words}")
        settle(self.folder)
        state, files = self.look(self.folder)
        which = {"old": self.old, "new": self.new}
        found = [name for name, (data, _) in which.items() if data == state] or ["neither"]
        # What the history holds belongs to the state: nothing of a version that is not there.
        stray = found != ["neither"] and files != which[found[0]][1]
        return [*found, *(["stray"] if stray else [])]
