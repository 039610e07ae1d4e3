"""Print the numbers; with names of topics, only those."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.tables import print_table

DATA = Path(__file__).parent.parent / "data"
TOPICS = {
    "road": "The road",
    "paper": "Paper",
    "book": "The ward atlas",
    "screen": "Screen",
    "intake": "Files in",
}


def main() -> None:
    asked = sys.argv[1:] or list(TOPICS)
    if unknown := set(asked) - set(TOPICS):
        sys.exit(f"no such topic: {', '.join(sorted(unknown))}; there are {', '.join(TOPICS)}")
    for topic in asked:
        # Each topic brings its own tools, and those of one must not slow another down.
        measure = getattr(import_module(f"benchmarks.{topic}"), f"measure_{topic}")
        print_table(TOPICS[topic], measure(DATA))


if __name__ == "__main__":
    main()
