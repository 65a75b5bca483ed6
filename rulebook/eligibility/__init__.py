"""May this structure bid?

Articles 27 (who may bid) and 28 (by which papers it is seen) of decree 2-22-431, with article 152 for exclusions. They
were read for tenders. Their hold on a purchase order is likely, not certain: there they warn and never refuse. The
list of papers is the chapter ``bid_file``.

A rule sees taxes and social cover only through papers, so a missing paper is "not known", never "not in order".
An activity is compared through the portal's natures, which are ours to match: a mismatch warns.

Not established: what proves that an activity is related to the object. Conflicts of interest are only declared, never
guessed.
"""
