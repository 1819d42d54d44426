"""Mail: what people without Slack hear, with links by which they answer."""
