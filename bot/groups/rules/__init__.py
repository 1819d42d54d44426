"""Who is on a group's roster, and who may do what."""
