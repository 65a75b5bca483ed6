"""``wolouj papers``: the papers of one structure for one notice. Files in, one answer out. No database, no Django."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.bid_file import Asked, BidFile, NoFile, papers_of
from rulebook.bid_file.plain import as_json, refusal_as_json
from rulebook.engine.law import governing_day
from rulebook.engine.verdict import Bilingual
from wolouj.bids.commands import day_of, documents, read_both
from wolouj.foundation import clock
from wolouj.foundation.command import Answer, parser, run
from wolouj.foundation.words import pair


def papers(argv: list[str]) -> int:
    """``wolouj papers``: what goes in each envelope, and what only the bidder about to be chosen gives."""

    def work(args: list[str]) -> Answer:
        options = parser(
            "papers", "The papers of this structure for this notice, by envelope and moment, with articles."
        )
        documents(options)
        options.add_argument("--on", metavar="DAY", help="the law of this day, when the notice has no publication date")
        given = options.parse_args(args)
        notes: list[str] = []
        notice, bidder = read_both(given, notes)
        on = clock.today() if given.on is None else day_of(given.on)
        try:
            found = papers_of(bidder, notice, on=on)
        except NoFile as refused:
            law_on = governing_day(notice, on=on).isoformat()
            return Answer(0, refusal_as_json(refused, law_on), [refused.text], notes)
        return Answer(0, as_json(found), list(_told(found)), notes)

    return run(argv, work)


def _told(found: BidFile) -> Iterator[Bilingual]:
    """The list for a reader: each group, its papers with where they stand, then what to know and to ask."""
    yield pair("bids.check.law_on", day=found.law_on)
    for group in found.groups:
        yield pair("bids.filed.group", title=group.title)
        for paper in group.papers:
            yield paper_line(paper)
    for note in found.notes:
        yield pair("bids.filed.note", text=note.text)
    for asked in found.questions:
        yield pair("bids.check.question", text=asked.text, ask=asked.ask)


def paper_line(paper: Asked) -> Bilingual:
    """A paper on one line: whose, its name, its condition, where it stands."""
    said = paper.asked.name
    if paper.condition is not None:
        said = pair("bids.filed.with", text=said, more=paper.condition)
    if paper.whose is not None:
        said = pair("bids.filed.whose", whose=paper.whose, text=said)
    return pair("bids.filed.line", text=said, state=paper.may_lapse or paper.state_text)
