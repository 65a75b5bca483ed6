"""Everything of a programme as CSV files with their dictionary, and an extract that names nobody."""
