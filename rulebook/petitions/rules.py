"""What a petition must be: what it asks, who signs, who files it. What comes after is in ``rules_after.py``.

One function may hold a condition that three organic laws state each in its own article: it is cited for the level
asked about alone. What is only told (whom to see, what comes next) informs; it never refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from rulebook.engine.calculation import provision
from rulebook.engine.calendar import add_years
from rulebook.engine.conditions import holds, spared
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Said, ask, figure, met, not_concerned, not_met, unknown
from rulebook.engine.verdict import Confidence, Force
from rulebook.petitions.facts import LOCAL, Filer, Level, Petition
from rulebook.petitions.signatures import all_told, least_in_each_province, progress, required_signatures

C, P, R = "organic-law-113-14/", "organic-law-112-14/", "organic-law-111-14/"
STATE, MOTION = "organic-law-44-14/", "organic-law-64-14/"
ITEM = [C + "121", P + "114", R + "120"]
CITIZENS = [C + "123", P + "114", R + "120"]
ASSOCIATIONS = [C + "124", P + "115", R + "121"]

YEARS: Mapping[Level, str] = {
    Level.COMMUNE: "petitions.commune_association_years",
    Level.PROVINCE: "petitions.province_association_years",
    Level.REGION: "petitions.region_association_years",
}


# ---- what it asks -----------------------------------------------------------------------------------------------


@provision(cites=ITEM)
def asks_for_an_item_of_the_agenda(petition: Petition) -> Said:
    """It asks the council to put on its agenda an item on which that council may decide."""
    return holds(petition.subject.within_powers, "check_the_powers")


@provision(cites=[*ITEM, STATE + "conditions", "constitution/1"])
def leaves_the_constants_alone(petition: Petition) -> Said:
    """It does not touch the constants of the nation."""
    return spared(petition.subject.touches_constants, "leave_it_out")


@provision(cites=[*CITIZENS, STATE + "conditions"])
def serves_a_common_interest(petition: Petition) -> Said:
    """Those who sign share an interest in it; before the State, it is the general interest."""
    return holds(petition.subject.common_interest, "say_whom_it_serves")


@provision(cites=[STATE + "conditions"])
def stays_out_of_the_courts(petition: Petition) -> Said:
    """No court has the matter or has judged it."""
    return spared(petition.subject.before_the_courts, "leave_it_to_the_court")


@provision(cites=[STATE + "conditions"])
def discriminates_against_nobody(petition: Petition) -> Said:
    """It asks for no discrimination."""
    return spared(petition.subject.discriminates, "leave_it_out")


@provision(cites=[STATE + "conditions"])
def a_note_explains_it(petition: Petition) -> Said:
    """A note that explains it is attached."""
    return holds(petition.subject.note_attached, "write_the_note")


# ---- who signs --------------------------------------------------------------------------------------------------


@provision(cites=[*CITIZENS, STATE + "signatures"])
def who_may_sign(petition: Petition) -> Said:
    """Residents, or whoever works there, before a council; citizens on the electoral lists before the State."""
    return met("voters" if petition.level is Level.STATE else "residents_or_active", at_most=Force.INFORMS)


@provision(cites=[*CITIZENS, STATE + "signatures", MOTION + "signatures"])
def signatures_are_enough(petition: Petition, law: Law) -> Iterator[Answer]:
    """Citizens gather so many signatures, by the level and the population. Exactly the number is enough."""
    if petition.filer is Filer.ASSOCIATION and petition.level in LOCAL:
        yield not_concerned("association_files")
        return
    needed, total = required_signatures(petition, law), all_told(petition)
    required, gap = needed.exact, needed.for_want_of
    if required is None:
        yield unknown(f"{gap}_not_told", remedy=f"say_the_{gap}", least=needed.least, most=needed.most)
        return
    yield figure("signatures_required", required, "count")
    if total is None:
        yield unknown("signatures_not_told", remedy="count_the_signatures", required=required)
    elif total < required:
        missing = required - total
        yield not_met("short", remedy="gather_more", required=required, total=total, missing=missing)
    else:
        yield met("enough", required=required, total=total)


@provision(cites=[R + "120"])
def signatures_are_spread(petition: Petition, law: Law) -> Iterator[Answer]:
    """Each province of the region gives at least a share of the required number."""
    if petition.filer is Filer.ASSOCIATION:
        yield not_concerned("association_files")
        return
    share, required = law("petitions.region_share"), required_signatures(petition, law).exact
    if petition.inner_prefectures:
        yield ask("prefectures_of_arrondissements")
    if required is None or petition.provinces is None:
        yield unknown("region_not_told", remedy="say_the_population", share=share)
        return
    least, shares = least_in_each_province(required, law), progress(petition, law).shares
    yield figure("least_in_each_province", least, "count", ("required", required), ("share", share))
    short = [one.missing for one in shares if one.missing]
    uncounted = sum(one.missing is None for one in shares)
    if short:
        yield not_met(
            "short_somewhere", remedy="gather_where_short", least=least, provinces=len(short), missing=sum(short)
        )
    elif uncounted:
        yield unknown("provinces_not_counted", remedy="count_by_province", least=least, provinces=uncounted)
    else:
        yield met("spread", least=least, provinces=len(shares))


@provision(cites=[R + "120"])
def two_sites_say_otherwise(law: Law) -> Answers:
    """Two regions announce another number, from a draft it seems: the law's is kept, and the contradiction shown."""
    return met("kept", elsewhere=law.count("petitions.region_elsewhere")), ask("which_number_your_region_applies")


