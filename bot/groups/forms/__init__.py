"""Forms about groups, agencies and people."""
