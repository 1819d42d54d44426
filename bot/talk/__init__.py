"""From typed words to what the bot does."""
