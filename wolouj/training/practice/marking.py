"""The practice mode: an order answered with the real pricing and the real checks of ``bids``, then marked.

An exercise, even made of a real notice, is never a notice of the house: it lives here as a document, so that no
search, no alert, no matching, no figure of a programme can ever meet it. Only facts go down to ``bids``, as they do
from the command line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.engine.facts import Bidder, BidderKind, Notice, VatRegime, VatStatus
from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import typeset
from wolouj.bids.pricing import price_quote
from wolouj.bids.pricing_types import LinePrice, PricedQuote, WarningCode
from wolouj.foundation.words import say
from wolouj.notices.documents import read_notice
from wolouj.training.models import Exercise

BUYER = "Commune d’exercice (n’existe pas) · جماعة للتمرين (غير موجودة)"
SELLER = "Coopérative d’exercice (n’existe pas) · تعاونية للتمرين (غير موجودة)"

FIELDS = ("number", "designation", "unit", "quantity")
ICE, RIB = "990000099000110", "999780000000000000009902"
"""Invented numbers whose control figures are right: they are not what the exercise is about."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what a unit costs, in dirhams."""

    name: Bilingual
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Mock:
    """An order to answer: ``document`` is that of a notice, a mock one without its dates; ``costs`` by line number,
    empty for a real one, which each counts herself."""

    code: str
    name: Bilingual
    document: dict[str, Any]
    glosses: dict[str, str]
    """Line number -> what it is, in Arabic."""
    costs: dict[str, tuple[Part, ...]]
    vat: VatStatus

    def cost(self, number: str) -> Decimal | None:
        """What one unit of a line costs by the sheet; nothing when the sheet does not count it."""
        parts = self.costs.get(number, ())
        return sum((part.amount for part in parts), Decimal(0)) if parts else None


@cache
def mocks() -> dict[str, Mock]:
    """Code -> mock order."""
    told = read_yaml(Path(__file__).with_name("exercises.yaml"))
    return {code: _mock(code, row) for code, row in told.items()}


def order_of(exercise: Exercise) -> Mock:
    """What an exercise asks: a mock order of the file, or the real notice it holds."""
    if not exercise.real:
        return mocks()[exercise.code]
    document = dict(exercise.document)
    lines = [{name: line.get(name) or "" for name in FIELDS} for line in document["lines"]]
    name = str(document.get("object") or document.get("reference") or "")
    return Mock(
        exercise.code, Bilingual(fr=name, ar=name), document | {"lines": lines}, {}, {}, VatStatus(exercise.vat)
    )


def _mock(code: str, row: Mapping[str, Any]) -> Mock:
    lines = list(row["lines"])
    document = {
        "kind": "purchase_order", "reference": f"EXERCICE-{code.upper()}", "object": str(row["object"]), "buyer": BUYER,
        "rulebook": "decree", "category": str(row["category"]), "nature": int(row["nature"]),
        "lines": [{name: str(line[name]) for name in FIELDS} for line in lines],
    }  # fmt: skip
    costs = {
        str(line["number"]): tuple(
            Part(_both(part["fr"], part["ar"]), Decimal(str(part["amount"]))) for part in line["costs"]
        )
        for line in lines
    }
    glosses = {str(line["number"]): typeset(str(line["name_ar"]), "ar") for line in lines}
    return Mock(code, _both(row["name_fr"], row["name_ar"]), document, glosses, costs, VatStatus(str(row["vat"])))


def _both(fr: Any, ar: Any) -> Bilingual:
    return Bilingual(fr=typeset(str(fr), "fr"), ar=typeset(str(ar), "ar"))


def notice_of(mock: Mock, *, set_at: datetime, closes_at: datetime) -> Notice:
    """The order as the law and the pricing see a notice: through the public document, like any other. It closes when
    the exercise does; a real one was published when it was."""
    told = {"deadline": closes_at.isoformat()}
    if not mock.document.get("published"):
        told["published"] = set_at.isoformat()
    document = mock.document | told
    return read_notice(json.dumps(document, ensure_ascii=False).encode(), file="exercise")


def bidder_of(vat: str, *, on: date) -> Bidder:
    """The structure of the exercise, with what was told of its VAT: empty while it was not."""
    regime = None
    if vat == VatStatus.EXEMPT:
        regime = VatRegime(VatStatus.EXEMPT, stated_on=on, source=say("training.sheet_of_exercise", "fr"))
    elif vat == VatStatus.STANDARD:
        regime = VatRegime(VatStatus.STANDARD, stated_on=on, source=say("training.sheet_of_exercise", "fr"))
    return Bidder(
        kind=BidderKind.COOPERATIVE, name=SELLER, vat_regime=regime,
        identifiers={"ice": ICE, "rib": RIB, "if": "99000009", "local_register": "99/2026"},
    )  # fmt: skip


class Rule(StrEnum):
    """What an exercise is marked on, in the order it is told."""

    PRICED = "priced"
    COST = "cost"
    VAT = "vat"
    CEILING = "ceiling"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Marked:
    """A quote worked out by ``bids``, and which rules it meets."""

    quote: PricedQuote
    met: dict[Rule, bool]

    @property
    def points(self) -> int:
        """How many rules are met."""
        return sum(self.met.values())


def mark(
    mock: Mock, prices: Mapping[str, Mapping[str, Decimal | None]], vat: str, *, set_at: datetime, closes_at: datetime,
    at: datetime,
) -> Marked:  # fmt: skip
    """Work the quote out at ``at`` with the pricing of ``bids`` and read the rules off its warnings.

    A line whose cost was not told, or was told lower than the sheet counts it, is looked at with the cost of the sheet:
    one does not escape a loss by forgetting the transport.

    Args:
        prices: line number -> ``unit_price``, ``unit_cost``, ``vat_rate``; what is absent was not told.
        vat: what she says of the structure, a value of ``VatStatus`` or nothing.
    """
    notice, bidder = notice_of(mock, set_at=set_at, closes_at=closes_at), bidder_of(vat, on=set_at.date())
    lines = [_line(mock, line.number, prices.get(line.number, {}), vat) for line in notice.lines]
    quote = price_quote(notice, bidder, lines, at=at)
    seen = {warning.code for warning in quote.warnings}
    return Marked(quote, {
        Rule.PRICED: WarningCode.UNPRICED_LINE not in seen,
        Rule.COST: quote.floor_incl_vat is not None and WarningCode.BELOW_COST not in seen and not quote.unpriced,
        Rule.VAT: WarningCode.VAT_REGIME_UNCONFIRMED not in seen and vat == mock.vat,
        Rule.CEILING: WarningCode.OVER_CEILING not in seen and not quote.unpriced,
        Rule.DEADLINE: WarningCode.PAST_DEADLINE not in seen,
    })  # fmt: skip


def _line(mock: Mock, number: str, told: Mapping[str, Decimal | None], vat: str) -> LinePrice:
    cost, sheet = told.get("unit_cost"), mock.cost(number)
    rate = told.get("vat_rate") if vat == VatStatus.STANDARD else Decimal(0)
    return LinePrice(
        number, unit_price=told.get("unit_price"), vat_rate=rate,
        unit_cost=max((each for each in (cost, sheet) if each is not None), default=None),
    )  # fmt: skip
