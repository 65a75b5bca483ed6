"""The pages of a quote, through the test client: the happy road, refusals, what was typed is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from tests.cast import make
from wolouj.bids import actions
from wolouj.bids.models import Quote, Receipt, State
from wolouj.home.cast import Cast
from wolouj.structures.actions import telling


@pytest.fixture
def cast(db: None) -> Cast:
    return make(timezone.now())


def client_of(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.people[who].user)
    return client


def url(name: str, *args: Any, lang: str = "fr") -> str:
    with translation.override(lang):
        return reverse(f"bids:{name}", args=args)


def opened(cast: Cast, who: str = "ftoum") -> Quote:
    return actions.open_quote(
        structure=cast.structures[who], notice=cast.notices[who], by=cast.actor(who), at=timezone.now()
    )


def exempt(cast: Cast) -> None:
    telling.state_vat_regime(
        cast.structures["ftoum"],
        status="exempt",
        on=timezone.localdate(),
        source="lettre (échantillon)",
        by=cast.actor("ftoum"),
        at=timezone.now(),
    )


def figures(**more: str) -> dict[str, str]:
    typed = {"l0-unit_cost": "40", "l0-unit_price": "52", "l1-unit_cost": "18", "l1-unit_price": "24,00"}
    return typed | {"l2-unit_cost": "2", "l2-unit_price": "3"} | more


def test_decide_shows_the_verdict_with_its_articles(cast: Cast) -> None:
    page = client_of(cast, "ftoum").get(url("decide", cast.notices["ftoum"].id)).content.decode()
    assert "2.22.431" in page and "Nous répondons" in page


def test_the_road_from_yes_to_a_receipt(cast: Cast) -> None:
    exempt(cast)
    client = client_of(cast, "ftoum")
    structure = str(cast.structures["ftoum"].id)
    said = client.post(url("open", cast.notices["ftoum"].id), {"structure": structure})
    quote = Quote.objects.get()
    assert said.headers["Location"] == url("prices", quote.id, lang="fr")
    client.post(url("prices", quote.id), figures())
    assert client.get(url("show", quote.id)).context["worked"].total_incl_vat == Decimal("9840.00")
    client.post(url("ready", quote.id))
    photo = BytesIO()
    Image.new("RGB", (60, 40), "white").save(photo, "JPEG")
    receipt = SimpleUploadedFile("accuse.jpg", photo.getvalue(), "image/jpeg")
    client.post(url("deposit", quote.id), {"photo": receipt})
    quote.refresh_from_db()
    assert quote.state == State.SENT
    shown = client.get(url("receipt", Receipt.objects.get().id))
    assert shown.status_code == 200 and b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    for name in ("quote.pdf", "quote.xlsx", "quote.txt", "checklist.pdf"):
        assert client.get(url("paper", quote.id, name)).status_code == 200
    client.post(url("follow", quote.id), {"to": "invited"})
    client.post(url("follow", quote.id), {"to": "confirmed"})
    client.post(url("follow", quote.id), {"to": "won"})
    quote.refresh_from_db()
    assert quote.state == State.WON


def test_a_wrong_figure_comes_back_with_all_that_was_typed(cast: Cast) -> None:
    quote = opened(cast)
    said = client_of(cast, "ftoum").post(url("prices", quote.id), figures(**{"l1-unit_price": "douze"}))
    page = said.content.decode()
    assert said.status_code == 422
    assert 'value="douze"' in page and 'value="52"' in page
    assert quote.version.lines.filter(unit_price__isnull=False).count() == 0


def test_a_file_that_is_no_photo_is_refused_and_nothing_moves(cast: Cast) -> None:
    exempt(cast)
    quote = opened(cast)
    client = client_of(cast, "ftoum")
    client.post(url("prices", quote.id), figures())
    client.post(url("ready", quote.id))
    fake = SimpleUploadedFile("accuse.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    said = client.post(url("deposit", quote.id), {"photo": fake})
    quote.refresh_from_db()
    assert (said.status_code, quote.state, Receipt.objects.count()) == (422, State.READY, 0)


def test_ready_is_refused_while_something_blocks(cast: Cast) -> None:
    quote = opened(cast)
    client = client_of(cast, "ftoum")
    client.post(url("prices", quote.id), figures())
    client.post(url("ready", quote.id))
    quote.refresh_from_db()
    assert quote.state == State.DRAFT


def test_a_draft_paper_is_marked_and_a_frozen_one_is_the_same_for_ever(cast: Cast) -> None:
    exempt(cast)
    quote = opened(cast)
    client = client_of(cast, "ftoum")
    client.post(url("prices", quote.id), figures())
    draft = client.get(url("paper", quote.id, "quote.txt")).content.decode()
    client.post(url("ready", quote.id))
    first = client.get(url("paper", quote.id, "quote.pdf")).content
    telling.describe(cast.structures["ftoum"], name="Autre nom", by=cast.actor("ftoum"), at=timezone.now())
    assert client.get(url("paper", quote.id, "quote.pdf")).content == first
    assert draft != client.get(url("paper", quote.id, "quote.txt")).content.decode()


@pytest.mark.parametrize("who", ["karim", "yassine", "nadia", "rachid", "admin", "hayat", "salma"])
def test_nobody_else_sees_a_price(cast: Cast, who: str) -> None:
    quote = opened(cast)
    client = client_of(cast, who)
    for address in (
        url("show", quote.id),
        url("prices", quote.id),
        url("line", quote.id, 0),
        url("paper", quote.id, "quote.pdf"),
        url("paper", quote.id, "quote.txt"),
    ):
        assert client.get(address).status_code == 404
    assert client.post(url("ready", quote.id)).status_code == 404


def test_a_structure_that_is_not_hers_opens_nothing(cast: Cast) -> None:
    client = client_of(cast, "ftoum")
    client.post(url("open", cast.notices["ftoum"].id), {"structure": str(cast.structures["karim"].id)})
    assert not Quote.objects.exists()


def test_a_visitor_is_sent_to_sign_in(cast: Cast) -> None:
    said = Client().get(url("list"))
    assert said.status_code == 302 and "sign-in" in said.headers["Location"]


def test_no_this_time_is_kept_with_its_reason_and_may_be_changed(cast: Cast) -> None:
    client = client_of(cast, "ftoum")
    notice = cast.notices["ftoum"].id
    structure = str(cast.structures["ftoum"].id)
    client.post(url("decline", notice), {"structure": structure, "reason": "trop loin"})
    quote = Quote.objects.get()
    assert (quote.state, quote.steps.last().note) == (State.DECLINED, "trop loin")
    client.post(url("open", notice), {"structure": structure})
    quote.refresh_from_db()
    assert quote.state == State.DRAFT


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_list_asks_the_same_number_of_questions_for_one_quote_and_for_three(
    cast: Cast, lang: str, django_assert_num_queries: Any
) -> None:
    client = client_of(cast, "ftoum")
    opened(cast)
    client.get(url("list", lang=lang))
    with_one = _queries(client, url("list", lang=lang))
    for n in range(2):
        _another(cast, n)
    assert _queries(client, url("list", lang=lang)) == with_one


def _another(cast: Cast, n: int) -> None:
    notice = cast.notices["ftoum"]
    notice.pk, notice.reference, notice._state.adding = None, f"{n}/2026", True
    notice.id = __import__("uuid").uuid4()
    notice.deadline = notice.deadline + timedelta(days=n)
    notice.save()
    actions.open_quote(structure=cast.structures["ftoum"], notice=notice, by=cast.actor("ftoum"), at=timezone.now())


def _queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("who", ["ftoum", "hayat", "salma", "nadia"])
def test_every_desk_opens(cast: Cast, who: str) -> None:
    for lang in ("ar", "fr"):
        assert client_of(cast, who).get(f"/{lang}/today/").status_code == 200


def test_the_desk_shows_the_most_urgent_first(cast: Cast) -> None:
    exempt(cast)
    client = client_of(cast, "ftoum")
    assert client.get("/fr/today/").context["day"].first.word == "Un avis attend votre décision"
    quote = opened(cast)
    assert client.get("/fr/today/").context["day"].first.word == "Un devis est commencé"
    client.post(url("prices", quote.id), figures())
    client.post(url("ready", quote.id))
    assert client.get("/fr/today/").context["day"].first.word == "Un devis est prêt"


def test_time_is_an_argument(cast: Cast) -> None:
    """A quote worked out after the deadline says so, whatever the clock of the machine says."""
    quote = opened(cast)
    from wolouj.bids.queries import version_of, worked_out

    late = datetime.fromisoformat("2031-01-01T10:00:00+01:00")
    assert "past_deadline" in {w.code for w in worked_out(version_of(quote), at=late).warnings}


def test_hours_by_their_price_make_the_labour_of_a_unit(cast: Cast) -> None:
    quote = opened(cast)
    typed = {"inputs": "24", "hours": "0,25", "hour_rate": "18", "unit_price": "52", "stay": "1"}
    client_of(cast, "ftoum").post(url("line", quote.id, 0), typed)
    row = quote.version.lines.get(position=0)
    assert (row.labour, row.unit_cost, row.hours) == (Decimal("4.50"), Decimal("28.50"), Decimal("0.25"))
