"""What has to be ready before a meeting, and by when."""
