"""The pages of an order, as she opens them: in both languages, what is typed is kept, a wall stands between rivals."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from rulebook.engine import format as fmt
from tests.orders.conftest import AT, World, later, on
from wolouj.bids import actions as bids
from wolouj.bids.models import Quote
from wolouj.foundation import clock
from wolouj.orders import queries, walls
from wolouj.orders.facts import Road
from wolouj.orders.models import Event, Kind, Order
from wolouj.people.actions import mandates
from wolouj.people.permissions import may
from wolouj.people.standing import standing_of


def url(name: str, *args: Any, lang: str = "fr") -> str:
    with translation.override(lang):
        return reverse(f"orders:{name}", args=args)


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("bon.jpg", out.getvalue(), "image/jpeg")


def test_one_tap_on_a_won_quote_opens_its_order(world: World) -> None:
    her = world.client("ftoum")
    with translation.override("fr"):
        quote = reverse("bids:show", args=[world.quote.id])
    assert url("from_quote", world.quote.id) in her.get(quote).content.decode()
    said = her.post(url("from_quote", world.quote.id))
    order = Order.objects.get()
    assert said.headers["Location"] == url("show", order.id)
    assert her.post(url("from_quote", world.quote.id)).headers["Location"] == url("show", order.id)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_each_page_at_each_moment(world: World, lang: str, monkeypatch: Any) -> None:
    her, order = world.client("ftoum"), world.order()
    steps: list[tuple[Kind, int, dict[str, Any]]] = [
        (Kind.CONFIRMED, 0, {"number": "BC-1"}), (Kind.DELIVERED, 1, {}), (Kind.RESERVED, 2, {"note": "Deux caisses"}),
        (Kind.LIFTED, 3, {}), (Kind.RECEIVED, 3, {}), (Kind.INVOICED, 4, {"amount": order.amount, "how": "office"}),
        (Kind.REMINDED, 70, {"how": "post"}), (Kind.PAID, 72, {"amount": order.amount}),
        (Kind.INTEREST, 73, {}), (Kind.CLOSED, 74, {}),
    ]  # fmt: skip
    seen = []
    for kind, day, told in steps:
        for page in (url("list", lang=lang), url("show", order.id, lang=lang), url("tell", order.id, kind, lang=lang)):
            assert her.get(page).status_code == 200, page
        monkeypatch.setattr(clock, "now", lambda day=day: later(day))
        event = world.tell(order, kind, day, **told)
        shown = her.get(url("show", order.id, lang=lang))
        seen.append(shown.context["wait"])
        assert her.get(url("event", event.id, lang=lang)).status_code == 200
        assert her.get(url("correct", event.id, lang=lang)).status_code == 200
    assert seen == [
        "delivery", "acceptance", "redo", "acceptance", "invoice", "payment", "late", "paid_late", "paid_late",
        "closed",
    ]  # fmt: skip
    assert her.get(url("edit", order.id, lang=lang)).status_code == 200
    assert her.get(url("list", lang=lang)).context["outside"] == 0


def test_a_delivery_with_its_photo(world: World) -> None:
    her, order = world.client("ftoum"), world.order()
    world.tell(order, Kind.CONFIRMED, 0)
    told = {"on": on(3).isoformat(), "number": "BL-4", "note": "", "paper": photo()}
    assert her.post(url("tell", order.id, "delivered"), told).status_code == 302
    event = Event.objects.get(kind=Kind.DELIVERED)
    kept = her.get(url("kept", event.id))
    assert b"".join(kept.streaming_content).startswith(b"\xff\xd8")
    assert kept["Content-Security-Policy"] == "default-src 'none'; sandbox"
    fake = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    said = her.post(url("correct", event.id), told | {"paper": fake})
    assert said.status_code == 422 and Event.objects.filter(kind=Kind.DELIVERED).count() == 1


def test_a_wrong_payment_comes_back_with_all_that_was_typed(world: World) -> None:
    her, order = world.client("ftoum"), world.invoiced()
    before = Event.objects.count()
    for typed, where in (({"amount": "beaucoup"}, "beaucoup"), ({"amount": "999 999,00"}, "999 999,00")):
        said = her.post(url("tell", order.id, "paid"), {"on": on(9).isoformat(), "note": ""} | typed)
        assert said.status_code == 422 and f'value="{where}"' in said.content.decode()
    said = her.post(url("tell", order.id, "paid"), {"on": on(400).isoformat(), "amount": "5"})
    assert said.status_code == 422 and Event.objects.count() == before
    assert her.post(url("tell", order.id, "paid"), {"on": "09/11/2026", "amount": "1 000,50"}).status_code in (302, 422)


def test_what_may_not_be_told_now_sends_her_back(world: World) -> None:
    her, order = world.client("ftoum"), world.order()
    assert her.get(url("tell", order.id, "paid")).status_code == 302
    assert her.get(url("tell", order.id, "eaten")).status_code == 404


def test_taking_back_asks_why(world: World) -> None:
    her, order = world.client("ftoum"), world.order()
    event = world.tell(order, Kind.CONFIRMED, 0)
    assert her.post(url("take_back", event.id), {"note": ""}).status_code == 422
    assert her.post(url("take_back", event.id), {"note": "Autre commande"}).status_code == 302
    page = her.get(url("show", order.id)).content.decode()
    assert "n’a pas eu lieu" in page


def test_an_order_won_elsewhere_of_who_adds_vat(world: World) -> None:
    karim = world.client("karim")
    told = {"buyer": "Commune X", "object": "Peinture", "amount": "1000,05", "vat_rate": "20", "client": "local",
            "province": "", "reference": "3/2026"}  # fmt: skip
    assert karim.post(url("new"), told | {"amount": "0"}).status_code == 422
    assert karim.post(url("new"), told).status_code == 302
    order = Order.objects.get(structure=world.cast.structures["karim"])
    assert (order.excl, order.amount) == (Decimal("1000.05"), Decimal("1200.06"))
    page = karim.get(url("show", order.id, lang="ar")).content.decode()
    assert "من خارج المنصة" in page
    world_file = karim.get(url("paper", order.id, "delivery-note.pdf"))
    assert world_file.content.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["delivery-note.pdf", "invoice.pdf", "reminder.pdf"])
def test_each_paper_prints_when_it_means_something(world: World, name: str, monkeypatch: Any) -> None:
    her, order = world.client("ftoum"), world.order()
    early = her.get(url("paper", order.id, name)).status_code
    assert early == (200 if name == "delivery-note.pdf" else 404)
    order = world.invoiced()
    monkeypatch.setattr(clock, "now", lambda: later(80))
    answer = her.get(url("paper", order.id, name))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    assert her.get(url("paper", order.id, "keys.pdf")).status_code == 404


def test_the_coach_reads_late_payments_without_amounts_once_she_serves_two_rivals(world: World) -> None:
    order, coach = world.order(), world.client("hayat")
    for kind in (Kind.CONFIRMED, Kind.DELIVERED, Kind.RECEIVED):
        world.tell(order, kind, -80, at=0)
    world.tell(order, Kind.INVOICED, -80, at=0, amount=order.amount)
    told = fmt.money(order.amount, "fr")
    rows = coach.get(url("late")).context["rows"]
    assert [row["wait"] for row in rows] == ["late"] and told in rows[0]["detail"]
    assert coach.get(url("show", order.id)).status_code == 200
    assert world.client("karim").get(url("late")).context["rows"] == []
    rival, by = world.cast.structures["yassine"], world.cast.actor("yassine")
    people = world.cast.people
    mandates.give_mandate(for_person=people["yassine"], holder=people["hayat"], ends_on=on(30), by=by, at=AT)
    bids.open_quote(structure=rival, notice=world.quote.notice, by=by, at=later(1))
    rows = coach.get(url("late")).context["rows"]
    assert told not in rows[0]["detail"] and "retard" in rows[0]["detail"]


def test_a_list_asks_the_same_of_one_order_or_of_three(world: World, django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from wolouj.orders import actions

    her = world.client("ftoum")
    counts = []
    for i in range(3):
        told = actions.ByHand(buyer=f"Commune {i}", object="Gâteaux", amount=Decimal(100 + i))
        by = world.cast.actor("ftoum")
        actions.open_by_hand(structure=world.cast.structures["ftoum"], told=told, by=by, at=later(i))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert her.get(url("list")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_a_list_holds_the_wall_for_whoever_serves_two_rivals(world: World) -> None:
    """Who was first with one bidder does not read the other's amounts, neither on a page nor in a list's sum."""
    order, people = world.invoiced(), world.cast.people
    rival, by = world.cast.structures["yassine"], world.cast.actor("yassine")
    mandates.give_mandate(for_person=people["yassine"], holder=people["hayat"], ends_on=on(30), by=by, at=later(-2))
    assert [road.order.id for road in walls.open_to(standing_of(world.cast.actor("hayat"), at=later(2)), _roads(world))]
    Quote.objects.create(structure=rival, notice=world.quote.notice, opened_at=later(-1))
    seen = walls.open_to(standing_of(world.cast.actor("hayat"), at=later(2)), _roads(world))
    asked = may(standing_of(world.cast.actor("hayat"), at=later(2)), "see", order)
    assert bool(seen) == asked and not asked


def _roads(world: World) -> list[Road]:
    return queries.orders_of([world.cast.structures["ftoum"].id])
