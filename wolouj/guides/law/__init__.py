"""The command ``wolouj law``: what to read again, what changed between two days, the law as data, words to check."""
