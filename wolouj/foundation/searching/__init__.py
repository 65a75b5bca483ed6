"""Search in Arabic, French and Darija: one analyser, used when writing and when asking. Plain Python, no database.

``document`` and ``facet`` make what is indexed; ``query`` makes what is asked. Words of a trade come from outside, as
a lexicon; this package holds letters, stems and spelling only.
"""

from wolouj.foundation.searching.analyser import VERSION, document, facet, token, tokens
from wolouj.foundation.searching.asking import Group, Query, query

__all__ = ["VERSION", "Group", "Query", "document", "facet", "query", "token", "tokens"]
