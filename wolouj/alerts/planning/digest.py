"""The day of a coach: who must look at an account, deposit, renew a paper. Names, days, no price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from rulebook.engine.format import Lang, isolate_auto, local
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import coaches
from wolouj.alerts.planning.quotes import UNDEPOSITED, to_watch
from wolouj.alerts.saying import lang_of, message, page_of
from wolouj.alerts.timing import daily, quiet
from wolouj.bids.ending import results_for
from wolouj.bids.models import Quote
from wolouj.bids.queries import WATCHED
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.words import say
from wolouj.notices.telling import what
from wolouj.people.models import Person
from wolouj.reference.coded import paper_kinds
from wolouj.structures.models import Member
from wolouj.structures.queries import papers_ending

AHEAD = timedelta(hours=48)
MOST = 12
"""Lines of a digest: the rest is on her desk."""
Line = tuple[int, str]
"""How pressing, and the words."""


def digests(*, at: datetime) -> Iterator[Message]:
    """One message a coach and a day, at her hour; none on a day when nobody needs her."""
    on = local(at).date()
    told = [each for each in coaches(on=on).values() if daily(each[0].hours, on) <= at and not quiet(each[0].hours, at)]
    if not told:
        return
    facts = _Facts({person for _, givers in told for person in givers}, at)
    for who, givers in told:
        lang = lang_of(who)
        lines = sorted(line for person in givers for line in facts(person, lang))
        if lines:
            yield message(
                who, Kind.DIGEST, key=f"{on:%Y%m%d}", name=_first(lines), at=at, due=at,
                until=at + timedelta(hours=20), path=page_of("home:desk", lang), n=len(lines),
                lines="\n".join(f"· {words}" for _, words in lines[:MOST]), why=say("alerts.because.coach", lang),
            )  # fmt: skip


def _first(lines: list[Line]) -> str:
    return lines[0][1]


class _Facts:
    """What those who are accompanied have to do, read for all of them at once."""

    def __init__(self, persons: Iterable[UUID], at: datetime) -> None:
        asked = set(persons)
        self.names = {person.id: person for person in Person.objects.filter(id__in=asked, erased_at=None)}
        self.of: dict[UUID, list[UUID]] = defaultdict(list)
        running = Member.objects.filter(person__in=asked, until=None, structure__archived_at=None)
        for person, structure in running.values_list("person", "structure"):
            if person is not None:
                self.of[person].append(structure)
        structures = {each for mine in self.of.values() for each in mine}
        watched = _quotes(structures).filter(state__in=WATCHED, notice__deadline__lt=at, notice__cancelled_at=None)
        quotes = list(watched)
        self.ended = results_for(quotes)
        self.watched = _by_structure([quote for quote in quotes if quote.id in self.ended or to_watch(quote, at)])
        soon = _quotes(structures).filter(
            state__in=UNDEPOSITED, notice__deadline__gt=at, notice__deadline__lte=at + AHEAD
        )
        self.soon = _by_structure(soon.filter(notice__cancelled_at=None))
        self.papers: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
        for paper, left in papers_ending(on=local(at).date()):
            if 0 <= left <= 7 and paper.structure_id in structures:
                self.papers[paper.structure_id].append((paper.kind, left))

    def __call__(self, person: UUID, lang: Lang) -> Iterator[Line]:
        """The lines of one person."""
        her = self.names.get(person)
        if her is None:
            return
        name = isolate_auto(her.shown_name(lang))
        for structure in self.of[person]:
            for quote in self.watched[structure]:
                key = "result" if quote.id in self.ended else "watch"
                yield (1, say(f"alerts.digest.{key}", lang, person=name, what=_what(quote, lang)))
            for quote in self.soon[structure]:
                deadline = quote.notice.deadline
                yield (0, say("alerts.digest.deposit", lang, person=name, what=_what(quote, lang), deadline=deadline))
            for kind, left in self.papers[structure]:
                known = paper_kinds().get(kind)
                paper = getattr(known.name, lang) if known else isolate_auto(kind)
                yield (2, say("alerts.digest.paper", lang, person=name, paper=paper, n=left))


def _what(quote: Quote, lang: Lang) -> str:
    return what(quote.notice, lang)


def _quotes(structures: Iterable[UUID]) -> QuerySet[Quote]:
    found = Quote.objects.filter(structure__in=structures).select_related("notice", "notice__buyer", "structure")
    return found.order_by("notice__deadline", "id")


def _by_structure(quotes: Iterable[Quote]) -> Mapping[UUID, list[Quote]]:
    found: dict[UUID, list[Quote]] = defaultdict(list)
    for quote in quotes:
        found[quote.structure_id].append(quote)
    return found
