"""Buyers of an import, found or made, each understood once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from wolouj.foundation.copying import insert_new
from wolouj.foundation.folding import fold
from wolouj.notices.models import Buyer
from wolouj.reference.buyers import resolve_buyer

UNDERSTOOD = ("region", "province", "commune", "rulebook", "confidence")
_WRITTEN = ("id", "name", "name_key", *UNDERSTOOD)


@lru_cache(maxsize=16_384)
def key_of(name: str) -> str:
    """The form under which a buyer's name is compared."""
    return fold(name)[:400]


def buyers(names: Iterable[str]) -> dict[str, Buyer]:
    """Key -> row for each name, made where there was none. A fixed number of queries."""
    asked = {key_of(name): name for name in names}
    found = _known(asked)
    missing = [_new(name, key) for key, name in asked.items() if key not in found]
    if missing:
        # Another import may make the same one at the same instant: whoever came first is taken.
        insert_new(Buyer, [{name: getattr(buyer, name) for name in _WRITTEN} for buyer in missing])
        found |= _kept(missing)
    unread = [buyer for buyer in found.values() if not buyer.confidence and not buyer.corrected]
    for buyer in unread:
        _understand(buyer)
    if unread:
        Buyer.objects.bulk_update(unread, UNDERSTOOD)
    return found


def _known(keys: Iterable[str]) -> dict[str, Buyer]:
    return {
        buyer.name_key: buyer for buyer in Buyer.objects.filter(name_key__any_of=list(keys)).select_related("same_as")
    }


def _kept(made: list[Buyer]) -> dict[str, Buyer]:
    """The rows that stand under these keys: ours nearly always, read again only where another came first."""
    mine = {buyer.name_key: buyer for buyer in made}
    stored = dict(Buyer.objects.filter(name_key__any_of=list(mine)).values_list("name_key", "id"))
    others = [key for key, buyer in mine.items() if stored[key] != buyer.id]
    return mine | (_known(others) if others else {})


def _new(name: str, key: str) -> Buyer:
    buyer = Buyer(name=name, name_key=key)
    _understand(buyer)
    return buyer


def _understand(buyer: Buyer) -> None:
    """What the name says; a rule book a person told before is kept."""
    found = resolve_buyer(buyer.name)
    buyer.region, buyer.province, buyer.commune = found.region or "", found.province or "", found.commune or ""
    buyer.confidence = found.confidence
    if buyer.rulebook == "unknown":
        buyer.rulebook = found.rulebook
