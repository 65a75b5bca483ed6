"""Who was there for which half-day."""
