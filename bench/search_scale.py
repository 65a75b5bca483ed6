"""The public search at the scale of a country: how fast, how large, and what it finds that others do not.

Run ``python -m bench.search_scale [NOTICES]`` (1,000,000). Sample notices are made by chance from a fixed seed: about
twelve words, a buyer, a place, 40 % in Arabic, 4 % still open; they go in by COPY, then the indexes are built. Then 300
questions of one to three words, half of them with a choice or two, misspelt now and then, are asked

- bare: the words typed and the choices, 25 rows, in the database alone;
- bare, as the probe of the plan did: plain tokens and filter words in one vector of every notice (the yardstick);
- whole: what a person gets, with synonyms, tolerance and the counts of every choice left, Python included;
- of PostgreSQL's own ``arabic`` and ``french`` configurations, and by plain ``ILIKE``, with what each finds.

Everything in a test database, thrown away at the end. Progress goes to the error output.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from bench.database import borrowed
from bench.search_made import COLUMNS, NOW, QUESTIONS, Maker, Question, Trade, questions

SLOW = 20
"""Questions put to ILIKE, of each length: it takes a second for each."""


def say(text: str) -> None:
    """Progress, apart from the table."""
    print(text, file=sys.stderr, flush=True)


def _search_indexes() -> list[Any]:
    from wolouj.notices.models import Notice

    return [index for index in Notice._meta.indexes if index.name.startswith("public_")]


def fill(maker: Maker) -> dict[str, float]:
    """The notices in their table, then its indexes; seconds of each, and the megabytes of each index."""
    from django.db import connection

    from wolouj.notices.models import Buyer, Notice

    Buyer.objects.bulk_create(
        Buyer(id=one, name=name, name_key=name.lower(), confidence="likely") for one, name, _ in maker.trade.buyers
    )
    indexes = _search_indexes()
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(Notice, index)
    told: dict[str, float] = {}
    began = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(f"COPY notices_notice ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for number, row in enumerate(maker.rows(), start=1):
            copy.write_row(row)
            if number % 50_000 == 0:
                say(f"  {number:,} notices, {time.perf_counter() - began:.0f} s")
    told["fill"] = time.perf_counter() - began
    for index in indexes:
        began = time.perf_counter()
        with connection.schema_editor() as editor:
            editor.add_index(Notice, index)
        told[f"build {index.name}"] = time.perf_counter() - began
        told[f"MB {index.name}"] = size(index.name)
        say(f"  {index.name} built")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) notices_notice")
    return told


def remember(maker: Maker) -> None:
    """The words of the open notices and how many hold each: what a misspelt question is compared with."""
    from wolouj.foundation.searching.letters import words
    from wolouj.notices.models import ImportRun, SearchWord

    counted = Counter(
        word for what, name in maker.texts for word in set(words(f"{what} {name}")) if word.isalpha() and len(word) < 60
    )
    SearchWord.objects.bulk_create([SearchWord(word=w, held_by=n) for w, n in counted.items()], batch_size=5000)
    ImportRun.objects.create(at=NOW, file="bench", format="", read=0, created=0, updated=0, unchanged=0)


def size(relation: str) -> float:
    """Megabytes of a table or an index alone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s::regclass)", [relation])
        return float(cursor.fetchone()[0]) / 1e6


