"""Sending proposals, deciding on them, and taking either back."""
