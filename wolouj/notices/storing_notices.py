"""Imported notices written by batches: new ones, and dated changes of those already there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models

from rulebook.engine.facts import BuyerRules, Procedure
from wolouj.foundation.arrays import array
from wolouj.foundation.copying import copy_in, copy_values
from wolouj.foundation.searching.letters import words
from wolouj.notices.ahead import ahead_of, digest
from wolouj.notices.closing import LOOKED_BACK
from wolouj.notices.linking_results import Moved, relink_notices
from wolouj.notices.models import PUBLIC, Attachment, Buyer, ChangeKind, Line, Lot, Notice, NoticeChange
from wolouj.notices.pairing import compare
from wolouj.notices.queries import is_held
from wolouj.notices.same_notices import portal_key
from wolouj.notices.sources.incoming import Ahead, Incoming
from wolouj.notices.storing_buyers import buyers, key_of
from wolouj.notices.understanding import choices, place_codes, search_words

PLAIN = (
    *("kind", "reference", "object", "category", "published", "deadline", "places", "estimate", "reserved"),
    *("procedure_told", "price_mode", "guarantee", "vat_rate", "asks", "lots_told", "visits", "url", "buyer_id"),
)
"""Columns a source tells: a change of one is a dated change of the notice."""
READ_IN = ("nature", "natures", "nature_confidence", "place_codes", "rulebook")
"""Columns we understand from the others: they follow, and are no change of the notice."""
BESIDE = ("search_words", "choices", "portal_key", "digest", "seen_at", "may_be_open")
_PORTALS = ("tender:", "order:")
"""How the identities of the portal's own notices begin."""


@dataclass
class Stored:
    """What became of a batch."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def store(batch: list[Incoming], *, at: datetime, is_sample: bool) -> Stored:
    """Write a batch, no two of one identity in it, inside a transaction. Queries: a fixed number when all is new."""
    count = Stored()
    if not batch:
        return count
    known = {row.identity: row for row in _rows([each.identity for each in batch])}
    fresh = [each for each in batch if each.identity not in known]
    here = [(known[each.identity], each, digest(each)) for each in batch if each.identity in known]
    changed = [each for row, each, told in here if row.digest != told and not _is_older(row, each)]
    count.unchanged = len(batch) - len(fresh) - len(changed)
    _seen_again([(row, each) for row, each, told in here if row.digest == told])
    who = buyers(each.notice.buyer for each in (*fresh, *changed)) if fresh or changed else {}
    made = _create(fresh, who, at=at, is_sample=is_sample)
    count.created = len(fresh)
    for each in changed:
        if _change(known[each.identity], each, who[key_of(each.notice.buyer)], at=at):
            count.updated += 1
        else:
            count.unchanged += 1
    moved = [*made, *(Moved.of(known[each.identity]) for each in changed)]
    compare(moved, at=at)
    relink_notices(moved)
    return count


def _rows(identities: list[str]) -> Iterable[Notice]:
    return Notice.objects.filter(PUBLIC, identity__any_of=identities).select_for_update(of=("self",))


def _is_older(row: Notice, incoming: Incoming) -> bool:
    """Whether the source showed it before it showed what we hold."""
    return incoming.seen is not None and row.seen_at is not None and incoming.seen < row.seen_at


def _seen_again(pairs: list[tuple[Notice, Incoming]]) -> None:
    """The same as before, shown later: an older file imported afterwards is then known to be older."""
    again = []
    for row, each in pairs:
        if each.seen is not None and not _is_older(row, each) and row.seen_at != each.seen:
            row.seen_at = each.seen
            again.append(row)
    if again:
        Notice.objects.bulk_update(again, ["seen_at"])


def columns(incoming: Incoming, buyer: Buyer, known: Ahead | None = None) -> dict[str, Any]:
    """Every column an import writes, what the words were understood to say included. ``known``: when it is at hand."""
    notice = incoming.notice
    known = known or ahead_of(incoming)
    read = known.natures
    natures = [notice.nature] if notice.nature else list(read.natures)
    places = where(notice.places, buyer)
    kind, category = notice.procedure or Procedure.PURCHASE_ORDER, notice.category or ""
    return {
        "kind": kind,
        "reference": notice.reference,
        "object": notice.object,
        "category": category,
        "published": notice.published,
        "deadline": notice.deadline,
        "places": list(notice.places),
        "estimate": notice.estimate,
        "reserved": notice.reserved,
        "procedure_told": incoming.procedure_told,
        "price_mode": incoming.price_mode,
        "guarantee": incoming.guarantee,
        "vat_rate": notice.vat_rate,
        "asks": sorted(notice.asks) if notice.asks is not None else None,
        "lots_told": incoming.lots_told,
        "visits": incoming.visits,
        "url": incoming.url,
        "buyer_id": buyer.pk,
        "nature": natures[0] if natures else None,
        "natures": natures,
        "nature_confidence": "" if notice.nature or not natures else read.confidence,
        "place_codes": places,
        "rulebook": _rulebook(notice.rulebook, buyer),
        "search_words": search_words(
            object=notice.object, buyer=buyer.names, reference=notice.reference, kind=kind, category=category,
            natures=tuple(natures), places=tuple(places), tokens=known.tokens,
        ),
        "choices": choices(kind, category, natures, places),
        "portal_key": "" if incoming.identity.startswith(_PORTALS) else portal_key(_addresses(incoming)),
        "digest": known.digest,
    }  # fmt: skip


def _addresses(incoming: Incoming) -> list[str]:
    return [incoming.url, *(url for _, url in incoming.attachments)]


def where(places: Iterable[str], buyer: Buyer) -> list[str]:
    """The codes of a notice's places; of where its buyer is, when it names none that is known."""
    region, province, commune = buyer.placed
    found = commune or province or region
    return list(place_codes(tuple(places))) or ([found] if found else [])


