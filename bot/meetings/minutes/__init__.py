"""The minutes of a meeting: drafted, circulated, adopted."""
