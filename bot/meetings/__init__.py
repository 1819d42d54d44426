"""Meetings beyond their dates: who is invited, polls, replies, anchors, series and written rounds."""
