"""A published result, and the quote it ends: found by notice, or by buyer, reference and date; a person confirms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from wolouj.bids.models import Quote, State
from wolouj.notices.models import Notice, Result, ResultOutcome
from wolouj.reference.folding import fold
from wolouj.structures.models import Structure

WAITING = (State.SENT, State.INVITED, State.CONFIRMED)
"""States a result may end."""
WITHIN = timedelta(days=365)
"""A reference comes back every year: a result later than this ends another notice."""
_FORMS = frozenset("sarl au sa ste societe entreprise ets cooperative coop gie شركه تعاونيه مقاوله".split())
"""Words of a legal form: they do not tell two names apart."""


class Hint(StrEnum):
    """What to try next."""

    VERY_NEAR = "very_near"
    A_LITTLE_DEARER = "a_little_dearer"
    MUCH_DEARER = "much_dearer"
    CHEAPER_YET_LOST = "cheaper_yet_lost"
    CROWDED = "crowded"
    FEW_RIVALS = "few_rivals"
    NOBODY_KEPT = "nobody_kept"


NEAR, FAR = Decimal(5), Decimal(30)
"""Per cent of the awarded total: under the first it is very near, over the second much dearer."""
MANY, FEW = 20, 3


@dataclass(frozen=True, slots=True)
class Ending:
    """What a result says of a quote. ``gap`` is hers less the awarded total; ``share`` the same per cent of it."""

    result: Result
    proposes: State
    gap: Decimal | None
    share: Decimal | None
    hints: tuple[Hint, ...]


def results_for(quotes: Iterable[Quote]) -> dict[UUID, Result]:
    """Quote -> the one result that may end it. Two that fit are a doubt, and nothing is proposed. Three queries."""
    waiting = [quote for quote in quotes if quote.state in WAITING and quote.notice.deadline is not None]
    if not waiting:
        return {}
    one = _as_shown(waiting)
    notices = {each for quote in waiting for each in one[quote.id]}
    wholes = {quote.notice.buyer.whole_id for quote in waiting}
    asked = Q(notice__in=notices) | Q(buyer__in=wholes) | Q(buyer__same_as__in=wholes)
    by_notice: dict[UUID, list[Result]] = defaultdict(list)
    by_buyer: dict[UUID, list[Result]] = defaultdict(list)
    for result in Result.objects.filter(asked).select_related("buyer"):
        by_buyer[result.buyer.whole_id].append(result)
        if result.notice_id:
            by_notice[result.notice_id].append(result)
    found = {}
    for quote in waiting:
        near = next((by_notice[each] for each in one[quote.id] if by_notice[each]), [])
        near = near or [each for each in by_buyer[quote.notice.buyer.whole_id] if _ends(each, quote, one[quote.id])]
        near = [each for each in near if each.id not in quote.not_results]
        if len(near) == 1:
            found[quote.id] = near[0]
    return found


def _as_shown(quotes: list[Quote]) -> dict[UUID, list[UUID]]:
    """Quote -> the notices it may be the answer to: its own, the one hers was taken from, those they are shown as."""
    own = {quote.id: [x for x in (quote.notice_id, quote.notice.origin_id) if x] for quote in quotes}
    asked = {each for ids in own.values() for each in ids}
    shown = dict(Notice.objects.filter(id__in=asked).exclude(same_notice=None).values_list("id", "same_notice_id"))
    return {quote: [*ids, *(shown[each] for each in ids if each in shown)] for quote, ids in own.items()}


def _ends(result: Result, quote: Quote, one: list[UUID]) -> bool:
    """Same reference whatever stands between its parts, same procedure, published after the notice closed."""
    notice = quote.notice
    if notice.deadline is None or result.notice_id not in (None, *one):
        return False
    same = notice.reference_key and notice.reference_key == type(notice)(reference=result.reference).reference_key
    late = result.published - notice.deadline
    return bool(same) and result.kind == notice.kind and timedelta(0) <= late <= WITHIN


def ending(quote: Quote, result: Result, *, total: Decimal | None) -> Ending:
    """What ``result`` proposes for ``quote`` whose total with VAT is ``total``."""
    proposes = State.LOST
    if result.outcome == ResultOutcome.CANCELLED:
        proposes = State.CANCELLED
    elif result.outcome == ResultOutcome.AWARDED and is_hers(quote.structure, result.awardee):
        proposes = State.WON
    gap = total - result.amount if total is not None and result.amount else None
    share = (gap / result.amount * 100).quantize(Decimal("0.1")) if gap is not None and result.amount else None
    return Ending(result, proposes, gap, share, _hints(result, proposes, share))


def is_hers(structure: Structure, awardee: str) -> bool:
    """Whether the awardee's published name is the structure's, but for case, accents, legal form and order."""
    told = _name(awardee)
    return bool(told) and told in {_name(structure.name), _name(structure.name_ar)}


def _name(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - _FORMS


def _hints(result: Result, proposes: State, share: Decimal | None) -> tuple[Hint, ...]:
    if proposes is not State.LOST:
        return ()
    if result.outcome == ResultOutcome.UNSUCCESSFUL:
        return (Hint.NOBODY_KEPT,)
    hints = []
    if share is not None:
        hints.append(
            Hint.CHEAPER_YET_LOST if share < 0
            else Hint.VERY_NEAR if share <= NEAR
            else Hint.A_LITTLE_DEARER if share <= FAR
            else Hint.MUCH_DEARER
        )  # fmt: skip
    if result.quotes is not None and result.quotes >= MANY:
        hints.append(Hint.CROWDED)
    if result.quotes is not None and result.quotes <= FEW:
        hints.append(Hint.FEW_RIVALS)
    return tuple(hints)


def due(at: datetime) -> list[Quote]:
    """Every quote that a published result may end, for the daily round."""
    waiting = Quote.objects.filter(state__in=WAITING, notice__deadline__lt=at)
    waiting = waiting.select_related("notice__buyer", "structure")
    quotes = list(waiting)
    found = results_for(quotes)
    return [quote for quote in quotes if quote.id in found]
