"""Sessions: planned on the room of gatherings, cancelled while nobody came; who is expected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.folding import fold
from wolouj.foundation.words import pair
from wolouj.gatherings import actions as gatherings
from wolouj.gatherings.actions import Told
from wolouj.gatherings.changing import change_gathering
from wolouj.gatherings.models import AgeBand, BodyKind, Kind, Registration, Spoken
from wolouj.people.models import Person
from wolouj.programme.models import Participant, Status
from wolouj.reference import territories
from wolouj.training.models import Expected, Group, Learner, Module, Session

BANDS = ((18, AgeBand.UNDER_18), (25, AgeBand.TO_24), (35, AgeBand.TO_34), (50, AgeBand.TO_49))
KINDS = {
    Status.AUTO_ENTREPRENEUR: BodyKind.AUTO_ENTREPRENEUR, Status.MEMBER: BodyKind.COOPERATIVE,
    Status.OFFICE: BodyKind.COOPERATIVE, Status.FIRM: BodyKind.FIRM,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What is told of a session. ``places`` is (Arabic, French); ``trainer`` has an account, or only a name."""

    day: date
    places: tuple[str, str]
    half_days: int
    language: str = Spoken.DARIJA
    trainer: Person | None = None
    trainer_name: str = ""


def plan_session(*, group: Group, module: Module, plan: Plan, by: Actor, at: datetime) -> Session:
    """A session of ``module`` for ``group``: its gathering is opened, and every learner of the group is expected.

    Raises:
        BadInput: the module is of another path.
    """
    if module.path_id != group.path_id:
        raise BadInput(pair("training.module_of_another"), field="module")
    titles = _titles(group, module)
    region = next((place.region for code in group.call.where() if (place := territories.place(code))), "")
    with transaction.atomic():
        gathering = gatherings.open_gathering(
            body=group.path.body, kind=Kind.TRAINING, day=plan.day, titles=titles, places=plan.places,
            half_days=plan.half_days, language=plan.language, region=region or "", by=by, at=at,
            is_sample=group.is_sample,
        )  # fmt: skip
        session = Session.objects.create(
            group=group, module=module, gathering=gathering, trainer=plan.trainer,
            trainer_name="" if plan.trainer else plan.trainer_name,
        )  # fmt: skip
        _expect(session, group.learners.filter(left_at=None), by=by, at=at)
        audit.record(at=at, by=by, act="session_planned", about=session, detail={"group": group.pk})
    return session


def correct_session(*, session: Session, plan: Plan, by: Actor, at: datetime) -> bool:
    """Another day, place, language or trainer; ``False`` when nothing differs. What it said before is in the line.

    Raises:
        BadInput: people came already and the day moves.
    """
    gathering = session.gathering
    fields = {
        "day": plan.day, "place_ar": plan.places[0], "place_fr": plan.places[1], "language": plan.language,
    }  # fmt: skip
    taught: dict[str, Any] = {"trainer_id": plan.trainer.pk if plan.trainer else None}
    taught["trainer_name"] = "" if plan.trainer else plan.trainer_name
    was = {name: getattr(gathering, name) for name in fields} | {"trainer": session.trainer_id}
    with transaction.atomic():
        changed = list(change_gathering(gathering=gathering, fields=fields, by=by, at=at))
        if any(getattr(session, name) != value for name, value in taught.items()):
            changed.append("trainer")
            for name, value in taught.items():
                setattr(session, name, value)
            session.save(update_fields=list(taught))
        if changed:
            detail = {"was": {name: was[name] for name in changed}}
            audit.record(at=at, by=by, act="session_corrected", about=session, detail=detail)
    return bool(changed)


def _titles(group: Group, module: Module) -> tuple[str, str]:
    """Module and group, in each language in which the module is named; one at least is."""

    def one(name: str, of_group: str) -> str:
        return f"{name} · {of_group}" if name and of_group else name

    return (
        one(module.name_ar, group.name_ar or group.name_fr)[:200],
        one(module.name_fr, group.name_fr or group.name_ar)[:200],
    )


def cancel_session(*, session: Session, by: Actor, at: datetime) -> None:
    """It will not be held: its list goes with it.

    Raises:
        BadInput: somebody came: what was lived is not taken away.
    """
    with transaction.atomic():
        gathering = session.gathering
        if gathering.registrations.filter(arrived_at__isnull=False).exists():
            raise BadInput(pair("training.session_lived"))
        audit.record(at=at, by=by, act="session_cancelled", about=session, detail={"day": gathering.day})
        session.delete()
        gathering.delete()


def expect_from_now(*, group: Group, learners: Iterable[UUID], by: Actor, at: datetime) -> None:
    """People who join are expected at the sessions that are not over."""
    on = timezone.localdate(at)
    keys = list(learners)
    for session in group.sessions.select_related("gathering"):
        if session.gathering.last_day >= on:
            _expect(session, Learner.objects.filter(pk__in=keys), by=by, at=at)


def no_longer_expect(*, learner: Learner, by: Actor, at: datetime) -> None:
    """Who leaves is taken off the lists of sessions to come where she was not marked."""
    on = timezone.localdate(at)
    rows = Expected.objects.filter(learner=learner, session__gathering__day__gte=on)
    for row in rows.select_related("registration__gathering", "session__gathering"):
        if row.registration is None or row.registration.arrived_at is None:
            if row.registration is not None:
                gatherings.remove(registration=row.registration, by=by, at=at)
            row.delete()


def _expect(session: Session, learners: Iterable[Learner], *, by: Actor, at: datetime) -> None:
    """Write learners on the list of the day, and keep which row is whose."""
    already = set(session.expected.values_list("learner_id", flat=True))
    new = [row for row in learners.select_related("participant") if row.pk not in already]  # type: ignore[attr-defined]
    if not new:
        return
    told = [told_of(row.participant, session.gathering.day) for row in new]
    gatherings.bring_list(
        gathering=session.gathering, rows=[(one, False, False) for one in told], by=by, at=at, arrived_at=at
    )
    rows: dict[tuple[str, str], list[Registration]] = defaultdict(list)
    taken = set(session.expected.exclude(registration=None).values_list("registration_id", flat=True))
    for row in session.gathering.registrations.order_by("signed_up_at", "id"):
        if row.pk not in taken:
            rows[row.phone, row.name_key].append(row)
    made = []
    for learner, one in zip(new, told, strict=True):
        lines = rows[one.phone, fold(one.name)[:120]]
        made.append(Expected(session=session, learner=learner, registration=lines.pop(0) if lines else None))
    Expected.objects.bulk_create(made)


def told_of(her: Participant, on: date) -> Told:
    """What the list of the day holds of a participant; not kept past the thirty days."""
    age = her.age(on)
    band = next((band for below, band in BANDS if age is not None and age < below), None)
    return Told(
        name=her.name_ar or her.name, phone=her.phone, sex=her.sex,
        age="" if age is None else str(band or AgeBand.FROM_50), province=her.province,
        body_kind=KINDS.get(Status(her.status), BodyKind.PROJECT) if her.status else "",
    )  # fmt: skip
