"""Pages of the coaching room."""
