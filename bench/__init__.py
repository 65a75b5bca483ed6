"""How fast, in ratios measured in one run: never a timed test."""
