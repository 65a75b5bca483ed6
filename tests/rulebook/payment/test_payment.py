"""The cases of the chapter of payment, and what holds whatever the payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.deadlines import Holiday
from rulebook.engine.calculation import PROVISIONS, Noted, words_of
from rulebook.engine.facts import AeActivity, BidderKind, Category, Procedure
from rulebook.engine.law import HOME, PARAMETERS, NotYetLaw, read_yaml
from rulebook.engine.verdict import Bilingual, Confidence
from rulebook.payment import (
    Advance,
    Applies,
    Client,
    Contract,
    Debt,
    Entered,
    Entry,
    Impossible,
    IncomeTax,
    Interest,
    Net,
    Quarter,
    Sale,
    TreasuryRate,
    advance,
    late_interest,
    net_received,
    rules,
)
from rulebook.payment.interest import Owed
from tests.rulebook.examples import quickly

CASES = read_yaml(HOME / "payment" / "cases.yaml")
DAY = date(2026, 11, 2)
SALE = {
    "amount": "12000.00",
    "vat": "2000.00",
    "day": DAY,
    "kind": "cooperative",
    "category": "services",
    "procedure": "purchase_order",
    "client": "local",
}
DEBT = {"amount": "36500", "client": "local", "served": date(2026, 4, 1), "papers": date(2026, 4, 1)}
CODES: dict[str, Any] = {
    "kind": BidderKind,
    "category": Category,
    "procedure": Procedure,
    "client": Client,
    "income_tax": IncomeTax,
    "activity": AeActivity,
}
AMOUNTS = {"amount", "vat", "paid_before", "initial", "kept_before", "retention", "subcontracted"}


def read(told: Mapping[str, Any]) -> dict[str, Any]:
    """Texts of a case as the facts they tell."""
    found = dict(told)
    for name, value in told.items():
        if name in CODES and value is not None:
            found[name] = CODES[name](value)
        elif name in AMOUNTS and isinstance(value, str):
            found[name] = Decimal(value)
    return found


def entry(told: list[Any]) -> Entry:
    return Entry(*told)


def entered(told: Mapping[str, Any]) -> Entered:
    listed = {nature: entry(one) for nature, one in told.get("listed", {}).items()}
    return Entered(listed=listed, **{name: entry(one) for name, one in told.items() if name != "listed"})


# ---- net received -------------------------------------------------------------------------------------------


@cache
def net_of(index: int) -> Net:
    case = CASES["net"][index]
    return net_received(Sale(**read({**SALE, **case["sale"]})), entered(case.get("entered", {})))


NETS = range(len(CASES["net"]))


def span(text: str) -> tuple[Decimal, Decimal]:
    least, *most = map(Decimal, text.split())
    return least, most[0] if most else least


@pytest.mark.parametrize("index", NETS, ids=[case["it"] for case in CASES["net"]])
def test_net(index: int) -> None:
    case, found = CASES["net"][index], net_of(index)
    assert not case.keys() - {"it", "sale", "entered", "lines", "gives", "asks", "silent"}
    lines = {line.name: line for line in [*found.lines, *found.afterwards]}
    for name, (reason, applies, amounts, confidence) in case.get("lines", {}).items():
        line = lines[name]
        assert (line.reason, line.applies, line.confidence) == (reason, applies, confidence)
        assert (line.least, line.most) == span(amounts)
    for name, value in case.get("gives", {}).items():
        told = getattr(found, name)
        assert (f"{told:.2f}" if isinstance(told, Decimal) else told) == value, name
    keys = {question.key for question in found.questions}
    assert set(case.get("asks", ())) <= keys and not set(case.get("silent", ())) & keys


def test_every_line_has_its_articles_and_its_words() -> None:
    for found in map(net_of, NETS):
        assert found.text.fr and found.text.ar
        for line in [*found.lines, *found.afterwards]:
            assert line.articles and line.text.fr and line.text.ar and line.title.ar
            if line.applies is Applies.UNKNOWN and line.confidence is Confidence.UNSURE:
                assert line.questions, line.reason


def test_lines_cite_what_they_stand_on() -> None:
    found = {line.name: line for line in net_received(Sale(Decimal(12000), DAY, BidderKind.AUTO_ENTREPRENEUR)).lines}
    assert "ae-register/vat" in found["vat_withheld"].articles
    assert "cgi/127-I-B" in found["registration_due"].articles and "cgi/42-bis" in found["one_client_withheld"].articles
    whole = net_received(Sale(Decimal(12000), DAY, BidderKind.AUTO_ENTREPRENEUR))
    assert [line.returned for line in whole.afterwards] == [False]
    returned = [name for name, line in found.items() if line.returned]
    assert returned == ["retention_kept"]
    assert [name for name, line in found.items() if line.taken_by == "structure"] == ["registration_due"]


def test_an_advance_is_told_beside_the_net() -> None:
    told = net_received(Sale(**read({**SALE, "procedure": "tender", "initial": "800000", "months": 6})))
    assert told.advance is not None and told.advance.least == Decimal("80000.00")
    assert "payment.better_advance" in {question.key for question in told.questions}
    assert told.vat == (Decimal("2000.00"), Decimal("2000.00"))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("amount_not_above_zero", {"amount": "0", "vat": "0"}),
        ("amount_not_above_zero", {"amount": "-1"}),
        ("amount_not_above_zero", {"amount": "NaN"}),
        ("amount_not_above_zero", {"amount": "Infinity"}),
        ("amount_below_zero", {"vat": "-1"}),
        ("amount_below_zero", {"vat": "Infinity"}),
        ("vat_too_large", {"vat": "2000.02"}),
        ("vat_of_auto_entrepreneur", {"kind": "auto_entrepreneur"}),
        ("amount_below_zero", {"paid_before": "-1"}),
        ("contract_not_above_zero", {"initial": "0"}),
        ("amount_below_zero", {"kept_before": "-1"}),
        ("signed_after", {"signed": date(2026, 11, 3)}),
        ("months_below_zero", {"months": -1}),
        ("single_of_legal_person", {"income_tax": "single"}),
    ],
)
def test_what_cannot_be_is_refused(reason: str, told: dict[str, Any]) -> None:
    with pytest.raises(Impossible) as refused:
        net_received(Sale(**read({**SALE, **told})))
    assert refused.value.reason == reason


def test_the_total_is_said_exactly_or_between_two() -> None:
    two = net_received(Sale(**read(SALE)))
    assert two.text.fr.count("DH") == 2 and two.low != two.high
    one = net_received(Sale(**read({**SALE, "category": "supplies", "retention": False, "signed": date(2025, 1, 1)})))
    assert one.text.fr.count("DH") == 1 and one.low == one.high == one.amount


def test_not_covered_is_certain() -> None:
    assert net_received(Sale(**read({**SALE, "client": "other"}))).confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("client", "applies", "sure"),
    [
        (Client.STATE, "yes", "certain"),
        (Client.LOCAL, "yes", "certain"),
        (Client.OTHER, "no", "certain"),
        (Client.ESTABLISHMENT, "unknown", "unsure"),
        (None, "unknown", "likely"),
    ],
)
def test_whom_the_decree_on_delays_binds(client: Client | None, applies: str, sure: str) -> None:
    held = rules.covered(client)
    assert (held.applies, held.at_most) == (applies, sure)


def test_a_listed_nature_is_not_that_of_a_sale_that_tells_none() -> None:
    every = Entered(listed={nature: Entry(True, DAY, "échantillon") for nature in range(200)})
    (line, *_) = net_received(Sale(**read(SALE)), every).lines
    assert line.reason == "list_not_read"


def test_just_what_can_be_is_taken() -> None:
    for told in ({"vat": "2000.01"}, {"signed": DAY}, {"months": 0}, {"amount": "0.01", "vat": "0"}):
        assert net_received(Sale(**read({**SALE, **told}))).why is None


@pytest.mark.parametrize("source", ["", "  "])
def test_an_entry_needs_its_source(source: str) -> None:
    with pytest.raises(ValueError):
        Entry(True, DAY, source)
    with pytest.raises(ValueError):
        TreasuryRate(Decimal(2), DAY, source)


@pytest.mark.parametrize("percent", ["-0.01", "NaN", "Infinity"])
def test_a_rate_is_a_rate(percent: str) -> None:
    with pytest.raises(ValueError):
        TreasuryRate(Decimal(percent), DAY, "x")
    assert TreasuryRate(Decimal(0), DAY, "x")


# ---- advances -----------------------------------------------------------------------------------------------


def advance_of(case: Mapping[str, Any]) -> Advance:
    usual = {"months": 12, "procedure": "tender"}
    return advance(Contract(**read({**usual, **case["contract"]})), on=DAY)


@pytest.mark.parametrize("case", CASES["advance"], ids=[case["it"] for case in CASES["advance"]])
def test_advance(case: Mapping[str, Any]) -> None:
    assert not case.keys() - {"it", "contract", "gives", "asks"}
    found, (reason, applies, amounts, confidence) = advance_of(case), case["gives"]
    assert (found.reason, found.applies, found.noted.confidence) == (reason, applies, confidence)
    assert (found.least, found.most) == span(amounts)
    assert [question.key for question in found.questions] == case.get("asks", [q.key for q in found.questions])


@pytest.mark.parametrize(
    "told",
    [
        {"amount": Decimal(0)},
        {"amount": Decimal("NaN")},
        {"amount": Decimal(1), "subcontracted": Decimal("1.01")},
        {"amount": Decimal(1), "subcontracted": Decimal("-1")},
        {"amount": Decimal(1), "months": -1},
    ],
)
def test_a_contract_that_cannot_be(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        advance(Contract(**told), on=DAY)


def test_an_advance_before_the_text_raises() -> None:
    with pytest.raises(NotYetLaw):
        advance(Contract(Decimal(1)), on=date(2023, 8, 31))
    assert advance(Contract(Decimal(1), subcontracted=Decimal(1), months=0), on=date(2023, 9, 1)).most == 0


# ---- late interest ------------------------------------------------------------------------------------------


def rates(told: Mapping[str, str]) -> dict[Quarter, TreasuryRate]:
    quarters = {Quarter(int(key[:4]), int(key[-1])): percent for key, percent in told.items()}
    return {quarter: TreasuryRate(Decimal(percent), DAY, "échantillon") for quarter, percent in quarters.items()}


EVERY_QUARTER = rates({f"{year}-Q{number}": "2" for year in range(2023, 2028) for number in range(1, 5)})


@cache
def interest_of(index: int) -> Interest:
    case = CASES["interest"][index]
    told = rates(case["rates"]) if "rates" in case else EVERY_QUARTER
    return late_interest(Debt(**read({**DEBT, **case["debt"]})), told)


LATES = range(len(CASES["interest"]))


@pytest.mark.parametrize("index", LATES, ids=[case["it"] for case in CASES["interest"]])
def test_interest(index: int) -> None:
    case, found = CASES["interest"][index], interest_of(index)
    assert not case.keys() - {"it", "debt", "rates", "gives", "ways", "says", "silent", "asks"}
    for name, value in case["gives"].items():
        told = getattr(found, name)
        if name == "missing":
            told = list(map(str, told))
        assert (f"{told:.2f}" if isinstance(told, Decimal) else told) == value, name
    if "ways" in case:
        ways = [[way.year_days, way.reading, None if way.amount is None else f"{way.amount:.2f}"] for way in found.ways]
        assert ways == case["ways"]
    said = {step.name for step in found.steps}
    assert set(case.get("says", ())) <= said and not set(case.get("silent", ())) & said
    assert set(case.get("asks", ())) <= {question.key for question in found.questions}


def test_the_delay_is_sixty_days_in_two_parts() -> None:
    parts = [PARAMETERS[f"deadlines.payment_{part}"].on(DAY) for part in ("ordered", "made")]
    assert sum(part.value for part in parts if part and part.value) == 60


@pytest.mark.parametrize(
    "told",
    [
        {"amount": "0"},
        {"amount": "NaN"},
        {"retention": "-1"},
        {"retention": "36500.01"},
        {"retention": "NaN"},
        {"served": None, "papers": None},
        {"served": None},
        {"due": date(2026, 5, 31)},
        {"first_late": date(2026, 5, 31)},
        {"served": None, "due": DAY},
    ],
)
def test_a_debt_that_cannot_be(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        late_interest(Debt(**read({**DEBT, "until": DAY, **told})))


class OneFeast:
    """A feast on 4 June 2026."""

    def __init__(self, expected: bool) -> None:
        self.expected = expected

    def closed(self, day: date) -> Holiday | None:
        return Holiday(Bilingual("fête", "عيد"), self.expected) if day == date(2026, 6, 4) else None


@pytest.mark.parametrize("expected", [True, False])
def test_holidays_count_in_the_days_of_the_accountant(expected: bool) -> None:
    debt = Debt(**read({**DEBT, "until": date(2026, 6, 1)}))
    found = late_interest(debt, EVERY_QUARTER, calendar=OneFeast(expected))
    assert (found.told_by, found.ordered_by) == (date(2026, 6, 9), date(2026, 7, 9))
    (ordered,) = [step for step in found.steps if step.name == "ordered"]
    assert (ordered.confidence is Confidence.CERTAIN) is not expected


def test_the_smallest_debt_bears_interest_by_right() -> None:
    assert rules.due_by_right(Debt(Decimal("0.01"), DAY, due=DAY))
    assert not rules.due_by_right(Debt(Decimal("0.01"), DAY, due=DAY, retention=Decimal("0.01")))


def test_within_one_quarter_nothing_is_asked_of_several() -> None:
    debt = Debt(**read({**DEBT, "papers": date(2026, 4, 11), "until": date(2026, 6, 20)}))
    found = late_interest(debt, EVERY_QUARTER)
    assert "payment.rate_over_quarters" not in {question.key for question in found.questions}
    (counted,) = [step for step in found.steps if step.name == "counted"]
    assert (counted.values["start"], counted.values["days"]) == (date(2026, 4, 11), 60)


def test_quarters() -> None:
    assert str(Quarter.of(date(2026, 3, 31))) == "2026-Q1" and Quarter.of(date(2026, 4, 1)) == (2026, 2)
    assert Quarter(2026, 1).before == (2025, 4) and Quarter(2026, 4).before == (2026, 3)
    lasts = [Quarter(2026, number).last_day for number in range(1, 5)]
    assert lasts == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]


def test_the_last_day_of_time_is_no_trouble() -> None:
    debt = Debt(Decimal(1), date.max, due=date(9999, 12, 1))
    assert late_interest(debt).days == 30


def test_a_part_says_where_its_rate_comes_from() -> None:
    found = late_interest(Debt(**read({**DEBT, "until": date(2026, 7, 30)})), rates({"2026-Q1": "2.15"}))
    one, two = found.parts
    assert (one.quarter, one.days, one.rate) == (Quarter(2026, 2), 30, Decimal("3.15"))
    assert (two.quarter, two.days, two.rate, two.treasury) == (Quarter(2026, 3), 30, None, None)
    assert one.treasury is not None and one.treasury.source == "échantillon"
    (told,) = [step for step in found.steps if step.name == "quarter"]
    assert told.values["margin"] == 1 and told.confidence is Confidence.LIKELY


# ---- whatever happens ---------------------------------------------------------------------------------------


def test_every_sentence_has_a_case_and_every_step_its_articles() -> None:
    words = words_of("payment")
    steps: list[Noted] = [step for index in LATES for step in interest_of(index).steps]
    steps += [advance_of(case).noted for case in CASES["advance"]]
    lines = [line for found in map(net_of, NETS) for line in [*found.lines, *found.afterwards]]
    said = {f"steps.{step.name}" for step in steps} | {f"lines.{line.name}.{line.reason}" for line in lines}
    said |= {f"lines.{line.name}.title" for line in lines} | {"net.exact", "net.between"}
    said |= {f"none.{found.why}" for found in map(net_of, NETS) if found.why}
    said |= {f"outcomes.{interest_of(index).outcome}" for index in LATES}
    assert words.keys() - {key for key in words if key.startswith("questions.")} == said
    assert all(step.articles and step.text.fr and step.text.ar for step in steps)


def test_every_question_is_asked() -> None:
    asked = {question.key for found in map(net_of, NETS) for question in found.questions}
    asked |= {question.key for index in LATES for question in interest_of(index).questions}
    asked |= {question.key for case in CASES["advance"] for question in advance_of(case).questions}
    ours = {key.split(".")[1] for key in words_of("payment") if key.startswith("questions.")}
    assert {key for key in asked if key.startswith("payment.")} == {f"payment.{key}" for key in ours}


def test_every_signed_function_says_what_it_stands_on() -> None:
    ours = [found for key, found in PROVISIONS.items() if key.startswith("payment.")]
    assert len(ours) > 9 and all(found.doc and found.cites for found in ours)


cents = st.integers(1, 2_000_000_00).map(lambda n: Decimal(n).scaleb(-2))
maybe = st.none() | st.booleans()
entries = st.none() | st.booleans().map(lambda answer: Entry(answer, DAY, "échantillon"))


# The single contribution is for natural persons.
REGIMES = {kind: [IncomeTax.EXEMPT, IncomeTax.REAL] for kind in ("cooperative", "union", "company")}


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    amount, kind = draw(cents), draw(st.none() | st.sampled_from(BidderKind))
    vat = draw(
        st.none() | st.integers(0, 100).map(lambda n: (amount * n / 600).quantize(Decimal("0.01"), "ROUND_DOWN"))
    )
    on = draw(st.dates(date(2023, 9, 1), date(2030, 1, 1)))
    return Sale(
        amount,
        on,
        kind,
        draw(st.none() | st.sampled_from(Category)),
        draw(st.none() | st.sampled_from(Procedure)),
        draw(st.none() | st.sampled_from([Client.STATE, Client.LOCAL, Client.ESTABLISHMENT])),
        None if kind is BidderKind.AUTO_ENTREPRENEUR else vat,
        nature=draw(st.none() | st.just(4)),
        fees=draw(maybe),
        income_tax=draw(st.none() | st.sampled_from(REGIMES.get(kind, list(IncomeTax)))),
        activity=draw(st.none() | st.sampled_from(AeActivity)),
        paid_before=draw(st.none() | cents),
        certificate=draw(maybe),
        retention=draw(maybe),
        initial=draw(st.none() | cents),
        kept_before=draw(st.just(Decimal(0)) | cents),
    )


@st.composite
def lookups(draw: st.DrawFn) -> Entered:
    one = draw(entries)
    return Entered(draw(entries), draw(entries), draw(entries), {} if one is None else {4: one})


@quickly
@given(sales(), lookups())
def test_never_more_than_the_amount_and_the_low_never_above_the_high(sale: Sale, looked_up: Entered) -> None:
    found = net_received(sale, looked_up)
    assert found.low is not None and found.high is not None
    assert 0 <= found.low <= found.high <= sale.amount
    for line in [*found.lines, *found.afterwards]:
        assert 0 <= line.least <= line.most
        if line.applies is Applies.NO:
            assert line.most == 0
        if line.applies is Applies.YES:
            assert line.least > 0 or line.most < 1 or line.name == "own_tax"
    assert sale.amount - found.low == sum(line.most for line in found.lines)


@quickly
@given(sales(), lookups(), st.sampled_from(["vat", "fees", "retention", "paid_before", "client", "income_tax"]))
def test_knowing_less_never_narrows_what_comes_in(sale: Sale, looked_up: Entered, forgotten: str) -> None:
    told, less = net_received(sale, looked_up), net_received(replace(sale, **{forgotten: None}), looked_up)
    assert less.low is not None and told.low is not None and less.high is not None and told.high is not None
    # A centime is left to rounding where the VAT is only bounded.
    assert less.low <= told.low + Decimal("0.03") and told.high <= less.high + Decimal("0.03")


@quickly
@given(sales(), lookups())
def test_what_a_person_entered_never_widens(sale: Sale, looked_up: Entered) -> None:
    bare, helped = net_received(sale), net_received(sale, looked_up)
    assert bare.low is not None and helped.low is not None and bare.high is not None and helped.high is not None
    assert bare.low <= helped.low and helped.high <= bare.high


@quickly
@given(cents, st.integers(0, 900), st.integers(0, 200), st.dictionaries(st.integers(0, 15), st.integers(0, 900)))
def test_more_days_never_less_interest(amount: Decimal, days: int, more: int, percents: dict[int, int]) -> None:
    table = dict(EVERY_QUARTER)
    for index, percent in percents.items():
        table[Quarter(2024 + index // 4, index % 4 + 1)] = TreasuryRate(Decimal(percent).scaleb(-2), DAY, "échantillon")
    due = date(2024, 3, 1)
    sooner, later = (late_interest(Debt(amount, due + timedelta(days=n), due=due), table) for n in (days, days + more))
    assert sooner.low is not None and sooner.high is not None and later.low is not None and later.high is not None
    assert 0 <= sooner.low <= sooner.high and sooner.low <= later.low and sooner.high <= later.high
    assert later.days == days + more == sum(part.days for part in later.parts)
    assert (later.outcome is Owed.ON_TIME) is (later.days == 0)
