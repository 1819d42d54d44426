"""All that knows Slack's wire: the door, the shapes of what comes, listeners, blocks and messages."""
