"""The front door and the desk."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front(request: HttpRequest) -> HttpResponse:
    """The public first page: what the house is, what it does, what it never does."""
    return render(request, "home/front.html")


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """A person's day."""
    return render(request, "home/desk.html")
