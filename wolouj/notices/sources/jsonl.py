"""The rows of a file with one JSON object a line, read one after the other, a broken row never hiding the next."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import IO, Any, TypeVar

from wolouj.notices.sources.incoming import Refusal, Refused

LONGEST_ROW = 1_000_000
Row = TypeVar("Row")
Line = tuple[int, bytes]
"""A line of a file and its number."""


def rows(file: IO[bytes], name: str, read_row: Callable[[dict[str, Any], int], Row]) -> Iterator[Row | Refused]:
    """What ``read_row`` makes of each line that holds something; rows count from 1 as a person would."""
    return read(lines(file), name, read_row)


def lines(file: IO[bytes]) -> Iterator[Line]:
    """The lines that hold something, each with its number; one that is too long is cut right after what is allowed."""
    number = 0
    while line := file.readline(LONGEST_ROW + 1):
        number += 1
        if len(line) > LONGEST_ROW:
            _skip_the_rest(file, line)
        if len(line) > LONGEST_ROW or line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, line


def read(
    numbered: Iterable[Line], name: str, read_row: Callable[[dict[str, Any], int], Row]
) -> Iterator[Row | Refused]:
    """What ``read_row`` makes of each of :func:`lines`, each by itself: so they can be read in several places."""
    for number, line in numbered:
        try:
            if len(line) > LONGEST_ROW:
                raise Refusal("row_too_long")
            yield read_row(_tree(line), number)
        except Refusal as refusal:
            yield refusal.at(name, number)


def _skip_the_rest(file: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(LONGEST_ROW)


def _tree(line: bytes) -> dict[str, Any]:
    if b"\x00" in line:  # UTF-16 without its mark: no JSON holds that byte
        raise Refusal("encoding")
    try:
        told = line.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as bad:
        raise Refusal("encoding") from bad
    try:
        tree = _JSON.decode(told)
    except (ValueError, RecursionError) as bad:
        raise Refusal("json_broken") from bad
    if not isinstance(tree, dict):
        raise Refusal("not_an_object")
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys each stand once: of two values under one name, nobody can say which is meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Refusal("key_twice", twice[:60] if twice.isprintable() else None)
    return found


def _no_constant(token: str) -> None:
    raise ValueError(token)


_JSON = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_object)
