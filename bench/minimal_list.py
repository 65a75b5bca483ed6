"""The smallest list Django draws of the same notices: what the public list is measured against.

Django's own ``ListView``, twenty-five a page: it counts to know how many pages there are, and shows titles. No choices,
no words. And the barest of all, which does not even count.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.generic import ListView

from wolouj.notices.finding import open_public
from wolouj.notices.models import Notice

SHOWN = ("id", "object", "deadline", "estimate", "buyer__name")
PAGE = engines["django"].from_string(
    "<!doctype html><title>x</title><ul>{% for row in object_list %}<li><a href='/{{ row.id }}'>{{ row.object }}</a> "
    "{{ row.buyer.name }} {{ row.deadline }} {{ row.estimate }}</li>{% endfor %}</ul>"
    "{% if page_obj %}{{ page_obj.number }} / {{ page_obj.paginator.num_pages }}{% endif %}"
)


def ordered() -> QuerySet[Notice]:
    """Open notices, the most urgent first."""
    return open_public(timezone.now()).order_by("closes", "id").select_related("buyer").only(*SHOWN)


class Notices(ListView):  # type: ignore[type-arg]
    """Twenty-five titles a page, as Django's tutorial does it."""

    paginate_by = 25

    def get_queryset(self) -> QuerySet[Notice]:
        """The same notices as the public list."""
        return ordered()

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """The page, without a file of its own."""
        return HttpResponse(PAGE.render(context))


def barest(request: HttpRequest) -> HttpResponse:
    """Twenty-five titles and nothing else."""
    return HttpResponse(PAGE.render({"object_list": ordered()[:25]}))


urlpatterns = [path("", Notices.as_view()), path("barest/", barest)]