def beside(maker: Maker) -> dict[str, float]:
    """The same notices for the others: the probe's vector, PostgreSQL's own two, the plain text. Seconds, megabytes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("""CREATE TABLE bench_probe AS
            SELECT id, coalesce(deadline, '9999-12-31') AS deadline, search_vector AS tokens FROM notices_notice""")
        cursor.execute("""CREATE TABLE bench_native AS SELECT id, deadline, choices, told,
            to_tsvector((CASE WHEN told ~ '[ء-ي]' THEN 'arabic' ELSE 'french' END)::regconfig, told) AS native
            FROM (SELECT n.id, coalesce(n.deadline, '9999-12-31') AS deadline, n.choices,
                         n.object || ' ' || b.name AS told
                  FROM notices_notice n JOIN notices_buyer b ON b.id = n.buyer_id) AS whole""")
        told = {}
        for table, column in (("bench_probe", "tokens"), ("bench_native", "native")):
            began = time.perf_counter()
            cursor.execute(f"CREATE INDEX {table}_words ON {table} USING gin ({column})")
            told[f"build {table}"] = time.perf_counter() - began
            told[f"MB {table}"] = size(f"{table}_words")
            cursor.execute(f"CREATE INDEX {table}_order ON {table} (deadline, id)")
            cursor.execute(f"VACUUM (ANALYZE) {table}")
            say(f"  {table} built")
        # The same help as ours: an index of the open ones alone.
        cursor.execute("CREATE INDEX bench_native_open ON bench_native USING gin (native) WHERE deadline >= %s", [NOW])
    return told


def timed(asked: list[Question], ask: Callable[[Question], int]) -> tuple[list[float], list[int]]:
    """Milliseconds of each question, asked twice and the better one taken; and how many notices each found."""
    times, found = [], []
    for question in asked:
        took = []
        for _ in range(2):
            began = time.perf_counter()
            number = ask(question)
            took.append((time.perf_counter() - began) * 1000)
        times.append(min(took))
        found.append(number)
    return times, found


def line(name: str, times: list[float], found: int | None = None, answered: int | None = None) -> None:
    """A row of the table."""
    more = f"{found:9} found, {answered:3} of {len(times)} answered" if found is not None else ""
    print(f"  {name:38} median {median(times):7.2f}  99th {quantiles(times, n=100)[98]:8.2f} ms {more}", flush=True)


def bare(question: Question) -> Any:
    """The notices that hold the words typed, without a word of ours added: as the search asks, the page apart."""
    from wolouj.foundation.searching import query
    from wolouj.notices.finding import Asked, _matching

    asked = Asked(words=question.text, category=question.category, place=question.place)
    return _matching(asked, query(question.text), NOW)


def ours(asked: list[Question]) -> None:
    """Bare, then whole."""
    from django.db import connection

    from wolouj.notices.finding import NEWEST, Asked, find, page_sql, vocabulary

    statements = {question: page_sql(bare(question), "", 0, 25) for question in asked}

    def in_database(question: Question) -> int:
        with connection.cursor() as cursor:
            cursor.execute(*statements[question])
            return len(cursor.fetchall())

    def whole(question: Question, **more: Any) -> int:
        told = Asked(question.text, category=question.category, place=question.place, **more)
        return find(told, at=NOW).total

    times, _ = timed(asked, in_database)
    totals = [bare(question).count() for question in asked]
    line("ours, bare", times, sum(totals), sum(map(bool, totals)))
    vocabulary()
    times, found = timed(asked, whole)
    line("ours, whole: synonyms, slips, counts", times, sum(found), sum(map(bool, found)))
    times, found = timed(asked, lambda question: whole(question, exact=True, order=NEWEST))
    line("ours, newest first, all words", times, sum(found), sum(map(bool, found)))


def others(asked: list[Question]) -> None:
    """The probe's own query over every notice; PostgreSQL's configurations and ILIKE over the open ones."""
    from django.db import connection

    from wolouj.foundation.searching import facet, query

    def plain(sql: str, values: Callable[[Question], list[Any]]) -> Callable[[Question], int]:
        def ask(question: Question) -> int:
            with connection.cursor() as cursor:
                cursor.execute(sql, values(question))
                return len(cursor.fetchall())

        return ask

    def tokens(question: Question) -> str:
        filters = [("category", question.category), ("place", question.place)]
        return query(question.text).tsquery(*([facet(name, value)] for name, value in filters if value))

    tail = " ORDER BY deadline, id LIMIT 25"
    probe = "SELECT id FROM bench_probe WHERE tokens @@ to_tsquery('simple', %s)" + tail
    line("the probe's plain query, all notices", timed(asked, plain(probe, lambda q: [tokens(q)]))[0])

    def of_postgresql(question: Question) -> list[Any]:
        arabic = any("ء" <= letter <= "ي" for letter in question.text)
        return ["arabic" if arabic else "french", question.text, question.chosen, NOW]

    def of_ilike(question: Question) -> list[Any]:
        return [*question.words, question.chosen, NOW]

    native = "FROM bench_native WHERE native @@ plainto_tsquery(%s::regconfig, %s) AND choices @> %s AND deadline >= %s"
    counted(asked, "PostgreSQL's arabic and french", native, of_postgresql, tail)
    for many in (1, 2, 3):
        some = [question for question in asked if len(question.words) == many][:SLOW]
        parts = " AND ".join(["told ILIKE '%%' || %s || '%%'"] * many)
        sql = f"FROM bench_native WHERE {parts} AND choices @> %s AND deadline >= %s"
        counted(some, f"plain ILIKE, {many} word{'s' * (many > 1)}", sql, of_ilike, tail)


def counted(asked: list[Question], name: str, sql: str, values: Callable[[Question], list[Any]], tail: str) -> None:
    """The time of 25 rows; then, apart, how many there are."""
    from django.db import connection

    def rows(question: Question) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id {sql}{tail}", values(question))
            return len(cursor.fetchall())

    times, _ = timed(asked, rows)
    totals = []
    with connection.cursor() as cursor:
        for question in asked:
            cursor.execute(f"SELECT count(*) {sql}", values(question))
            totals.append(cursor.fetchone()[0])
    line(name, times, sum(totals), sum(map(bool, totals)))


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with borrowed():
        maker = Maker(Trade.known(), number)
        say(f"{number:,} sample notices are made and copied in…")
        told = fill(maker)
        remember(maker)
        say("the same for the others…")
        told |= beside(maker)
        asked = questions(maker)
        print(f"{number} sample notices, {sum(c >= NOW for c in maker.closing)} open; {QUESTIONS} questions")
        print(f"  understood, copied in, vectors kept: {told['fill']:.1f} s, {number / told['fill']:.0f} a second")
        for name in (*(index.name for index in _search_indexes()), "bench_probe", "bench_native"):
            print(f"  index {name:22} built in {told[f'build {name}']:6.1f} s {told[f'MB {name}']:8.1f} MB")
        say("questions…")
        ours(asked)
        others(asked)


if __name__ == "__main__":
    main()
