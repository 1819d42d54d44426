"""The timed jobs: a table of them, and thin functions that call one service each."""
