"""The Word templates that a group may replace by its own: of its minutes, and of its plan."""
