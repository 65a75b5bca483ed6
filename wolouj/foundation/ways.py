"""The way back: a page that was opened from another takes her there again once it is done."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500


def safe_next(request: HttpRequest) -> str:
    """Where she was going, as ``next`` in the form or the address; empty unless it is a path of this house."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    ok = url.startswith("/") and len(url) <= LONGEST and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if ok else ""


def and_back(url: str, back: str) -> str:
    """The address with its way back; an empty ``back`` changes nothing."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'next': back})}" if back else url
