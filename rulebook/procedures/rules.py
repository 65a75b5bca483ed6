"""What the estimate allows (art. 19, 20, 91), how it is published (art. 23), what the notice and its file say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, auto

from rulebook.deadlines.counting import gap_is_worth
from rulebook.deadlines.rules import PUBLICITY
from rulebook.engine.calendar import share
from rulebook.engine.facts import Category, Notice, Procedure, Tender
from rulebook.engine.format import local
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Asks, Said, ask, met, not_concerned, not_met, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force

DECREE = "decree-2-22-431/"
ORDINARY = frozenset({None, Tender.OPEN, Tender.SIMPLIFIED})
"""The kinds between which only the estimate chooses; ``None`` is one that nobody told."""


class Side(Enum):
    """Where an estimate stands against a ceiling without VAT."""

    UNDER = auto()
    AT = auto()
    OVER = auto()
    HANGS = auto()
    """On one side or the other according to a VAT rate that nobody told."""


def side(notice: Notice, ceiling: Decimal, law: Law) -> Side | None:
    """Compare the estimate, which includes VAT, with a ceiling that does not; ``None`` when it was not told."""
    estimate = notice.estimate
    if not estimate:
        return None
    if notice.vat_rate is not None:
        limit = ceiling + share(ceiling, notice.vat_rate)
        return Side.UNDER if estimate < limit else Side.AT if estimate == limit else Side.OVER
    if estimate <= ceiling:
        return Side.UNDER if estimate < ceiling else Side.AT
    return Side.HANGS if estimate <= ceiling + share(ceiling, law("taxes.vat_standard")) else Side.OVER


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "19", DECREE + "20"], under=Procedure.TENDER)
def ordinary_tender_is_always_allowed(law: Law) -> Said:
    """The ordinary open tender is the rule: the buyer may choose it whatever the amount."""
    return met("always_allowed", at_most=Force.INFORMS)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "19"], under=Procedure.TENDER)
def simplified_tender_is_allowed(notice: Notice, law: Law) -> Answers:
    """Up to a ceiling without VAT, the buyer may choose the simplified tender; exactly at it, likely."""
    if notice.tender not in ORDINARY:
        return not_concerned("another_kind")
    ceiling = law("procedures.simplified_ceiling")
    where = side(notice, ceiling, law)
    if where is None:
        return unknown("estimate_not_told", remedy="find_the_estimate", at_most=Force.INFORMS)
    if where is Side.HANGS:
        return _vat_decides(notice, ceiling)
    if where is Side.UNDER:
        return met("under_the_ceiling", at_most=Force.INFORMS, ceiling=ceiling)
    if where is Side.AT:
        ceiling = law("procedures.simplified_ceiling_itself")
        return met("at_the_ceiling", at_most=Force.INFORMS, ceiling=ceiling)
    if notice.tender is not Tender.SIMPLIFIED:
        return not_concerned("above_the_ceiling", ceiling=ceiling)
    told = {"estimate": notice.estimate, "ceiling": ceiling}
    if len(notice.lots) > 1:
        lots = unknown("lots_decide", remedy="ask_why", at_most=Force.INFORMS, lots=len(notice.lots), **told)
        return lots, ask("ceiling_and_lots")
    return not_met("simplified_above_the_ceiling", remedy="ask_why", at_most=Force.WARNS, **told)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "20", DECREE + "23"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def restricted_tender_is_allowed(notice: Notice, law: Law) -> Said:
    """Under a ceiling without VAT, for services that few can perform, the buyer may write to a few bidders only."""
    if notice.tender not in {None, Tender.RESTRICTED}:
        return not_concerned("another_kind")
    ceiling, bidders = law("procedures.restricted_ceiling"), law.count("procedures.restricted_bidders")
    where = side(notice, ceiling, law)
    if where is Side.HANGS:
        return _vat_decides(notice, ceiling)
    if where is Side.UNDER:
        return met("under_the_ceiling", at_most=Force.INFORMS, ceiling=ceiling, bidders=bidders)
    if notice.tender is None:
        return not_concerned("not_allowed_or_not_known", ceiling=ceiling)
    if where is None:
        return unknown("estimate_not_told", remedy="find_the_estimate", at_most=Force.INFORMS)
    above = {"estimate": notice.estimate, "ceiling": ceiling}
    return not_met("restricted_above_the_ceiling", remedy="ask_why", at_most=Force.WARNS, **above)


def _vat_decides(notice: Notice, ceiling: Decimal) -> Said:
    told = {"estimate": notice.estimate, "ceiling": ceiling}
    return unknown("vat_decides", remedy="find_the_vat_rate", at_most=Force.INFORMS, **told)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "91"], under=Procedure.TENDER)
def order_would_have_been_allowed(notice: Notice, law: Law) -> Said:
    """What stays within the ceiling of purchase orders may be bought that way; the buyer chooses."""
    ceiling = law("purchase_orders.ceiling")
    if notice.estimate and notice.estimate <= ceiling:
        return met("within_an_order", at_most=Force.INFORMS, ceiling=ceiling)
    return not_concerned("beyond_an_order_or_not_known", ceiling=ceiling)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "12", DECREE + "49", DECREE + "66", DECREE + "87", DECREE + "89"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def other_ways_go_their_way(notice: Notice, law: Law) -> Answers:
    """Preselection, contest, dialogue and negotiation: how each goes; when one may negotiate is asked."""
    negotiate = ask("when_one_may_negotiate")
    match notice.tender:
        case Tender.PRESELECTION:
            return met("two_steps", at_most=Force.INFORMS)
        case Tender.CONTEST:
            return met("a_jury_chooses", at_most=Force.INFORMS)
        case Tender.DIALOGUE:
            candidates, days = law.count("procedures.dialogue_candidates"), law.count("procedures.dialogue_offers")
            return met("candidates_then_offers", at_most=Force.INFORMS, candidates=candidates, days=days)
        case Tender.NEGOTIATED:
            months = law.count("procedures.urgent_regularisation")
            return met("never_the_object", at_most=Force.INFORMS, months=months), negotiate
        case None:
            return not_concerned("no_other_way_told"), negotiate
    return not_concerned("no_other_way_told")


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "23"], under=Procedure.TENDER)
def publicity_is_where_it_must_be(notice: Notice, law: Law) -> Answers:
    """An open tender is on the portal and in newspapers, one of them in Arabic; a simplified one in one newspaper."""
    if notice.tender is Tender.RESTRICTED:
        bidders = law.count("procedures.restricted_bidders")
        return unknown("letters", remedy="nothing_to_do", at_most=Force.INFORMS, bidders=bidders)
    if notice.tender not in ORDINARY:
        return not_concerned("not_established"), ask("publicity_of_other_ways")
    one, two = law.count("procedures.newspapers_simplified"), law.count("procedures.newspapers_open")
    if notice.tender is Tender.OPEN:
        return unknown("portal_and_newspapers", remedy="look_in_the_minutes", at_most=Force.INFORMS, newspapers=two)
    if notice.tender is Tender.SIMPLIFIED:
        return unknown("portal_and_a_newspaper", remedy="look_in_the_minutes", at_most=Force.INFORMS, newspapers=one)
    return unknown("by_kind", remedy="look_in_the_minutes", at_most=Force.INFORMS, simplified=one, newspapers=two)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "23"], under=Procedure.TENDER)
def publicity_lasts_long_enough(notice: Notice, law: Law) -> Answers:
    """Between publication and opening each kind of tender leaves a least number of days."""
    if notice.tender is Tender.CONTEST:
        return not_concerned("not_established")
    where = side(notice, law("procedures.simplified_ceiling"), law)
    kind = notice.tender or (Tender.OPEN if where is Side.OVER else Tender.SIMPLIFIED)
    least, ordinary = law.count(PUBLICITY[kind]), law.count(PUBLICITY[Tender.OPEN])
    gap = _days_of_publicity(notice)
    if gap is None:
        return unknown("no_sound_dates", remedy="look_in_the_notice", at_most=Force.INFORMS, least=least)
    # One day may count or not: only a gap that is enough either way is said to be enough.
    worth = gap_is_worth(gap, least, least if notice.tender else ordinary, slack=1)
    if worth == "short":
        return not_met("short", remedy="tell_the_buyer", at_most=Force.WARNS, gap=gap, least=least)
    if worth == "enough":
        long = law.count("deadlines.publicity_long")
        if gap <= long and notice.tender in {None, Tender.OPEN} and where in {None, Side.OVER}:
            said = met("enough_unless_long", at_most=Force.INFORMS, gap=gap, long=long)
            return said, ask("thresholds_of_the_long_delay")
        return met("enough", at_most=Force.INFORMS, gap=gap)
    if worth == "enough_if_simplified":
        told = {"gap": gap, "least": least, "ordinary": ordinary}
        return unknown("enough_if_simplified", remedy="look_in_the_notice", at_most=Force.INFORMS, **told)
    return unknown("hangs_on_the_counting", remedy="ask_how_days_count", at_most=Force.INFORMS, gap=gap)


def _days_of_publicity(notice: Notice) -> int | None:
    """Days from publication to deadline in Casablanca; ``None`` when one is not told or they contradict."""
    if notice.published is None or notice.deadline is None or notice.deadline < notice.published:
        return None
    return (local(notice.deadline).date() - local(notice.published).date()).days


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "6"])
def estimate_is_in_the_notice(notice: Notice) -> Said:
    """The buyer estimates the cost before launching, and its notice says how much; a purchase order shows none."""
    if notice.procedure is Procedure.PURCHASE_ORDER:
        return not_concerned("orders_show_none")
    if not notice.estimate:
        return unknown("estimate_not_seen", remedy="look_in_the_notice", at_most=Force.INFORMS)
    return met("estimate_told", at_most=Force.INFORMS, estimate=notice.estimate)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "23"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def tender_notice_is_whole(notice: Notice) -> Iterator[Answer]:
    """What the portal shows of every tender, looked for in this one: each thing not seen is said."""
    return _whole(_missing(notice, kind_not_seen=notice.tender))


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "91"], under=Procedure.PURCHASE_ORDER)
def order_notice_is_whole(notice: Notice) -> Iterator[Answer]:
    """What the portal shows of every purchase order, looked for in this one: each thing not seen is said."""
    missing = _missing(notice, nature_not_seen=notice.nature is not None, lines_not_seen=notice.lines)
    lame = sum(1 for line in notice.lines if not (line.designation and line.unit and line.quantity))
    if lame:
        yield unknown("lines_incomplete", remedy="look_in_the_notice", at_most=Force.INFORMS, lines=lame)
    if missing or not lame:
        yield from _whole(missing)


def _missing(notice: Notice, **more: object) -> list[str]:
    """The reason to give for each thing that every notice shows and this one does not; ``more`` is of its kind."""
    shown = {
        "reference_not_seen": notice.reference,
        "object_not_seen": notice.object,
        "buyer_not_seen": notice.buyer,
        "category_not_seen": notice.category,
        "places_not_seen": notice.places,
        "deadline_not_seen": notice.deadline,
    }
    return [reason for reason, seen in (shown | more).items() if not seen]


def _whole(missing: list[str]) -> Iterator[Answer]:
    for reason in missing:
        yield unknown(reason, remedy="look_in_the_notice", at_most=Force.INFORMS)
    if not missing:
        yield met("all_seen", at_most=Force.INFORMS)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "22", DECREE + "24"], under=Procedure.TENDER)
def file_is_free_on_the_portal(law: Law) -> Said:
    """The whole file is downloaded freely from the portal, from the day the notice comes out."""
    return met("free", at_most=Force.INFORMS)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "21"], under=Procedure.TENDER)
def offers_are_in_arabic_or_french_and_in_dirhams(law: Law) -> Said:
    """The rules of consultation let one write in Arabic or French; prices are in dirhams."""
    return met("arabic_or_french_dirhams", at_most=Force.INFORMS)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "20", DECREE + "43"], under=Procedure.TENDER)
def prices_are_written_as_asked(notice: Notice) -> Said:
    """Guarding, cleaning and green spaces: one percentage of increase on the buyer's prices; otherwise one's own."""
    if notice.category in {None, Category.SERVICES}:
        return met("an_increase_for_three_services", at_most=Force.INFORMS)
    return met("ones_own_prices", at_most=Force.INFORMS)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "26", DECREE + "33"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def visit_and_samples_where_asked(law: Law) -> Said:
    """A visit leaves minutes that are published; samples are given before the day of the opening."""
    return met("only_if_asked", at_most=Force.INFORMS)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=[DECREE + "38", DECREE + "39"], under=Procedure.TENDER)
def session_waits_for_an_absent_member(law: Law) -> Said:
    """When a compulsory member is missing, the opening session is put off by some hours."""
    return met("put_off", at_most=Force.INFORMS, hours=law.count("procedures.session_postponed"))


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BUYER,
    cites=[DECREE + "46", DECREE + "47"],
    confidence=Confidence.LIKELY,
    under=Procedure.TENDER,
)
def minutes_are_published(law: Law) -> Answers:
    """An extract of the minutes is published and posted; the documents of rejected offers are kept for years."""
    hours, days = law.count("procedures.minutes_published"), law.count("procedures.minutes_posted")
    extract = met("extract_published", at_most=Force.INFORMS, hours=hours, days=days)
    return extract, met("rejected_kept", at_most=Force.INFORMS, years=law.count("procedures.rejected_files_kept"))
