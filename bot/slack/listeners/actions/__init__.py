"""Buttons and menus: one file and one pattern per family of action ids."""
