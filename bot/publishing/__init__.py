"""Pages for people outside Slack: the plan to read, and answers to mail."""
