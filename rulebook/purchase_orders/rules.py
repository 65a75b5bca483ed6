"""The light procedure of article 91: one ceiling, one portal, one criterion."""

from __future__ import annotations

from rulebook.engine.facts import Notice, Procedure, Quote
from rulebook.engine.law import Law
from rulebook.engine.rule import Answers, Asks, Said, ask, met, need, not_concerned, not_met, rule, unknown
from rulebook.engine.verdict import About, Confidence, Force, When

ARTICLE_91 = ["decree-2-22-431/91"]


def _is_order(notice: Notice) -> bool:
    return notice.procedure is Procedure.PURCHASE_ORDER


@rule(answers=Asks.MAY_WIN, about=About.QUOTE, cites=ARTICLE_91)
def quote_stays_under_the_ceiling(quote: Quote | None, notice: Notice, law: Law) -> Answers:
    """A purchase order may not exceed the ceiling the decree fixes, taxes included."""
    if not _is_order(notice):
        return not_concerned("other_procedure")
    ceiling = law("purchase_orders.ceiling")
    if quote is None or quote.total_incl_vat is None:
        return unknown("quote_not_priced", remedy="price_every_line", ceiling=ceiling)
    total = quote.total_incl_vat
    if total > ceiling:
        over = not_met(
            "over_the_ceiling", remedy="lower_the_total", total=total, ceiling=ceiling, excess=total - ceiling
        )
        return over, ask("exceptions_above_the_ceiling")
    return met("under_the_ceiling", total=total, ceiling=ceiling)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=ARTICLE_91, confidence=Confidence.LIKELY)
def orders_of_the_year_stay_under_the_ceiling(notice: Notice, law: Law) -> Said:
    """The ceiling counts, for one authorising officer, a budget year and services of the same nature."""
    if not _is_order(notice):
        return not_concerned("other_procedure")
    ceiling = law("purchase_orders.ceiling")
    return unknown("only_the_buyer_knows", remedy="nothing_to_do", at_most=Force.INFORMS, ceiling=ceiling)


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=ARTICLE_91)
def notice_is_on_the_portal(notice: Notice) -> Said:
    """A purchase order opens with a notice on the portal, except where competition is impossible."""
    if not _is_order(notice):
        return not_concerned("other_procedure")
    if notice.published is None:
        return unknown("publication_not_told", remedy="look_for_it_on_the_portal", at_most=Force.INFORMS)
    return met("published", at_most=Force.INFORMS, published=notice.published)


@rule(answers=Asks.WHAT_TO_HOLD, about=About.QUOTE, cites=ARTICLE_91)
def quote_goes_through_the_portal(notice: Notice) -> Answers:
    """Quotes are received only through the portal."""
    if not _is_order(notice):
        return not_concerned("other_procedure")
    told = met("only_through_the_portal", at_most=Force.INFORMS)
    return told, need("quote", When.WITH_QUOTE), ask("certificate_to_send_a_quote")


@rule(answers=Asks.MAY_WIN, about=About.BUYER, cites=ARTICLE_91)
def lowest_price_wins(notice: Notice) -> Answers:
    """The lowest conforming quote wins: no reference price, no filter of abnormally low offers."""
    if not _is_order(notice):
        return not_concerned("other_procedure")
    return met("lowest_price", at_most=Force.INFORMS), ask("equal_quotes"), ask("how_long_it_stays_open")


@rule(answers=Asks.HOW_IT_GOES, about=About.BUYER, cites=ARTICLE_91)
def first_is_invited_to_confirm(notice: Notice, law: Law) -> Answers:
    """The buyer invites the first to confirm by letter; failing that the next, down to the last rank allowed."""
    if not _is_order(notice):
        return not_concerned("other_procedure")
    ranks = law.count("purchase_orders.confirmation_ranks")
    return met("invited_in_turn", at_most=Force.INFORMS, ranks=ranks), ask("how_long_to_confirm")


@rule(answers=Asks.MAY_WIN, about=About.BUYER, cites=ARTICLE_91)
def one_quote_is_enough(notice: Notice, law: Law) -> Said:
    """An order may be placed on a single quote."""
    if not _is_order(notice):
        return not_concerned("other_procedure")
    return met("enough", at_most=Force.INFORMS, quotes=law.count("purchase_orders.enough_quotes"))
