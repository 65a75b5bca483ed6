"""Money of a quote, to the centime, and what is seen before it may be called ready."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.engine.facts import (
    Bidder,
    BidderKind,
    BuyerRules,
    Capacity,
    CapacityPerMonth,
    Line,
    Notice,
    Paper,
    Procedure,
    VatRegime,
    VatStatus,
)
from rulebook.engine.format import CASABLANCA
from rulebook.engine.law import Law
from wolouj.bids.pricing import price_quote
from wolouj.bids.pricing_types import LinePrice, PricedQuote, WarningCode
from wolouj.foundation.bad_input import BadInput
from wolouj.reference.coded import paper_name

D = Decimal
AT = datetime(2026, 11, 24, 10, tzinfo=CASABLANCA)
EXEMPT = VatRegime(VatStatus.EXEMPT, date(2026, 2, 3), "attestation")
STANDARD = VatRegime(VatStatus.STANDARD, date(2020, 1, 8), "déclaration")


def multiple_of_97(digits: str) -> str:
    return digits + f"{97 - int(digits) * 100 % 97:02d}"


def bidder(**changes: object) -> Bidder:
    """A cooperative with nothing to reproach her, exempt and saying so as asked."""
    held = {"ice": multiple_of_97("0012345670000"), "rib": multiple_of_97("1" * 22), "if": "15234567"}
    registers = {"local_register": "12/2021", "ae_register": "445566", "rc": "4321"}
    sound = Bidder(kind=BidderKind.COOPERATIVE, vat_regime=EXEMPT, identifiers=held | registers)
    return replace(sound, **changes)


def notice(*quantities: str | None, **changes: object) -> Notice:
    """A purchase order of a commune, one line for each quantity, numbered from 1."""
    lines = tuple(Line(str(i), f"ligne {i}", "U", D(q) if q else None) for i, q in enumerate(quantities, 1))
    whole = Notice(
        procedure=Procedure.PURCHASE_ORDER,
        rulebook=BuyerRules.DECREE,
        published=AT - timedelta(days=8),
        deadline=AT + timedelta(days=2),
        lines=lines,
    )
    return replace(whole, **changes)


def prices(*rows: tuple[str | None, str | None, str | None]) -> list[LinePrice]:
    """``(unit price, rate, unit cost)`` for lines 1, 2, 3 …; rows are numbered as in a file with a header."""
    typed = [[D(x) if x is not None else None for x in row] for row in rows]
    return [LinePrice(str(i), p, r, c, row=i + 1) for i, (p, r, c) in enumerate(typed, 1)]


def codes(quote: PricedQuote) -> list[tuple[str, bool, str | None]]:
    return [(seen.code.value, seen.blocking, seen.line) for seen in quote.warnings]


def test_a_firm_adds_vat_by_rate_on_the_sum_of_its_lines() -> None:
    quote = price_quote(
        notice("3", "7", "1.5"),
        bidder(kind=BidderKind.COMPANY, vat_regime=STANDARD),
        prices(("10.01", "20", "8"), ("0.33", "20", "0.30"), ("33.33", "10", "20")),
        at=AT,
    )
    assert [line.amount for line in quote.lines] == [D("30.03"), D("2.31"), D("50.00")]  # 49.995 goes up
    assert [(v.rate, v.base, v.amount) for v in quote.vat_by_rate] == [
        (D(10), D("50.00"), D("5.00")),
        (D(20), D("32.34"), D("6.47")),  # 6.468, once; line by line it would have been 6.01 + 0.46
    ]
    assert (quote.total_excl_vat, quote.vat, quote.total_incl_vat) == (D("82.34"), D("11.47"), D("93.81"))
    # costs 24.00 + 2.10 at 20 % and 30.00 at 10 %: 26.10 + 5.22 + 30.00 + 3.00
    assert quote.floor_incl_vat == D("64.32")
    assert quote.in_words.fr == "quatre-vingt-treize dirhams et quatre-vingt-un centimes"
    assert quote.ready and quote.warnings == ()


def test_an_exempt_cooperative_has_no_vat_and_its_floor_is_what_it_bears() -> None:
    quote = price_quote(notice("120", "2.5"), bidder(), prices(("45", "0", "38.50"), ("10", None, "7.77")), at=AT)
    assert quote.vat == 0
    assert quote.total_incl_vat == quote.total_excl_vat == D("5425.00")
    assert quote.floor_incl_vat == D("4620.00") + D("19.43")  # 19.425 goes up
    assert quote.vat_regime == EXEMPT
    assert quote.ready


def test_the_auto_entrepreneur_is_outside_vat_whatever_is_stated() -> None:
    ae = bidder(kind=BidderKind.AUTO_ENTREPRENEUR, vat_regime=None)
    quote = price_quote(notice("1"), ae, prices(("100", None, "90")), at=AT)
    assert quote.ready and quote.total_incl_vat == D("100.00")
    assert quote.vat_regime is not None and quote.vat_regime.status is VatStatus.EXEMPT
    with pytest.raises(BadInput) as refused:
        price_quote(notice("1"), replace(ae, vat_regime=STANDARD), prices(("100", "20", None)), at=AT, file="p.csv")
    assert (refused.value.file, refused.value.row, refused.value.field) == ("p.csv", 2, "vat_rate")


@pytest.mark.parametrize("regime", [EXEMPT, VatRegime(VatStatus.EXEMPT)])
def test_vat_charged_by_whoever_states_an_exemption_is_unusable_input(regime: VatRegime) -> None:
    rows = prices(("10", "0", None), ("10", "10", None))
    with pytest.raises(BadInput) as refused:
        price_quote(notice("1", "1"), bidder(vat_regime=regime), rows, at=AT, file="p.csv")
    assert (refused.value.row, refused.value.field) == (3, "vat_rate")
    assert "10" in refused.value.text.fr and "10" in refused.value.text.ar


@pytest.mark.parametrize(
    "regime", [None, VatRegime(VatStatus.EXEMPT), replace(EXEMPT, source=None), replace(EXEMPT, stated_on=None)]
)
@pytest.mark.parametrize(
    "kind", [BidderKind.COOPERATIVE, BidderKind.UNION, BidderKind.COMPANY, BidderKind.NATURAL_PERSON, None]
)
def test_a_regime_nobody_confirmed_blocks_and_is_not_printed(kind: BidderKind | None, regime: VatRegime | None) -> None:
    quote = price_quote(notice("1"), bidder(kind=kind, vat_regime=regime), prices(("10", "0", "1")), at=AT)
    assert ("vat_regime_unconfirmed", True, None) in codes(quote)
    assert quote.vat_regime is None and not quote.ready


def test_an_unknown_regime_is_priced_at_the_rates_given() -> None:
    quote = price_quote(notice("10"), bidder(vat_regime=None), prices(("10", "20", "8")), at=AT)
    assert (quote.total_incl_vat, quote.floor_incl_vat) == (D("120.00"), D("96.00"))


@pytest.mark.parametrize(
    ("row", "quantity"), [((None, "0", "1"), "2"), (("10", None, "1"), "2"), (("10", "20", "1"), None)]
)
def test_a_line_without_price_rate_or_quantity_is_unpriced_and_out_of_the_total(
    row: tuple[str | None, str | None, str | None], quantity: str | None
) -> None:
    firm = bidder(kind=BidderKind.COMPANY, vat_regime=STANDARD)
    quote = price_quote(notice(quantity, "3"), firm, prices(row, ("5", "20", "4")), at=AT)
    assert quote.unpriced and not quote.ready
    assert codes(quote) == [("unpriced_line", True, "1")]
    assert quote.total_excl_vat == D("15.00")


def test_a_line_left_out_of_the_prices_is_unpriced_and_the_floor_unknown() -> None:
    quote = price_quote(notice("1", "1"), bidder(), prices(("10", "0", "1")), at=AT)
    assert codes(quote) == [("unpriced_line", True, "2")]
    assert quote.floor_incl_vat is None


def test_losses_come_first_and_stop_blocking_once_accepted() -> None:
    late = notice("10", "10", deadline=AT - timedelta(minutes=1))
    rows = prices(("9.99", "0", "10"), ("10", "0", "10"))
    quote = price_quote(late, bidder(), rows, at=AT)
    assert codes(quote) == [("below_cost", True, "1"), ("past_deadline", True, None)]
    assert quote.lines[0].margin == D("-0.10")
    assert "0,10" in quote.warnings[0].text.fr and "0,10" in quote.warnings[0].text.ar
    accepted = price_quote(replace(late, deadline=None), bidder(), rows, at=AT, accept_loss=True)
    assert codes(accepted) == [("below_cost", False, "1")] and accepted.ready


def test_the_ceiling_of_a_purchase_order_counts_vat_and_is_the_law_of_the_day() -> None:
    ceiling = Law.on(AT.date())("purchase_orders.ceiling")
    firm = bidder(kind=BidderKind.COMPANY, vat_regime=STANDARD)
    above = (ceiling / D("1.2")).quantize(D("0.01")) + 1
    over = price_quote(notice("1"), firm, prices((str(above), "20", None)), at=AT)
    assert codes(over) == [("over_ceiling", True, None)]
    for rules in (BuyerRules.OWN, BuyerRules.UNKNOWN):
        other = price_quote(notice("1", rulebook=rules), bidder(), prices((str(ceiling + 1), "0", None)), at=AT)
        assert codes(other) == [("over_ceiling", False, None)]
    tender = price_quote(
        notice("1", procedure=Procedure.TENDER), bidder(), prices((str(ceiling + 1), "0", None)), at=AT
    )
    assert tender.warnings == ()
    level = price_quote(notice("1"), bidder(), prices((str(ceiling), "0", None)), at=AT)
    assert level.ready


def test_a_notice_older_than_the_decree_is_not_measured_against_it() -> None:
    old = notice("1", published=datetime(2023, 8, 31, 12, tzinfo=CASABLANCA))
    assert price_quote(old, bidder(), prices(("600000", "0", None)), at=AT).warnings == ()


def test_another_quantity_or_unit_than_asked_blocks() -> None:
    rows = [
        LinePrice("1", D(1), D(0), quantity=D(5), unit="kg"),
        LinePrice("2", D(1), D(0), quantity=D("2.0"), unit=" u. "),
        LinePrice("3", D(1), D(0), quantity=D(4)),
    ]
    quote = price_quote(notice("6", "2", None), bidder(), rows, at=AT)
    assert codes(quote) == [("quantity_changed", True, line) for line in ("1", "1", "3")]
    assert [line.quantity for line in quote.lines] == [D(6), D(2), D(4)]  # the notice's own, where it says


@pytest.mark.parametrize(
    ("kind", "register"),
    [
        (BidderKind.COOPERATIVE, "local_register"),
        (BidderKind.UNION, "local_register"),
        (BidderKind.AUTO_ENTREPRENEUR, "ae_register"),
        (BidderKind.COMPANY, "rc"),
        (BidderKind.NATURAL_PERSON, None),
    ],
)
def test_identifiers_missing(kind: BidderKind, register: str | None) -> None:
    bare = price_quote(notice("1"), bidder(kind=kind, identifiers=None), prices(("1", "0", None)), at=AT)
    seen = [warning for warning in bare.warnings if warning.code is WarningCode.MISSING_IDENTIFIER]
    assert [warning.blocking for warning in seen] == [True, True, False] + [False] * bool(register)
    sound = bidder()
    held = {key: value for key, value in (sound.identifiers or {}).items() if key != register}
    without = price_quote(notice("1"), bidder(kind=kind, identifiers=held), prices(("1", "0", None)), at=AT)
    assert codes(without) == [("missing_identifier", False, None)] * bool(register)


def test_a_number_that_does_not_add_up_is_a_hint() -> None:
    held = {**(bidder().identifiers or {}), "ice": "001234567000012", "rib": "1" * 24}
    quote = price_quote(notice("1"), bidder(identifiers=held), prices(("1", "0", None)), at=AT)
    assert codes(quote) == [("missing_identifier", False, None)] * 2 and quote.ready


@pytest.mark.parametrize(
    ("expires", "seen"),
    [(date(2026, 11, 23), True), (date(2026, 11, 26), True), (date(2026, 11, 27), False), (None, False)],
)
def test_a_paper_that_ends_before_the_deadline_is_told_and_never_blocks(expires: date | None, seen: bool) -> None:
    owner = bidder(papers=(Paper("tax_certificate", None, expires), Paper("papier inconnu", None, expires)))
    quote = price_quote(notice("1"), owner, prices(("1", "0", None)), at=AT)
    assert codes(quote) == [("expired_paper", False, None)] * 2 * seen and quote.ready


def test_capacity_by_unit_and_nature_and_by_amount() -> None:
    per_month = (
        CapacityPerMonth(D(100), "kg"),
        CapacityPerMonth(D(5), "U", nature=7),
        CapacityPerMonth(D(10), "u"),
    )
    able = bidder(capacity=Capacity(per_month, D("50")))
    quote = price_quote(notice("10", "10.01", nature=1), able, prices(("1", "0", None), ("3", "0", None)), at=AT)
    assert codes(quote) == [("over_capacity", False, "2")]
    dearer = price_quote(notice("10"), able, prices(("6", "0", None)), at=AT)
    assert codes(dearer) == [("over_capacity", False, None)]


def test_a_unit_written_otherwise_is_the_same_unit() -> None:
    able = bidder(capacity=Capacity((CapacityPerMonth(D(100), "KG"),), None))
    asked = notice("101")
    kilo = replace(asked, lines=(replace(asked.lines[0], unit="kilo"),))
    quote = price_quote(kilo, able, prices(("1", "0", None)), at=AT)
    assert ("over_capacity", False, "1") in codes(quote)


def test_a_paper_and_a_number_say_which_they_are_by_the_house_names() -> None:
    held = {key: value for key, value in (bidder().identifiers or {}).items() if key != "ice"}
    owner = bidder(papers=(Paper("local_register_certificate", None, date(2026, 1, 1)),), identifiers=held)
    seen = {w.code.value: w for w in price_quote(notice("1"), owner, prices(("1", "0", None)), at=AT).warnings}
    assert seen["missing_identifier"].about == "ice"
    assert seen["expired_paper"].about == "local_register_certificate"
    assert paper_name("local_register_certificate").fr in seen["expired_paper"].text.fr


def test_deadline_and_cancellation() -> None:
    quote = price_quote(notice("1", cancelled=True, deadline=AT), bidder(), prices(("1", "0", None)), at=AT)
    assert codes(quote) == [("cancelled", True, None)]  # at the very minute it is still time


@pytest.mark.parametrize(
    ("numbers", "row"), [(["1", "9"], 3), (["1", "1"], 3)], ids=["not in the notice", "two prices for a line"]
)
def test_a_price_that_belongs_to_no_line(numbers: list[str], row: int) -> None:
    rows = [LinePrice(number, D(1), D(0), row=i) for i, number in enumerate(numbers, 2)]
    with pytest.raises(BadInput) as refused:
        price_quote(notice("1"), bidder(), rows, at=AT, file="p.csv")
    assert (refused.value.row, refused.value.field) == (row, "number")


def test_nothing_to_price_and_totals_nobody_can_write() -> None:
    with pytest.raises(BadInput) as nothing:
        price_quote(notice(), bidder(), [], at=AT)
    assert nothing.value.field == "lines"
    with pytest.raises(BadInput) as huge:
        price_quote(notice("1", "1000000000"), bidder(), prices(("1", "0", None), ("1000", "0", None)), at=AT)
    assert (huge.value.row, huge.value.field) == (3, "unit_price_excl_vat")


figures = st.decimals(min_value=0, max_value=2000, places=2)
amounts = st.tuples(
    st.decimals(min_value=D("0.001"), max_value=900, places=3),
    figures,
    st.sampled_from([D(0), D(7), D(10), D("5.5"), D(20), D("20.00")]),
    figures,
)


@settings(deadline=None)
@given(st.lists(amounts, min_size=1, max_size=12))
def test_the_parts_make_the_whole(rows: list[tuple[Decimal, Decimal, Decimal, Decimal]]) -> None:
    def half_up(x: Decimal) -> Decimal:
        return x.quantize(D("0.01"), rounding=ROUND_HALF_UP)

    asked = notice(*(str(q) for q, *_ in rows))
    offered = [LinePrice(str(i), p, r, c) for i, (_, p, r, c) in enumerate(rows, 1)]
    firm = bidder(kind=BidderKind.COMPANY, vat_regime=STANDARD)
    quote = price_quote(asked, firm, offered, at=AT, accept_loss=True)
    assert [line.amount for line in quote.lines] == [half_up(q * p) for q, p, *_ in rows]
    assert quote.total_excl_vat == sum(half_up(q * p) for q, p, *_ in rows)
    assert quote.total_excl_vat == sum(share.base for share in quote.vat_by_rate)
    assert len(quote.vat_by_rate) == len({r for _, _, r, _ in rows})
    assert all(share.amount == half_up(share.base * share.rate / 100) for share in quote.vat_by_rate)
    assert quote.vat == sum(share.amount for share in quote.vat_by_rate)
    assert quote.total_incl_vat == quote.total_excl_vat + quote.vat
    costs = {rate: sum(half_up(q * c) for q, _, r, c in rows if r == rate) for rate in {r for _, _, r, _ in rows}}
    assert quote.floor_incl_vat == sum(base + half_up(base * rate / 100) for rate, base in costs.items())
    at_cost = price_quote(asked, firm, [replace(price, unit_price=price.unit_cost) for price in offered], at=AT)
    assert at_cost.total_incl_vat == quote.floor_incl_vat
    if all(p >= c for _, p, _, c in rows):
        assert quote.total_incl_vat >= quote.floor_incl_vat
    assert not any(isinstance(getattr(line, f.name), float) for line in quote.lines for f in fields(line))


@settings(deadline=None)
@given(st.lists(amounts, min_size=1, max_size=8))
def test_whoever_adds_no_vat_loses_under_the_sum_of_her_costs(rows: list[tuple[Decimal, ...]]) -> None:
    asked = notice(*(str(q) for q, *_ in rows))
    offered = [LinePrice(str(i), p, None, c) for i, (_, p, _, c) in enumerate(rows, 1)]
    quote = price_quote(asked, bidder(), offered, at=AT)
    assert quote.vat == 0 and quote.total_incl_vat == quote.total_excl_vat
    assert quote.floor_incl_vat == sum(line.cost or D(0) for line in quote.lines)
