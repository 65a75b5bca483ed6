"""The order of the day, in the one place that knows it: what is forgotten, what ends, whom the new notices fit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from rulebook.engine.verdict import Bilingual
from wolouj.bids.actions import follow_cancelled
from wolouj.bids.ending import due
from wolouj.bids.models import Quote
from wolouj.bids.queries import WATCHED
from wolouj.foundation.actor import Actor
from wolouj.foundation.words import pair
from wolouj.gatherings.actions import forget_who_did_not_agree
from wolouj.home.planning import remind_all
from wolouj.matching.scale.country import new_matches
from wolouj.notices import linking
from wolouj.notices.actions import forget_old_drafts
from wolouj.notices.closing import put_away
from wolouj.notices.minutes.storing import forget_old_minutes
from wolouj.notices.pairing import compare_since
from wolouj.notices.proposing import compare
from wolouj.petitions.signing.authorising import erase_what_is_over
from wolouj.programme.actions.batches import forget_what_waits
from wolouj.structures.queries import papers_ending

LISTS_WAIT = timedelta(days=7)
"""How long a list of people that was read waits for a yes."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the round did and saw."""

    drafts_forgotten: int
    sessions_ended: int
    papers_ending: int
    quotes_to_watch: int
    results_to_confirm: int
    names_forgotten: int
    quotes_cancelled: int
    new_notices: int
    new_matches: int
    new_matches_refused: int
    structures_reached: int
    buyers_merged: int
    buyers_to_look_at: int
    notices_put_away: int
    notices_to_look_at: int
    lists_forgotten: int
    signatures_erased: int
    reminders_written: int

    def as_json(self) -> dict[str, int]:
        """The report as the command prints it."""
        return asdict(self)

    def told(self) -> list[Bilingual]:
        """The report for a reader."""
        return [pair(f"home.round.{name}", n=count) for name, count in asdict(self).items()]


def daily_round(*, by: Actor, at: datetime) -> Report:
    """Run once a day. Safe to run again: the second time finds nothing left to do."""
    names = compare(by=by, at=at)
    compare_since(at - timedelta(days=2), by=by, at=at)
    matched = new_matches(at=at)
    ended, _ = Session.objects.filter(expire_date__lt=at).delete()
    return Report(
        sessions_ended=ended,
        drafts_forgotten=forget_old_drafts(by=by, at=at) + forget_old_minutes(by=by, at=at),
        papers_ending=len(papers_ending(on=timezone.localdate(at))),
        quotes_to_watch=Quote.objects.filter(state__in=WATCHED, notice__deadline__lt=at).count(),
        quotes_cancelled=follow_cancelled(by=by, at=at),
        results_to_confirm=len(due(at)),
        names_forgotten=forget_who_did_not_agree(by=by, at=at),
        new_notices=matched.notices,
        new_matches=matched.matches,
        new_matches_refused=matched.refused,
        structures_reached=matched.structures,
        buyers_merged=names.merged,
        buyers_to_look_at=names.proposed,
        notices_put_away=put_away(at=at),
        notices_to_look_at=linking.waiting().count(),
        signatures_erased=erase_what_is_over(by=by, at=at),
        lists_forgotten=forget_what_waits(by=by, at=at, before=at - LISTS_WAIT),
        reminders_written=remind_all(by=by, at=at),
    )
