"""What goes with a petition, to whom it is given, and what follows. The first half is in ``rules.py``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rulebook.engine.calculation import provision
from rulebook.engine.calendar import add_months
from rulebook.engine.conditions import holds
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Said, ask, figure, met, need, not_concerned
from rulebook.engine.verdict import Confidence, Force, When
from rulebook.petitions.facts import Filer, Level, Petition
from rulebook.petitions.rules import MOTION, STATE, C, P, R

FILING = [C + "filing", P + "filing", R + "122"]
REFUSAL = [C + "125", P + "116", R + "122"]
SESSIONS = [C + "33", P + "sessions", R + "sessions"]
BODIES = [C + "120", P + "111", R + "117"]
FORMS = ["decree-2-16-401/form", "decree-2-16-402/form", "decree-2-16-403/form"]

REFUSED_WITHIN: Mapping[Level, str] = {
    Level.COMMUNE: "petitions.commune_refusal",
    Level.PROVINCE: "petitions.province_refusal",
    Level.REGION: "petitions.region_refusal",
}
MONTHS: Mapping[Level, tuple[str, ...]] = {
    Level.COMMUNE: ("petitions.commune_session_1", "petitions.commune_session_2", "petitions.commune_session_3"),
    Level.PROVINCE: ("petitions.province_session_1", "petitions.province_session_2", "petitions.province_session_3"),
    Level.REGION: ("petitions.region_session_1", "petitions.region_session_2", "petitions.region_session_3"),
}


# ---- with what --------------------------------------------------------------------------------------------------


@provision(cites=FORMS, confidence=Confidence.LIKELY)
def papers_of_a_local_petition(petition: Petition) -> Iterator[Answer]:
    """The form, the list of signatures and the agent; for an association, what proves it is one."""
    yield need("form", When.ATTACHED)
    yield need("reasons", When.ATTACHED)
    if petition.filer is not Filer.ASSOCIATION:
        yield need("support_list", When.ATTACHED)
        yield need("proof_of_residence", When.ATTACHED)
        yield need("agent_named", When.ATTACHED)
    if petition.filer is not Filer.CITIZENS:
        for paper in ("statutes", "receipt_of_the_authority", "list_of_the_bureau", "proof_of_age", "power_to_file"):
            yield need(paper, When.ATTACHED)
    yield ask("exact_papers")


@provision(cites=[STATE + "conditions", STATE + "form"])
def papers_of_a_petition_to_the_state() -> Iterator[Answer]:
    """The form, the note and the list of signatures."""
    yield need("form_of_the_state", When.ATTACHED)
    yield need("explanatory_note", When.ATTACHED)
    yield need("list_of_voters", When.ATTACHED)


@provision(cites=["law-09-08/12"])
def list_with_id_numbers_is_authorised(petition: Petition) -> Iterator[Answer]:
    """A list that carries the numbers of identity cards is authorised beforehand by the CNDP."""
    if petition.list_holds_id_numbers is False:
        yield not_concerned("no_id_number")
        return
    yield holds(petition.authorised_list, "ask_the_cndp", Force.WARNS)
    yield ask("how_long_to_keep_the_list")


# ---- what follows -----------------------------------------------------------------------------------------------

LODGED: Mapping[Level, str] = {Level.STATE: "head_or_chamber", Level.MOTION: "a_chamber"}


@provision(cites=[*FILING, STATE + "definition", MOTION + "lodging"])
def whom_to_give_it(petition: Petition) -> Said:
    """The president of the council against a receipt; the head of government or a chamber."""
    return met(LODGED.get(petition.level, "president_of_the_council"), at_most=Force.INFORMS)


@provision(cites=FILING)
def what_acceptance_brings() -> Said:
    """Accepted by the bureau, it goes to the next ordinary session and to the committee in charge."""
    return met("next_session", at_most=Force.INFORMS)


@provision(cites=SESSIONS)
def next_sessions(petition: Petition, law: Law) -> Said:
    """The months of the ordinary sessions that follow. In the month of one, its agenda may be closed already."""
    day = petition.filed or law.day
    months = [law.count(name) for name in MONTHS[petition.level]]
    first, second, third = _following(day, months)
    if day.month in months:
        now = day.replace(day=1)
        return met("perhaps_this_month", at_most=Force.INFORMS, now=now, first=first, second=second, third=third)
    return met("coming", at_most=Force.INFORMS, first=first, second=second, third=third)


def _following(day: date, months: list[int]) -> tuple[date, date, date]:
    """The first days of the next three of these months, that of ``day`` left aside."""
    firsts = [date(year, month, 1) for year in (day.year, day.year + 1) for month in sorted(months)]
    first, second, third, *_ = (one for one in firsts if one > day)
    return first, second, third


@provision(cites=REFUSAL)
def refusal_is_reasoned(petition: Petition, law: Law) -> Iterator[Answer]:
    """A refusal is notified with its reasons within so many months, date to date."""
    months = law.count(REFUSED_WITHIN[petition.level])
    yield met("within", at_most=Force.INFORMS, months=months)
    if petition.filed is not None:
        by = add_months(petition.filed, months)
        yield figure("refusal_by", by, "day", ("filed", petition.filed), ("months", months))


@provision(cites=["decree-2-16-773/measures"])
def measures_are_proposed(law: Law) -> Answers:
    """The commission of petitions proposes measures within so many months; no delay of refusal was established."""
    told = met("within", at_most=Force.INFORMS, months=law.count("petitions.state_measures"))
    return told, ask("answer_of_the_state")


@provision(cites=[MOTION + "decision"])
def chamber_decides(law: Law) -> Said:
    """The bureau of the chamber decides within so many days."""
    return met("within", at_most=Force.INFORMS, days=law.count("petitions.motion_decision"))


@provision(cites=[MOTION + "lodging"], confidence=Confidence.LIKELY)
def a_member_takes_it_up() -> Said:
    """It becomes a bill only if a member of the chamber takes it up."""
    return met("needed", at_most=Force.INFORMS)


# ---- beside it --------------------------------------------------------------------------------------------------


@provision(cites=BODIES)
def who_else_listens(petition: Petition) -> Said:
    """The consultative bodies beside the council: three in a region, one elsewhere."""
    return met("three_bodies" if petition.level is Level.REGION else "one_body", at_most=Force.INFORMS)


@provision(cites=["law-31-13/request"])
def information_may_be_asked_first(law: Law) -> Said:
    """Figures that feed a petition may be asked of the administration, which has so many working days."""
    days, more = law.count("recourse.info_answer"), law.count("recourse.info_extension")
    return met("before_writing", at_most=Force.INFORMS, days=days, more=more)


@provision(cites=[C + "123", C + "124", P + "114", P + "115"])
def wording_is_to_be_read() -> Answer:
    """The exact wording of the articles on communes and provinces was not read."""
    return ask("exact_wording")
