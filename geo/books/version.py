"""Which program this is: its version, and a mark that changes with anything that draws or speaks."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@cache
def name_version() -> str:
    """Return the version and eight letters of its sources: "0.1.0+3f2a9c1d"."""
    digest = hashlib.sha256()
    for folder, pattern in (("geo", "**/*.py"), ("locale", "*.toml"), (".", "requirements.txt")):
        for path in sorted((ROOT / folder).glob(pattern)):
            digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['version']}+{digest.hexdigest()[:8]}"
