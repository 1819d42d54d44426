"""What happens by itself: the table of timed jobs and the clock that wakes them."""
