"""How right are the answers read from words alone? Run ``make quality`` (or ``python -m bench.quality [FOLDER]``).

``FOLDER`` holds the labelled objects and the published tenders; it stays where it is. What was written while looking
at labelled rows looked at those whose key ends in 0 to 7: here only the others are counted, 8 to f. A row without a
label for a question is left out of that question.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from tests.notices import labelled_minutes, minutes_quality
from tests.notices.labelled_buyers import ODD_SAME
from wolouj.notices.buyer_names import read_name
from wolouj.notices.comparing import alike
from wolouj.notices.same_buyers import CERTAIN
from wolouj.reference.buyers import resolve_buyer
from wolouj.reference.classify import natures_of
from wolouj.reference.places import NOTHING, resolve_place

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
LABELLED = "natures/labelled-dev.jsonl"
TENDERS = "notices/open-tenders-2025-10.jsonl"
BUYERS = "buyers/buyers_fr.csv"
TEXTS = "minutes/text"
HELD_OUT = "89abcdef"


@dataclass(frozen=True)
class Quality:
    """One figure with what it is asked to be."""

    name: str
    right: int
    among: int
    target: float

    def __str__(self) -> str:
        share = self.right / self.among if self.among else 0.0
        verdict = "ok" if share >= self.target else "BELOW"
        return f"{self.name:<42} {share:7.1%}  ({self.right} of {self.among}; target {self.target:.0%})  {verdict}"


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with one object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def of_natures(rows: Iterable[dict[str, Any]]) -> list[Quality]:
    """First right, and one of the first three, among the objects that have a label."""
    found = [(natures_of(row["objet"]).natures, row["natures"]) for row in rows if row["natures"]]
    first = sum(bool(got) and got[0] in label for got, label in found)
    three = sum(bool(set(got) & set(label)) for got, label in found)
    return [
        Quality("natures: the first is accepted", first, len(found), 0.75),
        Quality("natures: one of the first three is accepted", three, len(found), 0.90),
    ]


def of_buyers(rows: Iterable[dict[str, Any]]) -> list[Quality]:
    """Provinces said that are right (a buyer labelled with none counts as wrong), and those found."""
    told = [((resolve_buyer(row["acheteur"]).province or "").replace(".", ""), row["province"]) for row in rows]
    right = sum(bool(got) and got == label for got, label in told)
    return [
        Quality("provinces of buyers: precision", right, sum(bool(got) for got, _ in told), 0.98),
        Quality("provinces of buyers: recall", right, sum(label is not None for _, label in told), 0.85),
    ]


def of_places(rows: Iterable[dict[str, Any]]) -> list[Quality]:
    """Place strings of tenders that are resolved, each time one is written."""
    told = [part.strip() for row in rows for part in (row["lieu_execution"] or "").split(",") if part.strip()]
    return [Quality("places of tenders: resolved", sum(resolve_place(t) != NOTHING for t in told), len(told), 0.97)]


def of_same_buyers(folder: Path) -> list[Quality]:
    """Pairs of names proposed as one buyer, or merged at once, among the rows of odd number, labelled by hand."""
    with (folder / BUYERS).open(encoding="utf-8") as file:
        rows = [row["buyer_name_as_published"] for row in csv.DictReader(file)]
    found = list(alike({number: read_name(name) for number, name in enumerate(rows) if number % 2}))
    right = sum((one, other) in ODD_SAME for one, other, _ in found)
    sure = [(one, other) in ODD_SAME for one, other, each in found if each.score >= CERTAIN]
    return [
        Quality("one buyer under two names: precision", right, len(found), 0.95),
        Quality("one buyer under two names: recall", right, len(ODD_SAME), 0.95),
        Quality("merged without a person: precision", sum(sure), len(sure), 1.0),
    ]


MINUTES = {  # field -> precision and recall asked of it
    "reference": (0.80, 0.70), "object": (0.95, 0.65), "buyer": (0.90, 0.85), "opening": (0.95, 0.80),
    "outcome": (0.95, 0.70), "bidders": (0.78, 0.80), "amount before": (0.90, 0.42), "amount after": (0.90, 0.25),
    "excluded": (0.78, 0.78), "stage": (0.95, 0.95), "ground": (0.0, 0.0), "awardee": (0.80, 0.42),
    "amount awarded": (0.90, 0.70),
}  # fmt: skip
"""What was measured on those held out, less about what one text may change: a guard, not a wish."""


def of_minutes(texts: Path) -> list[Quality]:
    """Field by field, in the minutes held out: right among those said, and among those a person read."""
    told = []
    for field, counted in minutes_quality.counted(texts, labelled_minutes.HELD_OUT).items():
        precision, recall = MINUTES[field]
        told.append(Quality(f"minutes, {field}: precision", counted["right"], counted["said"], precision))
        told.append(Quality(f"minutes, {field}: recall", counted["right"], counted["told"], recall))
    return told


def of_matching(rows: list[dict[str, Any]]) -> list[Quality]:
    """For ten profiles: relevant rows found, and relevant ones among those sent; what the ceiling lets through too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolouj.config.settings")
    django.setup()  # a notice is a row, although none is read nor saved here
    from tests.matching import quality as matching_quality

    told = matching_quality.counted(rows)
    return [
        Quality("matching: recall before the ceiling", told["found_right"], told["relevant"], 0.90),
        Quality("matching: precision of what fits", told["found_right"], told["found"], 0.70),
        Quality("matching: precision of what is sent", told["sent_right"], told["sent"], 0.70),
        Quality("matching: recall after the ceiling (5 a day)", told["sent_right"], told["relevant"], 0.0),
    ]


def speed(labelled: list[dict[str, Any]]) -> str:
    """Time of one row with its object and buyer, names met before still in memory and not."""
    found = []
    for _ in range(2):
        natures_of.cache_clear()
        resolve_buyer.cache_clear()
        start = time.process_time()
        for row in labelled:
            natures_of(row["objet"])
            resolve_buyer(row["acheteur"])
        found.append((time.process_time() - start) / len(labelled) * 1000)
    return f"{'one object and one buyer never met before':<42} {found[1]:7.3f} ms"


def main(arguments: list[str]) -> int:
    """Print each quality with its target; 1 when one is below, 0 too when the data is not at hand."""
    folder = Path(arguments[0]) if arguments else SHARED
    missing = [name for name in (LABELLED, TENDERS, BUYERS, TEXTS) if not (folder / name).exists()]
    if missing:
        print(f"QUALITIES NOT MEASURED: no {' and no '.join(missing)} in {folder.name}")
        return 0
    labelled = read(folder / LABELLED)
    held_out = [row for row in labelled if row["key"][-1] in HELD_OUT]
    told = [*of_natures(held_out), *of_buyers(held_out), *of_matching(held_out)]
    told += [*of_places(read(folder / TENDERS)), *of_same_buyers(folder)]
    told += of_minutes(folder / TEXTS)
    print(f"{len(held_out)} labelled rows never tuned on, of {len(labelled)}")
    for one in told:
        print(one)
    print(speed(labelled))
    return int(any(one.right < one.target * one.among for one in told))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
