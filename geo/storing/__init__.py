"""Versions of the data folder, one switch, history, undo."""
