"""The alerts of the demo: those its own samples give rise to, and one message that could not leave."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from wolouj.alerts import actions
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.jobs import run
from wolouj.foundation.outbox.models import Channel, Message, State
from wolouj.home.cast import Cast
from wolouj.home.planning import plan_all
from wolouj.notices.models import Notice

PLANNED = {"channel": Channel.PAGE, "hour": None, "quiet_from": 0, "quiet_to": 0, "ceiling": 3}
"""No quiet hours: a demo is opened at any time of the day."""


def tell(cast: Cast, *, at: datetime) -> None:
    """Plan what there is to tell at ``at`` to the people of the cast. All of it is a sample."""
    for name, structure in cast.structures.items():
        by = cast.actor(name)
        actions.choose(person=cast.people[name], structure=structure, told=PLANNED, agrees=False, by=by, at=at)
    followed = Notice.objects.filter(entered_for=None, cancelled_at=None).order_by("closes", "id").first()
    if followed is not None:
        actions.follow(person=cast.people["karim"], notice=followed, by=cast.actor("karim"), at=at)
    with run("plan_alerts", clock=lambda: at) as told:
        told.report(**plan_all(by=OPERATOR, at=at).as_json())
    _could_not_leave(cast.people["yassine"].id, at)


def _could_not_leave(person: UUID, at: datetime) -> None:
    """What an operator would see of a gateway that failed five times."""
    Message.objects.create(
        key="sample:could_not_leave", kind="deposit", person=person, channel=Channel.SMS, lang="fr",
        title="Rappel de dépôt (échantillon)", text="Échantillon", short="Echantillon", day=at.date(), made_at=at,
        due=at, state=State.GAVE_UP, attempts=5, trouble="sms_503", is_sample=True,
    )  # fmt: skip
