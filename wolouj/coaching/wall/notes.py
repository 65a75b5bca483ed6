"""What others noted of a person must not tell a price that the wall hides from this reader."""

from __future__ import annotations

from collections.abc import Iterable

from wolouj.bids.queries import open_quotes
from wolouj.coaching.models import Visit
from wolouj.people.permissions import walled
from wolouj.people.standing import Standing
from wolouj.programme.models import Participant
from wolouj.structures.queries import structures_of
from wolouj.support.discreet import without_amounts


def hides(actor: Standing, her: Participant) -> bool:
    """Whether one of her prices stands behind the wall for ``actor``: two people she accompanies answer one notice.

    A coach who noted a price, then passed the file on, would otherwise tell it to who follows the rival.
    """
    if her.person_id is None or actor.person is None or actor.principal == her.person_id:
        return False
    quotes = open_quotes(structures_of(her.person_id).values_list("pk", flat=True))
    return any(walled(actor, quote) for quote in quotes.filter(notice__cancelled_at=None))


def hidden_visits(actor: Standing, her: Participant, visits: Iterable[Visit]) -> bool:
    """As :func:`hides`, asked only when somebody else noted one of the visits: her own notes tell her nothing."""
    return any(row.coach_id != actor.person for row in visits) and hides(actor, her)


def quietened(visit: Visit, actor: Standing) -> Visit:
    """The visit of another, its amounts left out. Not to be saved."""
    if visit.coach_id != actor.person:
        visit.done = without_amounts(visit.done, every_number=True)
    return visit
