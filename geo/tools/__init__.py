"""Words of both languages, files, settings, answers kept as long as their noun."""
