"""Which papers does this bidder give for this notice: in which envelope, when, and how old may each be?

Articles 28 to 33, 35, 39 and 150 of decree 2-22-431 and order 1692-23, for tenders: two envelopes, a third where the
rules ask a technical offer, and certificates only from the bidder about to be chosen, their age judged the day it
gives them. A purchase order (article 91) asks a quote and little else: its file is likely, not certain.

:func:`papers_of` gives the list grouped by moment and envelope, each member of a grouping apart. What only the notice
or its rules can say (``Notice.asks``) is listed with "only if" until somebody has read them.

Not established, so asked and never ruled: what proves the size of a firm in a reserved contract, the technical file of
a grouping, whether a grouping may answer a purchase order, what a buyer may ask before an order, who must be entered in
the trade register, the thresholds of the qualification and approval systems.
"""

from rulebook.bid_file.listing import Asked, BidFile, Group, NoFile, papers_of

__all__ = ["Asked", "BidFile", "Group", "NoFile", "papers_of"]
