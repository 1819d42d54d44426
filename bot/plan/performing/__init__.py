"""What acts do to items: each function is the rule and the rows of one act, inside the act's transaction."""
