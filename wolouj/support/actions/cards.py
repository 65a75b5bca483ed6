"""Answers that serve again: written from an answer, reviewed by another, then proposed to the next who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.structures.models import Structure
from wolouj.support.discreet import names_somebody
from wolouj.support.models import Card, Question

TEXTS = ("question_ar", "question_fr", "answer_ar", "answer_fr")


def write(*, question: Question, fields: Mapping[str, str], by: Actor, at: datetime, is_sample: bool = False) -> Card:
    """A card from a question that was answered; nobody outside sees it before a review.

    Raises:
        BadInput: it names somebody, or holds a phone, an address, a card number.
    """
    _names_nobody(fields, _names(question))
    with transaction.atomic():
        made = Card.objects.create(
            body=question.body, about=question.about, topic=question.topic, written_by=by.person, written_at=at,
            is_sample=is_sample, **{name: fields[name] for name in TEXTS},
        )  # fmt: skip
        audit.record(at=at, by=by, act="card_written", about=made)
    return made


def correct(*, card: Card, fields: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Other words: the review begins again, and whoever wrote them may not be the one who reviews.

    Raises:
        BadInput: as for :func:`write`.
    """
    _names_nobody(fields)
    with transaction.atomic():
        for name in TEXTS:
            setattr(card, name, fields[name])
        card.written_by, card.written_at, card.reviewed_by, card.reviewed_at = by.person, at, None, None
        card.save()
        audit.record(at=at, by=by, act="card_corrected", about=card)


def review(*, card: Card, by: Actor, at: datetime) -> None:
    """Somebody who did not write it read it: it may serve others.

    Raises:
        BadInput: by whoever wrote it.
    """
    with transaction.atomic():
        row = Card.objects.select_for_update().get(pk=card.pk)
        if by.person is None or row.written_by == by.person:
            raise BadInput(pair("support.review_own"))
        row.reviewed_by, row.reviewed_at = by.person, at
        row.save(update_fields=["reviewed_by", "reviewed_at"])
        audit.record(at=at, by=by, act="card_reviewed", about=row)


def remove(*, card: Card, by: Actor, at: datetime) -> None:
    """It serves nobody any more."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="card_removed", about=card)
        card.delete()


def _names(question: Question) -> list[str]:
    """What the asker and her structures are called."""
    if question.person is None:
        return []
    hers = Structure.objects.filter(members__person=question.person).values_list("name", "name_ar")
    return [question.person.full_name, question.person.name_ar, *(name for pair_ in hers for name in pair_)]


def _names_nobody(fields: Mapping[str, str], names: Iterable[str] = ()) -> None:
    if found := names_somebody([fields[name] for name in TEXTS], names):
        raise BadInput(pair(f"support.card_{found}"), field="answer_fr" if fields["answer_fr"] else "answer_ar")
