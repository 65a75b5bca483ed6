"""Matching for a whole country: for each notice, the structures it fits, and what the law says of each pair.

The same answers as :mod:`wolouj.matching.fit` and :mod:`rulebook.engine.judge`, for all structures at once:

- :mod:`told`: what structures told, as plain columns; the database and the benches give the same;
- :mod:`index`: those columns as roaring bitmaps, and a notice's structures read from them;
- :mod:`trades`: trades written in free words, found in a notice's own words;
- :mod:`standings`: what the law sees of a structure and of a notice when it says whether the one may answer the other;
- :mod:`verdicts`: the structures of a notice by verdict, each verdict judged once;
- :mod:`reading`: the columns and the notices, read from the database.

The bitmaps are a cache built again from the rows whenever somebody asks: never the truth, never kept on disk.
"""
