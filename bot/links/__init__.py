"""Secret links: what people outside Slack, and their programs, read and answer by."""
