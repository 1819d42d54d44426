"""The outbox at work: each notice is posted once, on an API that cannot be told to do a thing only once."""
