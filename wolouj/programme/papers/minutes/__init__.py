"""The minutes of a selection."""
