"""Names on a map: how they are written, and where each stands."""
