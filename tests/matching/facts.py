"""Every fact the law may look at, drawn: bidders and notices with all their fields, told or not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from rulebook.engine import facts
from rulebook.engine.format import CASABLANCA

DAY = date(2026, 11, 28)
PAPERS = (
    *("tax_certificate", "cnss_certificate", "local_register_certificate", "ae_register_certificate"),
    *("foreign_tax_certificate", "foreign_social_certificate", "sworn_statement", "foreign_register_extract"),
    *("trade_register_extract", "powers", "qualification_certificate", "studies_approval", "other"),
    *("text_of_the_establishment", "power_of_attorney", "vat_exemption", "technical_note", "references"),
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


yes_no = maybe(st.booleans())
days = st.sampled_from([0, 1, 29, 30, 364, 365, 366, -1, -30]).map(lambda n: DAY - timedelta(days=n)) | st.dates(
    date(2025, 6, 1), date(2027, 6, 1)
)
amounts = st.sampled_from([0, 1, 49_999, 80_000, 200_001, 500_000, 1_000_000, 1_200_001, 6_000_000]).map(Decimal)
lately = st.dates(date(2025, 12, 20), date(2027, 2, 1))
instants = st.one_of(lately, lately, lately, st.dates(date(2023, 8, 30), date(2023, 9, 3))).map(
    lambda day: datetime(day.year, day.month, day.day, 10, tzinfo=CASABLANCA)
)
papers = st.builds(facts.Paper, st.sampled_from((*PAPERS, *(2 * PAPERS[:7]))), maybe(days), maybe(days))
natures = st.integers(1, 3)
alone: dict[str, st.SearchStrategy[Any]] = {
    "kind": maybe(st.sampled_from(facts.BidderKind)),
    "name": st.sampled_from(["", "Coopérative Ighrem"]),
    "activities": maybe(st.frozensets(natures, max_size=2)),
    "ae_activity": maybe(st.sampled_from(facts.AeActivity)),
    "registered_on": maybe(days),
    "turnover_received": maybe(st.dictionaries(st.integers(2025, 2026), amounts, max_size=2)),
    "received_by_buyer": maybe(st.just({2026: {"Commune A": Decimal(90_000)}})),
    "vat_regime": maybe(st.builds(facts.VatRegime, st.sampled_from(facts.VatStatus), maybe(days), st.none())),
    "identifiers": maybe(st.just({"ice": "001234567000062"})),
    "papers": maybe(st.lists(papers, max_size=6).map(tuple)),
    "excluded": yes_no,
    "capacity": maybe(st.just(facts.Capacity(amount_per_month=Decimal(9000)))),
    "serves": maybe(st.just(("Azilal",))),
    "abroad": yes_no,
    "represented": yes_no,
}
groupings = st.builds(
    facts.Grouping, maybe(st.sampled_from(facts.GroupingForm)), maybe(st.just(Decimal(40))),
    maybe(st.lists(st.builds(facts.Bidder, **alone), max_size=2).map(tuple)),
)  # fmt: skip
BIDDER = alone | {"grouping": maybe(groupings)}
NOTICE: dict[str, st.SearchStrategy[Any]] = {
    "procedure": maybe(st.sampled_from(facts.Procedure)),
    "reference": st.sampled_from(["", "12/2026"]),
    "object": st.sampled_from(["", "Achat de tapis"]),
    "buyer": st.sampled_from(["", "Commune A"]),
    "rulebook": st.sampled_from([*facts.BuyerRules, *(4 * [facts.BuyerRules.DECREE])]),
    "category": maybe(st.sampled_from(facts.Category)),
    "nature": maybe(natures),
    "published": maybe(instants),
    "deadline": maybe(instants),
    "places": st.sampled_from([(), ("Azilal",)]),
    "estimate": maybe(amounts),
    "reserved": yes_no,
    "cancelled": yes_no,
    "lots": st.sampled_from([(), (facts.Lot("1"), facts.Lot("2"))]),
    "lines": st.sampled_from([(), (facts.Line("1"),)]),
    "tender": maybe(st.sampled_from(facts.Tender)),
    "vat_rate": maybe(st.just(Decimal(20))),
    "guarantee": maybe(amounts),
    "asks": maybe(st.frozensets(st.sampled_from(facts.Extra))),
}
bidders = st.builds(facts.Bidder, **BIDDER)
notices = st.builds(facts.Notice, **NOTICE)
