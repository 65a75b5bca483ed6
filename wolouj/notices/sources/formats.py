"""Which source reads a file: said by the person, or seen in its first bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from wolouj.notices.sources import notice_json, ocds, portal_html, results, tenders
from wolouj.notices.sources.incoming import Read, Refusal

FORMATS: dict[str, Callable[[IO[bytes], str], Iterator[Read]]] = {
    "tenders-jsonl": tenders.rows,
    "results-jsonl": results.rows,
    "notice-json": notice_json.rows,
    "portal-html": portal_html.rows,
    "ocds": ocds.rows,
}
"""The name of a format -> what reads it."""
AUTO = "auto"
_LOOKED_AT = 65_536
_SEEN = (
    (b'"refConsultation"', "tenders-jsonl"),
    (b'"nombre_devis"', "results-jsonl"),
    (b'"acheteur"', "results-jsonl"),
    (b'"releases"', "ocds"),
    (b'"records"', "ocds"),
    (b'"ocid"', "ocds"),
)


def format_of(path: Path) -> str | None:
    """The format of a file by what it holds, whatever its name; ``None`` when it is none of ours."""
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        return "portal-html"
    for word, name in _SEEN:
        if word in start:
            return name
    return "notice-json" if head.startswith(b"{") else None


def lines_of(path: Path, format: str = AUTO) -> int | None:
    """How many lines a file of one object a line has; ``None`` for the others: they tell that only when read."""
    chosen = format_of(path) if format == AUTO else format
    if not (chosen or "").endswith("jsonl"):
        return None
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def rows(path: Path, name: str, format: str = AUTO) -> Iterator[Read]:
    """What a file tells, row by row; ``name`` is what refusals call it. A file of no format of ours is one refusal."""
    chosen = format_of(path) if format == AUTO else format
    if chosen is None:
        with path.open("rb") as file:
            start = file.read(4)
        yield Refusal("encoding" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "format_unknown").at(name, None)
        return
    with path.open("rb") as file:
        yield from FORMATS[chosen](file, name)
