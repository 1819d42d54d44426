"""Every query. Repositories flush, they never commit."""
