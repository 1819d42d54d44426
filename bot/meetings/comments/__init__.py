"""Comments on minutes that were sent round."""