def may_be_open(incoming: Incoming, at: datetime) -> bool:
    """Whether the indexes of the public list are to hold it."""
    return incoming.notice.deadline is None or incoming.notice.deadline >= at - LOOKED_BACK


def _rulebook(told: BuyerRules, buyer: Buyer) -> str:
    """The rules told with the notice; the buyer's when it tells none, or when a person said which are the buyer's."""
    return buyer.rulebook if told is BuyerRules.UNKNOWN or "rulebook" in buyer.corrected else told


def _create(batch: list[Incoming], who: dict[str, Buyer], *, at: datetime, is_sample: bool) -> list[Moved]:
    rows, texts = [], []
    for each in batch:
        buyer = who[key_of(each.notice.buyer)]
        known = ahead_of(each)
        told = columns(each, buyer, known) | {"id": uuid4(), "source": each.source, "identity": each.identity}
        told |= {"seen_at": each.seen or at, "entered_at": at, "cancelled_at": at if each.notice.cancelled else None}
        rows.append(told | {"may_be_open": may_be_open(each, at), "is_sample": is_sample})
        texts.append((known.words, buyer.name))
    copy_values(Notice, rows)
    _remember(texts)
    _write([part for row, each in zip(rows, batch, strict=True) for part in _parts(row["id"], each)])
    return [
        Moved(row["id"], row["identity"], who[key_of(each.notice.buyer)].whole_id, row["reference"], row["deadline"],
              row["portal_key"]) for row, each in zip(rows, batch, strict=True)
    ]  # fmt: skip


_REMEMBER = """
INSERT INTO notices_searchword AS known (word, held_by) SELECT * FROM unnest(%s::text[], %s::int[])
ON CONFLICT (word) DO UPDATE SET held_by = known.held_by + excluded.held_by
"""


def remember_words(rows: Iterable[Notice]) -> None:
    """Count the words of these notices among those a question may mean."""
    _remember((words(row.object), row.buyer.name) for row in rows)


def _remember(texts: Iterable[tuple[Iterable[str], str]]) -> None:
    """The words of each object, and of each buyer's name, sorted so that two imports never lock up."""
    met: Counter[str] = Counter()
    names: dict[str, Iterable[str]] = {}
    for object, buyer in texts:
        met.update({*object, *(names.get(buyer) or names.setdefault(buyer, words(buyer)))})
    counted = {word: number for word, number in met.items() if word.isalpha() and len(word) <= 60}
    if counted:
        told = sorted(counted.items())
        with connection.cursor() as cursor:
            cursor.execute(_REMEMBER, [array(word for word, _ in told), array(number for _, number in told)])


