"""Who is invited to a meeting, who speaks for whom, and who organises it."""
