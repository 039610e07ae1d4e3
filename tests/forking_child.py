"""The child process of the sandbox for many files: libraries are loaded once, each file gets a fork.

Run as a program by `tests/forks.py`; limits, gate, libraries and answer are those of the product. A
line of JSON in is a folder and a request; a line out is the return code of the fork.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sandbox_child = importlib.import_module("geo.gate.sandbox_child")
for name in (*sandbox_child.TASKS.values(), "geo.gate.child_arrow"):
    importlib.import_module(name)


def answer_in_fork(folder: str, request: dict) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.chdir(folder)
    signal.alarm(request["limits"]["seconds"])
    for limit, value in request["limits"].items():
        resource.setrlimit(sandbox_child.LIMITS[limit], (value, value + sandbox_child.GRACE))
    code = 1
    try:
        Path(sandbox_child.RESULT).write_text(json.dumps(sandbox_child.answer(request)), encoding="utf-8")
        code = 0
    finally:
        os._exit(code)


for line in sys.stdin:
    print(answer_in_fork(*json.loads(line)), flush=True)
