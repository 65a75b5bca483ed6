"""What anybody reads: what helps, and one offer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.people.permissions import may, required
from wolouj.support import queries
from wolouj.support.forms.directory import FindForm
from wolouj.support.loading import load_offer
from wolouj.support.models import Offer
from wolouj.support.page import directory as page


@required("see", "offer")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What helps, found by need, province and words."""
    form = FindForm(request.GET)
    asked, on = form.asked(), clock.today()
    rows = [page.offer_row(row, on) for row in queries.found(asked, on=on)]
    context = {
        "form": form, "rows": rows, "asked": asked, "narrowed": asked != queries.Asked(),
        "sample": any(row["sample"] for row in rows),
        "keeps": may(request.actor, "change", "offer"),
    }  # fmt: skip
    return render(request, "support/find.html", context)


@required("see", load_offer)
@require_safe
def offer(request: HttpRequest, thing: Offer) -> HttpResponse:
    """One offer: what, for whom, on what conditions, how sure, checked when, whom to ask."""
    context = page.offer_page(thing, clock.today()) | {"keeps": may(request.actor, "change", thing)}
    return render(request, "support/offer.html", context)
