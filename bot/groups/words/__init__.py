"""How people say what is done to groups, agencies and people."""
