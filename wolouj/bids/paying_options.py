"""The options of ``wolouj net``, ``wolouj interest`` and ``wolouj ceiling``, read into what the law looks at.

Whatever cannot be read is a :class:`~wolouj.foundation.bad_input.BadInput` that names its option.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from rulebook.engine.calendar import inside
from rulebook.engine.facts import AeActivity, BidderKind, Category, Procedure
from rulebook.payment import Client, Debt, IncomeTax, Quarter, Sale, TreasuryRate
from rulebook.taxes import Receipts
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Parser, parser, printable, read_file
from wolouj.foundation.documents import Where, day
from wolouj.foundation.forgiving import folded
from wolouj.foundation.money import parse_amount, parse_rate
from wolouj.foundation.words import pair
from wolouj.reference import entered
from wolouj.reference.entered import LookedUp

Code = TypeVar("Code", bound=StrEnum)
NOTHING, ONE = Decimal(0), Decimal(1)
MOST_MONTHS, MOST_NATURE = 600, 999
FIRST_YEAR, LAST_YEAR = 2000, 2099


def net_options() -> Parser:
    options = parser("net", "What really comes in of one payment of a public buyer, line by line, with articles.")
    options.add_argument("--amount", required=True, metavar="MAD", help="what the buyer owes, all taxes included")
    options.add_argument("--kind", required=True, help=_choices(BidderKind))
    options.add_argument(
        "--vat", metavar="RATE", help="the VAT rate inside the amount, such as 20; 0 when there is none"
    )
    options.add_argument("--vat-amount", metavar="MAD", help="the VAT inside the amount, when there are several rates")
    options.add_argument("--category", help=_choices(Category))
    options.add_argument("--procedure", help=_choices(Procedure))
    options.add_argument("--buyer", help=f"{_choices(Client)}; other: a company, even a public one")
    options.add_argument("--on", metavar="DAY", help="the day it is paid (today)")
    options.add_argument("--signed", metavar="DAY", help="the day the order or contract was signed")
    options.add_argument("--nature", metavar="N", help="the portal's nature of what is bought")
    options.add_argument("--fees", metavar="yes|no", help="the buyer pays fees (honoraires)")
    options.add_argument("--income-tax", help=f"{_choices(IncomeTax)}; single: the single professional contribution")
    options.add_argument("--activity", help=f"auto-entrepreneur: {_choices(AeActivity)}")
    options.add_argument("--paid-before", metavar="MAD", help="services this buyer already paid in the year")
    options.add_argument("--certificate", metavar="yes|no", help="a fresh certificate of tax regularity was given")
    options.add_argument("--retention", metavar="yes|no", help="the contract keeps retention money")
    options.add_argument("--contract", metavar="MAD", help="initial amount, when this payment is one instalment")
    options.add_argument("--kept-before", metavar="MAD", help="retention money kept on earlier instalments")
    options.add_argument("--months", metavar="N", help="how long the contract runs: an advance hangs on it")
    options.add_argument("--entered", metavar="FILE.json", help="what a person looked up, instead of the house's own")
    return options


def interest_options() -> Parser:
    options = parser("interest", "What a late payment of a public buyer is owed, in every way of counting.")
    options.add_argument("--amount", required=True, metavar="MAD", help="the instalment or balance, taxes included")
    options.add_argument("--served", metavar="DAY", help="the service was recorded as done")
    options.add_argument("--papers", metavar="DAY", help="with --served: the last paper was handed in")
    options.add_argument("--due", metavar="DAY", help="or the last day on which it could be paid in time")
    options.add_argument("--from", dest="first_late", metavar="DAY", help="or the first day of lateness")
    options.add_argument("--paid", metavar="DAY", help="the day it was paid; without it, counted so far")
    options.add_argument("--on", metavar="DAY", help="without --paid: counted up to this day (today)")
    options.add_argument("--retention", metavar="MAD", help="retention money inside the amount")
    options.add_argument("--buyer", help=f"{_choices(Client)}; other: a company, even a public one")
    rate = "average of the 3-month treasury bills auctioned in a quarter, such as 2026-Q2=2,15"
    options.add_argument("--rate", action="append", default=[], metavar="QUARTER=RATE", help=rate)
    options.add_argument("--entered", metavar="FILE.json", help="what a person looked up, instead of the house's own")
    return options


def ceiling_options() -> Parser:
    options = parser("ceiling", "Is an auto-entrepreneur over the ceiling, this year and by client?")
    options.add_argument("--activity", help=_choices(AeActivity))
    options.add_argument("--year", metavar="YEAR", help="the year looked at (this one)")
    received = "cash received in a year, once a year; the year before tells whether the regime is at stake"
    options.add_argument("--received", action="append", default=[], metavar="YEAR=MAD", help=received)
    options.add_argument("--expected", metavar="MAD", help="what should still come in before the end of the year")
    client = "services one client pays in the year, part of the above; once a client"
    options.add_argument("--client", action="append", default=[], metavar="NAME=MAD", help=client)
    return options


def _choices(codes: type[StrEnum]) -> str:
    return ", ".join(code.value for code in codes)


def sale(given: Namespace) -> Sale:
    """The payment told."""
    amount, kind = _amount(given.amount, "--amount"), _code(BidderKind, given.kind, "--kind")
    return Sale(
        amount=amount,
        day=_day(given.on, "--on") or clock.today(),
        kind=kind,
        category=_code(Category, given.category, "--category"),
        procedure=_code(Procedure, given.procedure, "--procedure"),
        client=_code(Client, given.buyer, "--buyer"),
        vat=_vat(given, amount),
        signed=_day(given.signed, "--signed"),
        nature=_whole(given.nature, "--nature", MOST_NATURE),
        fees=_yes(given.fees, "--fees"),
        income_tax=_code(IncomeTax, given.income_tax, "--income-tax"),
        activity=_code(AeActivity, given.activity, "--activity"),
        paid_before=_maybe(given.paid_before, "--paid-before"),
        certificate=_yes(given.certificate, "--certificate"),
        retention=_yes(given.retention, "--retention"),
        initial=None if given.contract is None else _amount(given.contract, "--contract"),
        kept_before=_maybe(given.kept_before, "--kept-before") or NOTHING,
        months=_whole(given.months, "--months", MOST_MONTHS),
    )


def _vat(given: Namespace, amount: Decimal) -> Decimal | None:
    """The VAT inside the amount: from its rate, or as told."""
    if given.vat is None:
        return _maybe(given.vat_amount, "--vat-amount")
    if given.vat_amount is not None:
        raise BadInput(pair("bids.vat_told_twice"), None, None, "--vat-amount")
    rate = parse_rate(given.vat, field="--vat")
    if 0 < rate < ONE:
        perhaps = rate.scaleb(2)
        raise BadInput(pair("bids.rate_as_fraction", rate=rate, perhaps=perhaps), None, None, "--vat")
    return inside(amount, rate)


def debt(given: Namespace) -> Debt:
    """The payment told, with its starting day."""
    paid = _day(given.paid, "--paid")
    return Debt(
        amount=_amount(given.amount, "--amount"),
        until=paid or _day(given.on, "--on") or clock.today(),
        paid=paid is not None,
        served=_day(given.served, "--served"),
        papers=_day(given.papers, "--papers"),
        due=_day(given.due, "--due"),
        first_late=_day(given.first_late, "--from"),
        retention=_maybe(given.retention, "--retention") or NOTHING,
        client=_code(Client, given.buyer, "--buyer"),
    )


def rates(given: Namespace, notes: list[str]) -> dict[Quarter, TreasuryRate]:
    """The treasury rates looked up, and those of the command line over them."""
    return {**read_looked_up(given, notes).rates, **dict(_typed_rates(given))}


def _typed_rates(given: Namespace) -> Iterator[tuple[Quarter, TreasuryRate]]:
    """Rates of the command line: their source is whoever types."""
    on = _day(given.on, "--on") or clock.today()
    for text in given.rate:
        name, percent = _named(text, "--rate")
        if (quarter := entered.quarter_of(name)) is None:
            raise Where(None, None, "--rate").bad("want_quarter", text=printable(name[:40]))
        yield quarter, TreasuryRate(parse_rate(percent, field="--rate"), on, "--rate")


def receipts(given: Namespace) -> Receipts:
    """What came in: each year and each client once."""
    year = _year(given.year, "--year") if given.year is not None else clock.today().year
    return Receipts(
        year=year,
        activity=_code(AeActivity, given.activity, "--activity"),
        received={_year(name, "--received"): amount for name, amount in _pairs(given.received, "--received").items()},
        expected=_maybe(given.expected, "--expected"),
        clients=_pairs(given.client, "--client"),
    )


def read_looked_up(given: Namespace, notes: list[str]) -> LookedUp:
    """What people looked up: the file given, else the house's own."""
    if given.entered is None:
        return entered.looked_up()
    ignored: list[str] = []
    found = entered.read_looked_up(read_file(given.entered), file=given.entered, ignored=ignored)
    if ignored:
        left = printable(", ".join(ignored[:20]))
        notes.append(f"wolouj: {printable(given.entered)}: not ours, left aside: {left}")
    return found


