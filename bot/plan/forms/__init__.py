"""The forms of the plan: how they look and how their values are read."""
