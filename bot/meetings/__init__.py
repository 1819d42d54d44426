"""Meetings: from a date that agencies can make to adopted minutes."""
