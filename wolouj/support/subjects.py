"""What help is asked about: read from an address, only when the asker may see it, and shown again without a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from wolouj.bids.models import Quote
from wolouj.foundation.words import active, say
from wolouj.notices.models import Notice
from wolouj.notices.telling import what
from wolouj.people.permissions import may
from wolouj.people.standing import Standing
from wolouj.reference.coded import paper_kinds
from wolouj.support import queries
from wolouj.support.actions.asking import Subject
from wolouj.support.models import AskedAbout, Question
from wolouj.support.page.texts import shown, text


@dataclass(frozen=True, slots=True)
class Named:
    """A subject with its words; ``url`` is empty for who may not open it."""

    subject: Subject
    word: str
    title: str
    url: str


OTHER = Subject(AskedAbout.OTHER, None, "other")


def asked_about(about: str, of: str, actor: Standing) -> Subject:
    """The subject an address names. What is not there, or not hers to see, becomes a question about anything else."""
    if about == AskedAbout.PAPER and of in paper_kinds():
        return Subject(about, None, f"paper:{of}")
    key = _uuid(of)
    if key is None:
        return OTHER
    notice: Any = Notice.objects.filter(pk=key).first() if about == AskedAbout.NOTICE else None
    if notice is not None and may(actor, "see", notice):
        return Subject(about, notice.pk, f"notice:{notice.origin_id or notice.pk}")
    if about == AskedAbout.QUOTE and (quote := _quote(key)) and may(actor, "see", quote):
        return Subject(about, quote.pk, "quote")
    if about == AskedAbout.OFFER and (offer := queries.offer_of(key)):
        return Subject(about, offer.pk, f"offer:{offer.pk}")
    return OTHER


def _uuid(of: str) -> UUID | None:
    try:
        return UUID(of)
    except ValueError:
        return None


def _quote(key: UUID) -> Quote | None:
    return Quote.objects.select_related("notice", "structure").filter(pk=key).first()


def named(subject: Subject | Question, actor: Standing) -> Named:
    """The subject in words, for this reader. A quote she may not see is "a quote", without its notice."""
    given = Subject(subject.about, subject.about_id, subject.topic)
    word = say(f"support.about_{given.about}")
    title, url = _title(given, actor)
    return Named(given, word, title, url)


def _title(given: Subject, actor: Standing) -> tuple[str, str]:
    if given.about == AskedAbout.PAPER:
        kind = paper_kinds().get(given.topic.removeprefix("paper:"))
        return (shown(str(getattr(kind.name, active()))) if kind else "", "")
    row: Any = None
    if given.about == AskedAbout.NOTICE and given.about_id:
        row = Notice.objects.filter(pk=given.about_id).first()
        if row is not None and may(actor, "see", row):
            return what(row, active()), reverse("notices:show", args=[row.pk])
    if given.about == AskedAbout.QUOTE and given.about_id:
        row = _quote(given.about_id)
        if row is not None and may(actor, "see", row):
            opens = may(actor, "see", "price", row)
            return what(row.notice, active()), reverse("bids:show", args=[row.pk]) if opens else ""
    if given.about == AskedAbout.OFFER and given.about_id and (offer := queries.offer_of(given.about_id)):
        return text(offer, "title"), reverse("support:offer", args=[offer.pk])
    return "", ""


def sees_amounts(question: Question, actor: Standing) -> bool:
    """Whether amounts in the exchange may be read by ``actor``: the asker, or who may see the price itself."""
    if question.person_id is not None and actor.principal == question.person_id:
        return True
    if question.about == AskedAbout.QUOTE:
        row = _quote(question.about_id) if question.about_id else None
        return row is not None and may(actor, "see", "price", row)
    return question.about not in (AskedAbout.NOTICE, AskedAbout.QUOTE)
