"""How people type acts on groups, agencies and people."""
