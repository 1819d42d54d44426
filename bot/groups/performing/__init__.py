"""What is done to groups, their agencies and people."""
