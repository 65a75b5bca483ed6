"""What several pages of this room share."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wolouj.foundation.words import say


def form_page(
    request: HttpRequest, form: forms.Form, key: str, back: str, *, remove: bool = False, intro: str = ""
) -> HttpResponse:
    """The page of one form: ``training.<key>`` is its title."""
    context = {"form": form, "title": say(f"training.{key}"), "intro": intro, "back": back, "remove": remove}
    return render(request, "training/form.html", context, status=422 if form.errors else 200)
