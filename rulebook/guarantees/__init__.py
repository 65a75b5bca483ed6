"""Which guarantees may be asked of a bidder, how much, when do they come back, and what may waive them?

The provisional guarantee of a tender (articles 28, 39, 47 and 143 of decree 2-22-431, article 15 of order 1692-23), the
final guarantee and the retention of the winner (articles 15, 17 and 64 of the general terms for works, CCAG-T), and
their release (decree 2-16-344). Only tenders: on a purchase order no text we hold asks for any.

The cap of the provisional guarantee is inferred from published notices, so it warns and never says "unlawful".

Not established, so asked and never ruled: an exemption for cooperatives, auto-entrepreneurs or small firms; guarantees
on a purchase order; twenty days or thirty for the final guarantee; how long after final acceptance they are released.
"""
