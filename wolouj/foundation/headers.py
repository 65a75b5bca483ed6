"""What every answer of the house says to the browser beside its content, and the heaviest request it takes.

Django's and django-csp's own layers set the rest (CSP, nosniff, Referrer-Policy, X-Frame-Options, HSTS under HTTPS).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEAVIEST = 40_000_000
"""Bytes. A photo of 30 MB still reaches its form, which says in plain words that it is too heavy."""

TOO_HEAVY = (
    "Trop lourd : 40 Mo au plus. Revenez en arrière : ce que vous avez écrit y est encore ; envoyez un fichier plus "
    "léger ou une note plus courte.\n\n"
    "الملف ثقيل جدا: 40 ميغا على الأكثر. ارجعوا إلى الصفحة السابقة، فما كتبتموه لا يزال فيها، وأرسلوا ملفا أخف أو "
    "رسالة أقصر."
)
"""Said without reading the request: in both languages, since its language is not known yet."""

ALWAYS = {
    # The camera is asked for by the phone's own file chooser, never by a script of ours.
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",  # for answers made before Django's own layer is reached
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """First of all layers: nothing is read of a request that is too heavy, and errors carry the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _too_heavy(request):
            response = HttpResponse(TOO_HEAVY, status=413, content_type="text/plain; charset=utf-8")
            response["Content-Security-Policy"] = "default-src 'none'"
        else:
            response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.setdefault(name, value)
        return response


def _too_heavy(request: HttpRequest) -> bool:
    """By what the request says of itself; one that says nothing is read as empty by Django."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > HEAVIEST
    except ValueError:
        return False
