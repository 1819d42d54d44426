"""What the bot says about the plan unasked: one module a kind."""
