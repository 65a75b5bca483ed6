"""What the pages of the body's people share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wolouj.people.permissions import required


def staff(act: str, loader: Any, part: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As ``required``; and in her own name: whoever acts for one person does not write in another's file meanwhile."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def own(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.actor.acting:  # type: ignore[attr-defined]
                raise Http404
            return view(request, **kwargs)

        return required(act, loader, part)(own)

    return wrap


def form_page(
    request: HttpRequest, form: forms.Form, *, title: str, back: str, intro: str = "", action: str = ""
) -> HttpResponse:  # fmt: skip
    """The page of one form."""
    context = {"form": form, "title": title, "intro": intro, "back": back, "action": action}
    return render(request, "coaching/form.html", context, status=422 if form.errors else 200)
