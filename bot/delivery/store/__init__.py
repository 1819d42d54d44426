"""Queries for the outbox; they flush and never commit."""
