"""The press note: one page."""
