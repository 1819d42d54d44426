"""What a person or the clock can do: each service is one transaction, or a read."""
