"""Groups, their streams, channels, people, agencies and roles."""
