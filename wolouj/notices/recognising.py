"""``wolouj nature``, ``wolouj place``, ``wolouj buyer``: what words alone tell of a notice. No database, no Django."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rulebook.engine.verdict import Bilingual, Confidence
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, parser, printable, run
from wolouj.foundation.documents import Where
from wolouj.foundation.words import pair
from wolouj.notices.sources import jsonl, portal
from wolouj.notices.sources.incoming import Refusal, Refused, text
from wolouj.reference import territories
from wolouj.reference.buyers import BuyerFound, resolve_buyer
from wolouj.reference.classify import NaturesFound, natures_of
from wolouj.reference.natures import natures
from wolouj.reference.places import PlaceFound, PlaceLevel, resolve_place

LONGEST_OBJECT = 20_000
SHOWN = 200
"""Rows told to a reader; ``--json`` gives them all."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass
class _Told:
    """The rows of one file: answered, told to a reader, refused."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    lines: list[Bilingual] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def nature(argv: list[str]) -> int:
    """``wolouj nature FILE.jsonl``: up to three natures for the ``objet`` of each row."""
    return run(argv, lambda args: _rows("nature", "The natures of the objects of a file.", "objet", _nature, args))


def buyer(argv: list[str]) -> int:
    """``wolouj buyer FILE.jsonl``: where the ``acheteur`` of each row is, and its rules."""
    return run(argv, lambda args: _rows("buyer", "Where the buyers of a file are.", "acheteur", _buyer, args))


def place(argv: list[str]) -> int:
    """``wolouj place TEXT...``: the place each text names."""

    def work(args: list[str]) -> Answer:
        options = parser("place", "The places that texts name, under their HCP codes.")
        options.add_argument("texts", nargs="+", metavar="TEXT", help="a place as a notice writes it")
        texts = [_printed(text) for text in options.parse_args(args).texts]
        found = [(text, resolve_place(text)) for text in texts]
        data = [{"text": t, "level": f.level.value, "code": f.code, "confidence": f.confidence.value} for t, f in found]
        return Answer(0, {"places": data}, [_place_told(t, f) for t, f in found])

    return run(argv, work)


def _printed(given: str) -> str:
    """An argument as text, whatever bytes the shell passed."""
    return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


Row = tuple[dict[str, Any], Callable[[], Bilingual]]
"""The answer to one row, and how to tell it to a reader: only the first ones are told."""
Answerer = Callable[[str, int, dict[str, Any]], Row]
"""Answers a text, the number of its row, and the whole row."""


def _rows(name: str, about: str, key: str, answer: Answerer, args: list[str]) -> Answer:
    """The answer of a command that reads one JSON object a line: the rows, then those that could not be read."""
    options = parser(name, about)
    options.add_argument("file", metavar="FILE.jsonl", help=f"one JSON object a line, each with {key!r}")
    file = options.parse_args(args).file
    told = _Told()
    for each in _read(_bytes(file), printable(file), key, answer):
        if isinstance(each, Refused):
            told.refused.append(each)
        else:
            data, tell = each
            told.rows.append(data)
            if len(told.lines) < SHOWN:
                told.lines.append(tell())
    if not told.rows and not told.refused:
        raise Where(printable(file)).bad("file_empty")
    if not told.rows:
        first = told.refused[0]
        raise BadInput(first.text, first.file, first.row, first.field)
    refused = {"refused": [each.as_json() for each in told.refused]} if told.refused else {}
    lines = [
        *told.lines,
        *(pair("notices.recognised.refused", row=r.row, text=r.text) for r in told.refused[:SHOWN]),
    ]
    notes = [f"wolouj: {r.file}, row {r.row}: {r.text.fr}" for r in told.refused[:SHOWN]]
    return Answer(1 if refused else 0, {"rows": told.rows} | refused, lines, notes)


def _bytes(name: str) -> IO[bytes]:
    """The file, UTF-8 or UTF-16 with its mark, as UTF-8; ``BadInput`` when there is none or it cannot be read."""
    where = Where(printable(name))
    try:
        data = Path(name).read_bytes()
        return io.BytesIO(data.decode("utf-16").encode() if data[:2] in _UTF_16 else data)
    except FileNotFoundError as error:
        raise where.bad("file_missing") from error
    except IsADirectoryError as error:
        raise where.bad("file_is_folder") from error
    except UnicodeDecodeError as error:
        raise where.bad("file_encoding", position=error.start + 1) from error
    except (OSError, ValueError) as error:
        raise where.bad("file_unreadable") from error


def _read(source: IO[bytes], name: str, key: str, answer: Answerer) -> Iterator[Row | Refused]:
    def one(tree: dict[str, Any], row: int) -> Row:
        if tree.get(key) is None:
            raise Refusal("missing", key, text=pair("foundation.key_missing", key=key))
        return answer(text(tree[key], key, most=LONGEST_OBJECT), row, tree)

    return jsonl.rows(source, name, one)


def _nature(object: str, row: int, tree: dict[str, Any]) -> Row:
    told = portal.category(text(tree.get("categorie"), "categorie"))
    found = natures_of(object, told.value if told else None)
    data = {"row": row, "natures": list(found.natures), "confidence": found.confidence.value}
    return data, lambda: _nature_told(found, row)


def _nature_told(found: NaturesFound, row: int) -> Bilingual:
    if not found.natures:
        return pair("notices.recognised.no_nature", row=row)
    first, *others = (natures()[id] for id in found.natures)
    line = pair("notices.recognised.nature", row=row, first=first.short, id=first.id)
    if others:
        names = Bilingual(", ".join(n.short.fr for n in others), "، ".join(n.short.ar for n in others))
        line = _joined(line, pair("notices.recognised.or_else", names=names))
    return _sure(line, found.confidence)


def _buyer(name: str, row: int, _: dict[str, Any]) -> Row:
    found = resolve_buyer(name)
    data = {
        "row": row,
        "province": found.province,
        "commune": found.commune,
        "region": found.region,
        "rulebook": found.rulebook.value,
        "confidence": found.confidence.value,
    }
    return data, lambda: _buyer_told(found, row)


def _buyer_told(found: BuyerFound, row: int) -> Bilingual:
    code = found.commune or found.province or found.region
    where = territories.place(code) if code else None
    rules = pair(f"notices.recognised.rules_{found.rulebook.value}")
    if where is None:
        return _joined(pair("notices.recognised.no_buyer", row=row), rules)
    named = Bilingual(where.name_fr, where.name_ar)
    line = pair("notices.recognised.buyer", row=row, name=named, code=where.code)
    return _joined(_sure(line, found.confidence), rules)


def _joined(line: Bilingual, more: Bilingual) -> Bilingual:
    return Bilingual(f"{line.fr} ; {more.fr}", f"{line.ar}؛ {more.ar}")


def _place_told(told: str, found: PlaceFound) -> Bilingual:
    where = territories.place(found.code) if found.code else None
    if where is not None:
        named = Bilingual(where.name_fr, where.name_ar)
        return _sure(pair("notices.recognised.place", text=told, name=named, code=where.code), found.confidence)
    keys = {PlaceLevel.COUNTRY: "country", PlaceLevel.FOREIGN: "foreign"}
    return pair(f"notices.recognised.{keys.get(found.level, 'no_place')}", text=told)


def _sure(line: Bilingual, confidence: Confidence) -> Bilingual:
    return pair("notices.recognised.sure", text=line, sure=pair(f"foundation.sure_{confidence.value}"))
