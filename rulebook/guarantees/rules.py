"""The provisional guarantee of a bidder; the final guarantee and the retention of the winner; their return."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from rulebook.engine.calendar import EXACT, share
from rulebook.engine.facts import Notice, Procedure, Quote
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Asks, Said, ask, figure, met, not_concerned, not_met, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force

DECREE = "decree-2-22-431/"
PROVISIONAL = DECREE + "provisional-guarantee"


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BUYER,
    cites=[DECREE + "28", PROVISIONAL],
    confidence=Confidence.LIKELY,
)
def provisional_guarantee_is_asked(notice: Notice) -> Answers:
    """A provisional guarantee is owed only when the notice asks for one; no text we hold asks for it on an order."""
    if notice.procedure is Procedure.PURCHASE_ORDER:
        return not_concerned("a_quote_and_no_guarantee"), ask("guarantees_of_an_order")
    if notice.guarantee is None:
        not_told = unknown("not_told", remedy="read_the_notice", at_most=Force.INFORMS)
        return not_told, ask("waiver_for_the_smallest")
    if not notice.guarantee:
        return met("none_asked", at_most=Force.INFORMS)
    asked = met("asked", at_most=Force.INFORMS, guarantee=notice.guarantee)
    return asked, ask("waiver_for_the_smallest")


@rule(
    answers=Asks.WHAT_IT_COSTS,
    about=About.BUYER,
    cites=[PROVISIONAL],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def provisional_guarantee_stays_within_the_cap(notice: Notice, law: Law) -> Said:
    """No more than a share of the estimate: inferred from what notices ask, so more than that only warns."""
    if notice.guarantee is not None and not notice.guarantee:
        return not_concerned("none_asked")
    cap = law("guarantees.provisional_cap")
    if not notice.estimate:
        return unknown("estimate_not_told", remedy="read_the_notice", at_most=Force.INFORMS, cap=cap)
    limit = share(notice.estimate, cap)
    if notice.guarantee is None:
        return met("expect_at_most", at_most=Force.INFORMS, limit=limit, cap=cap)
    told = {"guarantee": notice.guarantee, "limit": limit, "cap": cap}
    if notice.guarantee <= limit:
        return met("within_the_cap", at_most=Force.WARNS, **told)
    if len(notice.lots) > 1:
        return unknown("compare_lot_by_lot", remedy="read_the_notice", at_most=Force.INFORMS, **told)
    return not_met("above_the_cap", remedy="ask_about_the_amount", at_most=Force.WARNS, **told)


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BUYER,
    cites=[DECREE + "39", "order-1692-23/15"],
    under=Procedure.TENDER,
)
def provisional_guarantee_is_given_without_fault(notice: Notice) -> Answers:
    """It is given on the portal: on paper it is void; smaller, with reservations or not conforming, it rejects."""
    if notice.guarantee is not None and not notice.guarantee:
        return not_concerned("none_asked")
    return met("on_the_portal_only", at_most=Force.INFORMS), met("no_fault_is_forgiven", at_most=Force.INFORMS)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[PROVISIONAL, DECREE + "28", DECREE + "36"],
    under=Procedure.TENDER,
)
def provisional_guarantee_can_be_lost(notice: Notice) -> Said:
    """Withdrawing, not answering, not signing, refusing the approval, giving no final guarantee: the buyer keeps it."""
    if notice.guarantee is not None and not notice.guarantee:
        return not_concerned("none_asked")
    return met("kept_from_who_backs_out", at_most=Force.INFORMS)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "47", DECREE + "143"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def provisional_guarantee_comes_back(notice: Notice, law: Law) -> Said:
    """To whoever is eliminated within hours; to an awardee left without approval when its delay has passed."""
    if notice.guarantee is not None and not notice.guarantee:
        return not_concerned("none_asked")
    hours, days = law.count("deadlines.guarantee_hours"), law.count("deadlines.approval")
    return met("comes_back", at_most=Force.INFORMS, hours=hours, days=days)


@rule(answers=Asks.WHAT_IT_COSTS, about=About.BUYER, cites=["ccag-t/15"], under=Procedure.TENDER)
def final_guarantee_unless_waived(law: Law) -> Said:
    """The winner gives a share of the initial amount, unless its special terms say another or waive it."""
    return met("read_the_special_terms", at_most=Force.INFORMS, rate=law("guarantees.final_rate"))


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=["ccag-t/15"],
    confidence=Confidence.UNSURE,
    under=Procedure.TENDER,
)
def final_guarantee_in_time(law: Law) -> Answers:
    """Two sources give two delays from the notice of approval: we warn at the shorter, the special terms decide."""
    days, more = law.count("guarantees.final_days"), law.count("guarantees.final_days_elsewhere")
    return met("count_the_shorter", days=days, more=more), ask("days_of_the_final_guarantee")


@rule(
    answers=Asks.WHAT_IT_COSTS,
    about=About.BUYER,
    cites=["ccag-t/64"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def retention_is_kept_from_each_payment(law: Law) -> Said:
    """A share of each instalment is kept back, up to a share of the initial amount."""
    each, most = law("guarantees.retention_each"), law("guarantees.retention_most")
    return met("kept_from_each_payment", at_most=Force.INFORMS, each=each, most=most)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=["ccag-t/17"], under=Procedure.TENDER)
def bank_may_stand_in(law: Law) -> Said:
    """A bank's guarantee may replace the final guarantee and the retention."""
    return met("a_bank_may_stand_in", at_most=Force.INFORMS)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=["decree-2-16-344/9"], under=Procedure.TENDER)
def guarantees_are_released_at_final_acceptance(law: Law) -> Answers:
    """At final acceptance the retention and the guarantees are released; late, interest is owed."""
    return met("released_or_interest", at_most=Force.INFORMS), ask("when_guarantees_are_released")


@rule(
    answers=Asks.WHAT_IT_COSTS,
    about=About.QUOTE,
    cites=["ccag-t/15", "ccag-t/64"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def money_to_set_aside(quote: Quote | None, law: Law) -> Iterator[Answer]:
    """What the winner of this amount would leave with the buyer until final acceptance."""
    if quote is None or quote.total_incl_vat is None:
        yield unknown("quote_not_priced", remedy="price_every_line", at_most=Force.INFORMS)
        return
    total, rate, most = quote.total_incl_vat, law("guarantees.final_rate"), law("guarantees.retention_most")
    final, kept = _share_up_to_the_dirham(total, rate), share(total, most)
    yield met("set_aside", at_most=Force.INFORMS, final=final, kept=kept)
    yield figure("final_guarantee", final, "MAD", ("total", total), ("rate", rate))
    yield figure("retention_at_most", kept, "MAD", ("total", total), ("rate", most))


def _share_up_to_the_dirham(amount: Decimal, percent: Decimal) -> Decimal:
    """``percent`` per cent of an amount, brought up to the next whole dirham."""
    return EXACT.multiply(amount, percent.scaleb(-2)).to_integral_value(ROUND_CEILING, EXACT)
