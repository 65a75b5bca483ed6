"""Cases: a situation told in YAML, and what the law must answer. Readable by a jurist, run without a database.

::

    - it: "One centime above the ceiling"
      rule: quote_stays_under_the_ceiling
      bidder: {kind: cooperative}
      notice: {nature: 7}
      quote: {total_incl_vat: "500000.01"}
      gives: {outcome: not_met, reason: over_the_ceiling, force: decides, values: {excess: "0.01"}}
      papers: [{paper: quote, when: with_quote}]
      file: [tax_certificate, cnss_certificate]
      figures: [{name: expected_withholding, value: "12000.00"}]
      asks: [purchase_orders.equal_quotes]
      verdict: met

``file`` is the exact list of papers the chapter asks for. Unless the case says otherwise, the notice is a purchase
order of a buyer bound by the decree, published on 2 November 2026. What it does not say is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rulebook.engine.facts import (
    AeActivity,
    Bidder,
    BidderKind,
    BuyerRules,
    Category,
    Extra,
    Grouping,
    GroupingForm,
    Line,
    Lot,
    Notice,
    Paper,
    Procedure,
    Quote,
    Tender,
    VatRegime,
    VatStatus,
)
from rulebook.engine.law import HOME, read_yaml

USUAL_NOTICE = {"procedure": "purchase_order", "rulebook": "decree", "published": "2026-11-02T09:00:00+01:00"}


@dataclass(frozen=True, slots=True)
class Told:
    """One case of one rule."""

    it: str
    rule: str
    """``chapter.rule``."""
    bidder: Bidder
    notice: Notice
    quote: Quote | None
    on: date | None
    gives: Mapping[str, Any]
    papers: tuple[Mapping[str, Any], ...] = ()
    figures: tuple[Mapping[str, Any], ...] = ()
    asks: tuple[str, ...] = ()
    asks_not: tuple[str, ...] = ()
    file: tuple[str, ...] | None = None
    """The exact list of the papers that the rules of this chapter ask for."""
    verdict: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


def cases(chapter: str) -> tuple[Told, ...]:
    """The cases of one chapter, as told in its ``cases.yaml``."""
    return tuple(_told(chapter, entry) for entry in read_yaml(HOME / chapter / "cases.yaml") or ())


def _told(chapter: str, entry: Mapping[str, Any]) -> Told:
    known = {"it", "rule", "bidder", "notice", "quote", "day", "gives", "papers", "file", "figures", "verdict"}
    known |= {"asks", "asks_not"}
    if strange := entry.keys() - known:
        raise ValueError(f"{chapter}, {entry.get('it')}: unknown {sorted(strange)}")
    return Told(
        it=entry["it"],
        rule=f"{chapter}.{entry['rule']}",
        bidder=bidder(entry.get("bidder") or {}),
        notice=notice({**USUAL_NOTICE, **(entry.get("notice") or {})}),
        quote=quote(entry["quote"]) if entry.get("quote") is not None else None,
        on=entry.get("day"),
        gives=entry["gives"],
        papers=tuple(entry.get("papers") or ()),
        figures=tuple(entry.get("figures") or ()),
        asks=tuple(entry.get("asks") or ()),
        asks_not=tuple(entry.get("asks_not") or ()),
        file=tuple(entry["file"]) if "file" in entry else None,
        verdict=entry.get("verdict"),
        raw=entry,
    )


def bidder(told: Mapping[str, Any]) -> Bidder:
    """A bidder from a mapping; names are those of :class:`~rulebook.engine.facts.Bidder`."""
    read: dict[str, Any] = dict(told)
    regime = read.get("vat_regime")
    papers = read.get("papers")
    read["kind"] = _code(BidderKind, read.get("kind"))
    read["ae_activity"] = _code(AeActivity, read.get("ae_activity"))
    read["activities"] = frozenset(read["activities"]) if read.get("activities") is not None else None
    read["turnover_received"] = _amounts(read.get("turnover_received"))
    by_buyer = read.get("received_by_buyer")
    read["received_by_buyer"] = {year: _amounts(of) for year, of in by_buyer.items()} if by_buyer else None
    read["vat_regime"] = VatRegime(**{**regime, "status": VatStatus(regime["status"])}) if regime else None
    read["papers"] = tuple(Paper(**paper) for paper in papers) if papers is not None else None
    read["grouping"] = _grouping(read["grouping"]) if read.get("grouping") is not None else None
    return Bidder(**read)


def _grouping(told: Mapping[str, Any]) -> Grouping:
    others, share = told.get("others"), told.get("share")
    return Grouping(
        form=_code(GroupingForm, told.get("form")),
        share=Decimal(share) if share is not None else None,
        others=tuple(map(bidder, others)) if others is not None else None,
    )


def notice(told: Mapping[str, Any]) -> Notice:
    """A notice from a mapping; instants are ISO text with their offset, amounts and rates text."""
    read: dict[str, Any] = dict(told)
    read["procedure"] = _code(Procedure, read.get("procedure"))
    read["rulebook"] = BuyerRules(read.get("rulebook", "unknown"))
    read["category"] = _code(Category, read.get("category"))
    read["tender"] = _code(Tender, read.get("tender"))
    for name in ("estimate", "vat_rate", "guarantee"):
        read[name] = Decimal(read[name]) if read.get(name) is not None else None
    read["asks"] = frozenset(map(Extra, read["asks"])) if read.get("asks") is not None else None
    for name in ("published", "deadline"):
        read[name] = datetime.fromisoformat(read[name]) if read.get(name) else None
    read["places"] = tuple(read.get("places") or ())
    read["lots"] = tuple(Lot(**lot) for lot in read.get("lots") or ())
    read["lines"] = tuple(_line(line) for line in read.get("lines") or ())
    return Notice(**read)


def _line(told: Mapping[str, Any]) -> Line:
    quantity = told.get("quantity")
    return Line(**{**told, "quantity": None if quantity is None else Decimal(quantity)})


def quote(told: Mapping[str, Any]) -> Quote:
    """A quote from a mapping; amounts and rates are text."""
    read: dict[str, Any] = dict(told)
    for name in ("total_excl_vat", "total_incl_vat", "subcontracted"):
        read[name] = Decimal(read[name]) if read.get(name) is not None else None
    read["vat_rates"] = frozenset(Decimal(rate) for rate in read.get("vat_rates") or ())
    read["at"] = datetime.fromisoformat(read["at"]) if read.get("at") else None
    return Quote(**read)


def _code(codes: Any, text: str | None) -> Any:
    return None if text is None else codes(text)


def _amounts(told: Mapping[Any, str] | None) -> Mapping[Any, Decimal] | None:
    return None if told is None else {key: Decimal(amount) for key, amount in told.items()}
