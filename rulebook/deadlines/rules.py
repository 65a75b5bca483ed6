"""The days of a notice, in the order a bidder meets them."""

from __future__ import annotations

from datetime import timedelta

from rulebook.deadlines.counting import gap_is_worth, shift
from rulebook.deadlines.milestones import Marked, Situation, after, before, milestone
from rulebook.engine.facts import Procedure, Tender
from rulebook.engine.law import Law
from rulebook.engine.verdict import Confidence, Force

DECREE = "decree-2-22-431/"
ORDER = (Procedure.PURCHASE_ORDER,)
BOTH = (Procedure.PURCHASE_ORDER, Procedure.TENDER)
PUBLICITY = {
    Tender.OPEN: "deadlines.publicity_open",
    Tender.SIMPLIFIED: "deadlines.publicity_simplified",
    Tender.RESTRICTED: "deadlines.publicity_restricted",
    Tender.PRESELECTION: "deadlines.publicity_preselection",
    Tender.DIALOGUE: "deadlines.publicity_dialogue",
    Tender.NEGOTIATED: "deadlines.publicity_negotiated",
}
"""The least publicity of each kind of tender; that of a contest was not established."""


def tolerance(law: Law) -> int:
    """The day that the two ways of counting leave between them."""
    return law.count("deadlines.counting_tolerance")


@milestone(counted_from="publication", cites=[DECREE + "22"])
def last_day_to_ask_a_postponement(now: Situation) -> Marked:
    """A bidder may ask for a postponement during the first half of the publicity delay, once only."""
    slack = tolerance(now.law)
    if now.published is None or now.opening is None:
        return Marked("start_not_known", None, tolerance=slack)
    half = max((now.opening - now.published).days, 0) // 2
    return after(now.published, half, tolerance=slack, for_bidder=True)


@milestone(counted_from="publication", cites=[DECREE + "23"])
def publicity(now: Situation) -> Marked | None:
    """Between publication and opening a tender leaves a least number of days, which depends on its kind."""
    if now.tender is Tender.CONTEST:
        return None  # how long a contest is published was not established
    slack, ordinary = tolerance(now.law), now.law.count(PUBLICITY[Tender.OPEN])
    least = now.law.count(PUBLICITY[now.tender or (Tender.SIMPLIFIED if _may_be_simplified(now) else Tender.OPEN)])
    asks = ("how_days_are_counted",)
    if now.published is None or now.opening is None:
        return Marked("start_not_known", None, least, slack, at_most=Force.WARNS, asks=asks)
    gap = (now.opening - now.published).days
    reason = gap_is_worth(gap, least, least if now.tender else ordinary, slack)
    return Marked(
        reason,
        shift(now.published, least),
        least,
        slack,
        at_most=Force.WARNS,
        no_surer_than=Confidence.UNSURE if "limit" in reason else Confidence.LIKELY,
        values={"gap": gap, "least": least, "ordinary": ordinary},
        asks=asks,
    )


def _may_be_simplified(now: Situation) -> bool:
    """Whether the short delay is open to a tender of no told kind: an estimate that no notice seen went above."""
    # An estimate of nothing is not known, and then nothing rules the short delay out.
    return not now.notice.estimate or now.notice.estimate <= now.law("deadlines.simplified_ceiling_with_vat")


@milestone(counted_from="publication", cites=[DECREE + "23"], confidence=Confidence.LIKELY)
def long_publicity(now: Situation) -> Marked | None:
    """Above amounts that were not established, the publicity delay is longer."""
    under = now.notice.estimate and now.notice.estimate <= now.law("deadlines.simplified_ceiling_with_vat")
    if now.tender not in {None, Tender.OPEN} or under:
        return None
    asks = ("thresholds_of_the_long_delay",)
    days = now.law.count("deadlines.publicity_long")
    return after(now.published, days, tolerance=tolerance(now.law), at_most=Force.INFORMS, asks=asks)


@milestone(counted_from="opening", cites=[DECREE + "22"])
def last_change_without_notice(now: Situation) -> Marked:
    """The buyer may change the file without a corrective notice up to this many days before the opening."""
    return before(now.opening, now.law.count("deadlines.change_before"), tolerance=tolerance(now.law))


@milestone(counted_from="correction", cites=[DECREE + "22"])
def opening_after_a_correction(now: Situation) -> Marked:
    """After a corrective notice the opening waits, and never comes before the first date."""
    days = now.law.count("deadlines.correction_wait")
    found = after(now.known.corrected, days, tolerance=tolerance(now.law))
    if found.day is not None and now.opening is not None and found.day < now.opening:
        return Marked("first_date_stands", now.opening, days, tolerance=found.tolerance)
    return found


@milestone(counted_from="opening", cites=[DECREE + "25"])
def last_day_to_ask(now: Situation) -> Marked:
    """Questions reach the buyer this many days before the opening at the latest."""
    days = now.law.count("deadlines.ask_before")
    return before(now.opening, days, tolerance=tolerance(now.law), for_bidder=True)


