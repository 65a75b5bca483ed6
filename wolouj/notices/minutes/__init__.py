"""Published minutes of an opening of bids, read into a result: see ``reading.py``."""
