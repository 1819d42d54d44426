"""The shapes of what Slack sends, as far as the bot looks at it."""
