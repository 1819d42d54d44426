"""The agenda of a meeting: its points, where each comes from and where it goes."""
