"""The house's door for programs, at ``/api/``: what all its answers share. Each room brings its own router.

No page of documentation is served: the usual one runs scripts of its own, which our pages refuse; docs/api.md tells.
"""

from __future__ import annotations

import json
import math
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.throttling import SimpleRateThrottle

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.views.api import router as notices
from wolouj.people.limits import client_address

RATE = "60/min"
"""Questions from one address: each process of the server counts its own."""


class Json(BaseRenderer):
    """JSON in UTF-8: Arabic letters as they are, half the bytes."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """The text of an answer."""
        return json.dumps(data, ensure_ascii=False, cls=NinjaJSONEncoder)


class PerAddress(SimpleRateThrottle):
    """So many questions a minute from one address, as the doors of the house see addresses. Kept in memory only."""

    def __init__(self) -> None:
        super().__init__(RATE)

    def get_cache_key(self, request: HttpRequest) -> str:
        """Whom the question is counted to."""
        return f"api:{client_address(request)}"


api = NinjaAPI(
    title="Wolouj",
    version="1",
    description="Open public notices of Morocco, as Wolouj reads them. The original on the portal prevails.",
    docs_url=None,
    renderer=Json(),
    throttle=PerAddress(),
    urls_namespace="api",
)
api.add_router("", notices)


def _refused(request: HttpRequest, status: int, *errors: dict[str, Any]) -> HttpResponse:
    return api.create_response(request, {"errors": list(errors)}, status=status)


def _said(text: Bilingual, field: str | None = None) -> dict[str, Any]:
    return {"field": field, "text": {"fr": text.fr, "ar": text.ar}}


@api.exception_handler(BadInput)
def bad_input(request: HttpRequest, error: BadInput) -> HttpResponse:
    """A parameter that means nothing here."""
    return _refused(request, 422, _said(error.text, error.field))


@api.exception_handler(ValidationError)
def not_of_the_type(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters that are not of their type: what each takes is told, once."""
    fields = dict.fromkeys(str(each["loc"][-1]) for each in error.errors)
    return _refused(request, 422, *(_said(pair(f"notices.api_{field}"), field) for field in fields))


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """Too many questions in a minute: when to come back."""
    answer = _refused(request, 429, _said(pair("foundation.api_too_many")))
    answer["Retry-After"] = str(math.ceil(error.wait or 60))
    return answer


@api.exception_handler(Http404)
@api.exception_handler(HttpError)
@api.exception_handler(AuthenticationError)
def no_such(request: HttpRequest, error: Exception) -> HttpResponse:
    """No such address."""
    return _refused(request, 404, _said(pair("foundation.api_not_found")))
