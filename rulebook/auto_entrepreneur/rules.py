"""An auto-entrepreneur from registration to the end of a year: who may be one, what it gives, what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rulebook.auto_entrepreneur.facts import AutoEntrepreneur
from rulebook.engine.calculation import provision
from rulebook.engine.conditions import holds, spared
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Answers, Said, ask, figure, met, need, not_concerned, not_met, unknown
from rulebook.engine.verdict import Confidence, Force, When
from rulebook.taxes.ceilings import Receipts, Stand, ceiling, declared

LAW, TAX, PAGE = "law-114-13/", "cgi/", "ae-register/"
INFORMS, WARNS, LIKELY = Force.INFORMS, Force.WARNS, Confidence.LIKELY
NOTHING = Decimal(0)
KEPT = (
    "card",
    "ae_register_certificate",
    "tax_numbers",
    "tax_certificate",
    "declarations",
    "health_receipts",
    "simple_register",
    "bank_certificate",
)
"""The papers of the vault, in the order one gets them."""


# ---- who ------------------------------------------------------------------------------------------------------


@provision(cites=[LAW + "1"])
def one_person_alone() -> Said:
    """A natural person, alone, in trade, craft, industry or services."""
    return met("alone", at_most=INFORMS)


@provision(cites=["decree-2-15-303/lists"])
def activity_is_listed(person: AutoEntrepreneur) -> Said:
    """The activity is on the lists open to the status."""
    return holds(person.activity_listed, "look_at_the_list")


@provision(cites=["decree-2-08-124/professions"])
def profession_is_not_excluded(person: AutoEntrepreneur) -> Said:
    """Some professions are excluded."""
    return spared(person.profession_excluded, "choose_another_status")


@provision(cites=[PAGE + "foreigners"])
def residence_is_in_order(person: AutoEntrepreneur) -> Said:
    """A foreigner may register when the residence is in order."""
    if person.foreign is False:
        return not_concerned("moroccan")
    if person.foreign is None and person.residence_valid is None:
        return unknown("nationality_not_told", remedy="say_whether_foreign", at_most=INFORMS)
    return holds(person.residence_valid, "renew_the_residence")


# ---- how one registers ------------------------------------------------------------------------------------------


@provision(cites=["decree-2-15-258/entry"])
def how_to_register() -> Iterator[Answer]:
    """Online first, then at a branch of a partner bank; a card is issued."""
    yield met("online_then_bank", at_most=INFORMS)
    for paper in ("signed_form", "id_card_copy", "photo"):
        yield need(paper, When.ATTACHED)


@provision(cites=[LAW + "2", TAX + "145-bis"])
def what_is_not_asked() -> Said:
    """Neither trade register nor full accounts: a simple register is kept."""
    return met("simple_register", at_most=INFORMS)


@provision(cites=[PAGE + "vat"])
def no_vat_either_way() -> Said:
    """Outside VAT: none on the price, none recovered."""
    return met("outside_vat", at_most=INFORMS)


@provision(cites=[PAGE + "home"])
def the_home_is_safe() -> Said:
    """The main home cannot be seized."""
    return met("protected", at_most=INFORMS)


@provision(cites=["decree-2-22-431/28"], confidence=LIKELY)
def public_buyers_may_be_answered() -> Said:
    """One answers public buyers, with a fresh certificate of the register."""
    return met("with_the_certificate", at_most=INFORMS)


# ---- what comes in ----------------------------------------------------------------------------------------------


@provision(cites=[LAW + "1", TAX + "42-ter", TAX + "43"])
def the_year_stays_under_the_ceiling(person: AutoEntrepreneur, law: Law) -> Iterator[Answer]:
    """What comes in in a year stays under the ceiling of the activity; over it two years in a row, the regime ends."""
    services, trade = law("taxes.ae_ceiling_services"), law("taxes.ae_ceiling_trade")
    years, year = law.count("taxes.years_over_before_loss"), str(law.day.year)
    stood = ceiling(Receipts(law.day.year, person.activity, person.received or {}, person.expected))
    if person.activity is None:
        yield unknown("activity_not_told", remedy="say_the_activity", at_most=WARNS, services=services, trade=trade)
    elif stood.outcome is Stand.UNDER:
        left = stood.left or NOTHING
        yield met("under", at_most=WARNS, year=year, left=left)
        yield figure("headroom", left, "MAD", ("ceiling", stood.ceiling), ("total", stood.total))
    elif stood.outcome is Stand.UNKNOWN:
        yield unknown("receipts_not_told", remedy="say_the_receipts", at_most=WARNS, year=year, ceiling=stood.ceiling)
    elif stood.outcome is Stand.OVER:
        yield not_met("over_once", remedy="watch_next_year", at_most=WARNS, year=year, over=stood.over, years=years)
    else:
        yield not_met("over_again", remedy="change_status", year=year, over=stood.over, years=years)


@provision(cites=[TAX + "42-bis", TAX + "73"], confidence=LIKELY)
def one_client_is_watched(law: Law) -> Answers:
    """Services to one client above a threshold are taxed apart, by the client; known until 2025, likely since."""
    threshold, rate = law("taxes.ae_client_threshold"), law("taxes.ae_client_excess_rate")
    told = met("services_only", at_most=INFORMS, threshold=threshold, rate=rate)
    return told, ask("one_ministry_one_client")


@provision(cites=[TAX + "73"])
def tax_is_a_share_of_what_comes_in(person: AutoEntrepreneur, law: Law) -> Iterator[Answer]:
    """A small share of what comes in, by the activity."""
    services, trade = law("taxes.ae_rate_services"), law("taxes.ae_rate_trade")
    yield met("two_rates", at_most=INFORMS, services=services, trade=trade)
    received = (person.received or {}).get(law.day.year)
    if received is not None and person.activity is not None:
        tax = declared(person.activity, received, law)
        yield figure("tax_so_far", tax, "MAD", ("received", received))


@provision(cites=[PAGE + "rates"])
def older_rates_are_still_shown(law: Law) -> Said:
    """The register's own page shows the rates of before 2020."""
    services, trade = law("auto_entrepreneur.rate_services_before"), law("auto_entrepreneur.rate_trade_before")
    return met("of_before", at_most=INFORMS, services=services, trade=trade)


