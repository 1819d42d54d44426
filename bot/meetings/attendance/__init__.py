"""Who was at a meeting, by agency."""
