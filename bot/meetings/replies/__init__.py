"""Who comes to a meeting, by agency."""