@milestone(counted_from="opening", cites=[DECREE + "25"])
def last_day_to_be_answered(now: Situation) -> Marked:
    """The buyer answers everybody this many days before the opening at the latest."""
    return before(now.opening, now.law.count("deadlines.answer_before"), tolerance=tolerance(now.law))


@milestone(counted_from="deadline", cites=[DECREE + "34"])
def bid_deposit(now: Situation) -> Marked:
    """A bid sent after the deadline of the notice is refused by the portal."""
    return _deposit(now)


@milestone(counted_from="deadline", cites=[DECREE + "91"], concerns=ORDER)
def quote_deposit(now: Situation) -> Marked:
    """The quote is on the portal before the deadline of the notice; no least delay was established."""
    return _deposit(now, "how_long_it_stays_open")


def _deposit(now: Situation, *asks: str) -> Marked:
    if now.notice.deadline is None:
        return Marked("start_not_known", None, asks=asks)
    return Marked("dated", now.deadline, values={"instant": now.notice.deadline}, asks=asks)


@milestone(counted_from="deadline", cites=[DECREE + "22"])
def opening(now: Situation) -> Marked:
    """Bids are opened the day of the deadline unless the notice says another; never on a holiday."""
    if now.opening is None:
        return Marked("start_not_known", None, no_surer_than=Confidence.LIKELY)
    # One day and one moment for deposit and opening is what notices do, not what a text we read says.
    sure = Confidence.LIKELY if now.known.opening is None else Confidence.CERTAIN
    holiday = now.calendar.closed(now.opening)
    if holiday is None:
        return Marked("dated", now.opening, no_surer_than=sure)
    return Marked(
        "on_a_holiday",
        now.opening,
        at_most=Force.WARNS,
        no_surer_than=sure,
        values={"holiday": holiday.name},
        expected=holiday.expected,
    )


@milestone(counted_from="deadline", cites=[DECREE + "91"], concerns=ORDER)
def watch_the_account(now: Situation) -> Marked:
    """From the deadline on, the invitation to confirm may come any day: how long one has was not established."""
    return Marked(
        "start_not_known" if now.deadline is None else "dated",
        now.deadline,
        at_most=Force.INFORMS,
        asks=("how_long_to_confirm",),
    )


@milestone(counted_from="commission", cites=[DECREE + "47"])
def losers_informed(now: Situation) -> Marked:
    """Everybody learns the result, with reasons, this many days after the commission ends at the latest."""
    return after(now.known.commission, now.law.count("deadlines.inform_after"), tolerance=tolerance(now.law))


@milestone(counted_from="elimination", cites=[DECREE + "47"], confidence=Confidence.LIKELY)
def guarantee_returned(now: Situation) -> Marked:
    """The provisional guarantee comes back to whoever is eliminated within some hours."""
    hours = now.law.count("deadlines.guarantee_hours")
    days = timedelta(hours=hours).days
    return after(now.known.informed, days, tolerance=tolerance(now.law), values={"hours": hours})


@milestone(counted_from="invitation", cites=[DECREE + "28"])
def complement(now: Situation) -> Marked:
    """The presumptive winner, invited through the portal, has at least these days to complete its file."""
    days = now.law.count("deadlines.complement_least")
    return after(now.known.invited, days, tolerance=tolerance(now.law), for_bidder=True)


@milestone(counted_from="commission", cites=[DECREE + "142"], confidence=Confidence.LIKELY)
def waiting_period(now: Situation) -> Marked:
    """Before approval the buyer waits, from the day after the commission ends; longer when there is a complaint."""
    days = now.law.count("deadlines.waiting")
    return after(now.known.commission, days, tolerance=tolerance(now.law), values={"more": days})


@milestone(counted_from="opening", cites=[DECREE + "36"])
def offers_bind_until(now: Situation) -> Marked:
    """Offers bind those who made them for this many days from the opening."""
    return after(now.opening, now.law.count("deadlines.offers_bind"), tolerance=tolerance(now.law))


@milestone(counted_from="opening", cites=[DECREE + "143"])
def approval_notified(now: Situation) -> Marked:
    """Approval is notified within this delay from the opening; afterwards the awardee is free."""
    return after(now.opening, now.law.count("deadlines.approval"), tolerance=tolerance(now.law))


@milestone(counted_from="service", cites=["decree-2-16-344/2"], concerns=BOTH)
def payment_ordered(now: Situation) -> Marked:
    """The authorising officer orders the payment within this delay from the recording of the service."""
    return after(now.known.served, now.law.count("deadlines.payment_ordered"))


@milestone(counted_from="service", cites=["decree-2-16-344/2"], concerns=BOTH)
def payment(now: Situation) -> Marked:
    """The buyer has paid: the officer's delay, then the accountant's."""
    ordered = now.law.count("deadlines.payment_ordered")
    paid = now.law.count("deadlines.payment_made")
    return after(now.known.served, ordered + paid, values={"ordered": ordered, "paid": paid})
