"""What every source gives, whatever its format: a notice, a result, or a row refused with its reason.

A source turns bytes into these and saves nothing; :mod:`wolouj.notices.importing` checks and saves them. Nothing is
guessed: what is not told stays unknown, what cannot be read is refused by name.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from rulebook.engine.facts import Notice, Procedure
from rulebook.engine.verdict import Bilingual
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.clean import Unclean, clean
from wolouj.foundation.money import parse_amount
from wolouj.foundation.words import pair
from wolouj.reference.classify import NaturesFound

CASABLANCA = ZoneInfo("Africa/Casablanca")
REFERENCE, OBJECT, BUYER, NAME = 200, 2000, 400, 300
"""As many letters as a column holds."""
FIRST_YEAR, LAST_YEAR = 2000, 2099
MOST_FIGURES = 30
_LOCAL = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Ahead:
    """What another process already worked out of a row (:mod:`wolouj.notices.ahead`)."""

    digest: str
    natures: NaturesFound
    tokens: str = ""
    """The object as it is indexed; of notices only, as its words, each once."""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A published notice as a source tells it."""

    row: int | None
    identity: str
    notice: Notice
    source: str
    procedure_told: str = ""
    price_mode: str = ""
    guarantee: Decimal | None = None
    lots_told: int | None = None
    visits: str = ""
    url: str = ""
    attachments: tuple[tuple[str, str], ...] = ()
    """(title, link) each."""
    seen: datetime | None = None
    """When the source showed it; ``None``: at the import."""
    untold: frozenset[str] = frozenset()
    """Columns this format has no place for (``lots``, ``lines``, ``attachments`` too): what others told stays."""
    ahead: Ahead | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IncomingResult:
    """A published result as a source tells it."""

    row: int | None
    identity: str
    reference: str
    object: str
    buyer: str
    published: datetime
    outcome: str
    kind: Procedure = Procedure.PURCHASE_ORDER
    quotes: int | None = None
    amount: Decimal | None = None
    awardee: str = ""
    category: str = ""
    notice_identity: str = ""
    ahead: Ahead | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: where it is, which field, and why in a word of ours and in a sentence."""

    file: str
    row: int | None
    field: str | None
    reason: str
    text: Bilingual

    def as_json(self) -> dict[str, object]:
        """The refusal as the command prints it."""
        return {
            "file": self.file,
            "row": self.row,
            "field": self.field,
            "reason": self.reason,
            "text": {"fr": self.text.fr, "ar": self.text.ar},
        }


Read = Incoming | IncomingResult | Refused


_EXAMPLES = {
    "not_an_instant": {"example": "26/11/2026 10:00"},
    "instant_without_zone": {"example": "2026-11-26T10:00:00+01:00"},
}


class Refusal(Exception):
    """A row cannot be taken; ``reason`` is a key of ``notices.import``."""

    def __init__(self, reason: str, field: str | None = None, text: Bilingual | None = None, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.field = reason, field
        self.text = text or pair(f"notices.import.{reason}", **_EXAMPLES.get(reason, {}), **values)

    def at(self, file: str, row: int | None) -> Refused:
        """The same with its place."""
        return Refused(file, row, self.field, self.reason, self.text)


def text(raw: object, field: str, *, most: int = OBJECT) -> str:
    """One line of clean text, perhaps empty. Raises :class:`Refusal`: no text, too long, deceiving marks."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise Refusal("not_text", field)
        raw = str(raw)
    try:
        found = clean(raw)
    except Unclean as bad:
        raise Refusal("hidden_character", field, code=bad.code) from bad
    if len(found) > most:
        raise Refusal("too_long", field, most=most)
    return found


def needed(raw: object, field: str, *, most: int = OBJECT) -> str:
    """As :func:`text`, refused when there is nothing."""
    found = text(raw, field, most=most)
    if not found:
        raise Refusal("missing", field)
    return found


_USUAL = re.compile(r"([0-9]{1,3}(?: [0-9]{3}){0,2}),([0-9]{2})(?: MAD)?")
"""As the portal nearly always writes an amount: read at once, and the same as by the long way."""


def amount(raw: object, field: str) -> Decimal | None:
    """An amount as the portal writes it (``7 200,00 MAD``); empty is unknown. Raises :class:`Refusal`."""
    if isinstance(raw, Decimal):
        # 1e999999999 is a few bytes of JSON and a gigabyte once written out.
        raw = f"{raw:f}" if abs(raw.adjusted()) < MOST_FIGURES else str(raw)
    if isinstance(raw, str) and (usual := _USUAL.fullmatch(raw)):
        return Decimal(f"{usual[1].replace(' ', '')}.{usual[2]}")
    told = text(raw, field)
    if not told or told in ("-", "--", "---"):
        return None
    try:
        return parse_amount(told)
    except BadInput as bad:
        raise Refusal("amount", field, text=bad.text) from bad


def estimate(raw: object, field: str) -> Decimal | None:
    """As :func:`amount`; zero is unknown: the portal writes it where no estimate was given."""
    return amount(raw, field) or None


def count(raw: object, field: str, *, figures: int = 6) -> int | None:
    """A whole number of zero or more, of so many figures at most; empty is unknown. Raises :class:`Refusal`."""
    told = text(raw, field)
    if not told:
        return None
    if not told.isascii() or not told.isdigit() or len(told) > figures:
        raise Refusal("not_a_count", field)
    return int(told)


def instant(raw: object, field: str) -> datetime | None:
    """``20/11/2025 10:00``, local time of Morocco; empty is unknown. Raises :class:`Refusal`."""
    told = text(raw, field)
    if not told:
        return None
    try:
        if not _LOCAL.fullmatch(told):
            raise ValueError(told)
        day, month, year = int(told[0:2]), int(told[3:5]), int(told[6:10])
        hour, minute = int(told[11:13]), int(told[14:16])
        found = datetime(year, month, day, hour, minute, tzinfo=CASABLANCA)
    except ValueError as bad:
        raise Refusal("not_an_instant", field) from bad
    return in_range(found, field)


def iso_instant(raw: object, field: str) -> datetime | None:
    """``2026-11-26T10:00:00+01:00``; a plain day is not an instant. Raises :class:`Refusal`."""
    told = text(raw, field)
    if not told:
        return None
    try:
        found = datetime.fromisoformat(told.upper())
    except ValueError as bad:
        raise Refusal("not_an_instant", field) from bad
    if found.tzinfo is None or "T" not in told.upper():
        raise Refusal("instant_without_zone", field)
    return in_range(found, field)


def in_range(found: datetime, field: str) -> datetime:
    """The instant itself, refused outside the years a notice can have."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refusal("year_out_of_range", field, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return found


def in_order(notice: Notice) -> None:
    """A deadline before the publication is a slip of one of the two, and nobody can say of which."""
    if notice.published is not None and notice.deadline is not None and notice.deadline < notice.published:
        raise Refusal("deadline_before_publication", "deadline", published=notice.published, deadline=notice.deadline)


def key_of(*parts: str) -> str:
    """A short digest of what identifies a thing that has no id."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
