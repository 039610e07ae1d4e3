"""A foreign file held against the city: what would become of each row; nothing is stored."""
