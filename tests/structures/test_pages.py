"""The person's way through the questions, and each page, in both languages."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.structures.conftest import AT, photo
from wolouj.bids.commands import check
from wolouj.foundation import uploads
from wolouj.foundation.actor import Actor
from wolouj.people.models import Person
from wolouj.structures import actions, personal
from wolouj.structures.facts import as_bidder
from wolouj.structures.models import Structure
from wolouj.structures.steps import steps_of

ICE = "001525678000045"[:13]


def whole(first: str, digits: int) -> str:
    """A number of that many digits whose last two fit."""
    body = first.ljust(digits - 2, "0")
    return f"{body}{97 - int(body + '00') % 97:02d}"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_cooperative_answers_one_question_at_a_time(lang: str, hers: Client) -> None:
    assert hers.get(f"/{lang}/structures/new/").status_code == 200
    answer = hers.post(f"/{lang}/structures/new/", {"kind": "cooperative"})
    made = Structure.objects.get()
    base = f"/{lang}/structures/{made.id}/setup/"
    assert answer.url == base + "name/"
    told = {
        "name": {"name": "Coopérative exemple", "name_ar": "تعاونية مثال"},
        "place": {"commune": "05.081.01.01", "address": "Douar exemple"},
        "contact": {"phone": "0600000000", "email": ""},
        "trades": {"natures": ["1", "27"], "words": "amlou، tapis"},
        "serves": {"places": ["05.081"]},
        "signs": {"who": "other", "name": "Zahra (sample)", "role": "president"},
        "ice": {"number": whole("0015256", 15)},
        "if": {"later": "1"},
        "rib": {"number": whole("011519", 24)},
        "local_register": {"number": "12/2020", "court": "Azilal", "registered_on": "12/04/2020"},
        "vat": {"status": "exempt", "on": "2026-03-03", "source": "bureau des impôts"},
        "excluded": {"excluded": "no"},
        "papers": {},
    }
    order = steps_of(made)[1:]
    assert list(told) == list(order)
    for code, following in zip(order, [*order[1:], None], strict=True):
        shown = hers.get(base + f"{code}/")
        assert shown.status_code == 200, code
        answer = hers.post(base + f"{code}/", told[code])
        expected = base + f"{following}/" if following else f"/{lang}/structures/{made.id}/papers/"
        assert answer.status_code == 302 and answer.url == expected, (code, answer.content[:2000])
    made.refresh_from_db()
    assert made.setup_step == "" and made.tax_id == "" and made.vat_status == "exempt"
    assert (made.phone, made.address, made.excluded) == ("0600000000", "Douar exemple", False)
    assert made.registered_on is not None and made.registered_on.isoformat() == "2020-04-12"
    assert made.members.get(may_sign=True).name == "Zahra (sample)"
    for end in ("", "papers/", "people/", "capacity/", "receipts/", "setup/name/", "setup/trades/"):
        assert hers.get(f"/{lang}/structures/{made.id}/{end}").status_code == 200, end


def test_a_question_asked_from_a_quote_goes_back_to_it_and_nowhere_else(coop: Structure, hers: Client) -> None:
    quote = "/ar/quotes/0b4cbe36-0000-4000-8000-000000000000/"
    at = f"/ar/structures/{coop.id}/setup/vat/"
    page = hers.get(at, {"next": quote}).content.decode()
    assert f'name="next" value="{quote}"' in page
    assert hers.post(at, {"status": "standard", "next": quote}).url == quote
    assert hers.post(at, {"later": "1", "next": quote}).url == quote
    for elsewhere in ("https://other.example/", "//other.example/", "/\\other.example", "javascript:alert(1)"):
        page = hers.get(at, {"next": elsewhere}).content.decode()
        assert "other.example" not in page.split("<main", 1)[1] and "javascript:alert" not in page
        assert "example" not in hers.post(at, {"status": "standard", "next": elsewhere}).url


def test_what_is_not_known_of_an_exclusion_stays_not_known(coop: Structure, hers: Client) -> None:
    at = f"/fr/structures/{coop.id}/setup/excluded/"
    for told, kept in (("yes", True), ("no", False), ("unknown", None)):
        hers.post(at, {"excluded": told})
        coop.refresh_from_db()
        assert coop.excluded is kept
    assert hers.post(at, {}).status_code == 200, "no answer is not an answer"


def test_a_day_of_registration_to_come_is_refused(coop: Structure, hers: Client) -> None:
    page = hers.post(f"/fr/structures/{coop.id}/setup/local_register/", {"number": "1", "registered_on": "2090-01-01"})
    assert page.status_code == 200 and "2090-01-01" in page.content.decode()


def test_leaving_and_coming_back(coop: Structure, hers: Client) -> None:
    actions.set_step(coop, "rib")
    at = f"/ar/structures/{coop.id}/setup/"
    assert hers.get(at).url == at + "rib/"
    hers.post(at + "name/", {"name": "Nouveau nom", "name_ar": ""})
    assert hers.get(at).url == at + "rib/", "mending an old answer does not lose her place"
    assert "Nouveau nom" in hers.get(at + "name/").content.decode()


def test_a_doubtful_number_is_asked_about_once_and_kept(coop: Structure, hers: Client) -> None:
    actions.set_step(coop, "ice")
    at = f"/fr/structures/{coop.id}/setup/ice/"
    again = hers.post(at, {"number": "123"})
    assert again.status_code == 200 and 'name="keep"' in again.content.decode()
    coop.refresh_from_db()
    assert coop.ice == "123", "kept all the same"
    assert hers.post(at, {"number": "123", "keep": "1"}).status_code == 302


def test_a_search_loses_no_tick(coop: Structure, hers: Client) -> None:
    at = f"/fr/structures/{coop.id}/setup/trades/"
    page = hers.post(at, {"natures": ["37"], "words": "tapis", "q": "gâteaux", "search": "1"}).content.decode()
    assert 'value="37"' in page and page.count("checked") == 1 and "tapis" in page
    assert 'value="1"' in page, "what the search found"
    assert not coop.activities.exists(), "a search saves nothing"


def test_a_search_for_the_commune(coop: Structure, hers: Client) -> None:
    page = hers.post(f"/ar/structures/{coop.id}/setup/place/", {"q": "afourar", "search": "1"}).content.decode()
    assert "أفورار" in page
    page = hers.post(f"/ar/structures/{coop.id}/setup/place/", {"q": "zzzzzz", "search": "1"}).content.decode()
    assert "zzzzzz" in page and "05." not in page


def test_an_exemption_without_a_source_is_explained_and_what_was_typed_is_kept(coop: Structure, hers: Client) -> None:
    page = hers.post(f"/fr/structures/{coop.id}/setup/vat/", {"status": "exempt", "on": "2026-03-03"})
    assert page.status_code == 200
    assert "2026-03-03" in page.content.decode() and "se confirme" in page.content.decode()


def test_an_auto_entrepreneur_is_told_his_vat(hers: Client, by: Actor) -> None:
    alone = actions.create_structure(kind="auto_entrepreneur", by=by, at=AT)  # type: ignore[arg-type]
    at = f"/fr/structures/{alone.id}/setup/vat/"
    page = hers.get(at).content.decode()
    assert 'name="status"' not in page
    assert hers.post(at, {}).status_code == 302
    assert hers.get(f"/fr/structures/{alone.id}/setup/signs/").status_code == 404


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_paper_is_added_seen_renewed_and_taken_away(lang: str, coop: Structure, hers: Client) -> None:
    at = f"/{lang}/structures/{coop.id}/papers/"
    assert hers.get(at + "add/").status_code == 200
    assert hers.get(at + "about/tax_certificate/").status_code == 200
    hers.post(at + "add/?kind=tax_certificate", {"kind": "tax_certificate", "file": photo(), "issued_on": "2026-10-01"})
    first = coop.papers.get()
    assert hers.get(f"/{lang}/structures/paper/{first.id}/").status_code == 200
    hers.post(at + "add/?kind=tax_certificate", {"kind": "tax_certificate", "file": photo(), "issued_on": "01/11/2026"})
    second = coop.papers.exclude(pk=first.pk).get()
    page = hers.get(f"/{lang}/structures/paper/{second.id}/").content.decode()
    assert "2026" in page and second.is_current
    assert hers.get(f"/{lang}/structures/papers/").url == at
    hers.post(f"/{lang}/structures/paper/{second.id}/remove/")
    assert hers.get(f"/{lang}/structures/paper/{second.id}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "statutes"}, "Ajoutez une photo"),
        ({"kind": "statutes", "file": SimpleUploadedFile("x.pdf", b"PK\x03\x04zip")}, "archive"),
        ({"kind": "statutes", "file": SimpleUploadedFile("x.jpg", b"<html>")}, "ni une photo ni un PDF"),
        ({"kind": "statutes", "file": SimpleUploadedFile("x.jpg", b"")}, "vide"),
        ({"kind": "nothing", "number": "1"}, ""),
        ({"kind": "statutes", "expires_on": "31/02/2027"}, "Écrivez la date ainsi"),
        ({"kind": "statutes", "expires_on": "2200-01-01"}, "année"),
    ],
)
def test_a_bad_paper_is_refused_plainly(coop: Structure, hers: Client, sent: dict[str, object], said: str) -> None:
    answer = hers.post(f"/fr/structures/{coop.id}/papers/add/", sent)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not coop.papers.exists()


def lines(amount: str, *rows: tuple[str, str, str]) -> dict[str, str]:
    """The capacity page as sent: dirhams in all, then (nature, quantity, unit) line by line."""
    sent = {"amount": amount, "form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        sent |= {
            f"form-{place}-{field}": value for field, value in zip(("nature", "quantity", "unit"), row, strict=True)
        }
    return sent


def test_several_lines_of_capacity_are_shown_and_none_is_lost(coop: Structure, by: Actor, hers: Client) -> None:
    at = f"/fr/structures/{coop.id}/capacity/"
    told = [(1, "repas", Decimal(300)), (27, "mesure d'ici", Decimal("2.5"))]
    actions.set_capacity(coop, quantities=told, by=by, at=AT)
    page = hers.get(at).content.decode()
    assert page.count("selected>") >= 4 and 'value="2,5"' in page and "mesure d&#x27;ici" in page
    rows = [("1", "300", "repas"), ("27", "2,5", "mesure d'ici"), ("", "40", "kg")]
    more = hers.post(at, lines("", *rows) | {"more": "1", "form-INITIAL_FORMS": "2"}).content.decode()
    assert "form-3-quantity" in more and 'value="40"' in more and coop.capacities.count() == 2
    refused = hers.post(at, lines("", *rows[:2], ("", "40", "")) | {"form-INITIAL_FORMS": "2"})
    assert refused.status_code == 200 and coop.capacities.count() == 2
    assert hers.post(at, lines("", *rows) | {"form-INITIAL_FORMS": "2"}).status_code == 302
    assert [(c.nature, c.unit, str(c.quantity_per_month)) for c in coop.capacities.all()] == [
        (1, "repas", "300.000"),
        (27, "mesure d'ici", "2.500"),
        (None, "kg", "40.000"),
    ]


def test_capacity_and_receipts(coop: Structure, hers: Client) -> None:
    at = f"/fr/structures/{coop.id}/"
    assert hers.post(at + "capacity/", lines("12 345,60", ("", "", ""))).status_code == 302
    assert str(coop.capacities.get().amount_per_month) == "12345.60"
    page = hers.post(at + "capacity/", lines("", ("", "10", "")))
    assert page.status_code == 200 and "ensemble" in page.content.decode()
    assert hers.post(at + "receipts/", {"year": "2026", "amount": "1 000", "buyer": ""}).status_code == 302
    assert hers.post(at + "receipts/", {"year": "2026", "amount": "-5", "buyer": ""}).status_code == 200
    assert coop.receipts.count() == 1


def test_people_come_and_go(coop: Structure, hers: Client) -> None:
    at = f"/ar/structures/{coop.id}/people/"
    hers.post(at, {"name": "Zahra (sample)", "role": "president", "may_sign": "on"})
    zahra = coop.members.get(may_sign=True)
    hers.post(f"{at}{zahra.pk}/end/")
    assert coop.members.filter(until=None).count() == 1


def test_names_typed_with_tricks_stay_text(coop: Structure, by: Actor, hers: Client) -> None:
    actions.describe(coop, name="<script>x</script>\u202e", by=by, at=AT)
    page = hers.get(f"/fr/structures/{coop.id}/").content.decode()
    assert "<script>x" not in page and "&lt;script&gt;" in page


def test_lists_ask_a_fixed_number_of_times(
    by: Actor, hers: Client, coop: Structure, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    counts = []
    for more in (0, 2):
        for n in range(more):
            actions.create_structure(kind="company", name=f"Exemple {n}", by=by, at=AT)  # type: ignore[arg-type]
        with django_assert_max_num_queries(20) as asked:
            assert hers.get("/ar/structures/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_wallet_asks_a_fixed_number_of_times(
    by: Actor, hers: Client, coop: Structure, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    counts = []
    for more in (1, 2):
        for _ in range(more):
            actions.add_paper(coop, kind="other", number="1", by=by, at=AT)
        with django_assert_max_num_queries(25) as asked:
            assert hers.get(f"/ar/structures/{coop.id}/papers/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_capacity_comes_back_as_it_was_typed(coop: Structure, hers: Client) -> None:
    at = f"/ar/structures/{coop.id}/capacity/"
    hers.post(at, lines("40 000", ("", "300", "kg")))
    page = hers.get(at).content.decode()
    assert 'value="300"' in page and 'value="40000"' in page and '<option value="kg" selected>' in page
    assert "كيلوغرام" in hers.get(f"/ar/structures/{coop.id}/").content.decode()


def test_whoever_left_no_longer_exports_the_papers(coop: Structure, by: Actor, fatima: Person) -> None:
    actions.add_paper(coop, kind="statutes", file=uploads.clean(photo()), by=by, at=AT)
    assert len(personal.files(fatima.id)) == 1 and len(personal.export(fatima.id)["structures"]) == 1
    coop.members.update(until=AT.date())
    assert personal.files(fatima.id) == [] and personal.export(fatima.id)["structures"] == []


def test_a_structure_leaves_as_a_file_that_the_command_reads_and_comes_back(
    coop: Structure, hers: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = hers.get(f"/fr/structures/{coop.id}/structure.json")
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    kept = tmp_path / "structure.json"
    kept.write_bytes(answer.content)
    notice = Path(__file__).parents[2] / "samples" / "notice-catering.json"
    assert check(["--notice", str(notice), "--structure", str(kept), "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["outcome"] in ("met", "unknown", "not_met")
    sent = SimpleUploadedFile("structure.json", answer.content)
    back = hers.post("/fr/structures/new/file/", {"file": sent})
    again = Structure.objects.exclude(pk=coop.pk).get()
    assert back.url == f"/fr/structures/{again.id}/"
    assert as_bidder(again, on=AT.date()) == as_bidder(coop, on=AT.date())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"%PDF-1.4", b'{"kind": "tender"}', b'{"kind": "cooperative", "serves": ["Atlantide"]}']
)
def test_a_bad_file_is_refused_plainly_and_writes_nothing(data: bytes, hers: Client) -> None:
    before = Structure.objects.count()
    answer = hers.post("/ar/structures/new/file/", {"file": SimpleUploadedFile("s.json", data)})
    assert answer.status_code == 422 and 'class="wrong"' in answer.content.decode()
    assert Structure.objects.count() == before
