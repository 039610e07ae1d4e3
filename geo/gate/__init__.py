"""Hostile files: what may be opened, and the limited child process that opens it."""
