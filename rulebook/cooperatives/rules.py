"""A cooperative from its founding to its yearly life: what it must be, what it must hold, what it may do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rulebook.cooperatives.facts import Cooperative, Step
from rulebook.engine.calculation import provision
from rulebook.engine.calendar import add_months, add_years
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Said, ask, figure, met, need, not_concerned, not_met, unknown
from rulebook.engine.verdict import Confidence, Force, When

LAW, REGISTER = "law-112-12/", "decree-2-15-617/"
INFORMS, LIKELY = Force.INFORMS, Confidence.LIKELY
KEPT = (
    "name_certificate",
    "statutes",
    "founding_minutes",
    "meeting_minutes",
    "members_list",
    "minutes_of_powers",
    "local_register_certificate",
    "central_register_number",
    "authority_receipt",
    "bank_certificate",
    "tax_numbers",
    "cnss_certificate",
    "tax_certificate",
    "accounts",
)
"""The papers of its vault, in the order one gets them."""


# ---- who and how much -------------------------------------------------------------------------------------------


@provision(cites=[LAW + "members"], confidence=LIKELY)
def members_are_enough(cooperative: Cooperative, law: Law) -> Said:
    """A cooperative has at least so many members; exactly the number is enough."""
    if cooperative.union:
        return not_concerned("union")
    return _enough(cooperative.members, law.count("cooperatives.members"))


@provision(cites=[LAW + "union"], confidence=LIKELY)
def cooperatives_are_enough(cooperative: Cooperative, law: Law) -> Said:
    """A union groups at least so many cooperatives with the same or complementary objects."""
    if not cooperative.union:
        return not_concerned("cooperative")
    return _enough(cooperative.members, law.count("cooperatives.union_members"))


def _enough(members: int | None, least: int) -> Said:
    if members is None:
        return unknown("not_told", remedy="count_the_members", least=least)
    if members < least:
        return not_met("too_few", remedy="find_members", least=least, members=members, missing=least - members)
    return met("enough", least=least, members=members)


@provision(cites=[LAW + "members"], confidence=LIKELY)
def an_older_number_is_still_read(law: Law) -> Said:
    """The law before asked for more founders; pages still copy it."""
    return met("of_the_law_before", at_most=INFORMS, before=law.count("cooperatives.members_before"))


@provision(cites=[LAW + "26"])
def capital_is_enough(cooperative: Cooperative, law: Law) -> Said:
    """The capital is at least so much."""
    least = law("cooperatives.capital")
    if cooperative.capital is None:
        return unknown("not_told", remedy="say_the_capital", least=least)
    if cooperative.capital < least:
        return not_met("too_small", remedy="raise_the_capital", least=least, capital=cooperative.capital)
    return met("enough", least=least, capital=cooperative.capital)


@provision(cites=[LAW + "26"])
def share_is_enough(cooperative: Cooperative, law: Law) -> Said:
    """A share is worth at least so much."""
    least = law("cooperatives.share")
    if cooperative.share is None:
        return unknown("not_told", remedy="say_the_share", least=least)
    if cooperative.share < least:
        return not_met("too_small", remedy="raise_the_share", least=least, share=cooperative.share)
    return met("enough", least=least, share=cooperative.share)


@provision(cites=[LAW + "26"], confidence=LIKELY)
def shares_are_paid(cooperative: Cooperative, law: Law) -> Iterator[Answer]:
    """A part of each cash share is paid when subscribing, the rest within so many years of the registration."""
    least, years = law("cooperatives.paid_first"), law.count("cooperatives.paid_within")
    if cooperative.paid is None:
        yield unknown("not_told", remedy="read_the_bank_certificate", least=least, years=years)
    elif cooperative.paid < least:
        yield not_met("too_little", remedy="pay_the_first_part", least=least, paid=cooperative.paid)
    else:
        yield met("enough", least=least, paid=cooperative.paid, years=years)
    if cooperative.registered_on is not None:
        by = add_years(cooperative.registered_on, years)
        yield figure("rest_paid_by", by, "day", ("registered", cooperative.registered_on), ("years", years))


# ---- creation ---------------------------------------------------------------------------------------------------


@provision(cites=[LAW + "creation", LAW + "27"])
def steps_of_the_creation(cooperative: Cooperative, law: Law) -> Iterator[Answer]:
    """Six steps, from the approved name to the copy left with the local authority."""
    days = law.count("cooperatives.funds_blocked")
    for step in Step:
        if step is Step.IN_KIND and cooperative.in_kind is False:
            yield not_concerned("in_kind_none")
        elif cooperative.done is None:
            yield unknown(f"{step}_not_told", remedy=f"do_{step}", at_most=INFORMS, days=days)
        elif step in cooperative.done:
            yield met(f"{step}_done")
        else:
            yield not_met(f"{step}_to_do", remedy=f"do_{step}", at_most=Force.WARNS, days=days)


@provision(cites=[LAW + "creation", REGISTER + "2"])
def papers_of_the_entry(cooperative: Cooperative) -> Iterator[Answer]:
    """What goes with the application for entry in the local register."""
    for paper in ("entry_form", "approved_name", "documents_of_article_eleven"):
        yield need(paper, When.ATTACHED)
    if cooperative.in_kind is not False:
        yield need("in_kind_report", When.ATTACHED)
    yield ask("documents_of_article_eleven")


@provision(cites=[LAW + "register"])
def no_approval_is_needed() -> Said:
    """Since law 112-12 there is no prior approval: the register takes its place."""
    return met("register_instead", at_most=INFORMS)


@provision(cites=[REGISTER + "1", LAW + "register"])
def it_is_in_the_local_register(cooperative: Cooperative, law: Law) -> Said:
    """Entry in the local register makes it; one of the law before that did not adapt in time lost its quality."""
    year = str(law.count("cooperatives.adapted_by"))
    if cooperative.in_local_register is None:
        return unknown("not_told", remedy="ask_the_clerk", year=year)
    if cooperative.in_local_register:
        return met("registered")
    if cooperative.born_before:
        return not_met("quality_lost", remedy="see_odco", year=year)
    return not_met("not_registered", remedy="apply_for_entry", year=year)


@provision(cites=[REGISTER + "copy"], confidence=LIKELY)
def the_clerk_tells_odco(cooperative: Cooperative, law: Law) -> Iterator[Answer]:
    """The clerk sends a copy to ODCO, which keeps the central register; anyone may ask for an extract."""
    days = law.count("cooperatives.copy_sent")
    yield met("within", at_most=INFORMS, days=days)
    if cooperative.registered_on is not None:
        by = cooperative.registered_on + timedelta(days=days)
        yield figure("copy_sent_by", by, "day", ("registered", cooperative.registered_on), ("days", days))


# ---- its life ---------------------------------------------------------------------------------------------------


@provision(cites=[LAW + "meeting"])
def yearly_meeting_is_held(cooperative: Cooperative, law: Law) -> Iterator[Answer]:
    """An ordinary general meeting each year, within so many months of the end of the accounting year."""
    months, ended, held = law.count("cooperatives.meeting_within"), cooperative.year_ended, cooperative.last_meeting
    if ended is None:
        yield unknown("year_not_told", remedy="say_the_year", months=months)
        return
    by = add_months(ended, months)
    yield figure("meeting_by", by, "day", ("year_ended", ended), ("months", months))
    if held is not None and held > ended:
        yield met("held", held=held) if held <= by else not_met("held_late", remedy="hold_it_in_time", held=held, by=by)
    elif law.day > by:
        yield not_met("missed", remedy="hold_the_meeting", by=by)
    else:
        yield unknown("to_be_held", remedy="hold_the_meeting", at_most=INFORMS, by=by)


@provision(cites=[LAW + "vote"])
def one_member_has_one_vote() -> Said:
    """One member, one vote, whatever the shares."""
    return met("one_vote", at_most=INFORMS)


@provision(cites=[LAW + "organs"], confidence=LIKELY)
def who_runs_it() -> Iterator[Answer]:
    """The general meeting, a board or managers; the thresholds were not established."""
    yield met("organs", at_most=INFORMS)
    yield ask("managers_or_board")
    yield ask("auditor")
    yield ask("reserves_and_filings")


@provision(cites=[LAW + "categories", LAW + "1"])
def what_it_may_do() -> Said:
    """It may employ its members, supply them, or sell what they make; and combine these."""
    return met("three_kinds", at_most=INFORMS)


@provision(cites=[LAW + "outsiders"], confidence=LIKELY)
def it_may_work_with_others() -> Answers:
    """Dealings with non-members are allowed within limits, without prior leave."""
    return met("within_limits", at_most=INFORMS), ask("limit_with_others")


@provision(cites=[LAW + "company"], confidence=LIKELY)
def it_may_become_a_company() -> Said:
    """A cooperative in order may turn into a company."""
    return met("in_order", at_most=INFORMS)


# ---- before public buyers and taxes -----------------------------------------------------------------------------


@provision(cites=["decree-2-22-431/28"], confidence=LIKELY)
def it_may_answer_public_buyers() -> Said:
    """It answers notices like others, its entry in the local register proved by a certificate."""
    return met("with_the_register_certificate", at_most=INFORMS)


@provision(cites=["decree-2-94-223/works"], confidence=LIKELY)
def works_ask_for_a_qualification() -> Said:
    """Works contracts ask for a qualification that small structures rarely hold."""
    return met("in_practice_closed", at_most=INFORMS)


@provision(cites=["cgi/7-I-A"])
def income_tax_has_two_cases(law: Law) -> Said:
    """Free of income tax when it only collects, or transforms under a turnover; services fit neither."""
    return met("two_cases", at_most=INFORMS, turnover=law("taxes.coop_income_tax_turnover"))


@provision(cites=["cgi/7-I-A"])
def an_older_turnover_is_still_read(law: Law) -> Said:
    """The turnover was lower in an older tax code; courses still teach it."""
    return met("older", at_most=INFORMS, before=law("cooperatives.turnover_before"))


@provision(cites=["cgi/7-I-A"], confidence=LIKELY)
def packing_is_no_transformation() -> Said:
    """Washing, sorting and packing is not transforming; buying from non-members or changing goods loses collecting."""
    return met("take_care", at_most=INFORMS)


@provision(cites=[LAW + "creation", REGISTER + "1"], confidence=LIKELY)
def papers_to_keep(cooperative: Cooperative) -> Iterator[Answer]:
    """The papers a cooperative holds in its vault."""
    for paper in KEPT:
        held = None if cooperative.papers is None else paper in cooperative.papers
        yield need(paper, When.OWN, held=held)


# ---- who helps --------------------------------------------------------------------------------------------------


@provision(cites=["support-programmes/odco"])
def odco_helps() -> Said:
    """ODCO approves names, keeps the central register, trains and advises."""
    return met("names_register_training", at_most=INFORMS)


@provision(cites=["support-programmes/mourafaka"])
def mourafaka_accompanies(cooperative: Cooperative, law: Law) -> Answers:
    """A programme of ODCO accompanies young cooperatives, up to an age that each call sets."""
    years = law.count("cooperatives.mourafaka_years")
    whether = ask("is_there_a_call")
    if cooperative.registered_on is None:
        return met("while_young", at_most=INFORMS, years=years), whether
    until = add_years(cooperative.registered_on, years)
    if law.day > until:
        return not_met("too_old", remedy="ask_about_the_next_call", at_most=INFORMS, years=years), whether
    return met("young_enough", at_most=INFORMS, years=years, until=until), whether


@provision(cites=["support-programmes/indh"])
def a_grant_may_help(law: Law) -> Answers:
    """INDH pays a part of a project, up to an amount, when a call is open in the province."""
    told = met(
        "by_call",
        at_most=INFORMS,
        share=law("cooperatives.grant_share"),
        most=law("cooperatives.grant_most"),
        own=law("cooperatives.grant_own"),
        young=law("cooperatives.grant_women_and_youth"),
    )
    return told, ask("is_there_a_call")
