"""One request, one action or one query, one page."""
