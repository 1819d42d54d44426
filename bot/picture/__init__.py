"""The plan as a picture: one drawing for the conversation, for files and for the page."""
