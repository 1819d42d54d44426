"""Carrying out acts on groups, their agencies and people."""
