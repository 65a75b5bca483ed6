"""What every answer of the house says to the browser beside its content, and the heaviest request it takes.

Django's and django-csp's own layers set the rest (CSP, nosniff, Referrer-Policy, X-Frame-Options, HSTS under HTTPS).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

HEAVIEST = 40_000_000
"""Bytes. A photo of 30 MB still reaches its form, which says in plain words that it is too heavy."""

TOO_HEAVY = (
    ("ar", "rtl", "الملف ثقيل جدا", "40 ميغا على الأكثر. ارجعوا إلى الصفحة السابقة، فما كتبتموه لا يزال فيها، "
     "وأرسلوا ملفا أخف أو رسالة أقصر."),
    ("fr", "ltr", "Trop lourd", "40 Mo au plus. Revenez en arrière\u202f: ce que vous avez écrit y est encore\u202f; "
     "envoyez un fichier plus léger ou une note plus courte."),
)  # fmt: skip
"""Said without reading the request: in both languages, since its language is not known yet."""


def too_heavy_page() -> str:
    """The page that says so: no template engine, no session, no script."""
    parts = format_html_join("", '<section class="card" lang="{}" dir="{}"><h1>{}</h1><p>{}</p></section>', TOO_HEAVY)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    page = f'<!doctype html><html lang="ar" dir="rtl"><head>{head}<title>413</title>'
    page += (
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}"></head><body><main class="page">{}</main>'
    )
    return format_html(page, static("tokens.css"), static("wolouj.css"), parts)


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
            response = HttpResponse(too_heavy_page(), status=413)
            response["Content-Security-Policy"] = "default-src 'none'; style-src 'self'"
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
