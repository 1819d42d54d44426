"""The words of what the bot says unasked, built from views."""
