"""Whether the decree speaks here: asked before anything else."""

from __future__ import annotations

from rulebook.engine.facts import BuyerRules, Notice
from rulebook.engine.law import FIRST_DAY, Law
from rulebook.engine.rule import Answers, Asks, Said, ask, met, not_concerned, rule, unknown
from rulebook.engine.verdict import About


@rule(answers=Asks.DOES_IT_APPLY, about=About.BUYER, cites=["decree-2-22-431/169", "decree-2-22-431/170"])
def decree_is_in_force(law: Law) -> Said:
    """A procedure launched before the decree came into force stays under the decree of 2013."""
    if law.day < FIRST_DAY:
        return unknown("law_not_covered", remedy="ask_under_the_old_decree", day=law.day, first_day=FIRST_DAY)
    return met("in_force", first_day=FIRST_DAY)


@rule(answers=Asks.DOES_IT_APPLY, about=About.BUYER, cites=["decree-2-22-431/2"])
def buyer_is_bound(notice: Notice) -> Answers:
    """The State, local authorities and the public establishments bound to it follow the decree; others do not."""
    if notice.rulebook is BuyerRules.DECREE:
        return met("bound")
    if notice.rulebook is BuyerRules.OWN:
        return not_concerned("own_rules"), ask("rules_of_the_buyer")
    return unknown("not_told", remedy="ask_the_buyer"), ask("rules_of_the_buyer")
