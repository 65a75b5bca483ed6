"""A list of people brought in: reading a workbook, writing it whole, comparing every file for look-alikes.

Run ``python -m bench.lists_of_people [ROWS]`` (5,000). People are drawn with a seed: one in fifty comes again under
another spelling, one in twenty shares a phone. The whole of it is asked under 20 s.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import time
from datetime import UTC, datetime, timedelta

from bench.database import borrowed

ASKED = 20.0
FIRST = "Fatima Khadija Aicha Zahra Hassan Brahim Said Malika Naima Omar Itto Rqia Mustapha Lahcen Hadda".split()
LAST = "Idrissi Naciri Ouhaddou Amrani Bennani Tazi Alaoui Berrada Chraibi Fassi Mansouri Ziani Slaoui".split()
ENDS = "a i ou en ine our ari oui ami esse al el".split()
HEADS = ["Nom complet", "Téléphone", "Sexe", "Date de naissance", "Province", "Commune", "Consentement"]


def people(rows: int) -> list[list[str]]:
    """Rows of a list, invented."""
    dice, made = random.Random(2026), [HEADS]
    for n in range(rows):
        if n and n % 50 == 0:
            again = list(made[-7])
            again[0] = again[0].upper().replace("OU", "U").replace("EI", "I")
            made.append(again)
            continue
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}{dice.choice(ENDS)} {dice.choice(LAST)[:4]}{dice.choice(ENDS)}"
        phone = made[-1][1] if n % 20 == 19 else f"06{n:08d}"
        born = f"{dice.randint(1, 28):02d}/{dice.randint(1, 12):02d}/{dice.randint(1960, 2006)}"
        made.append([name, phone, "F" if n % 3 else "H", born, "Azilal", "Afourer", "oui"])
    return made


def as_csv(rows: list[list[str]]) -> bytes:
    """The list as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


def as_workbook(rows: list[list[str]]) -> bytes:
    """The list as a workbook."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()
    return out.getvalue()


def main() -> int:
    """Read, write, compare; 1 when something is missing at the end."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    listed = people(rows)
    with borrowed():
        from tests.cast import make
        from wolouj.home import sample_programme
        from wolouj.programme.actions import batches
        from wolouj.programme.intake.reading import read
        from wolouj.programme.models import Application, DuplicateProposal

        at = datetime.now(UTC)
        cast = make(at)
        body = cast.meetings["held"].gathering.body
        call = sample_programme.lived(
            body=body, manager=cast.actor("rachid"), coach=cast.actor("hayat"), people=cast.people, at=at
        ).second
        call.closes_at = at + timedelta(days=20)
        shown = lambda n: print(f"\r{n} rows", end="", file=sys.stderr, flush=True)  # noqa: E731
        began = time.perf_counter()
        read(as_csv(listed), "l.csv", provinces=call.where(), on=at.date())
        print(f"  reading a CSV        {time.perf_counter() - began:6.2f} s")
        book, began = as_workbook(listed), time.perf_counter()
        batch = batches.take(call=call, data=book, name="l.xlsx", by=cast.actor("hayat"), at=at, progress=shown)
        taken = time.perf_counter() - began
        began = time.perf_counter()
        new = batches.bring(batch=batch, by=cast.actor("hayat"), at=at)
        brought = time.perf_counter() - began
        print(f"\n  reading a workbook   {taken:6.2f} s ({batch.good} good of {batch.rows})")
        print(f"  writing, comparing   {brought:6.2f} s ({new} new, {DuplicateProposal.objects.count()} look-alikes)")
        met = "met" if taken + brought < ASKED else "not met"
        print(f"  together             {taken + brought:6.2f} s, asked under {ASKED:.0f} s for 5,000: {met}")
        whole = Application.objects.filter(batch=batch).count() == new
    return 0 if whole and batch.good == rows else 1


if __name__ == "__main__":
    sys.exit(main())
