"""A JSON document from outside: bytes in, a checked tree out, or one plain sentence saying what is wrong and where.

Nothing read here is trusted: size, encoding, nesting, repeated keys, hidden characters, then the published schema.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Any

from wolouj.foundation import forgiving
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.clean import Unclean, clean
from wolouj.foundation.figures import Unreadable, figure
from wolouj.foundation.words import pair

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
FIRST_YEAR, LAST_YEAR = 2000, 2099
AMOUNT_MOST = Decimal(10) ** 12
QUANTITY_MOST = Decimal(10) ** 9
RATE_MOST = Decimal(100)
_NEAR = 0.84
"""How alike two keys must be for one to be called a slip of the other (1 = the same)."""

_EXAMPLES: dict[str, dict[str, str | int]] = {
    "figure_unreadable": {"example": "1250.50"},
    "want_day": {"example": "2026-11-26"},
    "want_instant": {"example": "2026-11-26T10:00:00+01:00"},
    "want_offset": {"example": "2026-11-26T10:00:00+01:00"},
    "want_year": {"example": "2026"},
    "want_quarter": {"example": "2026-Q2"},
    "want_mark": {"least": 0, "most": 100},
    "want_percent": {"example": "0.01"},
    "want_yes_no": {"yes": "true", "no": "false", "unknown": "null"},
    "key_unknown": {"own": "x_"},
}

_SIGNATURES = [
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP / XLSX / DOCX"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WEBP / AVI"),
    (b"\xd0\xcf\x11\xe0", "XLS / DOC"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"<", "HTML / XML"),
]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: its name, the row in the list we are in, the dotted name of the field."""

    file: str | None
    row: int | None = None
    field: str | None = None

    @classmethod
    def at(cls, file: str | None, path: list[str | int]) -> Where:
        """The place a JSON path leads to: the first index is the row (from 1), names make the field."""
        rows = [step for step in path if isinstance(step, int)]
        names = [step for step in path if isinstance(step, str)]
        return cls(file, rows[0] + 1 if rows else None, ".".join(names) or None)

    def bad(self, key: str, /, **values: object) -> BadInput:
        """The error to raise here, worded by ``foundation.key``."""
        said = pair(f"foundation.{key}", **{**_EXAMPLES.get(key, {}), **values})
        return BadInput(said, self.file, self.row, self.field)


