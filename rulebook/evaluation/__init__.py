"""Who comes first once the offers are opened, and why?

Articles 43 to 45 and 144 of decree 2-22-431, and 91 for purchase orders. Ask :func:`evaluate` about an
:class:`Opening`: it answers with the offers set aside, the reference price, the ranking, who is drawn between
equals, and every step with its article. No clock, no database. It ranks what the commission read out; it does not
examine files.

Four ways of ranking: nearest to the reference price from below (tenders), lowest increase (guarding, cleaning, green
spaces), best mark (studies), lowest price (purchase orders). A buyer with rules of its own, or one nobody knows, a
procedure launched before the decree, a fact that is missing where it is needed: ``not_covered`` with the reason,
never a number.

Not established, so asked and never ruled: who wins between equal purchase orders; whether an increase of zero is
accepted; whether the bounds reach studies (we only warn) and increases (likely). The 15 % preference of article 147
against bidders established abroad is not applied: no sure source says how.
"""

from rulebook.evaluation.facts import Mode, Offer, Opening, Stage, Way, opening_from
from rulebook.evaluation.ranking import evaluate
from rulebook.evaluation.result import Outcome, Reason, Result

__all__ = ["Mode", "Offer", "Opening", "Outcome", "Reason", "Result", "Stage", "Way", "evaluate", "opening_from"]
