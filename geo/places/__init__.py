"""Which CRS a file really is in; repair of borders, overlaps, gaps."""
