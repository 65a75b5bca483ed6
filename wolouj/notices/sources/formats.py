"""Which source reads a file: said by the person, or seen in its first bytes. A file packed by gzip is read as it is."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from wolouj.notices.sources import notice_json, ocds, order_page, portal_html, results, tenders
from wolouj.notices.sources.incoming import Incoming, IncomingResult, Read, Refusal
from wolouj.notices.sources.ocds_known import Nothing, Processes
from wolouj.notices.sources.order_list import SHOW

FORMATS: dict[str, Callable[[IO[bytes], str], Iterator[Read]]] = {
    "tenders-jsonl": tenders.rows,
    "results-jsonl": results.rows,
    "notice-json": notice_json.rows,
    "portal-html": portal_html.rows,
    "order-html": order_page.rows,
    "ocds": ocds.rows,
    "ocds-jsonl": ocds.lines,
}
"""The name of a format -> what reads it."""
BY_LINE: dict[str, Callable[[dict[str, Any], int], Incoming | IncomingResult]] = {
    "tenders-jsonl": tenders.row,
    "results-jsonl": results.row,
}
"""Formats of one row a line that stands by itself: several processes may read them."""
AUTO = "auto"
_LOOKED_AT = 65_536
MOST_UNPACKED = 2_000_000_000
"""Bytes a packed file may hold: a few bytes can be packed to hold any number."""
_NOTHING = Nothing()
_OF_PROCESSES = {"ocds": ocds.rows, "ocds-jsonl": ocds.lines}
_SEEN = (
    (b'"refConsultation"', "tenders-jsonl"),
    (b'"nombre_devis"', "results-jsonl"),
    (b'"acheteur"', "results-jsonl"),
    (b'"releases"', "ocds"),
    (b'"records"', "ocds"),
    (b'"ocid"', "ocds"),
)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file to be read, unpacked on the way when gzip packed it. Reading may raise :class:`Refusal`."""
    with path.open("rb") as file:
        if file.read(2) == b"\x1f\x8b":
            file.seek(0)
            yield cast("IO[bytes]", _Unpacked(file))
        else:
            file.seek(0)
            yield file


class _Unpacked:
    """Just what the sources read with, over a packed file; a broken one is a refusal and not a fault of ours."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = gzip.GzipFile(fileobj=file)

    def read(self, most: int = -1) -> bytes:
        return self._checked(lambda: self._file.read(most))

    def readline(self, most: int = -1) -> bytes:
        return self._checked(lambda: self._file.readline(most))

    def _checked(self, ask: Callable[[], bytes]) -> bytes:
        try:
            told = ask()
        except (EOFError, OSError, zlib.error) as bad:
            raise Refusal("gz_broken") from bad
        if self._file.tell() > MOST_UNPACKED:
            raise Refusal("page_too_big", most=MOST_UNPACKED // 1_000_000)
        return told


def format_of(path: Path) -> str | None:
    """The format of a file by what it holds, whatever its name; ``None`` when it is none of ours."""
    try:
        with opened(path) as file:
            start = file.read(_LOOKED_AT)
    except Refusal:
        return None
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        return "order-html" if SHOW.search(start.decode("ascii", "ignore")) else "portal-html"
    for word, name in _SEEN:
        if word in start:
            return "ocds-jsonl" if name == "ocds" and _line_by_line(head) else name
    return "notice-json" if head.startswith(b"{") else None


def _line_by_line(head: bytes) -> bool:
    """Whether the first line is an object by itself and another follows."""
    line, _, rest = head.partition(b"\n")
    try:
        return bool(rest.strip()) and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def lines_of(path: Path, format: str = AUTO) -> int | None:
    """How many lines a file of one object a line has; ``None`` for the others: they tell that only when read."""
    chosen = format_of(path) if format == AUTO else format
    if not (chosen or "").endswith("jsonl"):
        return None
    try:
        with opened(path) as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except Refusal:
        return None


def rows(path: Path, name: str, format: str = AUTO, processes: Processes = _NOTHING) -> Iterator[Read]:
    """What a file tells, row by row; ``name`` is what refusals call it. A file of no format of ours is one refusal.

    Args:
        processes: where what OCDS files told of a process is kept between two of them.
    """
    chosen = format_of(path) if format == AUTO else format
    try:
        with opened(path) as file:
            if chosen is None:
                start = file.read(4)
                raise Refusal("encoding" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "format_unknown")
            if chosen in _OF_PROCESSES:
                yield from _OF_PROCESSES[chosen](file, name, processes)
            else:
                yield from FORMATS[chosen](file, name)
    except Refusal as refusal:  # of the file as a whole: what was read before it broke is kept
        yield refusal.at(name, None)
