"""What the one who reads the page of a file may do now, by the table of states and by her rights."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from wolouj.cofinancing import duties
from wolouj.cofinancing.missing import gaps
from wolouj.cofinancing.models import Request
from wolouj.cofinancing.states import Duty, State, steps_from
from wolouj.cofinancing.walls import Closed
from wolouj.foundation.words import say
from wolouj.people.permissions import may
from wolouj.people.standing import Standing

RIGHTS = {Duty.PROPOSE: ("create", "proposal"), Duty.DECIDE: ("create", "granting"), Duty.PAY: ("create", "ledger")}
"""The right behind each duty."""
ADDRESSES = {
    "complete": "study", "send_back": "study", "propose": "study", "sign": "sign", "close": "end", "stop": "end",
}  # fmt: skip
"""Acts with a page or a button of their own; deciding and paying have their desks."""
AT_ONCE = frozenset({"complete"})
"""Done by one tap; the others ask for a reason, a day or a paper."""

BACK = frozenset({"send_back", "stop"})
"""What does not bring a file further: offered after what does."""


def _too_soon(act: str, request: Request) -> bool:
    """Complete: nothing is missing; signed: there is an agreement to sign; closed: every tranche is shown."""
    if act == "sign":
        return not hasattr(request, "agreement")
    if act == "complete":
        return bool(gaps(request))
    return act == "close" and any(each.proved_at is None for each in request.tranches.all())


def page(actor: Standing, request: Request, *, wall: Closed | None = None) -> dict[str, Any]:
    """Buttons, and why some are not hers. ``wall``: the prices are closed to her, so she does not study the file."""
    buttons: list[dict[str, Any]] = []
    barred = ""
    hands = {hand.person: hand.duty for hand in request.hands.all()}
    for step in sorted(steps_from(request.state), key=lambda step: step.act in BACK):
        if step.act not in ADDRESSES or _too_soon(step.act, request) or not may(actor, *RIGHTS[step.duty], request):
            continue
        if wall and ADDRESSES[step.act] == "study":
            continue
        why = duties.barred(step.duty, actor.person, hands, request.owners())
        if why:
            barred = say(f"cofinancing.{why}")
            continue
        buttons.append({
            "act": step.act, "word": say(f"cofinancing.do_{step.act}"), "at_once": step.act in AT_ONCE,
            "main": not buttons and step.act != "stop",
            "url": reverse(f"cofinancing:{ADDRESSES[step.act]}", args=[request.pk, step.act]),
        })  # fmt: skip
    hers = actor.principal in request.owners()
    changes = may(actor, "change", request)
    return {
        "buttons": buttons,
        "barred": barred,
        "hers": hers,
        "fills": changes and request.state == State.DRAFT,
        "withdraws": hers and any(step.act == "withdraw" for step in steps_from(request.state)),
        "changes": changes,
        "prepares": request.state == State.ACCEPTED and may(actor, "create", "proposal", request),
        "gives_back": request.state == State.STOPPED
        and may(actor, "create", "ledger", request)
        and any(each.paid_at for each in request.tranches.all()),
    }
