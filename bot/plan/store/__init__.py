"""Queries for items and what they need; they flush and never commit."""
