"""Submitted forms: each does what its words would do."""
