"""Carrying out what is done with polls."""
