"""What does our search find that PostgreSQL's own configurations do not, and how fast?

Run ``python -m bench.search_quality [ROWS]``. First the pairs of ``tests/reference/search_pairs.yaml`` (words that
must, and must not, find one another; questions in Arabic and Darija for notices in French), by our analyser, by the
``arabic`` and ``french`` configurations and by plain ``ILIKE``; then pairs written before looking and never mended for.
Then ``ROWS`` sample notices (30,000 by default), all different, made by chance from a fixed seed: the time of a
notice's tokens, of a question, of its answer through the index, sizes. Both vectors are stored columns: an index on
the expression alone makes PostgreSQL work the vector of each row out again whenever it walks the rows in their order
(thirty times slower here). Everything in tables of one connection, gone when it ends.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

import yaml

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "reference" / "search_pairs.yaml"
QUESTIONS = 200
LABELLED = Path(__file__).resolve().parents[2] / "shared" / "data" / "natures" / "labelled-dev.jsonl"
ARABIC = re.compile("[ء-ي]")


def config(text: str) -> str:
    """The configuration that PostgreSQL would use for a text."""
    return "arabic" if ARABIC.search(text) else "french"


def found(cursor: Any, pairs: Iterable[tuple[str, str]]) -> int:
    """How many texts PostgreSQL finds by the question put beside each."""
    sql = "SELECT to_tsvector(%s::regconfig, %s) @@ plainto_tsquery(%s::regconfig, %s)"
    count = 0
    for question, text in pairs:
        cursor.execute(sql, [config(text), text, config(question), question])
        count += cursor.fetchone()[0]
    return count


KINDS = ("arabic", "french", "asked", "arabic_apart", "french_apart", "not_asked")


def quality(cursor: Any, told: dict[str, Any], blind: dict[str, Any]) -> None:
    """The table of what is found, ours beside PostgreSQL's and plain ``ILIKE``."""
    notices = told["notices"]
    held = vocabulary([*notices.values(), *(text for _, text in told["later"]["asked"])])
    print(f"{'':34}{'ours':>9}{'PostgreSQL':>12}{'ILIKE':>8}  of")
    for kind in KINDS:
        pairs = [(a, notices.get(b, b)) for a, b in told[kind] + told["later"].get(kind, [])]
        row(cursor, kind, pairs, held)
    halves = [half[kind] for half in blind.values() for kind in ("asked", "not_asked")]
    held = vocabulary([*notices.values(), *(text for pairs in halves for _, text in pairs)])
    print("\nwritten before looking, never mended for:")
    for kind in KINDS:
        row(cursor, kind, [(a, b) for a, b in blind["held"][kind]], held)


def row(cursor: Any, kind: str, pairs: list[tuple[str, str]], held: Any) -> None:
    """How many of the pairs each finds."""
    from wolouj.foundation.searching import document
    from wolouj.reference.search_words import query

    known, both_ways = held if kind in ("asked", "not_asked") else (), kind in ("arabic", "french")
    ours = sum(
        query(a, known).matches(document(b)) and (not both_ways or query(b).matches(document(a))) for a, b in pairs
    )
    plain = sum(all(word.lower() in b.lower() for word in a.split()) for a, b in pairs)
    wrong = "wrongly " if kind.endswith("apart") or kind == "not_asked" else ""
    print(f"{wrong + 'found, ' + kind:34}{ours:9}{found(cursor, pairs):12}{plain:8}  {len(pairs)}")


def vocabulary(texts: list[str]) -> Any:
    """The words of ``texts``, with how many hold each."""
    from wolouj.foundation.searching import Vocabulary, words

    return Vocabulary(Counter(word for text in texts for word in set(words(text))))


def real() -> None:
    """On real results labelled by nature: the words by which we call a nature in Arabic or Darija, asked one by one."""
    from wolouj.foundation.searching import document
    from wolouj.reference.natures import natures
    from wolouj.reference.search_words import query

    if not LABELLED.exists():
        print("\nREAL RESULTS NOT ASKED: no labelled rows on this machine")
        return
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    held = vocabulary([row["objet"] for row in rows])
    indexed = [(document(row["objet"]), row["natures"]) for row in rows]
    reached, shown, right = set(), 0, 0
    for nature in natures().values():
        for word in nature.words:
            if word in held:
                continue
            asked = query(word, held)
            hits = [n for n, (tokens, _) in enumerate(indexed) if asked and asked.matches(tokens)]
            shown += len(hits)
            right += sum(nature.id in indexed[n][1] for n in hits)
            reached |= {n for n in hits if nature.id == indexed[n][1][0]}
    print(f"\nreal results that a word of their nature reaches: {len(reached)} of {len(rows)}", end="; ")
    print(f"of {shown} shown, {right} of that nature")


