"""What people looked up because no text the rulebook holds establishes it: each with the day it was read, and where.

The house keeps its own in ``entered.yaml``; a command may be given another file. No Django here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.engine.strict_yaml import read_yaml
from rulebook.payment import Entered, Entry, Quarter, TreasuryRate
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.documents import Schema, Where, day
from wolouj.foundation.words import pair

FILE = Path(__file__).with_name("entered.yaml")
_QUARTER = re.compile(r"(20[0-9]{2})-Q([1-4])")
SCHEMA = Schema(Path(__file__).parent / "schema" / "entered.schema.json")


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Answers for the taxes, and treasury rates by the quarter of their auctions."""

    answers: Entered = field(default_factory=Entered)
    rates: Mapping[Quarter, TreasuryRate] = field(default_factory=dict)


@cache
def looked_up() -> LookedUp:
    """What the house itself looked up. Raises BadInput naming what is not well written."""
    return read_looked_up(json.dumps(read_yaml(FILE)).encode(), file=FILE.name)


def read_looked_up(data: bytes, *, file: str | None = None, ignored: list[str] | None = None) -> LookedUp:
    """What a JSON document tells.

    Raises:
        BadInput: naming file, row (1 for the first of a list) and field.
    """
    tree = SCHEMA.read(data, file=file, ignored=ignored)
    answers = Entered(
        orders_registered=_entry(tree, "orders_are_registered", file),
        duty_on_vat=_entry(tree, "duty_counts_vat", file),
        floor_by_invoice=_entry(tree, "withholding_floor_by_invoice", file),
        listed=_listed(tree.get("services_under_vat_withholding") or (), file),
    )
    return LookedUp(answers, _rates(tree.get("treasury_rates") or (), file))


def _entry(tree: Mapping[str, Any], key: str, file: str | None) -> Entry | None:
    told = tree.get(key)
    return None if told is None else Entry(told["answer"], _read_on(told, Where(file, None, key)), told["source"])


def _listed(items: Sequence[Mapping[str, Any]], file: str | None) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    for row, item in enumerate(items, start=1):
        where = Where(file, row, "services_under_vat_withholding")
        if item["nature"] in found:
            raise BadInput(
                pair("foundation.entered_twice", what=str(item["nature"])), file, row, f"{where.field}.nature"
            )
        found[item["nature"]] = Entry(item["answer"], _read_on(item, where), item["source"])
    return found


def _rates(items: Sequence[Mapping[str, Any]], file: str | None) -> dict[Quarter, TreasuryRate]:
    found: dict[Quarter, TreasuryRate] = {}
    for row, item in enumerate(items, start=1):
        where = Where(file, row, "treasury_rates")
        quarter = quarter_of(item["quarter"])
        assert quarter is not None  # the schema saw to it
        if quarter in found:
            raise BadInput(pair("foundation.entered_twice", what=item["quarter"]), file, row, f"{where.field}.quarter")
        found[quarter] = TreasuryRate(Decimal(item["percent"]), _read_on(item, where), item["source"])
    return found


def quarter_of(text: str) -> Quarter | None:
    """``2026-Q2``; ``None`` for anything else."""
    found = _QUARTER.fullmatch(text)
    return Quarter(int(found[1]), int(found[2])) if found else None


def _read_on(told: Mapping[str, Any], where: Where) -> date:
    found = day(told["read_on"], Where(where.file, where.row, f"{where.field}.read_on"))
    assert found is not None  # the schema asks for it
    return found
