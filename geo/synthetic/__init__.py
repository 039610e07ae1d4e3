"""The synthetic city of `data/`."""
