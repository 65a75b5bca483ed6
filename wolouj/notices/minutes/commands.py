"""``wolouj minutes``: what published minutes tell, field by field. Files in, one answer out. No database, no Django."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, parser, printable, run
from wolouj.foundation.documents import Where
from wolouj.foundation.words import pair
from wolouj.notices.minutes.files import MAX_BYTES, text_of
from wolouj.notices.minutes.reading import read
from wolouj.notices.minutes.told import SINGLE, Found, Minutes, as_json


def minutes(argv: list[str]) -> int:
    """``wolouj minutes FILE...``: each file read into a result, or refused with a sentence."""

    def work(args: list[str]) -> Answer:
        options = parser("minutes", "Published minutes read into results, each field with how sure it is.")
        options.add_argument("files", nargs="+", metavar="FILE", help="a PDF, a photo of a page, or a text")
        found: list[dict[str, Any]] = []
        lines: list[Bilingual] = []
        refused: list[BadInput] = []
        for file in options.parse_args(args).files:
            try:
                given = text_of(_bytes(file), printable(file))
            except BadInput as bad:
                refused.append(bad)
                continue
            told = read(given.text)
            found.append({"file": printable(file), "way": str(given.way)} | as_json(told))
            lines += [pair("notices.minutes.file", file=printable(file)), *_told(told)]
        if not found:
            raise refused[0]
        return _answer(found, lines, refused)

    return run(argv, work)


def _answer(found: list[dict[str, Any]], lines: list[Bilingual], refused: list[BadInput]) -> Answer:
    data: dict[str, Any] = {"minutes": found}
    if refused:
        data["refused"] = [bad.as_json() for bad in refused]
    notes = [f"wolouj: {bad}" for bad in refused]
    lines += [pair("notices.minutes.refused", file=bad.file or "", text=bad.text) for bad in refused]
    return Answer(1 if refused else 0, data, lines, notes)


def _bytes(name: str) -> bytes:
    where = Where(printable(name))
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise where.bad("file_missing") from error
    except IsADirectoryError as error:
        raise where.bad("file_is_folder") from error
    except (OSError, ValueError) as error:
        raise where.bad("file_unreadable") from error


def _told(told: Minutes) -> list[Bilingual]:
    """What was read for a reader: the values, how sure, then who answered and who was retained."""
    lines = [_line(name, getattr(told, name)) for name in SINGLE]
    number = len(told.bidders)
    lines.append(pair("notices.minutes.bidders_read", n=number) if number else pair("notices.minutes.no_bidders_read"))
    for one in told.awards:
        name = one.name.value if one.name else pair("notices.minutes.nobody_read")
        line = pair("notices.minutes.award", name=name)
        if one.amount:
            line = pair("notices.minutes.award_for", line=line, amount=one.amount.value)
        lines.append(pair("notices.minutes.award_lot", line=line, lot=one.lot) if one.lot else line)
    return lines


def _line(name: str, found: Found[Any] | None) -> Bilingual:
    label = pair(f"notices.minutes.field.{name}")
    if found is None:
        return pair("notices.minutes.not_found", label=label)
    value: Any = pair(f"notices.minutes.outcome.{found.value}") if name == "outcome" else found.value
    sure = pair(f"foundation.sure_{found.confidence.value}")
    key = "notices.minutes.line_day" if isinstance(value, date) else "notices.minutes.line"
    return pair(key, label=label, value=value, sure=sure)
