"""What all features share: work, history, undo, errors, clock, settings, logs."""
