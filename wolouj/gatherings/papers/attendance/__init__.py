"""The attendance sheet: A4, one row a person, a column to sign for each half-day."""
