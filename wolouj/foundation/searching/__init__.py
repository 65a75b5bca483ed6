"""Search in Arabic, French and Darija: one analyser, used when writing and when asking. Plain Python, no database.

``document`` and ``facet`` make what is indexed; ``query`` makes what is asked, with a :class:`Vocabulary` (the words
the index holds) to set slips right and a :class:`Lexicon` (the words of a trade, given from outside) to find what says
the same. Only letters, stems and sounds are known here.
"""

from wolouj.foundation.searching.analyser import VERSION, document, facet, token, tokens
from wolouj.foundation.searching.asking import query
from wolouj.foundation.searching.groups import Group, Query
from wolouj.foundation.searching.letters import words
from wolouj.foundation.searching.lexicon import Lexicon, Meaning
from wolouj.foundation.searching.vocabulary import Vocabulary

__all__ = [
    "VERSION",
    "Group",
    "Lexicon",
    "Meaning",
    "Query",
    "Vocabulary",
    "document",
    "facet",
    "query",
    "token",
    "tokens",
    "words",
]
