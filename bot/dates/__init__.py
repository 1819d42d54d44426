"""Dates, times and zones: what they are, how people type them, how they are worded."""
