"""One request, one query or one action, one page."""
