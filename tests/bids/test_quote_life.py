"""A quote's life against the real database: opened, priced, frozen, changed, sent, followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone

from tests.cast import make
from wolouj.bids import actions, queries
from wolouj.bids.models import Quote, State
from wolouj.bids.states import OPEN, STEPS, may_follow
from wolouj.bids.storing import as_document, from_document
from wolouj.foundation.models import AuditLine
from wolouj.foundation.uploads import CleanFile
from wolouj.home.cast import Cast
from wolouj.people.permissions import may
from wolouj.structures.actions import telling

AT = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
PRICES = {"1": ("40", "52"), "2": ("18", "24"), "3": ("2", "3")}


@pytest.fixture
def cast(db: None) -> Cast:
    return make(AT)


def opened(cast: Cast, who: str = "ftoum") -> Quote:
    return actions.open_quote(structure=cast.structures[who], notice=cast.notices[who], by=cast.actor(who), at=AT)


def exempt(cast: Cast) -> None:
    telling.state_vat_regime(
        cast.structures["ftoum"],
        status="exempt",
        on=AT.date(),
        source="lettre (échantillon)",
        by=cast.actor("ftoum"),
        at=AT,
    )


def price(cast: Cast, quote: Quote, prices: dict[str, tuple[str, str]] = PRICES, who: str = "ftoum") -> None:
    answers = {n: {"unit_cost": Decimal(cost), "unit_price": Decimal(sold)} for n, (cost, sold) in prices.items()}
    actions.price_lines(version=queries.version_of(quote), answers=answers, by=cast.actor(who), at=AT)


def made_ready(cast: Cast) -> Quote:
    exempt(cast)
    quote = opened(cast)
    price(cast, quote)
    actions.make_ready(quote=quote, by=cast.actor("ftoum"), at=AT)
    return quote


def test_a_quote_opens_with_the_lines_of_the_notice_and_only_once(cast: Cast) -> None:
    quote = opened(cast)
    rows = queries.version_of(quote).lines.all()
    assert [(r.number, r.unit, r.quantity) for r in rows] == [
        ("1", "repas", Decimal(120)),
        ("2", "personne", Decimal(120)),
        ("3", "bouteille", Decimal(240)),
    ]
    assert opened(cast) == quote


def test_it_is_not_ready_before_prices_and_before_the_vat_is_told(cast: Cast) -> None:
    quote = opened(cast)
    with pytest.raises(actions.NotReady) as refused:
        actions.make_ready(quote=quote, by=cast.actor("ftoum"), at=AT)
    assert {"unpriced_line", "vat_regime_unconfirmed"} <= {w.code for w in refused.value.worked.warnings}
    quote.refresh_from_db()
    assert quote.state == State.DRAFT


def test_ready_freezes_figures_and_papers(cast: Cast) -> None:
    quote = made_ready(cast)
    version = queries.version_of(quote)
    worked = queries.worked_out(version, at=AT + timedelta(days=300))
    assert worked.total_incl_vat == Decimal("9840.00")
    with version.pdf.open("rb") as pdf:
        assert pdf.read().startswith(b"%PDF")
    assert version.xlsx.size > 3000 and "9\u202f840,00" in version.text
    with pytest.raises(actions.NotNow):
        price(cast, quote)


def test_a_change_is_a_new_version_and_the_old_one_stays(cast: Cast) -> None:
    quote = made_ready(cast)
    before = queries.version_of(quote).frozen
    actions.reopen(quote=quote, by=cast.actor("ftoum"), at=AT)
    price(cast, quote, {"1": ("40", "50")})
    actions.make_ready(quote=quote, by=cast.actor("ftoum"), at=AT)
    assert [v.number for v in quote.versions.all()] == [1, 2]
    assert quote.versions.get(number=1).frozen == before
    assert queries.worked_out(queries.version_of(quote), at=AT).total_incl_vat == Decimal("9600.00")


def test_frozen_figures_come_back_exactly(cast: Cast) -> None:
    exempt(cast)
    quote = opened(cast)
    price(cast, quote, {"1": ("40.01", "52.33"), "2": ("18", "24.05"), "3": ("2", "3.07")})
    worked = queries.worked_out(queries.version_of(quote), at=AT)
    back = from_document(as_document(worked))
    assert (back.lines, back.vat_by_rate, back.total_incl_vat, back.floor_incl_vat) == (
        worked.lines,
        worked.vat_by_rate,
        worked.total_incl_vat,
        worked.floor_incl_vat,
    )


def test_a_loss_blocks_until_it_is_kept_with_a_reason(cast: Cast) -> None:
    exempt(cast)
    quote = opened(cast)
    price(cast, quote, PRICES | {"3": ("4", "3")})
    with pytest.raises(actions.NotReady):
        actions.make_ready(quote=quote, by=cast.actor("ftoum"), at=AT)
    actions.accept_loss(version=queries.version_of(quote), reason="se faire connaître", by=cast.actor("ftoum"), at=AT)
    actions.make_ready(quote=quote, by=cast.actor("ftoum"), at=AT)
    assert quote.state == State.READY


def test_a_cost_no_longer_the_sum_of_its_parts_drops_them(cast: Cast) -> None:
    quote = opened(cast)
    version = queries.version_of(quote)
    parts = {"inputs": Decimal(24), "labour": Decimal(9), "unit_cost": Decimal(33)}
    actions.price_lines(version=version, answers={"1": parts}, by=cast.actor("ftoum"), at=AT)
    actions.price_lines(version=version, answers={"1": {"unit_cost": Decimal(40)}}, by=cast.actor("ftoum"), at=AT)
    row = version.lines.get(number="1")
    assert (row.unit_cost, row.inputs, row.labour) == (Decimal(40), None, None)


def test_the_road_to_the_order_is_dated_and_signed(cast: Cast) -> None:
    quote = made_ready(cast)
    by = cast.actor("ftoum")
    for hours, to in enumerate((State.SENT, State.INVITED, State.CONFIRMED, State.WON), start=1):
        actions.move(quote=quote, to=to, by=by, at=AT + timedelta(hours=hours))
    steps = list(quote.steps.all())
    assert [s.state for s in steps] == ["draft", "ready", "sent", "invited", "confirmed", "won"]
    assert all(s.by == cast.people["ftoum"].id for s in steps)
    assert steps == sorted(steps, key=lambda s: s.at)


@pytest.mark.parametrize("now", list(State))
@pytest.mark.parametrize("after", list(State))
def test_every_pair_of_states_is_written(now: State, after: State, cast: Cast) -> None:
    quote = opened(cast)
    Quote.objects.filter(id=quote.id).update(state=now)
    quote.refresh_from_db()
    allowed = may_follow(now, after)
    assert allowed == (now in OPEN if after is State.CANCELLED else after in STEPS[now])
    if after in (State.READY, State.DRAFT, State.CANCELLED):
        return
    if allowed:
        actions.move(quote=quote, to=after, by=cast.actor("ftoum"), at=AT)
        assert quote.state == after
    else:
        with pytest.raises(actions.NotNow):
            actions.move(quote=quote, to=after, by=cast.actor("ftoum"), at=AT)


def test_two_hands_at_once_move_it_once(cast: Cast) -> None:
    quote = made_ready(cast)
    other = Quote.objects.get(id=quote.id)
    actions.move(quote=quote, to=State.SENT, by=cast.actor("ftoum"), at=AT)
    with pytest.raises(actions.NotNow):
        actions.move(quote=other, to=State.DECLINED, by=cast.actor("ftoum"), at=AT)


def test_a_cancelled_notice_cancels_its_open_quotes(cast: Cast) -> None:
    quote = opened(cast)
    touched = actions.cancel_notice(notice=cast.notices["ftoum"], by=cast.actor("ftoum"), at=AT)
    assert touched == [quote]
    quote.refresh_from_db()
    assert quote.state == State.CANCELLED


def test_every_write_leaves_a_line(cast: Cast) -> None:
    quote = made_ready(cast)
    actions.move(quote=quote, to=State.SENT, by=cast.actor("ftoum"), at=AT)
    photo = CleanFile(bytes=BytesIO(b"x").read(), extension="jpg", kind="photo")
    actions.keep_receipt(quote=quote, photo=photo, by=cast.actor("ftoum"), at=AT)
    acts = set(AuditLine.objects.filter(person=cast.people["ftoum"].id).values_list("act", flat=True))
    assert {"quote_opened", "quote_priced", "quote_made_ready", "quote_sent", "receipt_kept"} <= acts


def test_the_law_sees_the_totals_only_when_all_is_priced(cast: Cast) -> None:
    quote = opened(cast)
    version = queries.version_of(quote)
    worked = queries.worked_out(version, at=AT)
    verdict = queries.verdict_on(version, worked, at=AT)
    ceiling = [f for f in verdict.findings if f.rule == "purchase_orders.quote_stays_under_the_ceiling"]
    assert [f.outcome for f in ceiling] == ["unknown"]


def test_who_coaches_two_rivals_sees_neither_price(cast: Cast) -> None:
    """Hayat coaches Ftoum; Ftoum's rival Karim answers the same notice and gives Hayat a mandate too."""
    from wolouj.notices import actions as notice_actions
    from wolouj.notices.facts import as_notice
    from wolouj.notices.models import Source
    from wolouj.people.actions import mandates
    from wolouj.people.models import Mandate
    from wolouj.people.standing import standing_of

    first = opened(cast)
    same = notice_actions.save_notice(
        notice=as_notice(cast.notices["ftoum"]),
        person=cast.people["karim"],
        source=Source.TYPED,
        by=cast.actor("karim"),
        at=AT,
    ).notice
    second = actions.open_quote(
        structure=cast.structures["karim"], notice=same, by=cast.actor("karim"), at=AT + timedelta(minutes=5)
    )
    mandates.give_mandate(
        for_person=cast.people["karim"],
        holder=cast.people["hayat"],
        kind=Mandate.Kind.COACH,
        ends_on=timezone.localdate(AT) + timedelta(days=30),
        by=cast.actor("karim"),
        at=AT,
    )
    live = {m.for_person_id: m.id for m in Mandate.objects.filter(holder=cast.people["hayat"])}

    def as_coach_of(name: str):
        from wolouj.foundation.actor import Actor

        giver = cast.people[name].id
        return standing_of(Actor(cast.people["hayat"].id, giver, live[giver]), at=AT)

    assert not may(as_coach_of("ftoum"), "see", "price", first)
    assert not may(as_coach_of("karim"), "see", "price", second)
    assert not may(standing_of(cast.actor("karim"), at=AT), "see", "price", first)
    assert may(standing_of(cast.actor("karim"), at=AT), "see", "price", second)
