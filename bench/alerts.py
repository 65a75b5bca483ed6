"""The alerts of a day for many structures: planned, worded, written; against one by one. ``bench.alerts [STRUCTURES]``

Each structure has one person who takes three alerts a day, a third of them by SMS. The plain way asks each structure
its matches as the page does, words the best three and saves them one by one: timed on a sample, and the same alerts.
"""

from __future__ import annotations

import random
import sys
from time import perf_counter, process_time
from typing import Any

from bench.database import borrowed

STRUCTURES, NOTICES, SAMPLE = 40_000, 1_500, 60


def people(country: Any) -> None:
    """One person a structure, a third of whom take SMS."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_person (id, full_name, name_ar, phone, phone_typed, language, email, cin, is_sample,"
            " created_at) SELECT id, 'X (échantillon)', '', '+2126' || lpad((number %% 100000000)::text, 8, '0'), '',"
            " CASE WHEN number %% 2 = 0 THEN 'ar' ELSE 'fr' END, '', '', true, %s FROM structures_structure",
            [country.now],
        )
        cursor.execute(
            "INSERT INTO structures_member (structure_id, person_id, name, role, may_sign)"
            " SELECT id, id, 'X (échantillon)', 'owner', true FROM structures_structure"
        )
        cursor.execute(
            "INSERT INTO alerts_choice (person_id, structure_id, channel, quiet_from, quiet_to, ceiling, agreed_at,"
            " wording, changed_at) SELECT id, id, 'sms', 0, 0, 3, %s, 'x', %s FROM structures_structure"
            " WHERE number %% 3 = 0",
            [country.now, country.now],
        )
        cursor.execute("ANALYZE people_person, structures_member, alerts_choice")


def plain_way(ids: list[Any], now: Any) -> tuple[float, set[str]]:
    """The obvious loop, for some structures; the keys of what it wrote."""
    from wolouj.alerts.listeners import listeners
    from wolouj.alerts.planning.matches import Words, alert
    from wolouj.matching import queries
    from wolouj.structures.queries import full

    queries.MOST_CANDIDATES = NOTICES
    begun, keys = perf_counter(), set()
    for id in ids:
        structure = full(id)
        assert structure is not None
        for who in listeners([id])[id]:
            for match in queries.matches_for(structure, at=now).fitting[: who.ceiling]:
                row = alert(who, match, Words(), at=now, first=match.notice.id)
                row.save(force_insert=True)
                keys.add(row.key)
    return perf_counter() - begun, keys


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STRUCTURES
    with borrowed():
        from django.conf import settings
        from django.utils import timezone

        from bench import country as drawn
        from wolouj.alerts.planning.plan import plan
        from wolouj.foundation.actor import OPERATOR
        from wolouj.foundation.outbox.models import Message
        from wolouj.notices.models import Buyer, Notice

        settings.PUBLIC_URL, settings.SMS = "https://wolouj.example", {"url": "http://x", "token": "", "sender": ""}
        now = timezone.now().replace(hour=10)
        if timezone.localtime(now).weekday() == 4:
            now -= timezone.timedelta(days=1)
        country = drawn.Country(count, now)
        print(f"drawing {count} structures and {NOTICES} notices…", file=sys.stderr, flush=True)
        buyer = Buyer.objects.create(name="Commune X (échantillon)", name_key="commune x", rulebook="decree")
        Notice.objects.bulk_create(drawn.notices(country, NOTICES, buyer))
        drawn.write(country, list(Notice.objects.order_by("identity").values_list("id", flat=True)))
        people(country)
        begun, worked = perf_counter(), process_time()
        done = plan(by=OPERATOR, at=now)
        took, worked = perf_counter() - begun, process_time() - worked
        pace = f"{done.alerts / took:.0f} a second ({worked:.1f} s of this process's own time)"
        print(f"  {done.alerts} alerts planned and written in {took:.1f} s: {pace}", flush=True)
        begun = perf_counter()
        again = plan(by=OPERATOR, at=now)
        print(f"  again, {again.alerts} more in {perf_counter() - begun:.1f} s")
        dice = random.Random(7)
        ids = [drawn.a_structure(number) for number in dice.sample(range(count), SAMPLE)]
        ours = set(Message.objects.filter(structure__in=ids).values_list("key", flat=True))
        Message.objects.filter(structure__in=ids).delete()
        slow, keys = plain_way(ids, now)
        alike = len(ours & keys) / max(1, len(ours | keys))
        a_second = len(keys) / slow
        print(
            f"  one by one: {a_second:.0f} a second on {SAMPLE} structures, "
            f"{done.alerts / took / a_second:.0f} times slower"
        )
        print(f"  the same alerts: {alike:.0%} (the plain way does not leave out what the law refuses)")


if __name__ == "__main__":
    main()
