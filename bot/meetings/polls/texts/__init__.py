"""Polls in words."""
