"""The data folder → nouns, every problem collected."""
