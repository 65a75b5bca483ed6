"""The smallest list Django can draw of the same notices: what the public list is measured against."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from wolouj.notices.finding import SHOWN, open_public
from wolouj.notices.models import CLOSES

PAGE = engines["django"].from_string(
    "<!doctype html><title>x</title><ul>{% for row in rows %}<li><a href='/{{ row.id }}'>{{ row.object }}</a> "
    "{{ row.buyer.name }} {{ row.deadline }} {{ row.estimate }}</li>{% endfor %}</ul>"
)


def notices(request: HttpRequest) -> HttpResponse:
    """Twenty-five titles, the most urgent first: no choices, no counts, no words."""
    found = open_public(timezone.now()).annotate(closes=CLOSES).order_by("closes", "id")
    return HttpResponse(PAGE.render({"rows": found.select_related("buyer").only(*SHOWN)[:25]}))


urlpatterns = [path("", notices)]
