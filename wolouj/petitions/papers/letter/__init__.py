"""The letters of a request for information."""