@provision(cites=[STATE + "signatures", MOTION + "signatures"])
def an_older_number_is_still_read(petition: Petition, law: Law) -> Said:
    """The number was lowered in 2021; the one before is still found online."""
    name = "petitions.state_before" if petition.level is Level.STATE else "petitions.motion_before"
    return met("lowered", at_most=Force.INFORMS, before=law.count(name))


# ---- an association that files ------------------------------------------------------------------------------------


def _of_associations(petition: Petition) -> Force:
    """A condition of associations decides when one files, and informs while nobody said who files."""
    return Force.DECIDES if petition.filer is Filer.ASSOCIATION else Force.INFORMS


def _asked_of_associations(petition: Petition, told: bool | None, remedy: str) -> Answers:
    if petition.filer is Filer.CITIZENS:
        return ()
    return holds(told, remedy, _of_associations(petition))


@provision(cites=ASSOCIATIONS)
def association_is_old_enough(petition: Petition, law: Law) -> Answers:
    """It has been recognised and set up for more than so many years on the day it files."""
    if petition.filer is Filer.CITIZENS:
        return ()
    years, at_most = law.count(YEARS[petition.level]), _of_associations(petition)
    founded, day = petition.association.founded, petition.filed or law.day
    if founded is None:
        return unknown("not_told", remedy="say_when_founded", at_most=at_most, years=years)
    anniversary = add_years(founded, years)
    if day > anniversary:
        return met("old_enough", at_most=at_most, years=years)
    first = anniversary + timedelta(days=1)
    return not_met("too_young", remedy="wait_or_let_citizens_file", at_most=at_most, years=years, first=first)


@provision(cites=ASSOCIATIONS)
def association_has_a_seat_there(petition: Petition) -> Answers:
    """Its seat or a branch is in the territory of the council."""
    return _asked_of_associations(petition, petition.association.seat_in_territory, "find_a_local_association")


@provision(cites=ASSOCIATIONS)
def association_works_on_the_subject(petition: Petition) -> Answers:
    """Its activity is linked to the subject."""
    return _asked_of_associations(petition, petition.association.activity_linked, "compare_with_the_statutes")


@provision(cites=ASSOCIATIONS)
def association_is_run_democratically(petition: Petition) -> Answers:
    """It is run democratically."""
    return _asked_of_associations(petition, petition.association.democratic, "bring_the_bureau_up_to_date")


@provision(cites=ASSOCIATIONS)
def association_is_in_order(petition: Petition) -> Answers:
    """It is in good standing with the laws that bind it."""
    return _asked_of_associations(petition, petition.association.in_good_standing, "put_the_papers_in_order")


@provision(cites=[C + "124"], confidence=Confidence.UNSURE)
def association_has_enough_members(petition: Petition, law: Law) -> Answers:
    """Before a commune it perhaps needs more than so many members on the day it files."""
    if petition.filer is Filer.CITIZENS:
        return ()
    least, members = law.count("petitions.commune_association_members"), petition.association.members
    if members is None:
        return unknown("not_told", remedy="ask_about_the_members", least=least)
    if members > least:
        return met("enough", least=least, members=members)
    return not_met("perhaps_too_few", remedy="ask_about_the_members", least=least, members=members)


@provision(cites=[STATE + "definition", MOTION + "committee"])
def citizens_petition_the_state(petition: Petition) -> Answers:
    """What was read speaks of citizens: whether an association may file in its own name was not established."""
    if petition.filer is not Filer.ASSOCIATION:
        return ()
    doubt = unknown("association_not_established", remedy="let_citizens_sign", at_most=Force.WARNS)
    return doubt, ask("may_an_association_file")


@provision(cites=[STATE + "committee", MOTION + "committee"], confidence=Confidence.LIKELY)
def committee_is_complete(petition: Petition, law: Law) -> Said:
    """A committee of so many people presents it, one of them its agent."""
    state = petition.level is Level.STATE
    least = law.count("petitions.state_committee" if state else "petitions.motion_committee")
    if petition.committee is None:
        return unknown("not_told", remedy="form_the_committee", least=least)
    if petition.committee < least:
        return not_met("too_small", remedy="form_the_committee", least=least, members=petition.committee)
    return met("complete", least=least, members=petition.committee)


@provision(cites=[MOTION + "committee"], confidence=Confidence.LIKELY)
def committee_comes_from_enough_regions(petition: Petition, law: Law) -> Said:
    """Its members come from at least a third of the regions."""
    least = law.count("petitions.motion_regions")
    if petition.committee_regions is None:
        return unknown("not_told", remedy="look_further", least=least)
    if petition.committee_regions < least:
        return not_met("too_few", remedy="look_further", least=least, regions=petition.committee_regions)
    return met("enough", least=least, regions=petition.committee_regions)
