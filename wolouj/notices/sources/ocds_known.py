"""What earlier files told of a process, so that a release that tells only what it changes can be completed.

Only what is read is kept: no contact of anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol

from wolouj.notices.sources.ocds_releases import ANNOUNCED, Tree

LONGEST = 500_000
"""Letters of one process; of a longer one nothing is kept, and its updates must tell all."""
_NUMBER = "wolouj_number"
_KEPT: dict[str, Any] = {
    "ocid": None,
    "date": None,
    ANNOUNCED: None,
    "buyer": {"id": None, "name": None},
    "parties": {"id": None, "name": None, "roles": None},
    "tender": {
        **dict.fromkeys(("id", "title", "description", "status", "procurementMethodDetails")),
        **dict.fromkeys(("mainProcurementCategory", "numberOfTenderers")),
        "procuringEntity": {"id": None, "name": None},
        "value": dict.fromkeys(("amount", "currency", "valueAddedTaxIncluded")),
        "tenderPeriod": dict.fromkeys(("startDate", "endDate")),
        "items": {
            **dict.fromkeys(("id", "description", "quantity")),
            "unit": {"name": None},
            "deliveryAddress": {"locality": None, "region": None},
        },
        "lots": {**dict.fromkeys(("id", "title", "description")), "value": dict.fromkeys(("amount", "currency"))},
        "documents": dict.fromkeys(("id", "title", "url")),
    },
    "awards": {
        **dict.fromkeys(("id", "title", "status", "date")),
        "value": dict.fromkeys(("amount", "currency", "valueAddedTaxIncluded")),
        "suppliers": {"id": None, "name": None},
    },
}


class Processes(Protocol):
    """Where processes are kept between two files."""

    def known(self, ocids: Iterable[str]) -> Mapping[str, Tree]:
        """What is known of each, as it was kept."""
        ...

    def keep(self, told: Mapping[str, Tree]) -> None:
        """Keep these as they now stand."""
        ...


class Nothing:
    """No file was read before this one."""

    def known(self, ocids: Iterable[str]) -> Mapping[str, Tree]:
        """Nothing."""
        return {}

    def keep(self, told: Mapping[str, Tree]) -> None:
        """Nowhere."""


def written(process: Tree) -> str | None:
    """A process as text, numbers to the letter; ``None`` when it is too long to be kept."""
    text = json.dumps(_pruned(process, _KEPT), default=_number)
    return text if len(text) <= LONGEST else None


def read_back(text: str) -> Tree:
    """The process a text holds."""
    found: Tree = json.loads(text, object_hook=_told)
    return found


def _pruned(told: Any, kept: Any) -> Any:
    if kept is None:
        return told
    if isinstance(told, list):
        return [_pruned(each, kept) for each in told]
    if isinstance(told, dict):
        return {key: _pruned(value, kept[key]) for key, value in told.items() if key in kept}
    return told


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return {_NUMBER: str(value)}
    raise TypeError(value)


def _told(tree: Tree) -> Any:
    return Decimal(tree[_NUMBER]) if set(tree) == {_NUMBER} else tree
