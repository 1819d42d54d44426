"""From the plan to a file, one format a module."""
