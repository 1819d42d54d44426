"""The roster of a group from a file: read, compared, shown, and written when somebody says so."""
