"""Documents in and out: reading a plan, comparing it with the stored one, writing files."""
