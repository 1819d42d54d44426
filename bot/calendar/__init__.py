"""The plan as a calendar: feeds by secret link, files, invitations."""