def _parts(notice_id: UUID, incoming: Incoming) -> list[models.Model]:
    """Lots, lines and links of one notice, not yet saved."""
    notice = incoming.notice
    lots = (Lot(notice_id=notice_id, position=i, number=x.number, object=x.object, estimate=x.estimate)
            for i, x in enumerate(notice.lots))  # fmt: skip
    links = (Attachment(notice_id=notice_id, position=i, title=title, url=url)
             for i, (title, url) in enumerate(incoming.attachments))  # fmt: skip
    return [*lots, *_lines(notice_id, incoming), *links]


def _lines(notice_id: UUID, incoming: Incoming) -> list[Line]:
    return [
        Line(
            notice_id=notice_id,
            position=i,
            number=line.number,
            designation=line.designation,
            unit=line.unit,
            quantity=line.quantity,
            details=line.details,
        )
        for i, line in enumerate(incoming.notice.lines)
    ]


def _write(parts: list[models.Model]) -> None:
    by_kind: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for part in parts:
        by_kind[type(part)].append(part)
    for rows in by_kind.values():
        copy_in(rows)


def _change(row: Notice, incoming: Incoming, buyer: Buyer, *, at: datetime) -> bool:
    """Bring a notice up to date; what changed is written with its day. False when nothing a reader sees changed."""
    told = columns(incoming, buyer) | {"seen_at": incoming.seen or at, "may_be_open": may_be_open(incoming, at)}
    kept = set(row.corrected) | incoming.untold
    if kept & {"nature", "place_codes"}:
        told |= _found_by(row, told, kept)
    changed = {name: [_text(getattr(row, name)), _text(told[name])]
               for name in PLAIN if name not in kept and getattr(row, name) != told[name]}  # fmt: skip
    for name in (*PLAIN, *READ_IN, *BESIDE):
        if not _is_kept(name, kept):
            setattr(row, name, told[name])
    changed |= _change_parts(row, incoming)
    kind = _cancellation(row, incoming, at)
    row.save()
    if "object" in changed:
        remember_words([row])
    if changed:
        NoticeChange.objects.create(notice=row, at=at, kind=ChangeKind.CHANGED, fields=changed)
    if kind:
        NoticeChange.objects.create(notice=row, at=at, kind=kind)
    return bool(changed or kind)


def _is_kept(name: str, kept: set[str]) -> bool:
    """Whether a person's correction stands on this column; that of a nature covers all three of its columns."""
    return name in kept or (name in ("natures", "nature_confidence") and "nature" in kept)


def _found_by(row: Notice, told: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    """The words and choices it is found by where a person corrected what we read."""
    natures = row.natures if "nature" in kept else told["natures"]
    places = row.place_codes if "place_codes" in kept else told["place_codes"]
    found_by = search_words(
        object=told["object"], buyer=row.buyer.names, reference=told["reference"], kind=told["kind"],
        category=told["category"], natures=tuple(natures), places=tuple(places),
    )  # fmt: skip
    return {"search_words": found_by, "choices": choices(told["kind"], told["category"], natures, places)}


def _cancellation(row: Notice, incoming: Incoming, at: datetime) -> ChangeKind | None:
    if incoming.notice.cancelled and row.cancelled_at is None:
        row.cancelled_at = at
        return ChangeKind.CANCELLED
    if incoming.notice.cancelled is False and row.cancelled_at is not None:
        row.cancelled_at = None
        return ChangeKind.REINSTATED
    return None


def _change_parts(row: Notice, incoming: Incoming) -> dict[str, list[str]]:
    """Replace lots, lines and links that differ. Under a quote lines stay: a quote answers those it was opened with."""
    changed: dict[str, list[str]] = {}
    parts = _parts(row.id, incoming)
    for name, kind in (("lots", Lot), ("lines", Line), ("attachments", Attachment)):
        if name in incoming.untold:
            continue
        old = list(kind._default_manager.filter(notice=row))
        new = [part for part in parts if isinstance(part, kind)]
        if [_values(part) for part in old] == [_values(part) for part in new]:
            continue
        changed[name] = [str(len(old)), str(len(new))]
        if name != "lines" or not is_held(row):
            kind._default_manager.filter(notice=row).delete()
            kind._default_manager.bulk_create(new)  # type: ignore[arg-type]
    return changed


def _values(part: models.Model) -> tuple[Any, ...]:
    return tuple(getattr(part, each.attname) for each in part._meta.concrete_fields if not each.primary_key)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else value.isoformat() if isinstance(value, datetime) else str(value)
