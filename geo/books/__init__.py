"""Ward atlas, reports, a page again by its id."""
