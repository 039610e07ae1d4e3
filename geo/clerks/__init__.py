"""A spreadsheet as it stands → tables: where the header is, what columns and rows are."""
