"""How is a cooperative created and kept in order, what must it hold, what does the status allow and forbid?

Law 112-12 (members, capital, shares, creation, vote, yearly meeting), decree 2-15-617 (registers), the two cases of the
income tax (general tax code, art. 7-I-A, worked out in the chapter of taxes), decree 2-94-223 for works.

Ask :func:`advise` about a :class:`Cooperative`, existing or about to be. A union of cooperatives is one too.

Not established, so asked and never ruled: the thresholds between managers and a board, the one that makes an auditor
compulsory, the share of the surplus put aside, the yearly filings, the limit on business with others, the documents of
article 11. Figures of the law before and of an older tax code, still found online, are called out.
"""

from rulebook.cooperatives.asking import advise
from rulebook.cooperatives.facts import Cooperative, Step

__all__ = ["Cooperative", "Step", "advise"]
