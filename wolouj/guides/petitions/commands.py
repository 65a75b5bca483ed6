"""``wolouj petition``: one place, or the State, in; everything about a petition out. No database, no Django.

The answer follows ``schema/petition.schema.json``.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine.law import PARAMETERS, NotYetLaw
from rulebook.engine.verdict import Advice, Bilingual
from rulebook.petitions import Association, Filer, Level, Petition, Progress, advise, how_close
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, Parser, parser, printable, run
from wolouj.foundation.documents import Where, day
from wolouj.foundation.figures import Unreadable, figure
from wolouj.foundation.words import pair
from wolouj.guides.petitions.plain import as_json
from wolouj.reference import territories
from wolouj.reference.petitioning import INNER, petition_to, provinces_that_count
from wolouj.reference.territories import Place

FIRST_DAY = PARAMETERS["petitions.region_share"].values[0].since
"""The day from which the rulebook stands by the figures of the chapter."""
MOST = Decimal(10_000_000)
"""More people than any region counts: beyond it a number is a slip."""
EXAMPLES = {
    territories.Level.COMMUNE: "05.081.01.01",
    territories.Level.PROVINCE: "05.081",
    territories.Level.REGION: "05",
}
STATE = {"petition": Level.STATE, "motion": Level.MOTION}


def petition(argv: list[str]) -> int:
    """``wolouj petition``: signatures, conditions, papers and delays. 1 when a certain condition is not met."""

    def work(args: list[str]) -> Answer:
        given = _options().parse_args(args)
        on = _day(given.on, "--on") or clock.today()
        place = _place(given)
        told = _told(given, place)
        try:
            advice, progress = advise(told, on=on), how_close(told, on=on)
        except NotYetLaw as early:
            raise BadInput(pair("guides.petition.before_the_law", day=FIRST_DAY), None, None, "--on") from early
        except ValueError as nonsense:
            raise BadInput(pair("guides.petition.do_not_add_up"), None, None, "--count") from nonsense
        lines = list(_said(place, told, advice, progress))
        return Answer(int(advice.outcome == "not_met"), as_json(place, told, advice, progress), lines)

    return run(argv, work)


def _options() -> Parser:
    options = parser("petition", "A petition: how many signatures, who may file it, with what papers, what follows.")
    to = options.add_mutually_exclusive_group(required=True)
    for level in ("commune", "province", "region"):
        to.add_argument(f"--{level}", metavar="CODE", help=f"HCP code of the {level}, or its name")
    to.add_argument("--state", choices=list(STATE), help="a petition to the State, or a motion in legislative matters")
    options.add_argument("--by", choices=[filer.value for filer in Filer], help="who files it, when you know")
    options.add_argument("--signatures", metavar="N", help="signatures gathered")
    options.add_argument(
        "--count", metavar="PROVINCE=N", action="append", help="signatures of one province of a region; repeat it"
    )
    options.add_argument("--filed", metavar="DAY", help="the day it was, or will be, given to the council")
    options.add_argument("--founded", metavar="DAY", help="the day the association was set up")
    options.add_argument("--members", metavar="N", help="members of the association")
    options.add_argument("--on", metavar="DAY", help="the law of this day; else of today")
    return options


def _day(text: str | None, option: str) -> date | None:
    return day(text, Where(None, None, option), first_year=1900)


def _whole(text: str | None, option: str, row: int | None = None) -> int | None:
    """A plain count from 0 up."""
    if text is None:
        return None
    try:
        return int(figure(text, decimals=0, most=MOST))
    except Unreadable as bad:
        shown = printable(text)[:40] or "?"
        raise BadInput(pair("guides.petition.want_whole", text=shown, example=120), None, row, option) from bad


def _place(given: Namespace) -> Place | None:
    """The place asked for, by its code or by a name that names only one; ``None`` for the State."""
    for level in territories.Level:
        if (text := getattr(given, level.value)) is not None:
            return _one_place(text, level, Where(None, None, f"--{level.value}"))
    return None


def _one_place(text: str, level: territories.Level, where: Where) -> Place:
    found = territories.by_digits(text.strip()) or _by_name(text, level)
    if found is None:
        raise _bad(_unknown(text, level), where)
    if found.level is not level:
        raise _bad(pair(f"guides.petition.not_a_{level.value}", place=_name(found)), where)
    if found.type == INNER:
        around = territories.place(found.province or "")
        assert around is not None  # each lies in a prefecture
        whole = pair("guides.petition.inner", place=_name(found), around=_name(around), code=around.code)
        raise _bad(whole, where)
    return found


def _bad(said: Bilingual, where: Where) -> BadInput:
    return BadInput(said, where.file, where.row, where.field)


def _unknown(text: str, level: territories.Level) -> Bilingual:
    """What to say of a text that is no place of that rung, or of several: the nearest ones with their codes."""
    shown, near = printable(text)[:60] or "?", territories.find(text, level=level, limit=3)
    if not near:
        return pair("guides.petition.no_such_place", text=shown, example=EXAMPLES[level])
    names = " · ".join(f"{one.name_fr} ({one.code})" for one in near)
    return pair("guides.petition.several_places", text=shown, names=names)


def _by_name(text: str, level: territories.Level) -> Place | None:
    """The one place of that rung that bears this very name, accents and capitals aside."""
    same = [
        one
        for one in territories.find(text, level=level, limit=20)
        if territories.same_name(text, one) and one.type != INNER
    ]
    return same[0] if len(same) == 1 else None


def _name(place: Place) -> Bilingual:
    return Bilingual(place.name_fr, place.name_ar)


def _told(given: Namespace, place: Place | None) -> Petition:
    """The petition, from the place and from what the options tell."""
    told: dict[str, Any] = {
        "filer": Filer(given.by) if given.by else None,
        "signatures": _whole(given.signatures, "--signatures"),
        "filed": _day(given.filed, "--filed"),
        "association": Association(
            founded=_day(given.founded, "--founded"), members=_whole(given.members, "--members")
        ),
    }
    if given.count:
        told["by_province"] = dict(_counts(given.count, place))
    return petition_to(place, **told) if place else Petition(STATE[given.state], **told)


def _counts(pairs: list[str], place: Place | None) -> Iterator[tuple[str, int]]:
    """Signatures by HCP code of a province; a province is told once."""
    if place is None or place.level is not territories.Level.REGION:
        raise BadInput(pair("guides.petition.only_a_region"), None, None, "--count")
    inside, seen = {one.code for one in provinces_that_count(place)}, set()
    for row, text in enumerate(pairs, start=1):
        where = Where(None, row, "--count")
        name, equals, number = text.rpartition("=")
        if not equals:
            raise _bad(pair("guides.petition.want_count", text=printable(text)[:60]), where)
        province = _one_place(name, territories.Level.PROVINCE, where)
        if province.code not in inside:
            raise _bad(pair("guides.petition.another_region", place=_name(province)), where)
        if province.code in seen:
            raise _bad(pair("guides.petition.twice", place=_name(province)), where)
        seen.add(province.code)
        found = _whole(number, "--count", row)
        assert found is not None  # a text is a count or refused
        yield province.code, found


def _said(place: Place | None, told: Petition, advice: Advice, progress: Progress) -> Iterator[Bilingual]:
    """For a reader: whom it is for, the figures, what is missing where, the conditions, the papers, the questions."""
    if place is not None:
        yield pair("guides.petition.place", place=_name(place), n=place.population, census=str(territories.CENSUS))
    else:
        yield pair(f"guides.petition.to_{told.level.value}")
    for one in advice.figures:
        yield one.text
    for share in progress.shares:
        if share.missing:
            province = territories.place(share.province)
            assert province is not None  # its codes come from there
            yield pair("guides.petition.missing_there", place=_name(province), n=share.missing)
    for found in advice.findings:
        yield found.text
        if found.remedy_text is not None:
            yield pair("guides.petition.what_to_do", text=found.remedy_text)
    for paper in advice.requirements:
        yield pair("guides.petition.paper", text=paper.text)
    for question in advice.questions:
        yield pair("guides.petition.question", text=question.text, ask=question.ask)
