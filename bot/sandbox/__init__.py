"""A stand-in Slack: its Web API, its faults, a journal of all it accepted, and its way of calling the bot."""