def samples(objects: list[str], rows: int) -> list[str]:
    """Sample notices, all different: an object, a commune, a number."""
    from wolouj.reference.territories import communes

    chance = random.Random(20261123)
    places = [commune.name_fr for commune in communes()]
    return [f"{chance.choice(objects)}, commune {chance.choice(places)}, n° {number}" for number in range(rows)]


def microseconds(work: Callable[[str], object], texts: list[str]) -> float:
    """The median processor time of one call, over rounds of a thousand."""
    rounds = []
    for start in range(0, len(texts), 1000):
        part = texts[start : start + 1000]
        before = process_time()
        for text in part:
            work(text)
        rounds.append((process_time() - before) / len(part) * 1e6)
    return median(rounds)


def milliseconds(cursor: Any, sql: str, asked: list[str]) -> str:
    """The middle and the slow end of the time of an answer of 25 rows, and how many questions found something."""
    times, answered = [], 0
    for question in asked:
        before = perf_counter()
        cursor.execute(sql, [question])
        answered += bool(cursor.fetchall())
        times.append((perf_counter() - before) * 1000)
    return (
        f"median {median(times):6.2f} ms  99th {quantiles(times, n=100)[98]:7.2f} ms  answered {answered}/{len(asked)}"
    )


def speed(cursor: Any, told: dict[str, Any], rows: int) -> None:
    """Times and sizes over many sample notices."""
    from wolouj.foundation.searching import Vocabulary, document, facet, words
    from wolouj.reference.search_words import query

    texts = samples(list(told["notices"].values()), rows)
    for text in texts:
        document(text)
    print(f"\ntokens of a notice, words known: {microseconds(document, texts):7.1f} µs   (target 60 µs)")
    counts = Counter(word for text in texts for word in set(words(text)))
    before = perf_counter()
    held = Vocabulary(counts)
    print(f"vocabulary of {len(held)} words: {(perf_counter() - before) * 1000:.0f} ms, once")
    typed = [question for question, _ in told["asked"]]
    asked = [typed[number % len(typed)] for number in range(QUESTIONS)]
    for question in typed:
        query(question, held)
    print(f"a question read: {microseconds(lambda text: query(text, held), asked):.0f} µs")
    province = facet("prov", "05.081")
    ours = [(f"{document(text)} {province if n % 10 == 0 else ''}", text) for n, text in enumerate(texts)]
    fill(cursor, ours)
    queries = [query(text, held) for text in asked]
    plain = "SELECT id FROM search_bench WHERE {} ORDER BY id LIMIT 25"
    tokens = plain.format("ours @@ to_tsquery('simple', %s)")
    french = plain.format("french @@ plainto_tsquery('french', %s)")
    part = plain.format("told ILIKE '%%' || %s || '%%'")
    print("ours                ", milliseconds(cursor, tokens, [q.tsquery() for q in queries]))
    print("ours, one province  ", milliseconds(cursor, tokens, [q.tsquery([province]) for q in queries]))
    print("PostgreSQL's french ", milliseconds(cursor, french, asked))
    print("plain ILIKE         ", milliseconds(cursor, part, asked))


def fill(cursor: Any, rows: list[tuple[str, str]]) -> None:
    """The table, its two vectors and their indexes, each with its time and size."""
    cursor.execute("CREATE TEMP TABLE search_bench (id serial PRIMARY KEY, tokens text, told text)")
    with cursor.copy("COPY search_bench (tokens, told) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    for name, what in (("ours", "to_tsvector('simple', tokens)"), ("french", "to_tsvector('french', told)")):
        before = perf_counter()
        cursor.execute(f"ALTER TABLE search_bench ADD {name} tsvector GENERATED ALWAYS AS ({what}) STORED")
        vectors = perf_counter() - before
        cursor.execute(f"CREATE INDEX search_bench_{name} ON search_bench USING gin ({name})")
        cursor.execute("SELECT pg_relation_size(%s::regclass)", [f"search_bench_{name}"])
        size, index = cursor.fetchone()[0] / 1e6, perf_counter() - before - vectors
        print(f"{name:7} vectors {vectors:6.1f} s, index {index:6.1f} s {size:7.1f} MB")
    cursor.execute("ANALYZE search_bench")


def main(arguments: list[str]) -> None:
    """Measure and print, in the tests' own server."""
    from django.conf import settings
    from django.db import connection, transaction

    from tests.conftest import Presence
    from wolouj.foundation import embedded

    told = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    blind = yaml.safe_load(PAIRS.with_name("search_pairs_blind.yaml").read_text(encoding="utf-8"))
    embedded.ensure_running(settings.DATA, url=os.environ.get("DATABASE_URL"), careless=True)
    with Presence(settings.DATA / "tests-running") as alone:
        with transaction.atomic(), connection.cursor() as cursor:
            quality(cursor, told, blind)
            real()
            speed(cursor, told, int(arguments[0]) if arguments else 30_000)
            transaction.set_rollback(True)
        connection.close()
        if not os.environ.get("DATABASE_URL") and alone():
            embedded.stop(settings.DATA)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    main(sys.argv[1:])
