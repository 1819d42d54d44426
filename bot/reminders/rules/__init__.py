"""When the bot says what, pure."""
