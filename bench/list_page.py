"""The public list at the scale of a year: how long a page of 25 takes in the view, and beside a minimal Django list.

Run ``python -m bench.list_page [NOTICES]`` (100,000). Notices are made with a seed, 4 % of them open, as a year's are;
then all of them open, the worst there is. The minimal page is the smallest Django can do of the same list: same table,
same filter, 25 titles, no choices, no counts. Nothing is kept from one request to the next.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import datetime, timedelta
from typing import Any

from bench.database import borrowed

REQUESTS = 60
OBJECTS = (
    "Achat de fournitures de bureau", "Entretien des espaces verts", "Travaux de peinture", "Pause-café",
    "Gardiennage et nettoyage", "Achat de matériel informatique", "Location de matériel de sonorisation",
    "Réparation de véhicules", "Impression d’affiches", "Achat de produits d’entretien",
)  # fmt: skip
PATHS = ("", "?q=nettoyage", "?q=صيانة", "?category=services", "?place=05", "?q=peinture&place=05.081", "?page=3")


def fill(number: int, now: datetime, *, open_share: float) -> None:
    """``number`` public notices, as an import writes them."""
    from wolouj.notices.models import Buyer, ImportRun, Notice, SearchWord
    from wolouj.notices.storing_notices import remember_words
    from wolouj.notices.understanding import choices, search_words, understood

    dice = random.Random(431)
    Notice.objects.all().delete()
    SearchWord.objects.all().delete()
    Buyer.objects.all().delete()
    buyers = Buyer.objects.bulk_create(
        Buyer(name=f"Commune {i} (échantillon)", name_key=f"commune {i}", confidence="unsure") for i in range(800)
    )
    provinces = ("05.081", "05.091", "05.255", "01.151", "06.141", "04.421", "03.231", "07.351")
    rows: list[Any] = []
    for i in range(number):
        buyer, what, where = dice.choice(buyers), dice.choice(OBJECTS), dice.choice(provinces)
        category = dice.choice(("services", "supplies", "works"))
        opened = dice.random() < open_share
        closes = now + timedelta(hours=dice.randint(1, 900)) if opened else now - timedelta(hours=dice.randint(1, 8000))
        natures = list(understood(what, "", category, ()).natures.natures)
        words = search_words(
            object=what, buyer=buyer.name, reference=f"{i}/2026", kind="purchase_order", category=category,
            natures=tuple(natures), places=(where,),
        )  # fmt: skip
        rows.append(
            Notice(
                reference=f"{i}/2026", object=f"{what}, lot {i}", buyer=buyer, category=category, natures=natures,
                nature=natures[0] if natures else None, nature_confidence="likely", place_codes=[where],
                deadline=closes, source="json", identity=f"bench:{i}", entered_at=now, search_words=words,
                choices=choices("purchase_order", category, natures, (where,)), rulebook="decree",
            )
        )  # fmt: skip
        if len(rows) == 5000 or i == number - 1:
            Notice.objects.bulk_create(rows)
            remember_words(rows[:200])
            rows = []
    ImportRun.objects.create(at=now, file="bench", format="", read=0, created=0, updated=0, unchanged=0)


def timed(call: Any) -> list[float]:
    """Milliseconds of each of the requests, after a few that warm up."""
    for _ in range(5):
        call()
    took = []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - began))
    return sorted(took)


def in_the_view(path: str) -> None:
    """One question asked of the view alone, said on one line."""
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext
    from django.utils import translation

    from wolouj.notices.views import pages as views
    from wolouj.people.standing import NOBODY

    request: Any = RequestFactory().get(f"/ar/notices/open/{path}")
    request.actor, request.person, request.session, request._messages = NOBODY, None, {}, ()
    request.user = type("Visitor", (), {"is_authenticated": False})()
    with translation.override("ar"):
        with CaptureQueriesContext(connection) as asked:
            views.search(request)
        took = timed(lambda: views.search(request))
    middle, slow = statistics.median(took), took[int(0.95 * REQUESTS)]
    print(f"  {path or '(all)':26} median {middle:6.1f}  p95 {slow:6.1f}  {len(asked)} queries", flush=True)


def whole_request() -> None:
    """The page beside a minimal Django list of the same notices, both through the house's middleware."""
    from django.test import Client, override_settings

    client = Client(SERVER_NAME="127.0.0.1")
    ours = statistics.median(timed(lambda: client.get("/ar/notices/open/")))
    with override_settings(ROOT_URLCONF="bench.minimal_list"):
        listed = statistics.median(timed(lambda: client.get("/")))
        bare = statistics.median(timed(lambda: client.get("/barest/")))
    print(f"  whole request {ours:.1f} ms; Django's ListView {listed:.1f} ms: {listed / ours:.0%} (asked: 60 %)")
    print(f"  25 titles without even a count {bare:.1f} ms: {bare / ours:.0%}")


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with borrowed():
        from django.db import connection
        from django.utils import timezone

        now = timezone.now()
        fill(number, now, open_share=0.04)
        for share in (0.04, 1.0):
            with connection.cursor() as cursor:
                if share == 1.0:
                    later = "deadline = deadline + interval '400 days'"
                    cursor.execute(f"UPDATE notices_notice SET {later} WHERE deadline < now()")
                cursor.execute("VACUUM ANALYZE notices_notice")
            print(f"{number} notices, {share:.0%} open; milliseconds in the view, {REQUESTS} requests a question")
            for path in PATHS:
                in_the_view(path)
            whole_request()


if __name__ == "__main__":
    main()
