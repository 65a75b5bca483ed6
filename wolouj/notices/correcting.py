"""Writing over what we understood of a public notice, and taking one over to add its lines.

A person's correction is remembered by field: no import writes over it.
"""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from rulebook.engine.facts import BuyerRules
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.notices.documents import write_notice
from wolouj.notices.facts import as_notice
from wolouj.notices.following import find_by_what_it_is, follow, under_one_name
from wolouj.notices.models import PUBLIC, Buyer, Notice, NoticeDraft, Result, Source
from wolouj.people.models import Person
from wolouj.reference.territories import place


def correct_reading(*, notice: Notice, nature: int | None, place_code: str, by: Actor, at: datetime) -> tuple[str, ...]:
    """Say of which nature a public notice is and where; what is already so stays ours. Returns the fields changed."""
    changed = []
    if nature != notice.nature:
        notice.nature, notice.natures, notice.nature_confidence = nature, [nature] if nature else [], ""
        changed.append("nature")
    if [place_code] != notice.place_codes and place_code:
        notice.place_codes = [place_code]
        changed.append("place_codes")
    if not changed:
        return ()
    notice.corrected = sorted({*notice.corrected, *changed})
    find_by_what_it_is(notice)
    with transaction.atomic():
        notice.save(update_fields=[*_COLUMNS, "corrected", "search_words", "choices"])
        if "nature" in changed:
            Result.objects.filter(notice=notice).update(nature=notice.nature, nature_confidence="")
        audit.record(at=at, by=by, act="notice_reading_corrected", about=notice, detail={"fields": changed})
    return tuple(changed)


_COLUMNS = ("nature", "natures", "nature_confidence", "place_codes")


def correct_buyer(*, buyer: Buyer, rulebook: BuyerRules, place_code: str, by: Actor, at: datetime) -> tuple[str, ...]:
    """Say which rules bind a buyer and where it is; its public notices and results follow. Returns what changed."""
    there = place(place_code) if place_code else None
    told = {"rulebook": str(rulebook)}
    if there is not None:
        told |= {"region": there.region, "province": _province(place_code), "commune": _commune(place_code)}
    changed = [name for name, value in told.items() if getattr(buyer, name) != value]
    if not changed:
        return ()
    for name in changed:
        setattr(buyer, name, told[name])
    buyer.corrected = sorted({*buyer.corrected, *changed})
    with transaction.atomic():
        buyer.save(update_fields=[*changed, "corrected"])
        if "rulebook" in changed:
            Notice.objects.filter(PUBLIC, buyer=buyer).update(rulebook=buyer.rulebook)
        follow(under_one_name([buyer.whole_id]))
        audit.record(at=at, by=by, act="buyer_corrected", about=buyer, detail={"fields": changed})
    return tuple(changed)


def _province(code: str) -> str:
    return code[:6] if len(code) >= 6 else ""


def _commune(code: str) -> str:
    return code if len(code) > 6 else ""


def take_over(*, notice: Notice, person: Person, by: Actor, at: datetime) -> NoticeDraft:
    """A draft of ``person``'s own begun from a public notice, for the lines the portal does not give.

    It remembers where it comes from, so that a change, a cancellation or the result of the public one reaches hers.
    One she already began and did not finish is given back.
    """
    begun = NoticeDraft.objects.filter(person=person, origin=notice, notice=None).order_by("-made_at").first()
    if begun is not None:
        return begun
    fields = write_notice(as_notice(notice))
    with transaction.atomic():
        draft = NoticeDraft.objects.create(
            person=person, made_at=at, source=Source.COPIED, fields=_plain(fields), origin=notice
        )
        audit.record(at=at, by=by, act="notice_taken_over", about=draft, detail={"notice": str(notice.id)})
    return draft


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """As JSON holds it."""
    told: dict[str, object] = json.loads(json.dumps(fields))
    return told
