"""All writing about what became of a commitment: a step, a moved day, the institution's line, what is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from rulebook.engine.format import local
from wolouj.foundation import audit, secret_links
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.meetings.following.models import CommitmentState, CommitmentStep, Reply
from wolouj.meetings.following.states import may_follow
from wolouj.meetings.models import Commitment, Review

MOST_HELD = 20
"""Lines of one institution that wait for a person: more is an attack on its link."""
SAME_WITHIN = timedelta(minutes=10)


class NotNow(Exception):
    """This state does not follow the present one."""


class Full(Exception):
    """Too many lines wait already."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What is told of a step. ``proof`` is a file already made safe."""

    state: str
    on: date
    note_ar: str = ""
    note_fr: str = ""
    link: str = ""
    proof: CleanFile | None = None

    @property
    def shown(self) -> bool:
        """Whether anything shows it: a file, a link, or who saw what."""
        return bool(self.proof or self.link or self.note_ar or self.note_fr)


def move(*, commitment: Commitment, happened: Happened, by: Actor, at: datetime) -> CommitmentStep:
    """A commitment passes to a state, for a reason that is kept.

    Raises:
        NotNow: the table of states refuses it.
        BadInput: confirmed without who and by when; kept with nothing that shows it.
    """
    with transaction.atomic():
        row = Commitment.objects.select_for_update().get(pk=commitment.pk)
        if not may_follow(row.state, happened.state):
            raise NotNow
        if happened.state == CommitmentState.CONFIRMED and not (row.due and (row.owner_ar or row.owner_fr)):
            raise BadInput(pair("meetings.confirm_needs"), field="state")
        if happened.state == CommitmentState.KEPT and not happened.shown:
            raise BadInput(pair("meetings.kept_needs"), field="link")
        step = CommitmentStep(
            commitment=row, state=happened.state, on=happened.on, at=at, note_ar=happened.note_ar,
            note_fr=happened.note_fr, link=happened.link,
        )  # fmt: skip
        if happened.proof:
            step.proof.save(f"proof.{happened.proof.extension}", ContentFile(happened.proof.bytes), save=False)
        step.save(force_insert=True)
        row.state = happened.state
        row.save(update_fields=["state"])
        commitment.state = row.state
        detail = {"state": happened.state, "proof": bool(happened.proof)}
        audit.record(at=at, by=by, act="commitment_moved", about=row, detail=detail)
    return step


def day_moved(*, commitment: Commitment, before: date | None, at: datetime) -> CommitmentStep:
    """A promised day was changed: both days stay written. The caller leaves the audit line."""
    return CommitmentStep.objects.create(
        commitment=commitment, state=commitment.state, on=local(at).date(), at=at, due_before=before,
        due_after=commitment.due,
    )  # fmt: skip


def reply(
    *, commitment: Commitment, how: Reply.How, function: str, texts: tuple[str, str], on: date, by: Actor, at: datetime
) -> Reply:
    """Keep the institution's line, as given: (Arabic, French). Held until a person publishes it.

    Raises:
        Full: too many wait already.
    """
    again = commitment.replies.filter(text_ar=texts[0], text_fr=texts[1], function=function, at__gt=at - SAME_WITHIN)
    if (known := again.first()) is not None:
        return known
    if commitment.replies.filter(review=Review.HELD).count() >= MOST_HELD:
        raise Full
    with transaction.atomic():
        row = Reply.objects.create(
            commitment=commitment, how=how, function=function, text_ar=texts[0], text_fr=texts[1], on=on, at=at
        )
        audit.record(at=at, by=by, act="commitment_replied", about=row, detail={"how": str(how)})
    return row


def review_reply(*, row: Reply, decision: Review, by: Actor, at: datetime) -> None:
    """Publish the institution's line, or put it aside: a person's decision."""
    with transaction.atomic():
        row.review = decision
        row.save(update_fields=["review"])
        audit.record(at=at, by=by, act="reply_reviewed", about=row, detail={"decision": str(decision)})


def make_link(*, commitment: Commitment, by: Actor, at: datetime) -> None:
    """A secret address for the institution; one it had before opens nothing any more."""
    link = secret_links.new()
    with transaction.atomic():
        commitment.link_digest, commitment.link_sealed = link.digest, link.sealed
        commitment.save(update_fields=["link_digest", "link_sealed"])
        audit.record(at=at, by=by, act="commitment_link_made", about=commitment, detail={})


def publish(*, commitment: Commitment, shown: bool, by: Actor, at: datetime) -> None:
    """Show a commitment to anybody, or take it from the public page again."""
    with transaction.atomic():
        commitment.published_at = at if shown else None
        commitment.save(update_fields=["published_at"])
        audit.record(at=at, by=by, act="commitment_published", about=commitment, detail={"shown": shown})