def text_of(data: bytes, *, file: str | None, legacy: str | None = None) -> str:
    """The text of a file: UTF-8 (with or without mark) or UTF-16 with its mark.

    ``legacy`` are the letters allowed when only Windows-1252 can read the bytes; ``None`` refuses it.

    Raises:
        BadInput: empty, over 2 MB, another kind of file under this name, or an unknown encoding.
    """
    where = Where(file)
    if len(data) > MAX_BYTES:
        raise where.bad("file_too_big", most=MAX_BYTES // 1_000_000)
    for start, name in _SIGNATURES:
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise where.bad("file_other_kind", kind=name)
    if not data.strip():
        raise where.bad("file_empty")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = _legacy_text(data, legacy)
        if not text:
            row = data[: error.start].count(b"\n") + 1
            raise Where(file, row).bad("file_encoding", position=error.start + 1) from error
    if not text.strip():
        raise where.bad("file_empty")
    if "\x00" in text:
        raise where.bad("file_binary")
    return text


def _legacy_text(data: bytes, letters: str | None) -> str:
    if letters is None:
        return ""
    text = data.decode("cp1252", errors="replace")
    return text if all(letter.isascii() or letter in letters for letter in text) else ""


def parse(data: bytes, *, file: str | None) -> dict[str, Any]:
    """The object a JSON file holds: decimals exact, no repeated key, no NaN, no bottomless nesting.

    Raises:
        BadInput: naming the row where the JSON breaks.
    """
    text = text_of(data, file=file)
    where = Where(file)
    _refuse_depth(text, where)
    try:
        tree = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        raise Where(file, error.lineno).bad("json_broken", line=error.lineno, column=error.colno) from error
    except _Slip as slip:
        raise Where(file, None, slip.field).bad(slip.key, **slip.values) from slip
    if not isinstance(tree, dict):
        raise where.bad("json_not_object")
    return tree


class _Slip(Exception):
    def __init__(self, key: str, field: str | None = None, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.field, self.values = key, field, values


def _decimal(token: str) -> int | Decimal:
    try:
        if len(token) > 60:
            raise InvalidOperation
        return int(token) if token.lstrip("-").isdigit() else Decimal(token)
    except InvalidOperation as error:
        raise _Slip("json_number", text=_shown(token)) from error


def _no_constant(token: str) -> None:
    raise _Slip("json_number", text=token)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Slip("json_key_twice", _shown(twice), key=_shown(twice))
    return tree


def _shown(text: str) -> str:
    """The beginning of a text nobody has cleaned yet, fit to be quoted in a message."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:60]) or "?"


def _refuse_depth(text: str, where: Where) -> None:
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text, re.DOTALL):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > MAX_DEPTH:
            raise where.bad("json_too_deep")


@dataclass(frozen=True)
class Schema:
    """A published JSON Schema and our way of telling its errors."""

    path: Path
    multiline: frozenset[str] = frozenset()
    """Fields whose line breaks are kept."""
    free: frozenset[str] = frozenset()
    """Fields inside which unknown keys are never called slips."""
    tree: dict[str, Any] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", json.loads(self.path.read_text(encoding="utf-8"), parse_float=Decimal))

    @cached_property
    def _validator(self) -> Any:
        # Imported when first needed: half of the start-up of a command is this library.
        from jsonschema import Draft202012Validator

        return Draft202012Validator(self.tree)

    def read(self, data: bytes, *, file: str | None, ignored: list[str] | None = None) -> dict[str, Any]:
        """The checked tree of a document; keys that are not ours are listed in ``ignored``.

        Raises:
            BadInput: anything that does not follow the schema, the first in document order.
        """
        tree: dict[str, Any] = self._forgiven(self._clean(parse(data, file=file), [], file), self.tree)
        self._slips(tree, self.tree, [], file, ignored if ignored is not None else [])
        for error in self._validator.iter_errors(tree):
            raise _told(error, file)
        return tree

    def _clean(self, node: Any, path: list[str | int], file: str | None) -> Any:
        if isinstance(node, str):
            try:
                return clean(node, lines=bool(path) and path[-1] in self.multiline)
            except Unclean as bad:
                raise Where.at(file, path).bad(bad.key, code=bad.code) from bad
        if isinstance(node, list):
            return [self._clean(item, [*path, i], file) for i, item in enumerate(node)]
        if isinstance(node, dict):
            return {self._clean(k, path, file): self._clean(v, [*path, k], file) for k, v in node.items()}
        return node

    def _forgiven(self, node: Any, schema: dict[str, Any]) -> Any:
        """The tree with what can mean only one thing written our way; see :mod:`wolouj.foundation.forgiving`."""
        schema = self._resolved(schema)
        if isinstance(node, list):
            items = schema.get("items")
            return [self._forgiven(item, items) for item in node] if isinstance(items, dict) else node
        if not isinstance(node, dict):
            return forgiving.value(node, schema)
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        tree = forgiving.keys(node, known)
        asked = {key: known.get(key, others) for key in tree}
        return {key: self._forgiven(each, asked[key]) if asked[key] else each for key, each in tree.items()}

    def _slips(
        self, node: Any, schema: dict[str, Any], path: list[str | int], file: str | None, out: list[str]
    ) -> None:
        schema = self._resolved(schema)
        if isinstance(node, list) and isinstance(schema.get("items"), dict):
            for i, item in enumerate(node):
                self._slips(item, schema["items"], [*path, i], file, out)
        known = schema.get("properties")
        if not isinstance(node, dict) or not known:
            return
        free = any(step in self.free for step in path)
        for key, value in node.items():
            near = _near(key, known)
            if key in known:
                self._slips(value, known[key], [*path, key], file, out)
            elif near and near not in node and not free:
                raise Where.at(file, [*path, key]).bad("key_unknown", key=key[:60], near=near)
            elif not key.startswith(("x_", "_", "$")):
                out.append(".".join(str(step) for step in [*path, key]))

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        name = schema.get("$ref", "").removeprefix("#/$defs/")
        return self.tree["$defs"][name] if name else schema


def _near(key: str, known: dict[str, Any]) -> str | None:
    if key.startswith(("x_", "_", "$")):
        return None
    near = difflib.get_close_matches(key.strip().lower().replace("-", "_").replace(" ", "_"), known, 1, _NEAR)
    return near[0] if near else None


def _told(error: Any, file: str | None) -> BadInput:
    """One error of the schema as a sentence of ours."""
    where = Where.at(file, list(error.absolute_path))
    says = error.schema.get("says", "") if isinstance(error.schema, dict) else ""
    wanted = error.validator_value
    if error.validator == "required":
        missing = next(key for key in wanted if key not in error.instance)
        return Where.at(file, [*error.absolute_path, missing]).bad("key_missing", key=missing)
    if error.validator == "enum":
        choices = ", ".join(str(choice) for choice in wanted if choice is not None)
        return where.bad("not_a_choice", text=_short(error.instance), choices=choices)
    if error.validator == "maxLength":
        return where.bad("text_too_long", most=wanted)
    if error.validator in ("maxItems", "maxProperties"):
        return where.bad("too_many_lines" if says == "lines" else "too_many_items", most=wanted)
    if error.validator == "minLength":
        return where.bad("text_empty")
    if says in ("amount", "quantity"):
        return _figure_told(where, says, error.instance)
    return where.bad(f"want_{says or 'object'}", text=_short(error.instance))


def _figure_told(where: Where, says: str, value: Any) -> BadInput:
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        try:
            (amount if says == "amount" else quantity)(value, where)
        except BadInput as bad:
            return bad
    return where.bad("figure_unreadable", text=_short(value))


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text[:60]


def amount(raw: Any, where: Where) -> Decimal | None:
    """An amount in MAD, 0 to 10^12, at most two decimals; ``None`` stays unknown."""
    return _figure(raw, where, decimals=2, most=AMOUNT_MOST)


def quantity(raw: Any, where: Where) -> Decimal | None:
    """A quantity above 0 and up to 10^9, at most six decimals; ``None`` stays unknown."""
    return _figure(raw, where, decimals=6, most=QUANTITY_MOST, above_zero=True)


def rate(raw: Any, where: Where) -> Decimal | None:
    """A rate in per cent, 0 to 100, at most two decimals; ``None`` stays unknown."""
    return _figure(raw, where, decimals=2, most=RATE_MOST)


def _figure(raw: Any, where: Where, **limits: Any) -> Decimal | None:
    if raw is None:
        return None
    try:
        return figure(raw, **limits)
    except Unreadable as bad:
        raise where.bad(bad.key, **bad.values) from bad


def day(raw: str | None, where: Where, *, first_year: int = FIRST_YEAR) -> date | None:
    """A day of the calendar between ``first_year`` and 2099; ``None`` stays unknown."""
    if raw is None:
        return None
    try:
        found = date.fromisoformat(raw)
    except ValueError as error:
        raise where.bad("want_day", text=raw[:40]) from error
    _refuse_year(found.year, where, first_year)
    return found


def instant(raw: str | None, where: Where) -> datetime | None:
    """A moment with its offset, between 2000 and 2099; ``None`` stays unknown."""
    if raw is None:
        return None
    try:
        found = datetime.fromisoformat(raw.upper())
    except ValueError as error:
        raise where.bad("want_instant", text=raw[:40]) from error
    if found.tzinfo is None:
        raise where.bad("want_offset", text=raw[:40])
    _refuse_year(found.year, where, FIRST_YEAR)
    return found


def _refuse_year(year: int, where: Where, first_year: int) -> None:
    if not first_year <= year <= LAST_YEAR:
        raise where.bad("year_out_of_range", year=str(year), first=str(first_year), last=str(LAST_YEAR))
