"""Written rounds: one answer of each agency to a question, by a day."""
