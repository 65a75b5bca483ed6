"""The doors to knock on, in the order one meets them: each with its day, when the day it counts from is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rulebook.deadlines.counting import Calendar, Unit, count, working_on_or_before
from rulebook.engine.calculation import provision
from rulebook.engine.facts import BuyerRules, Procedure
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Said, ask, figure, met, not_concerned, not_met, unknown
from rulebook.engine.verdict import Confidence, Force
from rulebook.recourse.facts import Grievance, Ground

DECREE = "decree-2-22-431/"
NATIONAL = "decree-2-14-867/"
INFORMS = Force.INFORMS
LIKELY, UNSURE = Confidence.LIKELY, Confidence.UNSURE


def _after(start: date, days: int, calendar: Calendar, unit: Unit = Unit.CALENDAR) -> date:
    """The last day of a delay that one waits for."""
    return count(start, days, unit, calendar)


def _careful(start: date, days: int, calendar: Calendar, unit: Unit = Unit.CALENDAR) -> date:
    """The last day to act oneself: the office must be open, so never later than the last working day."""
    return working_on_or_before(_after(start, days, calendar, unit), calendar)


# ---- a bidder's complaint ---------------------------------------------------------------------------------------


@provision(cites=[DECREE + "2"])
def the_decree_binds_the_buyer(grievance: Grievance) -> Said:
    """The complaint of articles 163 and 164 is for buyers that the decree binds."""
    if grievance.rulebook is BuyerRules.OWN:
        return not_concerned("own_rules")
    if grievance.rulebook is BuyerRules.UNKNOWN:
        return unknown("buyer_unknown", remedy="ask_the_buyer_for_its_rules", at_most=Force.WARNS)
    return met("bound", at_most=INFORMS)


@provision(cites=[DECREE + "163"], confidence=LIKELY)
def the_ground_is_admitted(grievance: Grievance) -> Said:
    """Four grounds: the procedure, a clause, a conflict of interest, a rejection; each counted from its own day."""
    return met(f"for_{grievance.ground}")


@provision(cites=[DECREE + "163", DECREE + "164"], confidence=LIKELY)
def the_buyer_comes_first() -> Answers:
    """One writes to the buyer first."""
    return met("write_to_the_buyer", at_most=INFORMS), ask("must_the_buyer_come_first")


@provision(cites=[DECREE + "163"], confidence=UNSURE)
def complain_at_once(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """The delay was not established: an indication is shown, so that nobody waits."""
    days = law.count("recourse.buyer_days")
    yield met("do_not_wait", days=days)
    yield ask("days_to_complain")
    if grievance.happened is not None:
        day = _careful(grievance.happened, days, calendar)
        yield figure("write_to_the_buyer_by", day, "day", ("from", grievance.happened), ("days", days))


@provision(cites=[DECREE + "164", NATIONAL + "role"], confidence=LIKELY)
def the_commission_comes_next(grievance: Grievance) -> Iterator[Answer]:
    """The national commission may then be seized; for purchase orders that was not established."""
    if grievance.procedure is Procedure.PURCHASE_ORDER:
        yield unknown("orders_not_established", remedy="ask_the_commission", at_most=INFORMS)
        yield ask("are_orders_admissible")
        return
    yield met("may_be_seized", at_most=INFORMS)
    if grievance.procedure is None:
        yield ask("are_orders_admissible")


@provision(cites=[DECREE + "164"], confidence=UNSURE)
def seize_the_commission_at_once(law: Law) -> Answers:
    """The delay was not established either: the indication of one tool."""
    return met("do_not_wait", days=law.count("recourse.commission_days")), ask("days_to_seize_the_commission")


@provision(cites=[NATIONAL + "examination"], confidence=LIKELY)
def the_commission_examines(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """It examines a complaint in so many days, more when it must ask or hear."""
    days = law.count("recourse.commission_examines")
    yield met("within", at_most=INFORMS, days=days)
    if grievance.commission_seized is not None:
        day = _after(grievance.commission_seized, days, calendar)
        yield figure("examined_by", day, "day", ("from", grievance.commission_seized), ("days", days))


@provision(cites=[DECREE + "142", DECREE + "163"], confidence=LIKELY)
def the_award_may_be_suspended(grievance: Grievance, law: Law) -> Answers:
    """The award may be suspended for three grounds, not for a disputed rejection."""
    days = law.count("deadlines.waiting")
    if grievance.ground is Ground.REJECTION:
        return not_met("not_for_a_rejection", remedy="act_before_approval", at_most=INFORMS, days=days)
    return met("perhaps", at_most=INFORMS, days=days), ask("does_it_suspend")


@provision(cites=[DECREE + "163"], confidence=LIKELY)
def older_delays_are_still_read() -> Said:
    """Delays of older decrees, and the court's taken for the buyer's, are still found online."""
    return met("not_today", at_most=INFORMS)


@provision(cites=[DECREE + "152"])
def an_exclusion_leaves_time_to_answer(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """Before an exclusion one has at least so many days to answer; the decision is published on the portal."""
    days = law.count("recourse.sanction_answer")
    yield met("at_least", days=days)
    if grievance.happened is not None:
        day = _careful(grievance.happened, days, calendar)
        yield figure("answer_the_sanction_by", day, "day", ("from", grievance.happened), ("days", days))


@provision(cites=["law-41-90/annulment"], confidence=LIKELY)
def the_court_comes_last(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """The administrative court may annul a decision, when it is asked within so many days."""
    days = law.count("recourse.court_days")
    yield met("within", at_most=INFORMS, days=days)
    if grievance.happened is not None:
        day = _careful(grievance.happened, days, calendar)
        yield figure("go_to_court_by", day, "day", ("from", grievance.happened), ("days", days))


# ---- any administration -----------------------------------------------------------------------------------------


@provision(cites=["decree-2-16-344/2"])
def payment_has_a_day(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """The buyer pays within so many days from the recording of the service; the chapter of payment counts interest."""
    days = law.count("deadlines.payment_ordered") + law.count("deadlines.payment_made")
    if grievance.happened is None:
        yield unknown("service_not_told", remedy="say_when_it_was_recorded", at_most=Force.WARNS, days=days)
        return
    day = _after(grievance.happened, days, calendar)
    yield figure("paid_by", day, "day", ("from", grievance.happened), ("days", days))
    if law.day > day:
        yield not_met("late", remedy="ask_then_count_interest", by=day)
    else:
        yield met("under_way", at_most=INFORMS, by=day)


@provision(cites=["decree-2-17-265/reply"], confidence=LIKELY)
def chikaya_is_answered(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """A complaint on the portal or by phone is answered within so many days."""
    days = law.count("recourse.chikaya_answer")
    if grievance.chikaya_filed is None:
        yield met("may_be_used", at_most=INFORMS, days=days)
        return
    day = _after(grievance.chikaya_filed, days, calendar)
    yield figure("chikaya_answers_by", day, "day", ("from", grievance.chikaya_filed), ("days", days))
    if law.day > day:
        yield not_met("late", remedy="go_further", at_most=Force.WARNS, days=days, by=day)
    else:
        yield met("under_way", at_most=INFORMS, days=days, by=day)


@provision(cites=["mediator/complaint"], confidence=UNSURE)
def the_mediator_is_a_further_step() -> Said:
    """The Mediator of the Kingdom may be seized after that."""
    return met("further", at_most=INFORMS)


# ---- access to information --------------------------------------------------------------------------------------


def _answer_by(grievance: Grievance, calendar: Calendar, law: Law) -> tuple[date, date, int, int] | None:
    """The day of the answer, that day once extended, and both delays; ``None`` while nothing was asked."""
    urgent = grievance.urgent is True
    days = law.count("recourse.info_urgent" if urgent else "recourse.info_answer")
    more = law.count("recourse.info_urgent_extension" if urgent else "recourse.info_extension")
    if grievance.information_asked is None:
        return None
    first = _after(grievance.information_asked, days, calendar, Unit.WORKING)
    return first, _after(first, more, calendar, Unit.WORKING), days, more


def _refused_on(grievance: Grievance, calendar: Calendar, law: Law) -> date | None:
    """The day of the refusal; silence is one from the end of the delay on, unless it was extended."""
    if grievance.information_refused is not None:
        return grievance.information_refused
    due = _answer_by(grievance, calendar, law)
    return due[0] if due is not None and law.day > due[0] else None


@provision(cites=["law-31-13/request"])
def information_is_answered(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """The administration answers within so many working days, and may take as many more; less when it is urgent."""
    due = _answer_by(grievance, calendar, law)
    if due is None:
        days, more = law.count("recourse.info_answer"), law.count("recourse.info_extension")
        urgent = law.count("recourse.info_urgent")
        yield met("may_be_asked", at_most=INFORMS, days=days, more=more, urgent=urgent)
        return
    first, last, days, more = due
    yield figure("information_by", first, "day", ("from", _asked(grievance)), ("working_days", days))
    yield figure("information_at_the_latest", last, "day", ("working_days_more", more))
    if grievance.information_refused is not None:
        yield not_met("refused", remedy="write_to_the_head", at_most=Force.WARNS, refused=grievance.information_refused)
    elif law.day > last:
        yield not_met("silent", remedy="write_to_the_head", by=last)
    elif law.day > first:
        yield unknown("silent_or_extended", remedy="ask_whether_it_was_extended", at_most=Force.WARNS, by=last)
    else:
        yield met("under_way", at_most=INFORMS, by=first)


def _asked(grievance: Grievance) -> date:
    assert grievance.information_asked is not None  # there is no delay without it
    return grievance.information_asked


@provision(cites=["law-31-13/complaint"], confidence=LIKELY)
def the_head_is_written_to(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """After a refusal or silence, the head of the administration is written to, and answers."""
    days, answer = law.count("recourse.head_complaint"), law.count("recourse.head_answer")
    yield met("may_be_written_to", at_most=INFORMS, days=days, answer=answer)
    refused = _refused_on(grievance, calendar, law)
    if grievance.head_written is not None:
        day = _after(grievance.head_written, answer, calendar)
        yield figure("head_answers_by", day, "day", ("from", grievance.head_written), ("days", answer))
    elif refused is not None:
        day = _careful(refused, days, calendar, Unit.WORKING)
        yield figure("write_to_the_head_by", day, "day", ("from", refused), ("working_days", days))


@provision(cites=["law-31-13/commission"], confidence=LIKELY)
def the_information_commission_is_seized(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """Then the commission on access to information, which answers too."""
    days, answer = law.count("recourse.info_commission"), law.count("recourse.info_commission_answer")
    yield met("may_be_seized", at_most=INFORMS, days=days, answer=answer)
    if grievance.information_commission_seized is not None:
        day = _after(grievance.information_commission_seized, answer, calendar)
        from_day = grievance.information_commission_seized
        yield figure("commission_answers_by", day, "day", ("from", from_day), ("days", answer))
        return
    start = _ended(grievance.head_written, grievance.head_answered, law.count("recourse.head_answer"), calendar, law)
    if start is not None:
        day = _careful(start, days, calendar)
        yield figure("seize_the_commission_by", day, "day", ("from", start), ("days", days))


@provision(cites=["law-31-13/court"], confidence=LIKELY)
def the_court_gives_access(grievance: Grievance, calendar: Calendar, law: Law) -> Iterator[Answer]:
    """And at last the administrative court."""
    days, answer = law.count("recourse.info_court"), law.count("recourse.info_commission_answer")
    yield met("may_be_asked", at_most=INFORMS, days=days)
    seized, answered = grievance.information_commission_seized, grievance.information_commission_answered
    start = _ended(seized, answered, answer, calendar, law)
    if start is not None:
        day = _careful(start, days, calendar)
        yield figure("information_court_by", day, "day", ("from", start), ("days", days))


def _ended(written: date | None, answered: date | None, days: int, calendar: Calendar, law: Law) -> date | None:
    """The day a step ended: its answer, else its silence once the delay is over; ``None`` while it is under way."""
    if answered is not None:
        return answered
    if written is None:
        return None
    due = _after(written, days, calendar)
    return due if law.day > due else None
