"""Events: mentions, direct messages, the Home tab, and what happens to the installation."""
