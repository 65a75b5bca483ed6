"""What does the first load of a person's page weigh, on an empty cache? Page, styles, scripts and pictures together.

Run ``python -m bench.first_load``: it builds the cast in the test database and opens each page as its person, in
Arabic. Bytes are said raw and as gzip would send them; a file named by a page on another host is an error.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
from urllib.parse import urlsplit

TARGET = 100_000
_NAMED = re.compile(r"""<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>""")
_PAGES: dict[str | None, list[str]] = {
    None: ["", "people/sign-in/", "people/sign-up/"],
    "ftoum": ["today/", "notices/", "notices/new/", "quotes/", "structures/", "structures/papers/"],
    "salma": ["today/", "notices/"],
    "karim": ["today/"],
    "hayat": ["today/"],
}


def loaded(client: object, url: str) -> tuple[int, int, int]:
    """Raw bytes, gzip bytes and requests of a page and of all it names."""
    answer = client.get(url, follow=True)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise SystemExit(f"{url} answers {answer.status_code}")
    parts = [answer.content]
    text = answer.content.decode()
    for named in sorted(set(_NAMED.findall(text))):
        tag = next(tag for tag in re.findall(r"<[^>]+>", text) if f'"{named}"' in tag)
        if tag.startswith("<link") and not re.search(r'rel="(?:stylesheet|icon|manifest|preload)', tag):
            continue
        place = urlsplit(named)
        if place.netloc:
            raise SystemExit(f"{url} asks another host: {named}")
        if place.path.startswith("/static/"):
            parts.append(static(place.path.removeprefix("/static/")))
    return sum(map(len, parts)), sum(len(gzip.compress(part)) for part in parts), len(parts)


def static(name: str) -> bytes:
    """The bytes of a static file, wherever its room keeps it."""
    from django.contrib.staticfiles import finders

    with open(str(finders.find(name)), "rb") as file:
        return file.read()


def line(who: str | None, page: str, client: object) -> str:
    """One page, said on one line."""
    raw, packed, requests = loaded(client, f"/ar/{page}")
    over = "" if packed < TARGET else f"  OVER {TARGET}"
    return f"{who or 'visitor':8} /ar/{page:18} {raw:7} bytes, {packed:6} as gzip, {requests} requests{over}"


def main() -> None:
    """Measure and print, in the tests' own database."""
    from django.conf import settings
    from django.db import connections
    from django.test import Client
    from django.test.utils import setup_databases, teardown_databases
    from django.utils import timezone

    from tests import cast
    from tests.conftest import Presence
    from wolouj.foundation import embedded

    embedded.ensure_running(settings.DATA, url=os.environ.get("DATABASE_URL"), careless=True)
    with Presence(settings.DATA / "tests-running") as alone:
        names = setup_databases(0, interactive=False)
        built = cast.make(timezone.now())
        for who, pages in _PAGES.items():
            for page in pages:
                client = Client(SERVER_NAME="127.0.0.1")
                if who:
                    client.force_login(built.people[who].user, backend="wolouj.people.backends.SessionBackend")
                print(line(who, page, client), flush=True)
        teardown_databases(names, 0)
        connections.close_all()
        if not os.environ.get("DATABASE_URL") and alone():
            embedded.stop(settings.DATA)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    main()
