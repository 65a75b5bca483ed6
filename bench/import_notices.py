"""How fast do published notices go in, with all their resolving, against the plain way of one row, one save?

Run ``python -m bench.import_notices [FOLDER] [COPIES]``: ``FOLDER`` holds the real tenders and results (beside the
checkout by default); without it, rows of our own are made. Three ways in one run: one row, one save; one process; one
that writes and others that read. The last two take every row ``COPIES`` times, under other references and with another
last word, so that no object comes twice: words were met before, objects were not. The time others take to start counts.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.database import borrowed

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TENDERS, RESULTS = "notices/open-tenders-2025-10.jsonl", "results/purchase-orders-2025-07-06_10.jsonl"
TARGET = 5_000
COPIES = 20
PLAIN_ROWS = 300
"""The plain way is slow: so many rows of each file are enough to know its pace."""


def made_rows(folder: Path) -> list[Path]:
    """Rows of our own, when the real ones are not here."""
    tenders, results = folder / "tenders.jsonl", folder / "results.jsonl"
    with tenders.open("w", encoding="utf-8") as file:
        for i in range(500):
            row = {
                "refConsultation": str(9_000_000 + i), "orgAcronyme": "ex1", "ref": f"{i}/2026",
                "objet": f"Entretien des espaces verts, lot {i} (échantillon)", "entite_publique": f"Commune {i % 90}",
                "type_procedure": "Appel d'offres ouvert | Sur offre de prix", "categorie": "Services",
                "lieu_execution": "AZILAL", "estimation_ttc": "480 000,00", "date_limite": "15/01/2027 10:00",
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    with results.open("w", encoding="utf-8") as file:
        for i in range(1800):
            card: dict[str, object] = {
                "reference": f" {i}/2026", "objet": f"  Achat de fournitures de bureau {i} (échantillon)",
                "acheteur": f"Commune {i % 300}", "date_publication": f"{1 + i % 28:02d}/07/2026 10:30",
                "nombre_devis": str(i % 30), "attribue": True, "montant": f"{7 + i % 90} 200,00 MAD",
            }  # fmt: skip
            file.write(json.dumps(card, ensure_ascii=False) + "\n")
    return [tenders, results]


def copied(files: list[Path], folder: Path, copies: int) -> list[Path]:
    """Each row so many times, as so many publications."""
    many = []
    for path, reference in zip(files, ("ref", "reference"), strict=True):
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        many.append(folder / f"many-{path.name}")
        with many[-1].open("w", encoding="utf-8") as file:
            for copy in range(copies):
                for row in rows:
                    told = row | {reference: f"{row[reference]}/{copy}", "objet": f"{row['objet']} tranche {copy}"}
                    if "refConsultation" in row:
                        told["refConsultation"] = str(int(row["refConsultation"]) + copy * 10_000_000)
                    file.write(json.dumps(told, ensure_ascii=False) + "\n")
    return many


def empty() -> None:
    """No notice, no result, no buyer, and no object read before."""
    from django.db import connection

    from wolouj.reference.classify import natures_of

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE notices_notice, notices_result, notices_buyer, notices_searchword, notices_importrun CASCADE"
        )
    natures_of.cache_clear()


@dataclass(frozen=True)
class Pace:
    """How one import went: rows, and seconds by the clock, of this process, of its readers, of PostgreSQL's for it."""

    rows: int
    clock: float
    here: float
    readers: float
    database: float

    def told(self) -> str:
        """One line."""
        each = (f"{name} {seconds / self.rows * 1e6:.0f}" for name, seconds in (
            ("here", self.here), ("readers", self.readers), ("database", self.database)))  # fmt: skip
        return f"{self.rows / self.clock:8.0f} rows/s by the clock; processor, µs a row: {', '.join(each)}"


def ours(files: list[Path]) -> Pace:
    """Import them all into an empty database."""
    from django.utils import timezone

    from wolouj.foundation.actor import OPERATOR
    from wolouj.notices.importing import import_files

    empty()
    before = time.perf_counter(), time.process_time(), _of_readers(), _of_database()
    done = import_files([(path, path.name) for path in files], by=OPERATOR, at=timezone.now())
    after = time.perf_counter(), time.process_time(), _of_readers(), _of_database()
    assert done.created == done.read, done.refused[:3]
    return Pace(done.read, *(end - start for start, end in zip(before, after, strict=True)))


def _of_readers() -> float:
    """Processor time of the processes that read and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _of_database() -> float:
    """Processor time of our connection's process; nothing where the system does not tell."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        try:
            told = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def plain(files: list[Path]) -> tuple[int, float]:
    """One row, one save: each by itself, its buyer looked up each time; everything resolved as ours."""
    from django.utils import timezone

    from wolouj.notices import storing_notices, storing_results
    from wolouj.notices.ahead import digest
    from wolouj.notices.models import Buyer, Notice, Result
    from wolouj.notices.sources import formats
    from wolouj.notices.sources.incoming import Incoming, IncomingResult
    from wolouj.notices.storing_buyers import _new, key_of

    empty()
    at, rows, began = timezone.now(), 0, time.perf_counter()
    for path in files:
        for number, row in enumerate(formats.rows(path, path.name)):
            if number == PLAIN_ROWS:
                break
            rows += 1
            name = row.notice.buyer if isinstance(row, Incoming) else row.buyer  # type: ignore[union-attr]
            buyer = Buyer.objects.filter(name_key=key_of(name)).first()
            if buyer is None:
                buyer = _new(name, key_of(name))
                buyer.save()
            if isinstance(row, Incoming) and not Notice.objects.filter(identity=row.identity).exists():
                told = storing_notices.columns(row, buyer)
                Notice(**told, source=row.source, identity=row.identity, entered_at=at).save()
            if isinstance(row, IncomingResult) and not Result.objects.filter(identity=row.identity).exists():
                Result(
                    identity=row.identity,
                    digest=digest(row),
                    **storing_results._columns(row, buyer, None),
                ).save()
    return rows, time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else COPIES
    with borrowed(), TemporaryDirectory() as made:
        from wolouj.notices import readers

        files = [folder / TENDERS, folder / RESULTS]
        real = all(path.exists() for path in files)
        if not real:
            print("the real rows are not here: rows of our own are imported")
            files = made_rows(Path(made))
        many = copied(files, Path(made), copies)
        ours(files)  # cold: every word met for the first time
        plain_rows, plain_seconds = plain(files)
        load = os.getloadavg()[0]
        by_many = ours(many)
        readers.MOST = 0
        by_one, small = ours(many), ours(files)
    plain_pace, pace = plain_rows / plain_seconds, by_many.rows / by_many.clock
    print(f"import, {'real rows' if real else 'made rows'}; load of the machine at the start {load:.1f}")
    print(f"  {by_many.rows} rows, others read   {by_many.told()}")
    print(f"  {by_one.rows} rows, one process   {by_one.told()}")
    print(f"  {small.rows} rows, one process    {small.told()}")
    print(f"  one row, one save         {plain_pace:8.0f} rows/s by the clock")
    word = "at least" if pace >= TARGET else "UNDER"
    print(f"  others read, against one process {pace * by_one.clock / by_one.rows:.2f} times as fast; against one save "
          f"{pace / plain_pace:.1f} ({word} {TARGET} rows/s asked)")  # fmt: skip


if __name__ == "__main__":
    main()
