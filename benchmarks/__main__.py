"""Print the numbers; with names of topics, only those."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from benchmarks.tables import print_table

DATA = Path(__file__).parent.parent / "data"
TOPICS = {
    "road": "The road",
    "paper": "Paper",
    "labels": "Names on the pages",
    "book": "The ward atlas",
    "qgis": "Against QGIS",
    "screen": "Screen",
    "meeting": "Meeting mode",
    "usual": "The map the usual way",
    "load": "Many sessions",
    "intake": "Files in",
    "crash": "Crash sweep",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("topic", nargs="*", help=", ".join(TOPICS))
    parser.add_argument("--sessions", type=int, help="how many sessions the load has; 100 take two minutes")
    asked = parser.parse_args()
    if unknown := set(asked.topic) - set(TOPICS):
        parser.error(f"no such topic: {', '.join(sorted(unknown))}; there are {', '.join(TOPICS)}")
    for topic in asked.topic or TOPICS:
        # Each topic brings its own tools, and those of one must not slow another down.
        measure = getattr(import_module(f"benchmarks.{topic}"), f"measure_{topic}")
        options = {"sessions": asked.sessions} if topic == "load" and asked.sessions else {}
        print_table(TOPICS[topic], measure(DATA, **options))


if __name__ == "__main__":
    main()
