"""What people who may not do a thing themselves propose."""
