"""Retention money, advances, the day a payment is due, and what a late one costs. One function each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rulebook.deadlines.counting import Calendar, Unit, count, shift
from rulebook.engine.calculation import provision
from rulebook.engine.calendar import EXACT, centimes, share
from rulebook.engine.law import Law
from rulebook.engine.verdict import Confidence
from rulebook.payment.facts import Debt
from rulebook.taxes.facts import Applies, Client, Entered, Held, Sale

YES, NO, UNKNOWN = Applies
LIKELY, UNSURE = Confidence.LIKELY, Confidence.UNSURE
NOTHING = Decimal(0)
YEARS = ("payment.year_short", "payment.year_long")
"""The two ways of counting the days of a year."""


@provision(cites=["ccag-t/64"], confidence=LIKELY)
def retention_kept(sale: Sale, law: Law, entered: Entered) -> Held:
    """Retention money: a share of each instalment up to a share of the whole, when the contract keeps any."""
    if sale.retention is False:
        return Held("none", NO)
    each, whole = law("guarantees.retention_each"), law("guarantees.retention_most")
    room = max(share(sale.initial or sale.amount, whole) - sale.kept_before, NOTHING)
    kept = min(share(sale.amount, each), room)
    values = {"each": each, "whole": whole}
    if kept == 0:
        return Held("all_kept", NO, values=values)
    if sale.retention is None:
        return Held("not_told", UNKNOWN, most=kept, values=values)
    return Held("kept", YES, kept, kept, values=values)


@provision(cites=["decree-2-14-272/4", "decree-2-14-272/5", "decree-2-14-272/repayment"])
def advance_paid(amount: Decimal, subcontracted: Decimal, months: int | None, order: bool, law: Law) -> Held:
    """An advance from an amount and a duration on: a share, a smaller one above a limit, never beyond a cap."""
    least, long = law("payment.advance_from"), law.count("payment.advance_months")
    if amount < least:
        return Held("too_small", NO, values={"least": least})
    if months is not None and months < long:
        return Held("too_short", NO, values={"months": long})
    own, limit = amount - subcontracted, law("payment.advance_limit")
    below, above = share(min(own, limit), law("payment.advance_rate")), max(own - limit, NOTHING)
    paid = min(below + share(above, law("payment.advance_rate_above")), law("payment.advance_cap"))
    back = law("payment.advance_repaid")
    if order:
        return Held("order", UNKNOWN, most=paid, at_most=UNSURE, asks=("payment.advance_on_orders",))
    if months is None:
        return Held("months_not_told", UNKNOWN, most=paid, values={"months": long, "paid": paid})
    return Held("paid", YES, paid, paid, values={"paid": paid, "back": back}, asks=("payment.better_advance",))


@provision(cites=["decree-2-16-344/2", "decree-2-16-344/start"])
def last_day_to_pay(served: date, papers: date | None, law: Law) -> date:
    """So many days to order the payment and so many to make it, from the service recorded with every paper."""
    start = max(served, papers or served)
    days = law.count("deadlines.payment_ordered") + law.count("deadlines.payment_made")
    return shift(start, days)


@provision(cites=["decree-2-16-344/9"])
def days_late(due: date, until: date) -> int:
    """From the day after the last one to the day of payment, that day included."""
    return max((until - due).days, 0)


@provision(cites=["decree-2-16-344/9"])
def base_of_interest(debt: Debt) -> Decimal:
    """The instalment or balance, taxes included, less the retention money."""
    return debt.amount - debt.retention


@provision(cites=["decree-2-16-344/9"])
def rate_of_interest(treasury: Decimal, law: Law) -> Decimal:
    """The average of the 3-month treasury bills of the quarter before, and a point more."""
    return treasury + law("payment.late_margin")


@provision(cites=["decree-2-16-344/9"], confidence=UNSURE)
def interest(base: Decimal, parts: Iterable[tuple[int, Decimal]], year: Decimal) -> Decimal:
    """Base by rate by days over the days of a year, rounded once. How many days a year has was not established."""
    weighted = sum((Fraction(days) * Fraction(rate.scaleb(-2)) for days, rate in parts), Fraction(0))
    exact = Fraction(base) * weighted / Fraction(year)
    return centimes(EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)))


@provision(cites=["decree-2-16-344/9"])
def due_by_right(debt: Debt) -> bool:
    """Nobody has to ask for late interest: it is due when the delay is the administration's."""
    return base_of_interest(debt) > 0


@provision(cites=["decree-2-16-344/order-of-interest"])
def told_by(paid: date, law: Law, calendar: Calendar) -> date:
    """The accountant tells the officer the day of payment within so many working days."""
    return count(paid, law.count("payment.told_after"), Unit.WORKING, calendar)


@provision(cites=["decree-2-16-344/order-of-interest"])
def ordered_by(told: date, law: Law) -> date:
    """Then the officer orders the interest within so many days, unless credits are missing."""
    return shift(told, law.count("payment.interest_ordered"))


@provision(cites=["decree-2-16-344/1"])
def covered(client: Client | None) -> Held:
    """The State and the territories are covered; of public establishments, those on a list."""
    if client in {Client.STATE, Client.LOCAL}:
        return Held("bound", YES)
    if client is Client.OTHER:
        return Held("other_buyer", NO)
    reason, sure = ("establishment", UNSURE) if client is Client.ESTABLISHMENT else ("buyer_not_told", LIKELY)
    return Held(reason, UNKNOWN, at_most=sure, asks=("payment.listed_establishment",))
