"""A year of the group in a terminal."""
