"""The page on which one difficulty is told, lent to the rooms above: they know the quote, the notice or the meeting.

A room above checks the right, chooses the source and hands over ``save``; this module shows the form, keeps what was
typed when something is wrong, and knows nothing of what the source is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from wolouj.difficulties import actions
from wolouj.difficulties.actions import Told
from wolouj.difficulties.codes import codes
from wolouj.difficulties.forms import TellForm
from wolouj.difficulties.models import SourceKind
from wolouj.difficulties.queries import body_of
from wolouj.foundation.words import say
from wolouj.people.models import Person
from wolouj.structures.queries import structures_of


def tell_page(
    request: HttpRequest, *, save: Callable[[Told], None], back: str, after: str, hands: bool = False,
    initial: dict[str, Any] | None = None, extra: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the form, or save and go on. ``back`` and ``after`` are addresses; ``extra`` what stands under the form."""
    first = dict(initial or {})
    if request.GET.get("code") in codes():
        first["code"] = request.GET["code"]
    form = TellForm(request.POST if request.method == "POST" else None, hands=hands, initial=first)
    if request.method == "POST" and form.is_valid():
        save(form.told())
        messages.success(request, say("difficulties.kept"))
        return redirect(after)
    opened = any(field.errors for field in form.more)
    context = {"form": form, "back": back, "hands": hands, "opened": opened} | (extra or {})
    return render(request, "difficulties/tell.html", context, status=422 if form.errors else 200)


def tell_for_person(
    request: HttpRequest, *, source: SourceKind, source_id: str, at: datetime, back: str, after: str,
    initial: dict[str, Any] | None = None, sample: bool = False,
) -> HttpResponse:  # fmt: skip
    """A difficulty of the person whose affairs these are, told by her or by whoever acts for her."""
    person: Person = request.person  # type: ignore[attr-defined]
    body = body_of(person.id, on=timezone.localdate(at))

    def save(told: Told) -> None:
        actions.tell(
            told=told, source=source, source_id=source_id, person=person, body=body,
            by=request.actor, at=at, is_sample=sample or person.is_sample,  # type: ignore[attr-defined]
        )  # fmt: skip

    first = {"province": province_of(person.id)} | (initial or {})
    return tell_page(request, save=save, back=back, after=after, initial=first)


def province_of(person: UUID) -> str:
    """The province of her structure, when she told where it is."""
    communes = [each.commune for each in structures_of(person) if each.commune]
    return communes[0][:6] if communes else ""
