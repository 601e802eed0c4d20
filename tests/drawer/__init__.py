"""Sheets drawn by hand, and truths drawn by chance: what the tests give the core to read."""
