"""The doors of the chapter: everything about one petition, or the count alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rulebook.engine.consult import among, consult
from rulebook.engine.law import Law
from rulebook.engine.verdict import Advice
from rulebook.petitions import rules, rules_after  # noqa: F401  signed in this order
from rulebook.petitions.facts import Level, Petition
from rulebook.petitions.signatures import Progress, progress, refuse_nonsense

HELD_BY: Mapping[Level, frozenset[str]] = {
    Level.COMMUNE: frozenset({"organic-law-113-14", "constitution", "decree-2-16-403"}),
    Level.PROVINCE: frozenset({"organic-law-112-14", "constitution", "decree-2-16-402"}),
    Level.REGION: frozenset({"organic-law-111-14", "constitution", "decree-2-16-401"}),
    Level.STATE: frozenset({"organic-law-44-14", "constitution", "decree-2-16-773"}),
    Level.MOTION: frozenset({"organic-law-64-14"}),
}
"""The texts that speak of each level; those of everybody come with all of them."""
EVERYBODY = frozenset({"law-31-13", "law-09-08"})


def advise(petition: Petition, *, on: date) -> Advice:
    """Every condition, paper, delay and question of one petition, under the law of ``on``.

    Raises ``ValueError`` for what no petition can hold (a count below zero, a province that is not of the region), and
    :class:`~rulebook.engine.law.NotYetLaw` before the day from which we stand by the figures.
    """
    refuse_nonsense(petition)
    texts = HELD_BY[petition.level] | EVERYBODY
    return consult("petitions", Law.on(on), concerns=among(texts), petition=petition)


def how_close(petition: Petition, *, on: date) -> Progress:
    """What is gathered and what is missing, province by province, when citizens sign. Raises as :func:`advise`."""
    return progress(petition, Law.on(on))
