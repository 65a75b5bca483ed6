"""What the views of this room share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from wolouj.foundation.ways import safe_next
from wolouj.foundation.words import say
from wolouj.people.limits import TooManyTries

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Sends a visitor to sign in."""

    @wraps(view)
    def guarded(request: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.person is None:
            return redirect_to_login(request.get_full_path())
        return view(request, **kwargs)

    return guarded


def own_affairs(view: View) -> View:
    """Pages about oneself: whoever is acting for another stops acting first."""

    @wraps(view)
    def guarded(request: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.person is None:
            return redirect_to_login(request.get_full_path())
        if request.actor.acting:
            messages.warning(request, say("people.stop_acting_first"))
            return redirect("people:act_for")
        return view(request, **kwargs)

    return guarded


def form_page(
    request: HttpRequest, form: Form, key: str, *, back: str = "", status: int = 200, **extra: Any
) -> HttpResponse:
    """The page of one form: ``people.<key>_title``, ``_intro`` and ``_do`` are its words."""
    context = {
        "form": form,
        "title": say(f"people.{key}_title"),
        "intro": say(f"people.{key}_intro"),
        "do": say(f"people.{key}_do"),
        "back": back or reverse("home:front"),
        "next": safe_next(request),
        **extra,
    }
    return render(request, extra.get("template", "people/form.html"), context, status=422 if form.errors else status)


def refuse_for_now(form: Form, refusal: TooManyTries) -> None:
    """Say when the next try is allowed."""
    form.add_error(None, say("people.too_many", until=refusal.until))
