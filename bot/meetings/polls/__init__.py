"""Polls: finding a date that the invited can make."""
