"""Indicators counted from the records: what is read once, named measures, and what they give."""
