"""Referrals on a page: for who sent her, for herself, for the body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.people.models import Person
from wolouj.people.queries import name_of
from wolouj.programme.models import Participant
from wolouj.reference import territories
from wolouj.support.models import Referral, ReferralState, Shared
from wolouj.support.page.texts import JOINT, shown, text
from wolouj.support.states import OPEN, SIGNS, Clock, clock_of, next_due


def named(her: Participant) -> str:
    """Her name, or the words for a file that was forgotten."""
    return fmt.isolate_auto(her.shown_name(active()) or say("programme.forgotten"))


def clock(row: Referral, at: datetime, *, owes: bool = False) -> dict[str, Any]:
    """What the clock says, to both sides; nothing once there is an answer.

    Args:
        owes: told to the body, which owes the answer.
    """
    if row.state not in OPEN:
        return {"sign": "", "text": "", "late": False}
    stage, due = clock_of(row.sent_at, at=at), next_due(row.sent_at, at=at)
    days = (at - row.sent_at).days
    words = "owes" if owes else stage.name.lower()
    told = say(f"support.clock_{words}", n=days) if stage else say("support.clock_running", day=due)
    return {"sign": "watch" if stage else "wait", "text": told, "late": stage >= Clock.LATE}


def _stands(row: Referral, told: dict[str, Any]) -> dict[str, str]:
    """Its sign and word: one that waits too long is not merely "sent"."""
    word = say("support.state_late") if told["late"] else say(f"support.state_{row.state}")
    return {"sign": told["sign"] or SIGNS[ReferralState(row.state)], "word": word}


def row_of(row: Referral, at: datetime, *, url: str, who: str = "") -> dict[str, Any]:
    """A referral in a list; the body that reads it need not be told its own name."""
    owes = url == "support:referred"
    told = clock(row, at, owes=owes)
    parts = [text(row.offer, "title"), "" if owes else text(row.offer.provider, "name"), told["text"]]
    return _stands(row, told) | {
        "title": who or text(row.offer, "title"),
        "detail": JOINT.join(part for part in (parts if who else parts[1:]) if part),
        "url": reverse(url, args=[row.pk]),
    }


def page_of(row: Referral, at: datetime, *, owes: bool = False) -> dict[str, Any]:
    """One referral, for who sent her and for herself; ``owes``: for the body."""
    told = clock(row, at, owes=owes)
    return _stands(row, told) | {
        "referral": row,
        "who": named(row.participant),
        "offer": text(row.offer, "title"),
        "offer_url": reverse("support:offer", args=[row.offer_id]),
        "provider": text(row.offer.provider, "name"),
        "clock": told,
        "steps": _steps(row),
        "need": shown(row.need),
        "shows": [say("support.shows_name"), *(say(f"support.shows_{each}") for each in row.shows)],
        "how": say(f"programme.consent_{row.consent_how}"),
        "answer": shown(row.answer),
        "refusal": say(f"support.refusal_{row.refusal}") if row.refusal else "",
        "other": _other(row),
        "led_to": reverse("support:referral", args=[row.led_to_id]) if row.led_to_id else "",
        "sample": row.is_sample,
    }


def _other(row: Referral) -> dict[str, str] | None:
    if row.other_door is None:
        return None
    return {
        "title": text(row.other_door, "title"),
        "detail": text(row.other_door.provider, "name"),
        "url": reverse("support:offer", args=[row.other_door_id]),
    }


def next_door(row: Referral) -> str:
    """Where to send her to the other door, with a new consent; empty when there is none, or once it was done."""
    if row.state != ReferralState.REDIRECTED or row.other_door is None or row.led_to_id:
        return ""
    return f"{reverse('support:refer', args=[row.participant_id])}?offer={row.other_door_id}"


def _steps(row: Referral) -> list[dict[str, str]]:
    """What happened, each with its instant; then what remains."""
    lang = active()
    steps = [
        {
            "title": say(f"support.thread_{step.state}"),
            "detail": JOINT.join(
                [fmt.instant(step.at, lang), *([say("support.heard_note")] if step.heard else [])]
            ),
            "state": "done",
        }
        for step in row.steps.all()
    ]  # fmt: skip
    if row.state in OPEN:
        left = [ReferralState.RECEIVED] if row.state == ReferralState.SENT else []
        steps += [{"title": say(f"support.left_{each}"), "detail": "", "state": ""} for each in left]
        steps.append({"title": say("support.left_answer"), "detail": "", "state": ""})
    if steps:
        done = [step for step in steps if step["state"] == "done"]
        done[-1]["state"] = "now" if done else ""
    return steps


def told_of_her(row: Referral, at: datetime) -> list[tuple[str, str, str]]:
    """What the body may read of her: her name and what she agreed to, as label, value, and link of a phone."""
    her, lang = row.participant, active()
    place = [p.name(lang) for code in (her.province, her.commune) if code and (p := territories.place(code))]
    age = her.age(fmt.local(at).date())
    values = {
        Shared.PHONE: fmt.isolate(her.shown_phone) if her.phone else "",
        Shared.PLACE: JOINT.join(fmt.isolate_auto(each) for each in place),
        Shared.SPOKEN: say(f"programme.spoken_{her.spoken}") if her.spoken else "",
        Shared.AGE: say("programme.age_n", n=age) if age is not None else "",
        Shared.STATUS: say(f"programme.status_{her.status}") if her.status else "",
    }
    return [
        (
            say(f"support.shows_{key}"),
            value or say("support.not_told"),
            f"tel:{her.phone}" if key == Shared.PHONE and her.phone else "",
        )
        for key, value in values.items()
        if key in row.shows
    ]


def referred_page(row: Referral, senders: Mapping[UUID, Person], at: datetime) -> dict[str, Any]:
    """One referral for the body: her name, her need, what she agreed to show, who sent her."""
    sender = senders.get(row.sent_by) if row.sent_by else None
    return page_of(row, at, owes=True) | {
        "facts": told_of_her(row, at),
        "association": fmt.isolate_auto(row.participant.body.shown_name(active())),
        "sender": fmt.isolate_auto(name_of(sender, active())) if sender else "",
        "sender_phone": fmt.isolate(sender.shown_phone) if sender and sender.phone else "",
        "sender_call": f"tel:{sender.phone}" if sender and sender.phone else "",
    }
