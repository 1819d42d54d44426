"""Anchors: dates of other bodies on which items of the plan hang."""
