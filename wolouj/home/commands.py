"""Commands that work on the database: ``wolouj import`` and ``wolouj daily``. The database is opened when they run."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rulebook.engine.verdict import Bilingual
from wolouj.config import service
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, Parser, parser, printable, run
from wolouj.foundation.documents import Where, instant
from wolouj.foundation.words import pair
from wolouj.notices.sources import formats

if TYPE_CHECKING:
    from wolouj.notices.importing import Imported, Progress

BAR = 30
SHOWN = 50
"""Refusals told one by one to a reader; ``--json`` gives them all."""


def import_files(argv: list[str]) -> int:
    """``wolouj import FILE...``: published notices and results, from files to the database."""

    def work(args: list[str]) -> Answer:
        given = _import_options().parse_args(args)
        at = _at(given.at)
        if given.watch:
            return _watch(given, at)
        if not given.files:
            raise BadInput(pair("foundation.command_line", reason="FILE?", help="wolouj import --help"))
        files = [(_readable(name), name) for name in given.files]
        _open()
        from wolouj.notices.importing import import_files as bring_in

        with _bar([formats.lines_of(path, given.format) for path, _ in files]) as told:
            done = bring_in(files, by=OPERATOR, at=at, format=given.format, is_sample=given.sample, progress=told)
        return Answer(1 if done.refused else 0, done.as_json(), list(_import_told(done)))

    return run(argv, work)


def _watch(given: Namespace, at: datetime) -> Answer:
    """Take what is new in the folder; exit 1 when something in it was refused or would not open."""
    folder = Path(given.watch)
    if given.files or not folder.is_dir():
        raise BadInput(pair("notices.import.no_folder"), printable(given.watch))
    _open()
    from wolouj.notices.inbox import take_folder

    looked = take_folder(folder, by=OPERATOR, at=at, format=given.format, is_sample=given.sample)
    done = looked.whole
    counts = {"taken": len(looked.taken), "before": looked.before, "waiting": looked.waiting}
    text = [pair("notices.import.watched", **counts), *_import_told(done)]
    text += [pair("notices.import.unreadable", file=printable(name)) for name in looked.unreadable]
    files = [{"file": name, "read": each.read, "refused": len(each.refused)} for name, each in looked.taken]
    data = done.as_json() | {"files": files, "before": looked.before, "waiting": looked.waiting,
                             "unreadable": looked.unreadable}  # fmt: skip
    return Answer(1 if done.refused or looked.unreadable else 0, data, text)


def daily(argv: list[str]) -> int:
    """``wolouj daily``: the order of the day, once a day; again on the same day it finds nothing left to do."""

    def work(args: list[str]) -> Answer:
        options = parser("daily", "The order of the day: what is forgotten, what is about to end, what is to watch.")
        options.add_argument("--at", metavar="INSTANT", help="as if it were then (now)")
        at = _at(options.parse_args(args).at)
        _open()
        from wolouj.home.daily import daily_round

        report = daily_round(by=OPERATOR, at=at)
        return Answer(0, report.as_json(), report.told())

    return run(argv, work)


def _import_options() -> Parser:
    options = parser("import", "Bring in published notices and results. The same again changes nothing.")
    options.add_argument("files", nargs="*", metavar="FILE")
    options.add_argument("--watch", metavar="FOLDER", help="take what is new in a folder, each file once")
    options.add_argument("--format", default=formats.AUTO, choices=[formats.AUTO, *formats.FORMATS])
    options.add_argument("--at", metavar="INSTANT", help="as if it were then (now)")
    options.add_argument("--sample", action="store_true", help="all of it is invented, and will be shown as a sample")
    return options


def _at(told: str | None) -> datetime:
    return instant(told, Where(None, None, "--at")) or clock.now()


def _readable(name: str) -> Path:
    """The path of a file that is there; nothing is imported when one is not."""
    path = Path(name)
    try:
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError:
        key = "file_missing"
    except IsADirectoryError:
        key = "file_is_folder"
    except (OSError, ValueError):
        key = "file_unreadable"
    else:
        return path
    raise BadInput(pair(f"foundation.{key}"), printable(name))


def _open() -> None:
    """The database, its tables up to date."""
    service.migrate([])


@contextmanager
def _bar(lines: list[int | None]) -> Iterator[Progress | None]:
    """A line that fills up on a terminal, nothing elsewhere; without an end where a file does not tell its length."""
    if not sys.stderr.isatty():
        yield None
        return
    begun, known = time.monotonic(), [each for each in lines if each is not None]
    total = max(1, sum(known)) if len(known) == len(lines) else None

    def told(rows: int) -> None:
        pace = rows / max(time.monotonic() - begun, 0.001)
        full = min(BAR, rows // 1000 + 1) if total is None else min(BAR, BAR * rows // total)
        rest, of = ("", "") if total is None else ("▱" * (BAR - full), f"/{max(total, rows)}")
        print(f"\r{'▰' * full}{rest} {rows}{of} ({pace:.0f}/s) ", end="", file=sys.stderr, flush=True)

    yield told
    print(file=sys.stderr)


def _import_told(done: Imported) -> Iterator[Bilingual]:
    counts = {name: getattr(done, name) for name in ("read", "created", "updated", "unchanged")}
    yield pair("notices.import.done", **counts)
    if done.refused:
        yield pair("notices.import.refused", n=len(done.refused))
    for each in done.refused[:SHOWN]:
        file = printable(each.file)
        if each.row is None:
            yield pair("notices.import.refused_file", file=file, text=each.text)
        else:
            yield pair("notices.import.refused_row", file=file, row=each.row, field=each.field or "—", text=each.text)
