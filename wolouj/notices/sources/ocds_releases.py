"""Releases of an OCDS package in the order they were published, each completed by what came before it.

Lists whose things carry an ``id`` are completed thing by thing, as the standard asks; any other list is replaced.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from wolouj.notices.sources import incoming as read
from wolouj.notices.sources.incoming import Refusal

MAX_BYTES = 200_000_000
ANNOUNCED = "wolouj_announced"
"""Key of ours in a completed release: the date of the release that first published the tender."""
Tree = dict[str, Any]
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def package(data: bytes) -> Tree:
    """The package a file holds. Raises :class:`Refusal`."""
    if len(data) > MAX_BYTES:
        raise Refusal("page_too_big", most=MAX_BYTES // 1_000_000)
    try:
        tree = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as bad:
        raise Refusal("encoding") from bad
    except (ValueError, RecursionError) as bad:
        raise Refusal("json_broken") from bad
    if not isinstance(tree, dict):
        raise Refusal("not_a_package")
    return tree


def in_order(tree: Tree) -> list[tuple[int, Tree]]:
    """(place in the package from 1, release), the earliest published first. Raises :class:`Refusal`."""
    return by_date(releases_of(tree))


def by_date(releases: Iterable[tuple[int, Tree]]) -> list[tuple[int, Tree]]:
    """The earliest published first; one that does not say when comes before."""
    return sorted(releases, key=lambda each: _when(each[1]))


def releases_of(tree: Tree) -> Iterator[tuple[int, Tree]]:
    """Those of a release package, of a record package, or one release alone."""
    if isinstance(tree.get("releases"), list):
        found = tree["releases"]
    elif isinstance(tree.get("records"), list):
        found = [_of_record(record) for record in tree["records"]]
    elif tree.get("ocid"):
        found = [tree]
    else:
        raise Refusal("not_a_package")
    for row, release in enumerate(found, start=1):
        yield row, release if isinstance(release, dict) else {}


def _of_record(record: Any) -> Any:
    """The release a record compiles, else its releases completed one by the next."""
    if not isinstance(record, dict):
        return {}
    if isinstance(record.get("compiledRelease"), dict):
        return record["compiledRelease"]
    whole: Tree = {}
    embedded = [each for each in things(record, "releases") if "ocid" in each]
    for each in sorted(embedded, key=_when):
        whole = completed(whole, each)
    return whole


def _when(release: Tree) -> datetime:
    """When a release was published; one that does not say comes first."""
    try:
        return read.iso_instant(release.get("date"), "date") or _EARLIEST
    except Refusal:
        return _EARLIEST


def put_together(known: Tree, release: Tree, *, first: bool) -> Tree:
    """What is known of a process with one more release: an older one only tells what nobody told since.

    ``first``: the first of its process in a file, while ``known`` comes from files read before. It stands by itself
    when it announces the tender whole, as publishers do who give the state of each process again and again.
    """
    if _when(release) < _when(known):
        before: Tree = merged(completed({}, release), known)
        return before
    return completed({} if first and _stands_alone(release) else known, release)


def _stands_alone(release: Tree) -> bool:
    tender = thing(release, "tender")
    whole = all(tender.get(key) for key in ("id", "title")) and any(
        release.get(key) or tender.get(key) for key in ("buyer", "procuringEntity", "parties")
    )
    return bool(whole) and not any(str(tag).startswith("tender") and tag != "tender" for tag in _tags(release))


def completed(known: Tree, release: Tree) -> Tree:
    """``release`` over what was known of its process; null takes away."""
    dated: Tree = {}
    if ANNOUNCED not in known and "tender" in _tags(release):
        dated[ANNOUNCED] = release.get("date")
    if "awards" in release:
        before = {str(award.get("id")): award for award in things(known, "awards")}
        dated["awards"] = [_dated(award, before, release) for award in things(release, "awards")]
    whole: Tree = merged(known, release | dated)
    return whole


def _dated(award: Tree, before: dict[str, Tree], release: Tree) -> Tree:
    """An award that tells no date is of the day of the release it first stood in."""
    if award.get("date") or before.get(str(award.get("id")), {}).get("date"):
        return award
    return award | {"date": release.get("date")}


def _tags(release: Tree) -> list[Any]:
    tags = release.get("tag")
    return tags if isinstance(tags, list) else [tags]


def merged(old: Any, new: Any) -> Any:
    """``new`` over ``old``: objects field by field, lists of things with an id thing by thing, the rest replaced."""
    if isinstance(old, list) and isinstance(new, list) and _have_ids(old) and _have_ids(new):
        found = {str(thing["id"]): thing for thing in old}
        return list((found | {str(each["id"]): merged(found.get(str(each["id"])), each) for each in new}).values())
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    both = old | {key: merged(old.get(key), value) for key, value in new.items()}
    return {key: value for key, value in both.items() if value is not None}


def _have_ids(found: list[Any]) -> bool:
    """Whether each is an object with an id of its own; a list where one id stands twice is left as it is."""
    ids = [str(each.get("id") or "") if isinstance(each, dict) else "" for each in found]
    return all(ids) and len(set(ids)) == len(ids)


def thing(tree: Tree, key: str) -> Tree:
    """The object under ``key``, an empty one when there is none."""
    found = tree.get(key)
    return found if isinstance(found, dict) else {}


def things(tree: Tree, key: str) -> list[Tree]:
    """The objects of the list under ``key``."""
    found = tree.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
