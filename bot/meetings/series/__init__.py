"""Series: meetings that come again by a rule, each an item of its own once it is made."""
