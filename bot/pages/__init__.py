"""The web pages beside Slack's door: health, readiness, metrics."""
