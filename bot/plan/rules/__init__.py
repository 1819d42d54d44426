"""The values and rules of the plan, pure."""
