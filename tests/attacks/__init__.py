"""The house attacked through its own doors: every address, every kind of caller, every text and file."""
