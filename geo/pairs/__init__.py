"""Two years, all years, clusters."""