def _amount(text: str, option: str) -> Decimal:
    """An amount above zero."""
    found = parse_amount(text, field=option)
    if found == 0:
        raise Where(None, None, option).bad("figure_zero")
    return found


def _maybe(text: str | None, option: str) -> Decimal | None:
    return None if text is None else parse_amount(text, field=option)


def _day(text: str | None, option: str) -> date | None:
    return day(text, Where(None, None, option))


def _code(codes: type[Code], text: str | None, option: str) -> Code | None:
    """One of the codes, capitals and hyphens forgiven."""
    if text is None:
        return None
    try:
        return codes(folded(text))
    except ValueError:
        told = printable(text[:60])
        raise Where(None, None, option).bad("not_a_choice", text=told, choices=_choices(codes)) from None


def _yes(text: str | None, option: str) -> bool | None:
    if text is None:
        return None
    if (told := folded(text)) not in {"yes", "no"}:
        raise Where(None, None, option).bad("not_a_choice", text=printable(text[:60]), choices="yes, no")
    return told == "yes"


def _whole(text: str | None, option: str, most: int) -> int | None:
    """A whole number from 0 to ``most``."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise Where(None, None, option).bad("figure_unreadable", text=text[:40], example="12")
    if int(text) > most:
        raise Where(None, None, option).bad("figure_too_big", most=most)
    return int(text)


def _year(text: str, option: str) -> int:
    where = Where(None, None, option)
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise where.bad("want_year", text=text[:40])
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise where.bad("year_out_of_range", year=text, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return int(text)


def _named(text: str, option: str) -> tuple[str, str]:
    """``NAME=FIGURE``: the last equals sign parts them."""
    name, sign, figure = text.rpartition("=")
    if not sign or not name.strip():
        raise BadInput(pair("bids.want_pair", text=printable(text[:40])), None, None, option)
    return " ".join(name.split()), figure


def _pairs(texts: list[str], option: str) -> dict[str, Decimal]:
    """Each name once, with its amount."""
    found: dict[str, Decimal] = {}
    for text in texts:
        name, figure = _named(text, option)
        if name in found:
            raise BadInput(pair("foundation.entered_twice", what=printable(name[:40])), None, None, option)
        found[printable(name)] = parse_amount(figure, field=option)
    return found
