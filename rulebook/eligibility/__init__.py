"""May this structure bid, and which papers must it hold?

Articles 27 (who may bid), 28 (papers) and 29 (declaration on honour) of decree 2-22-431, with article 152 for
exclusions. They were read for tenders. Their hold on a purchase order is likely, not certain: there they warn and
never refuse, and the file is light.

A rule sees taxes and social cover only through papers, so a missing paper is "not known", never "not in order".
An activity is compared through the portal's natures, which are ours to match: a mismatch warns.

Not established: what proves that an activity is related to the object; which papers a buyer may ask before a
purchase order; who must be entered in the trade register. Conflicts of interest are only declared, never guessed.
"""
