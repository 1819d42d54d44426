"""The plan's items: what they are, what is changed about them, what people read of them."""
