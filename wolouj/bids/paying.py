"""``wolouj net``, ``wolouj interest`` and ``wolouj ceiling``: what really comes in, what a late payment is owed, and
whether an auto-entrepreneur is over its ceiling. Figures in, one answer out. No database, no Django.

Amounts are read as people write them (``7 200,00`` or ``7200.00``); what can be read in two ways is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rulebook.engine.verdict import Bilingual, Question
from rulebook.payment import Impossible, Interest, Line, Net, late_interest, net_received
from rulebook.payment.plain import interest_as_json, net_as_json
from rulebook.taxes import Ceiling
from rulebook.taxes import ceiling as ceiling_of
from rulebook.taxes.plain import ceiling_as_json
from wolouj.bids import paying_options as told
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, run
from wolouj.foundation.words import pair
from wolouj.reference.holidays import holidays_of_morocco

Found = TypeVar("Found")
OPTIONS = {
    "signed_after": "--signed",
    "single_of_legal_person": "--income-tax",
    "vat_of_auto_entrepreneur": "--vat",
    "vat_too_large": "--vat",
    "one_start": "--served",
    "papers_without_served": "--papers",
    "retention_beyond_all": "--retention",
    "clients_beyond_all": "--client",
}
"""What the law finds impossible -> the option that says it."""


def net(argv: list[str]) -> int:
    """``wolouj net``: what comes in of one payment, line by line, at least and at most."""

    def work(args: list[str]) -> Answer:
        given = told.net_options().parse_args(args)
        notes: list[str] = []
        sale, answers = told.sale(given), told.read_looked_up(given, notes).answers
        found = _possible(lambda: net_received(sale, answers))
        return Answer(0, net_as_json(found), list(_net_told(found)), notes)

    return run(argv, work)


def interest(argv: list[str]) -> int:
    """``wolouj interest``: what one late payment is owed, in every way of counting."""

    def work(args: list[str]) -> Answer:
        given = told.interest_options().parse_args(args)
        notes: list[str] = []
        debt, rates = told.debt(given), told.rates(given, notes)
        found = _possible(lambda: late_interest(debt, rates, calendar=holidays_of_morocco()))
        return Answer(0, interest_as_json(found), list(_interest_told(found)), notes)

    return run(argv, work)


def ceiling(argv: list[str]) -> int:
    """``wolouj ceiling``: where an auto-entrepreneur's year stands, and what each client keeps back."""

    def work(args: list[str]) -> Answer:
        receipts = told.receipts(told.ceiling_options().parse_args(args))
        found = _possible(lambda: ceiling_of(receipts))
        return Answer(0, ceiling_as_json(found), list(_ceiling_told(found)))

    return run(argv, work)


def _possible(ask: Callable[[], Found]) -> Found:
    """The answer; what cannot be is unusable input like any other."""
    try:
        return ask()
    except Impossible as no:
        raise BadInput(pair(f"bids.impossible.{no.reason}", **no.values), None, None, OPTIONS[no.reason]) from no


def _net_told(found: Net) -> Iterator[Bilingual]:
    """The total first, then each line with what it takes, then what is declared, then what to ask."""
    yield found.text
    yield from map(_line, [*found.lines, *found.afterwards])
    if found.advance is not None:
        yield found.advance.noted.text
    yield from _asked(found.questions)


def _line(line: Line) -> Bilingual:
    key = "nothing" if line.most == 0 else "exact" if line.least == line.most else "between"
    return pair(f"bids.taken.{key}", title=line.title, text=line.text, least=line.least, most=line.most)


def _interest_told(found: Interest) -> Iterator[Bilingual]:
    """The end first, then how it was reached, then what to ask."""
    yield found.text
    yield from (step.text for step in found.steps)
    yield from _asked(found.questions)


def _ceiling_told(found: Ceiling) -> Iterator[Bilingual]:
    yield from (step.text for step in found.steps)
    yield from _asked(found.questions)


def _asked(questions: Iterable[Question]) -> Iterator[Bilingual]:
    for asked in questions:
        yield pair("bids.check.question", text=asked.text, ask=asked.ask)
