"""Matching for a whole country: for each notice, the structures it fits.

The same answers as :mod:`wolouj.matching.fit`, for all structures at once:

- :mod:`told`: what structures told, as plain columns; the database and the benches give the same;
- :mod:`index`: those columns as roaring bitmaps, and a notice's structures read from them;
- :mod:`trades`: trades written in free words, found in a notice's own words;

The bitmaps are a cache built again from the rows whenever somebody asks: never the truth, never kept on disk.
"""
