"""The check of the file: what is met, what is missing, which papers, whom to ask."""
