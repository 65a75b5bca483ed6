"""What stands in the attacked house: a cause sent and shown, one being written, councils, consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests.training.attacked import photo
from wolouj.advocacy.actions import causes, consulting, following
from wolouj.advocacy.actions.following import Happened
from wolouj.advocacy.models import Cause, Consultation, Fact, Proposal, Session, Step
from wolouj.foundation import uploads
from wolouj.home import sample_advocacy

if TYPE_CHECKING:
    from tests.attacks.conftest import House


def pleaded(house: House) -> None:
    """The cause of the cast with a letter received, and a draft with one fact."""
    by, at, meeting = house.cast.actor("hayat"), house.at, house.cast.meetings["held"]
    made = sample_advocacy.pleaded(meeting=meeting, people=house.cast.people, at=at)
    letter = Happened("answered", timezone.localdate(at), proof=uploads.clean(photo()))
    following.step(cause=made.cause, happened=letter, by=by, at=at)
    first = {"title_fr": "Brouillon", "power": "days", "addressee": "state"}
    draft = causes.open_cause(body=made.cause.body, fields=first, by=by, at=at, is_sample=True)
    told = {"text_fr": "Un fait", "source_fr": "Un journal", "on": timezone.localdate(at)}
    causes.add_fact(cause=draft, fields=told, by=by, at=at)
    asked = {"title_fr": "En préparation", "closes_on": timezone.localdate(at)}
    consulting.prepare(body=draft.body, fields=asked, options=(), by=by, at=at, is_sample=True)


def keys() -> dict[str, dict[str, Any]]:
    """What an address of the room names, by its argument."""
    draft, sent = Cause.objects.get(state="draft"), Cause.objects.get(published_at__isnull=False)
    running = Consultation.objects.get(state="open")
    shown = Proposal.objects.filter(review="published")[0]
    return {
        "draft": {"cause_id": draft.pk}, "sent": {"cause_id": sent.pk},
        "fact": {"fact_id": Fact.objects.get(cause=draft).pk},
        "proof": {"step_id": Step.objects.exclude(proof="")[0].pk},
        "as_sent": {"step_id": Step.objects.filter(kind="sent")[0].pk, "name": "fr.pdf"},
        "session": {"session_id": Session.objects.get().pk}, "running": {"consultation_id": running.pk},
        "code": {"code": running.code}, "held": {"proposal_id": Proposal.objects.filter(review="held")[0].pk},
        "supported": {"code": shown.consultation.code, "proposal_id": shown.pk},
        "preparing": {"consultation_id": Consultation.objects.get(state="draft").pk},
    }  # fmt: skip
