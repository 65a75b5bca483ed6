"""An extract for researchers: no name, no number, and never a kind of person of whom there are few.

Each row is told in full when at least ``least`` rows are told alike; else less is told of it, step by step; a row that
stays alone even with nothing told apart but sex is left out, and counted. Those left out are ``least`` too, or none:
the totals of the edition are known from its reports, and what is missing of them would tell of one or two. For that
the smallest group goes with them. An extract is that of a closed edition, made
once (:mod:`wolouj.results.actions.extracting`): one taken before somebody came and one taken after, subtracted, would
name her.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rulebook.engine import format as fmt
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.splits import band
from wolouj.results.models import Extract

LEAST = 5
"""The smallest number of rows told alike."""
KNOWN = ("sex", "age", "province", "status")
"""What somebody may know of a person already, in the order of the columns."""
STEPS: tuple[tuple[str, ...], ...] = (
    KNOWN, ("sex", "age", "province"), ("sex", "province"), ("sex", "age"), ("sex",),
)  # fmt: skip
"""What is told at each step; the rest becomes :data:`HIDDEN`."""
HIDDEN = "*"
TOLD = ("accepted", "income_at_entry", "sold_3", "sold_6", "sold_12", "jobs_last")
"""What is told of every row that leaves."""
HEAD = (*KNOWN, *TOLD)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What leaves the house, and how many rows do not."""

    rows: list[Row]
    generalised: int
    left_out: int


def extract(rows: Sequence[Row], *, least: int = LEAST) -> Told:
    """Rows whose first columns are :data:`KNOWN`, told so that each combination of them stands ``least`` times.

    Raises:
        ValueError: a group smaller than two hides nobody.
    """
    if least < 2:
        raise ValueError("a group of one is somebody")
    waiting = list(rows)
    kept: dict[Row, list[Row]] = {}
    for step in STEPS:
        groups: dict[Row, list[Row]] = defaultdict(list)
        for row in waiting:
            groups[_told(row, step)].append(row)
        kept |= {key: group for key, group in groups.items() if len(group) >= least}
        waiting = [row for key, group in groups.items() if key not in kept for row in group]
    if kept and 0 < len(waiting) < least:
        waiting += kept.pop(min(kept, key=lambda key: (len(kept[key]), key)))
    told = sorted(key + row[len(KNOWN) :] for key, group in kept.items() for row in group)
    return Told(told, sum(HIDDEN in row for row in told), len(waiting))


def _told(row: Row, step: tuple[str, ...]) -> Row:
    return tuple(row[i] if name in step else HIDDEN for i, name in enumerate(KNOWN))


def rows_of(frame: Frame, *, but: frozenset[UUID] = frozenset()) -> list[Row]:
    """One row a person who applied, but those who left in an earlier extract: nobody leaves twice."""
    followed = {(due.person, due.month): due.done for due in frame.dues if due.done is not None}
    income = {row.person: row.income for row in reversed(frame.filed)}
    found = []
    for key, her in frame.persons.items():
        if key in but:
            continue
        told = [followed.get((key, month)) for month in (3, 6, 12)]
        jobs = next((each.jobs for each in reversed(told) if each is not None and each.jobs is not None), None)
        found.append((
            her.sex, band(her.age), her.province, her.status, "yes" if key in frame.accepted else "no",
            income.get(key, ""), *(_yes(each.sold if each is not None else None) for each in told),
            "" if jobs is None else str(jobs),
        ))  # fmt: skip
    return found


def _yes(told: bool | None) -> str:
    return "" if told is None else "yes" if told else "no"


def archive(kept: Extract) -> bytes:
    """The extract of an edition and a note of what was done to it, in one zip."""
    out, text = io.BytesIO(), io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEAD)
    writer.writerows(kept.rows)
    note = (
        f"rows: {len(kept.rows)}\nrows told less (*): {kept.generalised}\nrows left out: {kept.left_out}\n"
        f"made once, on {fmt.local(kept.made_at).date().isoformat()}, at the end of the edition\n"
        f"every combination of {', '.join(KNOWN)} stands at least {kept.least} times\n"
        f"rows left out are {kept.least} at least, or none: totals minus rows tell of nobody\n"
        "empty: not told; *: hidden\n"
        "sold_N: sold in the 60 days before the follow-up at N months\njobs_last: jobs told at the last follow-up\n"
    )
    with zipfile.ZipFile(out, "w") as files:
        for name, content in (("extract.csv", text.getvalue()), ("README.txt", note)):
            files.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
