"""A draft as it is shown for the person's yes: each fact with its mark when it wants a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from wolouj.notices.models import NoticeDraft
from wolouj.reference import natures

NEEDED = ("reference", "object", "buyer", "deadline", "lines")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the draft; ``doubt`` is a code or empty."""

    number: str
    designation: str
    unit: str
    quantity: Decimal | None
    details: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page needs. ``missing`` lists the needed fields still empty; ``doubts`` the others to look at."""

    fields: dict[str, Any]
    deadline: datetime | None
    published: datetime | None
    nature: Any
    lines: tuple[ShownLine, ...]
    missing: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...]

    @property
    def usable(self) -> bool:
        """Whether it can be confirmed as it is."""
        return not self.missing and all(line.quantity and line.designation for line in self.lines)


def shown(draft: NoticeDraft) -> Shown:
    """The draft's fields parsed for showing. Nothing here decides; the document reader does at the yes."""
    fields = draft.fields
    lines = tuple(
        ShownLine(
            number=str(line.get("number", "")),
            designation=str(line.get("designation", "")),
            unit=str(line.get("unit") or ""),
            quantity=_decimal(line.get("quantity")),
            details=str(line.get("details") or ""),
            doubt=_doubt(draft.doubts, index),
        )
        for index, line in enumerate(fields.get("lines") or [])
    )
    missing = tuple(name for name in NEEDED if not fields.get(name))
    whole = {path: why for path, why in draft.doubts.items() if "." not in path and path not in missing}
    return Shown(
        fields=fields,
        deadline=_instant(fields.get("deadline")),
        published=_instant(fields.get("published")),
        nature=natures.nature(fields["nature"]) if fields.get("nature") else None,
        lines=lines,
        missing=missing,
        doubts=tuple(sorted(whole.items())),
    )


def _decimal(text: Any) -> Decimal | None:
    try:
        return Decimal(str(text)) if text else None
    except InvalidOperation:
        return None


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _doubt(doubts: dict[str, str], index: int) -> str:
    """The words' key of what wants a look in one line; a missing unit alone is left to the reader."""
    why = doubts.get(f"lines.{index}.quantity")
    return f"notices.doubt_{why}" if why else ""
