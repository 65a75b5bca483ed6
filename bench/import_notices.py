"""How fast do published notices go in, with all their resolving, against the plain way of one row, one save?

Run ``python -m bench.import_notices [FOLDER]``: ``FOLDER`` holds the real tenders and results (beside the checkout by
default); without it, rows of our own are made. Warm: the words were all met once. Both ways in one run, on one core.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.database import borrowed

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TENDERS, RESULTS = "notices/open-tenders-2025-10.jsonl", "results/purchase-orders-2025-07-06_10.jsonl"
TARGET = 2_000
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
            row = {
                "reference": f" {i}/2026", "objet": f"  Achat de fournitures de bureau {i} (échantillon)",
                "acheteur": f"Commune {i % 300}", "date_publication": f"{1 + i % 28:02d}/07/2026 10:30",
                "nombre_devis": str(i % 30), "attribue": True, "montant": f"{7 + i % 90} 200,00 MAD",
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return [tenders, results]


def empty() -> None:
    """No notice, no result, no buyer."""
    from wolouj.notices.models import Buyer, ImportRun, Notice, Result, SearchWord

    for model in (Result, Notice, Buyer, SearchWord, ImportRun):
        model.objects.all().delete()


def ours(files: list[Path]) -> tuple[int, float, float]:
    """Rows, seconds of the clock and of this process's processor."""
    from django.utils import timezone

    from wolouj.foundation.actor import OPERATOR
    from wolouj.notices.importing import import_files

    empty()
    began, used = time.perf_counter(), time.process_time()
    done = import_files([(path, path.name) for path in files], by=OPERATOR, at=timezone.now())
    assert done.created == done.read, done.refused[:3]
    return done.read, time.perf_counter() - began, time.process_time() - used


def plain(files: list[Path]) -> tuple[int, float]:
    """One row, one save: each by itself, its buyer looked up each time; everything resolved as ours."""
    from django.utils import timezone

    from wolouj.notices import storing_notices, storing_results
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
                    digest=storing_results.digest(row),
                    **storing_results._columns(row, buyer, None),
                ).save()
    return rows, time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    with borrowed(), TemporaryDirectory() as made:
        files = [folder / TENDERS, folder / RESULTS]
        real = all(path.exists() for path in files)
        if not real:
            print("the real rows are not here: rows of our own are imported")
            files = made_rows(Path(made))
        ours(files)  # cold: every word met for the first time
        runs = [ours(files) for _ in range(3)]
        rows, best, used = min(runs, key=lambda run: run[1])
        plain_rows, plain_seconds = plain(files)
    pace, plain_pace = rows / best, plain_rows / plain_seconds
    print(f"import, {'real rows' if real else 'made rows'}: {rows} rows, warm")
    print(f"  by batches        {pace:8.0f} rows/s by the clock, {rows / used:8.0f} rows/s of this process's processor")
    print(f"  one row, one save {plain_pace:8.0f} rows/s by the clock")
    word = "at least" if pace >= TARGET else "UNDER"
    print(f"  ratio             {pace / plain_pace:8.1f} ({word} {TARGET} rows/s asked)")


if __name__ == "__main__":
    main()
