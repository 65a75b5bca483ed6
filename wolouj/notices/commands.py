"""``wolouj calendar``: the days of one notice. Files in, one answer out. No database, no Django."""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from dataclasses import fields
from datetime import date
from pathlib import Path

from rulebook.deadlines import Dated, Known, NoTimeline, Tender
from rulebook.deadlines.plain import as_json, refusal_as_json
from rulebook.engine.facts import Notice
from rulebook.engine.format import local
from rulebook.engine.law import governing_day
from rulebook.engine.verdict import Bilingual
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, Parser, parser, printable, read_file, run
from wolouj.foundation.documents import Where, day
from wolouj.foundation.words import pair
from wolouj.notices.calendar import days_file, days_of
from wolouj.notices.documents import read_notice

TOLD = {
    "opening": "bids are opened that day, when it is not that of the deadline",
    "corrected": "last publication of a corrective notice",
    "commission": "the commission ended its work",
    "informed": "you were told that you are eliminated",
    "invited": "you were invited to complete your file",
    "served": "the service was recorded as done",
}
"""Days the notice does not carry, each an option of the command."""


def calendar(argv: list[str]) -> int:
    """``wolouj calendar``: the dated milestones of a notice, and the same as a calendar file."""

    def work(args: list[str]) -> Answer:
        given = _options().parse_args(args)
        ignored: list[str] = []
        notice = read_notice(read_file(given.notice), file=given.notice, ignored=ignored)
        on = _day(given.on, "--on") or clock.today()
        known = _known(given, notice)
        notes = [f"wolouj: {printable(given.notice)}: not ours, left aside: {', '.join(ignored[:20])}"]
        try:
            found = days_of(notice, on=on, known=known, tender=Tender(given.tender) if given.tender else None)
        except NoTimeline as none:
            data = refusal_as_json(none, governing_day(notice, on=on).isoformat())
            return Answer(0, data | {"ics": None}, [none.text], notes if ignored else [])
        made = _write(notice, found, given.ics) if given.ics is not None else None
        return Answer(0, as_json(found) | {"ics": made}, _told(found, made), notes if ignored else [])

    return run(argv, work)


def _options() -> Parser:
    options = parser("calendar", "The days of one notice: what must be done by when, with articles.")
    options.add_argument("--notice", required=True, metavar="N.json", help="the notice")
    options.add_argument("--on", metavar="DAY", help="the law of this day, when the notice has no publication date")
    options.add_argument("--tender", choices=[kind.value for kind in Tender], help="which tender, when you know")
    for name, about in TOLD.items():
        options.add_argument(f"--{name}", metavar="DAY", help=about)
    options.add_argument("--ics", metavar="FILE", help="write the days there, for the calendar of a phone")
    return options


def _day(text: str | None, option: str) -> date | None:
    return day(text, Where(None, None, option))


def _known(given: Namespace, notice: Notice) -> Known:
    """The days told beside the notice, none of which comes before its publication; nor does its deadline."""
    published = local(notice.published).date() if notice.published else date.min
    if notice.deadline is not None and local(notice.deadline).date() < published:
        raise BadInput(pair("notices.days.before_publication", day=published), given.notice, None, "deadline")
    told = {one.name: _day(getattr(given, one.name), f"--{one.name}") for one in fields(Known)}
    for name, found in told.items():
        if found is not None and found < published:
            raise BadInput(pair("notices.days.before_publication", day=published), None, None, f"--{name}")
    return Known(**told)


def _write(notice: Notice, found: Dated, name: str) -> str | None:
    """The calendar file, whole or not at all; ``None`` when there is no day to write."""
    data = days_file(notice, found, at=clock.now())
    if data is None:
        return None
    path, aside = Path(name), None
    try:
        handle, aside = tempfile.mkstemp(prefix=".days-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(aside, 0o644)
        os.replace(aside, path)
    except (OSError, ValueError) as error:
        if aside is not None:
            Path(aside).unlink(missing_ok=True)
        raise BadInput(pair("notices.days.unwritable"), printable(name), None, "--ics") from error
    return name


def _told(found: Dated, made: str | None) -> list[Bilingual]:
    """The days for a reader, then what to ask and whom."""
    lines = [pair("notices.days.law_on", day=found.law_on)]
    lines += [pair("notices.days.line", title=one.title, text=one.text) for one in found.milestones]
    lines += [pair("notices.days.question", text=asked.text, ask=asked.ask) for asked in found.questions]
    if made is not None:
        lines.append(pair("notices.days.written", file=printable(made)))
    return lines
