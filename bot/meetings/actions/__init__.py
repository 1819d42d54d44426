"""What a meeting decided, and who does what by when."""
