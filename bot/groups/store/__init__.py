"""Queries for groups and people; they flush and never commit."""
