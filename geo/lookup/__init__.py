"""A written place → the unit it means, or why none; the ledger of a table."""