@provision(cites=[LAW + "declarations"])
def receipts_are_declared() -> Said:
    """Declared each month or each quarter, tax and social contribution together."""
    return met("month_or_quarter", at_most=INFORMS)


@provision(cites=["health-cover/duty"])
def health_cover_is_due() -> Said:
    """Health cover through the CNSS is compulsory."""
    return met("compulsory", at_most=INFORMS)


@provision(cites=["health-cover/scale"], confidence=LIKELY)
def what_health_cover_costs(person: AutoEntrepreneur, law: Law) -> Iterator[Answer]:
    """The lowest step under a yearly tax; above it at least the next one, the rest of the scale being asked."""
    bound, quarter = law("auto_entrepreneur.health_tax_bound"), law("auto_entrepreneur.health_lowest_quarter")
    received = (person.received or {}).get(law.day.year - 1)
    yield met("by_steps", at_most=INFORMS, bound=bound, quarter=quarter)
    yield ask("health_scale")
    if received is None or person.activity is None:
        return
    tax = declared(person.activity, received, law)
    lowest, following = law("auto_entrepreneur.health_lowest"), law("auto_entrepreneur.health_next")
    name, value = ("health_year", lowest) if tax < bound else ("health_year_at_least", following)
    yield figure(name, value, "MAD", ("tax_last_year", tax), ("tax_bound", bound))


# ---- what ends it -----------------------------------------------------------------------------------------------


@provision(cites=[LAW + "8"], confidence=LIKELY)
def a_year_without_receipts_ends_it(person: AutoEntrepreneur, law: Law) -> Said:
    """Nothing declared for a whole calendar year, other than that of entry, strikes one off."""
    last = law.day.year - 1
    if person.registered_on is None:
        return unknown("entry_not_told", remedy="say_when_registered", at_most=INFORMS)
    if person.registered_on.year >= last:
        return not_concerned("too_early")
    received = (person.received or {}).get(last)
    if received is None:
        return unknown("receipts_not_told", remedy="say_the_receipts", at_most=INFORMS, year=str(last))
    if received == NOTHING:
        return not_met("nothing_came_in", remedy="see_the_register", year=str(last))
    return met("something_came_in", year=str(last))


@provision(cites=[LAW + "8"], confidence=LIKELY)
def what_else_ends_it() -> Said:
    """One's own request, a company, a court, or a year of tax and contributions unpaid."""
    return met("four_reasons", at_most=INFORMS)


# ---- papers and help --------------------------------------------------------------------------------------------


@provision(cites=["decree-2-15-258/entry", LAW + "declarations"], confidence=LIKELY)
def papers_to_keep(person: AutoEntrepreneur) -> Iterator[Answer]:
    """The papers of the vault."""
    for paper in KEPT:
        held = None if person.papers is None else paper in person.papers
        yield need(paper, When.OWN, held=held)


@provision(cites=["support-programmes/nawat"], confidence=LIKELY)
def nawat_accompanies() -> Said:
    """A programme of Maroc PME accompanies before and after creation."""
    return met("free_of_charge", at_most=INFORMS)


@provision(cites=["support-programmes/indh"])
def a_grant_may_help(law: Law) -> Answers:
    """INDH pays a part of a young person's project, up to an amount, when a call is open."""
    share, most = law("cooperatives.grant_share"), law("auto_entrepreneur.grant_most")
    return met("by_call", at_most=INFORMS, share=share, most=most), ask("is_there_a_call")
