"""A person applies, by herself or with a coach: begun, told step by step, sent, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from wolouj.foundation import audit, secret_links
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.folding import fold
from wolouj.foundation.words import pair
from wolouj.people.models import Person
from wolouj.programme import grid
from wolouj.programme.actions.consents import consent, keep_sensitive, open_sensitive, silence
from wolouj.programme.models import Application, Call, How, Participant, Purpose, State
from wolouj.programme.models.people import ConsentHow

OF_HERSELF = (
    "name", "name_ar", "phone", "whose_phone", "spoken", "comfort", "sex", "born_on", "born_in", "province", "commune",
    "douar", "status",
)  # fmt: skip
OF_PROJECT = ("activity", "idea", "need", "income", "schooling", "dependants", "told", "step")
OPEN = (State.DRAFT, State.RECEIVED)
"""States in which what was told may still be corrected."""


def begin_by_herself(*, call: Call, person: Person, by: Actor, at: datetime) -> Application:
    """Her application to this call, begun now or found where she left it.

    Raises:
        BadInput: the call takes no application now.
    """
    _takes(call, at)
    with transaction.atomic():
        participant, _ = Participant.objects.get_or_create(
            body=call.programme.body, person=person,
            defaults={
                "name": person.full_name, "name_ar": person.name_ar, "phone": person.phone, "made_at": at,
                "is_sample": person.is_sample,
            },
        )  # fmt: skip
        return _begin(call, participant, How.SELF, by, at)


def begin_for_her(
    *, call: Call, fields: Mapping[str, Any], by: Actor, at: datetime, is_sample: bool = False
) -> Application:
    """A coach begins for somebody, by her name and phone; the same name on the same phone is the same person.

    Raises:
        BadInput: the call takes no application now.
    """
    _takes(call, at)
    body, phone = call.programme.body, fields.get("phone", "")
    with transaction.atomic():
        there = Participant.objects.filter(body=body, phone=phone, erased_at=None) if phone else ()
        asked = fold(fields["name"])
        participant = next((p for p in there if asked in {fold(p.name), fold(p.name_ar)}), None)
        if participant is None:
            participant = Participant.objects.create(body=body, made_at=at, is_sample=is_sample, **fields)
        return _begin(call, participant, How.COACH, by, at)


def _takes(call: Call, at: datetime) -> None:
    if not call.takes(at):
        raise BadInput(pair("programme.call_closed"))


def _begin(call: Call, participant: Participant, how: How, by: Actor, at: datetime) -> Application:
    application, made = Application.objects.get_or_create(
        call=call, participant=participant, defaults={"how": how, "begun_at": at}
    )
    if made:
        audit.record(
            at=at, by=by, act="application_begun", about=application, concerns=participant.person_id,
            detail={"call": call.pk, "how": str(how)},
        )  # fmt: skip
    elif application.state == State.WITHDRAWN and application.number is None:
        application.state = State.DRAFT
        application.save(update_fields=["state"])
    return application


def tell(*, application: Application, fields: Mapping[str, Any], by: Actor, at: datetime) -> tuple[str, ...]:
    """Write what was told, of herself or of her project; returns what changed.

    Raises:
        BadInput: the file is being studied, or has its answer.
    """
    if application.state not in OPEN:
        raise BadInput(pair("programme.file_closed"))
    participant = application.participant
    hers = tuple(n for n in OF_HERSELF if n in fields and getattr(participant, n) != fields[n])
    project = tuple(n for n in OF_PROJECT if n in fields and getattr(application, n) != fields[n])
    if not hers and not project:
        return ()
    with transaction.atomic():
        for row, names in ((participant, hers), (application, project)):
            for name in names:
                setattr(row, name, fields[name])
            if names:
                row.save(update_fields=list(names))
        told = sorted({*hers, *project} - {"step"})
        if told:
            audit.record(
                at=at, by=by, act="application_told", about=application, concerns=participant.person_id,
                detail={"fields": told},
            )  # fmt: skip
    return (*hers, *project)


def unfinished(application: Application) -> list[str]:
    """What is still to be told before it can be sent: steps, in their order."""
    her, told = application.participant, application.told
    found = {
        "contact": bool(her.name or her.name_ar)
        and her.consents.filter(purpose=Purpose.FOLLOW, withdrawn_at=None).exists(),
        "you": bool(her.province and (her.born_on or her.born_in)),
        "project": bool(application.idea),
        "conditions": all(line.key in told for line in grid.grid_of(application.call).conditions),
    }
    return [step for step, done in found.items() if not done]


def send(*, application: Application, by: Actor, at: datetime) -> Application:
    """Hand it in: it gets its number and the page where she follows it. Sent twice, it is sent once.

    Raises:
        BadInput: the call is closed, or something is still to be told.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().select_related("programme").get(pk=application.call_id)
        application = Application.objects.select_for_update().select_related("participant").get(pk=application.pk)
        application.call = call
        if application.state != State.DRAFT:
            return application
        _takes(call, at)
        if left := unfinished(application):
            raise BadInput(pair(f"programme.left_{left[0]}"), field=left[0])
        number(application, at=at)
        application.save()
        audit.record(
            at=at, by=by, act="application_sent", about=application, concerns=application.participant.person_id,
            detail={"number": application.number},
        )  # fmt: skip
    return application


def number(application: Application, *, at: datetime, last: int | None = None) -> None:
    """Give the number that follows (the caller locked the call), the state and the link; nothing is saved here."""
    if last is None:
        rows = Application.objects.filter(call=application.call_id)
        last = rows.aggregate(last=Max("number"))["last"] or 0
    link = secret_links.new()
    application.number, application.state, application.received_at = last + 1, State.RECEIVED, at
    application.link_digest, application.link_sealed = link.digest, link.sealed


def withdraw(*, application: Application, by: Actor, at: datetime) -> None:
    """She no longer asks. What she told stays until she asks that it be erased.

    Raises:
        BadInput: it already has its answer.
    """
    if application.answered_at is not None:
        raise BadInput(pair("programme.file_closed"))
    if application.state != State.WITHDRAWN:
        with transaction.atomic():
            application.state = State.WITHDRAWN
            application.save(update_fields=["state"])
            audit.record(
                at=at, by=by, act="application_withdrawn", about=application,
                concerns=application.participant.person_id,
            )  # fmt: skip


def forget(*, participant: Participant, by: Actor, at: datetime) -> None:
    """Empty her file, her voice with it; her applications stay as numbers in the rankings that were minuted."""
    with transaction.atomic():
        participant.sensitive.all().delete()
        silence(participant.consents.exclude(sound=""))
        participant.consents.update(sound_digest="")
        participant.consents.filter(withdrawn_at=None).update(withdrawn_at=at)
        empty: dict[str, Any] = {name: "" for name in OF_HERSELF if name not in ("born_on", "born_in")}
        empty |= {"born_on": None, "born_in": None, "person": None, "external": "", "erased_at": at}
        for name, value in empty.items():
            setattr(participant, name, value)
        participant.save(update_fields=list(empty))
        Application.objects.filter(participant=participant).update(
            activity="",
            idea="",
            need="",
            income="",
            schooling="",
            dependants=None,
            told={},
            link_digest="",
            link_sealed=None,
        )
        Application.objects.filter(participant=participant, number=None).delete()
        audit.record(at=at, by=by, act="participant_forgotten", about=participant)


__all__ = [
    "ConsentHow", "begin_by_herself", "begin_for_her", "consent", "forget", "keep_sensitive", "open_sensitive", "send",
    "tell", "withdraw",
]  # fmt: skip
