"""Every table and the dictionary in one zip, as CSV or as Parquet, written to a file and never whole in memory."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from importlib.util import find_spec
from typing import IO, Any

from wolouj.programme.models import Programme
from wolouj.results.exporting import dictionary
from wolouj.results.exporting.tables import Table, tables

BOM = "\ufeff"
"""So that a spreadsheet opens Arabic as Arabic."""


def parquet_is_there() -> bool:
    """Whether this house has the library that writes Parquet (``requirements/parquet.txt``)."""
    return find_spec("pyarrow") is not None


NOTE = "0-READ-ME.txt"
"""What stands first in an archive that must not be handled like another."""


def archive(programme: Programme, *, parquet: bool = False, note: str = "") -> IO[bytes]:
    """The archive, as an open temporary file at its beginning; who closes it removes it.

    Args:
        note: says who asked for the sentences written about people, when and why; without it they stay in the house.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 - handed over open, to be sent
    found = tables(programme, sentences=bool(note))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if note:
            made.writestr(_entry(NOTE), BOM + note)
        for table in found:
            if parquet:
                from wolouj.results.exporting.parquet import write  # only where its library is installed

                write(made, _entry(f"{table.name}.parquet", zipfile.ZIP_STORED), table)
            else:
                _csv(made, f"{table.name}.csv", [one.name for one in table.columns], table.rows())
        _csv(made, "dictionary.csv", dictionary.HEAD, _lines(found))
    out.seek(0)
    return out


def _lines(found: Iterable[Table]) -> Iterable[tuple[str, ...]]:
    return (line for table in found for line in dictionary.lines(table.model, table.columns))


def _entry(name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    made.compress_type = how
    return made


def _csv(made: zipfile.ZipFile, name: str, head: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with made.open(_entry(name), "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as out:
        out.write(BOM)
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows([cell(value) for value in row] for row in rows)


def cell(value: Any) -> str:
    """A value as text; what a spreadsheet could take for a formula is kept as text."""
    text = plain(value)
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not _number(text)) else text


def plain(value: Any) -> str:
    """A value as it is written anywhere: days as ISO, lists as JSON, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdigit()
