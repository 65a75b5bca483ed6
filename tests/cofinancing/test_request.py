"""A request: six screens, its papers, what is missing, sent; the coach's part; what is refused, plainly."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from PIL import Image

from rulebook.engine import format as fmt
from tests.cofinancing.conftest import AT, LATER, enter
from tests.house.test_templates import bare_digits
from wolouj.cofinancing.actions import budget, ending, studying
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.forms.telling import CashForm
from wolouj.cofinancing.forms.terms import TermsForm
from wolouj.cofinancing.missing import gaps
from wolouj.cofinancing.models import Event, Hand, Item, Own, Piece, Request, Terms
from wolouj.cofinancing.page.road import road
from wolouj.cofinancing.states import State
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home import sample_cofinancing as sample
from wolouj.home.cast import Cast
from wolouj.programme.models import Application

D = Decimal


def jpeg(size: tuple[int, int] = (60, 80), **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG", **save)  # type: ignore[arg-type]
    return out.getvalue()


def test_she_asks_on_her_phone_and_reads_where_she_stands(cast: Cast, chosen: list[Application], terms: Terms) -> None:
    hers = enter(cast, "ftoum")
    page = hers.get("/ar/cofinancing/").content.decode()
    assert "بدء طلبي" in page
    answer = hers.post(f"/ar/cofinancing/begin/{chosen[0].pk}/")
    row = Request.objects.get()
    base = f"/ar/cofinancing/files/{row.pk}/"
    assert answer.headers["Location"] == f"{base}idea/"
    told = dict.fromkeys(("sells", "buyers", "rivals", "makes", "helpers", "risks"), "كسكس (عينة)")
    assert hers.post(f"{base}idea/", told).headers["Location"] == f"{base}price/"
    wrong = hers.post(
        f"{base}price/", {"unit": "كيلو", "price": "vingt", "cost": "19", "fixed": "1500", "hopes": "260"}
    )
    assert wrong.status_code == 422 and 'value="vingt"' in wrong.content.decode(), "what was typed stays"
    hers.post(f"{base}price/", {"unit": "كيلو", "price": "28,00", "cost": "19", "fixed": "1 500", "hopes": "260"})
    hers.post(f"{base}new/item/", {"kind": "equipment", "label": "آلة", "quantity": "1", "price": "9 000"})
    item = Item.objects.get()
    photo = SimpleUploadedFile("devis.jpg", jpeg())
    hers.post(f"/ar/cofinancing/rows/quote/{item.pk}/", {"supplier": "مورد", "amount": "9000", "file": photo})
    hers.post(f"{base}new/own/", {"kind": "cash", "label": "توفير", "amount": "3000",
                                  "file": SimpleUploadedFile("r.jpg", jpeg((70, 80)))})  # fmt: skip
    cash = hers.get(f"{base}cash/").content.decode()
    assert 'value="7 280,00"' in cash or 'value="7280,00"' in cash or "7 280" in cash, "filled with her own figures"
    hers.post(f"{base}cash/", {"start": "0", **{f"in{n}": "7280" for n in range(1, 13)}, "out1": "8000"})
    row.refresh_from_db()
    assert row.cash is not None and row.cash.lowest == (1, D(-720))
    assert not gaps(row), [gap.key for gap in gaps(row)]
    assert hers.post(f"{base}send/", {}).status_code == 422
    assert hers.post(f"{base}send/", {"yes": "on"}).headers["Location"] == base
    row.refresh_from_db()
    terms.refresh_from_db()
    assert row.state == State.RECEIVED and row.number == 1 and terms.frozen_at == AT
    for lang in ("ar", "fr"):
        page = hers.get(f"/{lang}/cofinancing/files/{row.pk}/")
        assert page.status_code == 200 and (lang == "fr" or bare_digits(page.content.decode()) == [])
    assert "167" in page.content.decode(), "the break-even is said"
    assert AuditLine.objects.filter(act="cofinancing_moved", object_id=str(row.pk)).count() == 1


def test_a_file_that_cannot_be_taken_is_said_plainly_and_nothing_is_kept(cast: Cast, draft: Request) -> None:
    hers, item = enter(cast, "ftoum"), draft.items.all()[0]
    url, before = f"/fr/cofinancing/rows/quote/{item.pk}/", Piece.objects.count()
    told = {"supplier": "Fournisseur", "amount": "9000"}
    for name, data in (
        ("gros.jpg", b"\xff\xd8\xff" + bytes(20_000_000)), ("photo.jpg", b"not a photo at all"), ("vide.jpg", b""),
        ("coupe.jpg", jpeg()[:200]),
    ):  # fmt: skip
        answer = hers.post(url, told | {"file": SimpleUploadedFile(name, data)})
        page = answer.content.decode()
        assert answer.status_code == 422 and 'value="Fournisseur"' in page and 'class="wrong"' in page, name
    heavy = hers.post(url, told | {"file": SimpleUploadedFile("lourd.jpg", b"\xff\xd8\xff" + bytes(40_000_000))})
    assert heavy.status_code == 413 and "Trop lourd" in heavy.content.decode() and "ثقيل" in heavy.content.decode()
    assert Piece.objects.count() == before


def test_a_pdf_named_jpg_is_a_pdf_and_a_photo_upside_down_is_set_upright(cast: Cast, draft: Request) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    hers, item = enter(cast, "ftoum"), draft.items.all()[0]
    url = f"/fr/cofinancing/rows/quote/{item.pk}/"
    hers.post(url, {"supplier": "A", "amount": "1", "file": SimpleUploadedFile("recu.jpg", out.getvalue())})
    kept = Piece.objects.get(supplier="A")
    answer = hers.get(f"/fr/cofinancing/papers/{kept.pk}/")
    assert kept.file_is == "pdf" and answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    for close in answer._resource_closers:  # type: ignore[attr-defined]
        close()
    picture = Image.new("RGB", (40, 20), "white")
    picture.putpixel((0, 0), (0, 0, 0))
    turned = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 3
    picture.save(turned, "JPEG", quality=100, exif=exif)
    hers.post(url, {"supplier": "B", "amount": "1", "file": SimpleUploadedFile("b.jpg", turned.getvalue())})
    seen = Piece.objects.get(supplier="B")

    def drawn() -> Image.Image:
        with seen.file.open() as handle:
            return Image.open(io.BytesIO(handle.read())).convert("RGB")

    def dark(at: tuple[int, int]) -> int:
        return -sum(drawn().getpixel(at))  # type: ignore[arg-type]

    assert dark((39, 19)) > dark((0, 0)), "the camera said it was upside down"
    for size in ((20, 40), (40, 20)):
        hers.post(f"/fr/cofinancing/papers/{seen.pk}/turn/")
        seen.refresh_from_db()
        assert drawn().size == size
    assert dark((0, 0)) > dark((39, 19))


def test_what_is_missing_is_said_one_by_one(cast: Cast, chosen: list[Application], terms: Terms) -> None:
    row = asking.begin(application=chosen[1], by=cast.actor("yassine"), at=AT)
    assert [gap.key for gap in gaps(row)] == ["gap_answers", "gap_price", "gap_items", "gap_owns", "gap_cash"]
    with pytest.raises(BadInput, match="ce que vous vendez"):
        asking.send(request=row, by=cast.actor("yassine"), at=AT)
    whole = sample.told(chosen[1], sample.PROJECTS[1], by=cast.actor("yassine"), at=AT, papers=False)
    keys = [gap.key for gap in gaps(whole)]
    assert keys == ["gap_quotes", "gap_quotes", "gap_own_proof", "gap_own_proof"]
    Own.objects.filter(request=whole, kind="kind").update(amount=D(90000))
    assert "gap_over_kind" in [gap.key for gap in gaps(whole)]
    Item.objects.filter(request=whole, kind="equipment").update(price=D(60000))
    assert {"gap_over_ceiling"} <= {gap.key for gap in gaps(whole)}


def test_only_the_chosen_ask_and_only_under_written_rules(cast: Cast, chosen: list[Application]) -> None:
    with pytest.raises(BadInput, match="règles"):
        asking.begin(application=chosen[0], by=cast.actor("ftoum"), at=AT)
    sample.rules(chosen[0].call, by=cast.actor("rachid"), at=AT)
    chosen[0].decision.outcome = "reserve"
    with pytest.raises(BadInput, match="retenues"):
        asking.begin(application=chosen[0], by=cast.actor("ftoum"), at=AT)


def test_the_rules_freeze_with_the_first_request(cast: Cast, draft: Request, terms: Terms) -> None:
    manager = enter(cast, "rachid")
    url = f"/fr/cofinancing/calls/{terms.call_id}/terms/"
    page = manager.get(url).content.decode()
    assert 'value="60 40"' in page
    told = {
        "ceiling": "40000", "share": "70", "in_kind": "50", "quotes": "3", "quotes_from": "10000", "cash": "2000",
        "shares": "50 30", "spend_from": "2026-10-01", "spend_until": "2027-09-30", "bound_months": "36",
        "answer_days": "30", "quorum": "3",
    }  # fmt: skip
    assert manager.post(url, told).status_code == 422, "80 is not 100"
    assert manager.post(url, told | {"shares": "50 30 20"}).status_code == 302
    terms.refresh_from_db()
    assert terms.ceiling == 40000 and terms.shares == [50, 30, 20]
    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    assert "ne changent plus" in manager.post(url, told | {"shares": "100"}).content.decode()
    fields = {name: getattr(terms, name) for name in ("ceiling", "share")} | {"shares": [100]}
    with pytest.raises(BadInput):
        budget.set_terms(call=terms.call, fields=fields, by=cast.actor("rachid"), at=LATER)
    assert Terms.objects.get().shares == [50, 30, 20]


def test_the_coach_completes_sends_back_and_proposes(cast: Cast, draft: Request, again: Callable) -> None:
    coach = enter(cast, "hayat")
    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    base = f"/fr/cofinancing/files/{draft.pk}/"
    assert coach.post(f"{base}study/send_back/", {"note": ""}).status_code == 422
    coach.post(f"{base}study/send_back/", {"note": "Le deuxième devis est illisible"})
    hers = enter(cast, "ftoum")
    assert "illisible" in hers.get(base).content.decode()
    row = asking.send(request=again(draft), by=cast.actor("ftoum"), at=AT)
    assert row.number == 1, "a number once given stays"
    coach.post(f"{base}study/complete/")
    row = again(row)
    assert row.state == State.COMPLETE and row.answer_by == AT.date() + timedelta(days=30)
    assert coach.post(f"{base}study/propose/", {"amount": "999999", "note": "x"}).status_code == 422
    coach.post(f"{base}study/propose/", {"amount": "15000", "note": "Marché sûr, machine adaptée"})
    row = again(row)
    assert row.state == State.STUDY and row.proposed == 15000
    assert list(Event.objects.values_list("act", flat=True)) == ["send", "send_back", "send", "complete", "propose"]
    assert Hand.objects.get().person == cast.people["hayat"].id
    with pytest.raises(IntegrityError), transaction.atomic():
        Hand.objects.create(request=row, person=cast.people["hayat"].id, duty="pay", at=AT)
    assert coach.post(f"{base}study/propose/", {"amount": "1", "note": "x"}).status_code == 302, "told, not broken"
    assert Event.objects.count() == 5


def test_an_incomplete_file_is_never_called_complete(cast: Cast, chosen: list[Application], terms: Terms) -> None:
    row = sample.told(chosen[1], sample.PROJECTS[1], by=cast.actor("yassine"), at=AT, papers=False)
    asking.send(request=row, by=cast.actor("yassine"), at=AT)
    with pytest.raises(BadInput, match="devis"):
        studying.complete(request=row, by=cast.actor("hayat"), at=LATER)
    assert Request.objects.get().state == State.RECEIVED and not Hand.objects.exists(), "nothing half-written"


def test_what_was_sent_does_not_move(cast: Cast, draft: Request) -> None:
    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    hers, item = enter(cast, "ftoum"), draft.items.all()[0]
    for url, data in (
        (f"/fr/cofinancing/files/{draft.pk}/idea/", {"sells": "autre"}),
        (f"/fr/cofinancing/rows/item/{item.pk}/", {"kind": "other", "label": "x", "quantity": "1", "price": "1"}),
        (f"/fr/cofinancing/rows/item/{item.pk}/", {"remove": "1"}),
        (f"/fr/cofinancing/files/{draft.pk}/new/own/", {"kind": "cash", "label": "x", "amount": "1"}),
    ):  # fmt: skip
        hers.post(url, data)
    assert Request.objects.get().sells == sample.PROJECTS[0].sells
    assert draft.items.count() == 2 and draft.owns.count() == 2 and draft.items.get(pk=item.pk).label == item.label


def test_the_desk_and_a_file_ask_a_fixed_number_of_queries(
    cast: Cast, draft: Request, chosen: list[Application]
) -> None:
    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    coach = enter(cast, "hayat")
    counts = []
    for path in ("desk/", f"files/{draft.pk}/"):
        with CaptureQueriesContext(connection) as few:
            assert coach.get(f"/ar/cofinancing/{path}").status_code == 200
        counts.append(len(few))
    other = sample.told(chosen[1], sample.PROJECTS[1], by=cast.actor("yassine"), at=AT)
    asking.send(request=other, by=cast.actor("yassine"), at=AT)
    with CaptureQueriesContext(connection) as many:
        page = coach.get("/ar/cofinancing/desk/").content.decode()
    assert len(many) == counts[0] and bare_digits(page) == []
    with CaptureQueriesContext(connection) as many:
        coach.get(f"/ar/cofinancing/files/{other.pk}/")
    assert len(many) == counts[1]


def test_her_data_leaves_with_her_and_the_accounts_stay(cast: Cast, draft: Request) -> None:
    from wolouj.cofinancing import personal

    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    her = cast.people["ftoum"].id
    told = personal.export(her)
    assert told["requests"][0]["sells"] == sample.PROJECTS[0].sells and len(told["items"]) == 2
    assert len(personal.files(her)) == draft.pieces.count()
    assert personal.erase(her, by=cast.actor("ftoum"), at=LATER)["requests"] == 1
    row = Request.objects.get()
    assert row.sells == "" and row.number == 1 and row.financing().cost == 26000
    assert not row.pieces.exclude(file="").exists() and "كسكس" not in str(list(row.items.values()))


# ---- The road of a file -----------------------------------------------------------------------------------------


def titles(row: Request, lang: str) -> list[tuple[str, str]]:
    with translation.override(lang):
        return [(fmt.plain(step["title"]), step["state"]) for step in road(row)]


def test_the_road_says_what_comes_as_coming_and_what_is_done_as_done(cast: Cast, signed: Request) -> None:
    """Signed, nothing paid: no step ahead is told as if it had happened."""
    assert titles(signed, "fr")[2:] == [
        ("Présenté à la commission", "done"), ("Accepté par la commission", "done"), ("Convention signée", "now"),
        ("Paiement de la tranche 1", ""), ("Preuves de la tranche 1", ""), ("Paiement de la tranche 2", ""),
        ("Preuves de la tranche 2", ""), ("Clôture du dossier", ""),
    ]  # fmt: skip
    assert [title for title, _ in titles(signed, "ar")[5:7]] == ["صرف الدفعة 1", "إثبات الدفعة 1"]
    ending.stop(request=signed, note="x", by=cast.actor("rachid"), at=AT)
    stopped = Request.objects.get(pk=signed.pk)
    assert titles(stopped, "fr")[-2:] == [("Convention signée", "done"), ("Arrêté", "now")]


def test_a_file_sent_back_reads_as_sent_back_on_its_road(cast: Cast, draft: Request) -> None:
    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    studying.send_back(request=draft, note="x", by=cast.actor("hayat"), at=AT)
    assert {state for _, state in titles(Request.objects.get(), "fr")} == {""}, "all of it is ahead again"
    asking.withdraw(request=draft, by=cast.actor("ftoum"), at=AT)
    assert titles(Request.objects.get(), "fr") == [
        ("Dossier reçu", "done"), ("Rendu avec ce qui manquait", "done"), ("Retiré", "now"),
    ]  # fmt: skip


def test_months_left_as_her_figures_made_them_follow_her_figures(cast: Cast, draft: Request) -> None:
    hers, base = enter(cast, "ftoum"), f"/fr/cofinancing/files/{draft.pk}/"
    told = {"unit": "kilo", "cost": "19", "fixed": "1500", "hopes": "260"}
    hers.post(f"{base}price/", told | {"price": "30"})
    draft.refresh_from_db()
    assert {D(comes) for comes, _ in draft.months} == {D(7800)} and draft.cash is not None
    hers.post(f"{base}cash/", {"start": "500", **{f"in{n}": "7800" for n in range(1, 13)}, "in3": "9000"})
    hers.post(f"{base}price/", told | {"price": "31"})
    draft.refresh_from_db()
    assert D(draft.months[2][0]) == 9000 and D(draft.months[0][0]) == 7800, "months she wrote stay hers"


# ---- Figures as people write them -------------------------------------------------------------------------------


def test_figures_are_read_as_people_write_them_and_refused_plainly() -> None:
    ceiling = {
        "ceiling": "٣٠ ٠٠٠", "share": "70,5 %", "in_kind": "٥٠", "quotes": "3", "quotes_from": "10.000,00",
        "cash": "2 000 DH", "shares": "٥٠ + 30 ، 20", "spend_from": "01/11/2026", "spend_until": "2027-10-31",
        "bound_months": "36", "answer_days": "30", "quorum": "٣",
    }  # fmt: skip
    form = TermsForm(ceiling)
    assert form.is_valid(), form.errors
    told = form.cleaned_data
    assert (told["ceiling"], told["share"], told["shares"], told["quorum"]) == (D(30000), D("70.5"), [50, 30, 20], 3)
    for name, wrong in (("share", "120"), ("in_kind", "-3"), ("quotes", "1,5"), ("ceiling", "100000001"),
                        ("ceiling", "0"), ("cash", "12,345"), ("shares", "50 60"), ("shares", "-")):  # fmt: skip
        form = TermsForm(ceiling | {name: wrong})
        assert list(form.errors) == [name], (name, wrong)
    month = CashForm({"start": "0", "in3": "abc"})
    assert not month.is_valid() and "3" in fmt.plain(month.errors["in3"][0])
