"""Requests for information under law 31-13, with their clocks and the steps after a refusal or silence."""
