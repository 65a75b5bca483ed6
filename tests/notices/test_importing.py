"""From files to rows: the same again changes nothing, a change is dated, a correction stays, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rulebook.engine.facts import BidderKind, BuyerRules
from tests.notices import published, test_ocds, test_portal_html
from tests.notices.published import AT, bring_in, lines, result, tender, told
from wolouj.bids import actions as bids
from wolouj.bids.models import Quote
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.models import AuditLine
from wolouj.foundation.searching import facet
from wolouj.notices import correcting, importing, storing_notices
from wolouj.notices.documents import read_notice
from wolouj.notices.facts import as_notice
from wolouj.notices.importing import Imported, import_files
from wolouj.notices.models import (
    Attachment,
    Buyer,
    ImportRun,
    Line,
    Lot,
    Notice,
    NoticeChange,
    Result,
    SearchWord,
)
from wolouj.people.models import Person
from wolouj.structures.actions import telling

pytestmark = pytest.mark.django_db
TABLES = (Notice, Buyer, Lot, Line, Attachment, NoticeChange, Result, SearchWord)
LATER = AT + timedelta(days=1)


def everything() -> dict[str, list[str]]:
    """Every row an import may write, letter for letter."""
    rows = {}
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{model._meta.db_table}" t ORDER BY 1')
            rows[model.__name__] = [row[0] for row in cursor.fetchall()]
    return rows


def counts(done: Imported) -> tuple[int, int, int, int]:
    assert done.read == done.created + done.updated + done.unchanged + len(done.refused)
    return done.created, done.updated, done.unchanged, len(done.refused)


def seen(day: int) -> str:
    return f"2026-11-{day:02}T08:00:00+00:00"


OCDS = test_ocds.package(
    test_ocds.release(),
    test_ocds.update("2026-11-22T10:00:00+01:00", tender={"title": "Repas et eau (échantillon)"}),
    test_ocds.update("2026-12-03T10:00:00+01:00", tag=["award"], awards=[test_ocds.AWARD]),
    test_ocds.update("2026-12-09T10:00:00+01:00", awards=[{"id": "a1", "value": {"amount": 13000}}]),
    test_ocds.release("ocds-x-2"),
)
FILES: list[tuple[str, bytes, int]] = [
    ("tenders.jsonl", lines(*(tender(n) for n in range(1, 8))), 7),
    ("results.jsonl", lines(*(result(n) for n in range(1, 8))), 7),
    ("page.html", test_portal_html.page(), 1),
    ("notice.json", json.dumps({"kind": "purchase_order", "reference": "1/2026", "object": "Café", "buyer": "X",
                                "deadline": "2026-12-01T10:00:00+01:00", "lots": ["Midi"],
                                "lines": [{"number": "1", "designation": "Café", "quantity": "2"}]}).encode(), 1),
    ("ocds.json", OCDS, 3),
    ("twice.jsonl", lines(tender(1, scraped_at=seen(20)), tender(1, scraped_at=seen(21), objet="Revu")), 1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "new"), FILES, ids=[each[0] for each in FILES])
def test_importing_twice_changes_nothing_row_for_row(tmp_path: Path, name: str, data: bytes, new: int) -> None:
    first = bring_in(tmp_path, data, name)
    assert first.created == new and not first.refused
    before = everything()
    again = bring_in(tmp_path, data, name, at=LATER)
    assert counts(again) == (0, 0, first.read, 0)
    assert everything() == before
    assert ImportRun.objects.count() == 2


def test_a_row_in_the_tables(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender()))
    row = Notice.objects.select_related("buyer").get()
    assert (row.kind, row.reference, row.source, row.identity) == ("tender", "1/2026", "tenders", "tender:900001:x1y")
    assert (row.category, row.estimate, row.guarantee) == ("works", Decimal(120_000), Decimal(2000))
    assert row.entered_for is None and row.entered_at == AT and not row.is_sample
    assert row.seen_at == datetime.fromisoformat(seen(20))
    assert row.places == ["AZILAL", "BENI MELLAL"] and row.place_codes == ["05.081", "05.091"]
    assert row.nature and row.natures[0] == row.nature and row.nature_confidence
    assert row.buyer.name == "COMMUNE AFOURER" and row.buyer.commune and row.buyer.rulebook == row.rulebook


def test_a_notice_without_a_place_is_where_its_buyer_is(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1, lieu_execution="")))
    row = Notice.objects.select_related("buyer").get()
    assert row.places == [] and row.place_codes == [row.buyer.commune]


def test_a_broken_row_is_reported_and_the_rest_goes_in(tmp_path: Path) -> None:
    data = lines(tender(1), tender(2, estimation_ttc="1,234"), "é".encode("cp1252"), tender(4))
    done = bring_in(tmp_path, data)
    assert counts(done) == (2, 0, 0, 2)
    assert [told(each) for each in done.refused] == [(2, "estimation_ttc", "amount"), (3, None, "encoding")]
    assert {each.file for each in done.refused} == {"avis.jsonl"}


def test_one_broken_row_among_many_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 40)
    rows: list[Any] = [tender(n) for n in range(1, 202)]
    rows[100] = b'{"ref": "101/2026", "objet"'
    done = bring_in(tmp_path, lines(*rows))
    assert counts(done) == (200, 0, 0, 1)
    assert told(done.refused[0]) == (101, None, "json_broken")
    assert Notice.objects.count() == 200
    assert not Notice.objects.filter(reference="101/2026").exists()


def test_a_deadline_before_the_publication_is_refused(tmp_path: Path) -> None:
    period = {"startDate": "2026-12-02T09:00:00+01:00", "endDate": "2026-12-01T10:00:00+01:00"}
    done = bring_in(tmp_path, test_ocds.package(test_ocds.release(tender=test_ocds.tender(tenderPeriod=period))))
    assert [told(each) for each in done.refused] == [(1, "deadline", "deadline_before_publication")]
    assert not Notice.objects.exists()


def test_two_rows_under_one_id(tmp_path: Path) -> None:
    data = lines(
        tender(1), tender(1), tender(1, objet="Tout autre chose"), tender(2), tender(1, entite_publique="COMMUNE X"),
    )  # fmt: skip
    done = bring_in(tmp_path, data)
    assert counts(done) == (2, 0, 1, 2)
    assert [told(each) for each in done.refused] == [(3, "id", "id_twice"), (5, "id", "id_twice")]
    assert all("1" in each.text.fr for each in done.refused), "the first one's row is named"
    assert Notice.objects.get(identity="tender:900001:x1y").object.startswith("Travaux")


def test_two_cards_under_one_key(tmp_path: Path) -> None:
    done = bring_in(tmp_path, lines(result(1), result(1), result(1, montant="9 000,00 MAD")))
    assert counts(done) == (1, 0, 1, 1)
    assert told(done.refused[0]) == (3, "id", "id_twice")
    assert Result.objects.get().amount == 7200


@pytest.mark.parametrize("order", [(20, 21), (21, 20)])
def test_one_notice_seen_twice_in_a_file_is_as_it_was_seen_last(tmp_path: Path, order: tuple[int, int]) -> None:
    rows = [tender(1, scraped_at=seen(day), date_limite=f"{day - 10}/12/2026 10:00") for day in order]
    done = bring_in(tmp_path, lines(*rows))
    assert not done.refused
    row = Notice.objects.get()
    assert row.deadline is not None and row.deadline.day == 11
    assert row.seen_at == datetime.fromisoformat(seen(21))
    assert row.changes.count() == (1 if order == (20, 21) else 0)


def test_a_change_is_dated_and_says_before_and_after(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender()))
    done = bring_in(
        tmp_path,
        lines(tender(date_limite="05/12/2026 10:00", estimation_ttc="0,00", lieu_execution="AZILAL")),
        at=LATER,
    )
    assert counts(done) == (0, 1, 0, 0)
    change = NoticeChange.objects.get()
    assert (change.at, change.kind) == (LATER, "changed")
    assert set(change.fields) == {"deadline", "estimate", "places"}
    assert change.fields["estimate"] == ["120000.00", ""]
    assert change.fields["places"] == ["AZILAL, BENI MELLAL", "AZILAL"]
    before, after = map(datetime.fromisoformat, change.fields["deadline"])
    assert before == datetime.fromisoformat("2026-12-01T01:00:00+01:00")
    assert after == datetime.fromisoformat("2026-12-05T10:00:00+01:00")
    row = Notice.objects.get()
    assert (row.deadline, row.estimate, row.place_codes) == (after, None, ["05.081"])


def test_what_is_understood_follows_a_change_and_is_found_by_it(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender()))
    bring_in(tmp_path, lines(tender(objet="Achat de fournitures informatiques", categorie="Fournitures")), at=LATER)
    row = Notice.objects.get()
    words = Notice.objects.values_list("search_words", flat=True).get()
    assert row.category == "supplies" and "peintur" not in words and "informat" in words
    assert SearchWord.objects.filter(word="informatiques").exists()


def test_an_older_file_imported_late_changes_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(scraped_at=seen(20))))
    bring_in(tmp_path, lines(tender(scraped_at=seen(23))), at=LATER)
    assert Notice.objects.get().seen_at == datetime.fromisoformat(seen(23))
    before = everything()
    done = bring_in(tmp_path, lines(tender(scraped_at=seen(22), objet="Comme c’était avant-hier")), at=LATER)
    assert counts(done) == (0, 0, 1, 0)
    assert everything() == before


def test_a_saved_page_and_a_collection_do_not_undo_each_other(tmp_path: Path) -> None:
    row, page = lines(tender(1, visites_lieux="Le 28/11/2026 à 10:00")), test_portal_html.page()
    assert counts(bring_in(tmp_path, row)) == (1, 0, 0, 0)
    assert counts(bring_in(tmp_path, page, "page.html", at=LATER)) == (0, 1, 0, 0)
    notice = Notice.objects.get()
    assert (notice.lots_told, notice.visits) == (3, "Le 28/11/2026 à 10:00")
    later = lines(tender(1, visites_lieux="Le 28/11/2026 à 10:00", scraped_at=seen(28)))
    assert counts(bring_in(tmp_path, later, at=LATER)) == (0, 0, 1, 0)
    notice.refresh_from_db()
    assert (notice.lots_told, notice.visits) == (3, "Le 28/11/2026 à 10:00")
    assert [set(change.fields) for change in notice.changes.all()] == [{"lots_told"}]


def test_cancelled_then_open_again(tmp_path: Path) -> None:
    def told_so(cancelled: bool | None, at: datetime) -> Imported:
        document = {"kind": "purchase_order", "reference": "1/2026", "object": "Café", "buyer": "X",
                    "published": "2026-11-20T09:00:00+01:00", "cancelled": cancelled}  # fmt: skip
        return bring_in(tmp_path, json.dumps(document).encode(), "avis.json", at=at)

    told_so(None, AT)
    assert counts(told_so(True, LATER)) == (0, 1, 0, 0)
    row = Notice.objects.get()
    assert row.cancelled_at == LATER
    told_so(None, LATER + timedelta(days=1))
    row.refresh_from_db()
    assert row.cancelled_at == LATER, "not told is not told: it stays cancelled"
    told_so(False, LATER + timedelta(days=2))
    row.refresh_from_db()
    assert row.cancelled_at is None
    assert [(change.kind, change.fields) for change in row.changes.all()] == [("reinstated", {}), ("cancelled", {})]


def test_a_notice_first_seen_cancelled_is_cancelled(tmp_path: Path) -> None:
    bring_in(tmp_path, test_ocds.package(test_ocds.release(tender=test_ocds.tender(status="cancelled"))), "o.json")
    assert Notice.objects.get().cancelled_at == AT


def ocds(tmp_path: Path, at: datetime, **changes: Any) -> Imported:
    day = f"2026-11-{20 + (at - AT).days}T10:00:00+01:00"
    data = test_ocds.package(test_ocds.release(date=day, tender=test_ocds.tender(**changes)))
    return bring_in(tmp_path, data, "ocds.json", at=at)


def test_lots_lines_and_documents_follow(tmp_path: Path) -> None:
    ocds(tmp_path, AT)
    row = Notice.objects.get()
    assert [line.designation for line in row.lines.all()] == ["Repas", "Eau"]
    assert [lot.object for lot in row.lots.all()] == ["Midi"]
    assert [(link.title, link.url) for link in row.attachments.all()] == [("Règlement", "https://x.example/r.pdf")]
    ocds(tmp_path, LATER, items=[{"id": "1", "description": "Repas", "quantity": 70}], lots=[], documents=[])
    assert [(line.designation, line.quantity) for line in row.lines.all()] == [("Repas", 70)]
    assert not row.lots.exists() and not row.attachments.exists()
    fields = row.changes.get().fields
    assert (fields["lines"], fields["lots"], fields["attachments"]) == (["2", "1"], ["1", "0"], ["1", "0"])


def test_under_a_quote_the_lines_stay_and_the_rest_follows(tmp_path: Path, ftoum: Person, by: Actor) -> None:
    ocds(tmp_path, AT)
    row = Notice.objects.get()
    structure = telling.create_structure(kind=BidderKind.COOPERATIVE, name="Coop X", person=ftoum.id, by=by, at=AT)
    bids.open_quote(structure=structure, notice=row, by=by, at=AT)
    ocds(tmp_path, LATER, items=[{"id": "1", "description": "Autre"}], title="Repas revus", lots=[])
    row.refresh_from_db()
    assert [line.designation for line in row.lines.all()] == ["Repas", "Eau"]
    assert row.object == "Repas revus" and not row.lots.exists()
    assert row.changes.get().fields["lines"] == ["2", "1"], "that the buyer changed them is told all the same"
    assert Quote.objects.get().notice_id == row.id


COACH = OPERATOR


@pytest.fixture
def corrected(tmp_path: Path) -> Notice:
    """A notice whose nature and place a person set right, and its buyer's rules and place."""
    bring_in(tmp_path, lines(tender(1), tender(2, lieu_execution="")))
    row = Notice.objects.select_related("buyer").get(reference="1/2026")
    correcting.correct_reading(notice=row, nature=55, place_code="01.151", by=COACH, at=AT)
    correcting.correct_buyer(buyer=row.buyer, rulebook=BuyerRules.OWN, place_code="06.141", by=COACH, at=AT)
    return row


@pytest.mark.parametrize("change", [{}, {"objet": "Achat de matériel informatique"}, {"lieu_execution": "RABAT"},
                                    {"categorie": "Services"}, {"estimation_ttc": "9,00"}])  # fmt: skip
def test_what_a_person_corrected_survives_every_import(
    tmp_path: Path, corrected: Notice, change: dict[str, Any]
) -> None:
    for day in (1, 2):
        rows = [tender(n, scraped_at=seen(24 + day), **change) for n in (1, 2)]
        bring_in(tmp_path, lines(*rows), at=AT + timedelta(days=day))
        corrected.refresh_from_db()
        assert (corrected.nature, corrected.natures, corrected.nature_confidence) == (55, [55], "")
        assert corrected.place_codes == ["01.151"]
        assert (corrected.rulebook, corrected.buyer.rulebook) == ("own", "own")
        assert corrected.buyer.province == "06.141"
    words = Notice.objects.values_list("search_words", flat=True).get(pk=corrected.pk).split()
    assert {facet("nature", 55), facet("place", "01.151")} <= set(words)
    assert facet("place", "05.081") not in words
    assert Buyer.objects.count() == 1


def test_the_buyer_s_other_notices_follow_its_correction_now_and_later(tmp_path: Path, corrected: Notice) -> None:
    other = Notice.objects.get(reference="2/2026")
    assert (other.rulebook, other.place_codes) == ("own", ["06.141"]), "it names no place of its own"
    bring_in(tmp_path, lines(tender(3, lieu_execution=None), tender(4)), at=LATER)
    third, fourth = Notice.objects.get(reference="3/2026"), Notice.objects.get(reference="4/2026")
    assert (third.rulebook, third.place_codes) == ("own", ["06.141"])
    assert (fourth.rulebook, fourth.place_codes) == ("own", ["05.081", "05.091"])


def test_rules_told_with_a_notice_give_way_to_a_person_s_word_on_the_buyer(tmp_path: Path) -> None:
    def told_so(**more: Any) -> None:
        document = {"kind": "purchase_order", "reference": "1/2026", "object": "Café", "buyer": "OFFICE X",
                    "published": "2026-11-20T09:00:00+01:00", "rulebook": "decree"} | more  # fmt: skip
        bring_in(tmp_path, json.dumps(document).encode(), "avis.json", at=LATER)

    told_so()
    row = Notice.objects.select_related("buyer").get()
    assert row.rulebook == "decree"
    correcting.correct_buyer(buyer=row.buyer, rulebook=BuyerRules.OWN, place_code="", by=COACH, at=AT)
    told_so(object="Café moulu")
    row.refresh_from_db()
    assert (row.object, row.rulebook) == ("Café moulu", "own")


def test_a_result_is_tied_to_the_one_notice_it_can_be_of(tmp_path: Path) -> None:
    order = {"procurementMethodDetails": "Bon de commande", "id": "1/2026"}
    closed = {"tenderPeriod": {"endDate": "2026-11-01T10:00:00+01:00"}}
    bring_in(tmp_path, test_ocds.package(
        test_ocds.release("o-1", tender=test_ocds.tender(**order, **closed)),
        test_ocds.release("o-2", tender=test_ocds.tender(**order | {"id": "2/2026"}, **closed)),
        test_ocds.release("o-3", tender=test_ocds.tender(**order | {"id": "2/2026"}, **closed)),
        test_ocds.release("o-4", tender=test_ocds.tender(**order | {"id": "4/2026"})),
    ), "ocds.json")  # fmt: skip
    done = bring_in(tmp_path, lines(*(result(n) for n in (1, 2, 3, 4))))
    assert done.created == 4
    tied = dict(Result.objects.values_list("reference", "notice__identity"))
    assert tied == {"1/2026": "ocds:o-1", "2/2026": None, "3/2026": None, "4/2026": None}, (
        "two of one reference, none, and one that closes later: never guessed"
    )
    row = Result.objects.get(reference="1/2026")
    assert (row.nature, row.category) == (row.notice.nature, "supplies")  # type: ignore[union-attr]


def test_a_result_imported_before_its_notice_finds_it_when_it_comes(tmp_path: Path) -> None:
    cards = lines(result(1), result(2))
    bring_in(tmp_path, cards)
    closed = {"procurementMethodDetails": "Bon de commande", "id": "1/2026",
              "tenderPeriod": {"endDate": "2026-11-01T10:00:00+01:00"}}  # fmt: skip
    bring_in(tmp_path, test_ocds.package(test_ocds.release(tender=test_ocds.tender(**closed))), "ocds.json")
    assert Result.objects.get(reference="1/2026").notice is not None
    assert counts(bring_in(tmp_path, cards, at=LATER)) == (0, 0, 2, 0)


def test_the_award_of_a_release_is_tied_to_its_notice(tmp_path: Path) -> None:
    bring_in(tmp_path, OCDS, "ocds.json")
    row = Result.objects.select_related("notice").get()
    assert row.notice is not None and row.notice.identity == "ocds:ocds-x-1"
    assert (row.amount, row.outcome) == (13000, "awarded")


def test_a_sample_never_ends_a_real_notice(tmp_path: Path) -> None:
    closed = {"procurementMethodDetails": "Bon de commande", "id": "1/2026",
              "tenderPeriod": {"endDate": "2026-11-01T10:00:00+01:00"}}  # fmt: skip
    bring_in(tmp_path, test_ocds.package(test_ocds.release(tender=test_ocds.tender(**closed))), "ocds.json")
    bring_in(tmp_path, lines(result(1)), is_sample=True)
    row = Result.objects.get()
    assert row.is_sample and row.notice is None


def test_a_changed_result_is_updated_and_where_it_is_follows_its_buyer(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(result(1)))
    assert counts(bring_in(tmp_path, lines(result(1, nombre_devis="6")), at=LATER)) == (0, 1, 0, 0)
    row = Result.objects.select_related("buyer").get()
    assert (row.quotes, row.province, row.region) == (6, row.buyer.province, row.buyer.region)
    assert row.province == "05.081"


def test_buyers_are_made_once_under_every_way_of_writing_them(tmp_path: Path) -> None:
    names = ["COMMUNE AFOURER", "Commune  Afourer", "commune afourer ", "Cómmune Afourer"]
    bring_in(tmp_path, lines(*(tender(n, entite_publique=name) for n, name in enumerate(names, start=1))))
    bring_in(tmp_path, lines(result(acheteur="Commune afourer")), "results.jsonl")
    buyer = Buyer.objects.get()
    assert buyer.name_key == "commune afourer" and buyer.confidence
    assert Notice.objects.filter(buyer=buyer).count() == 4


def test_the_buyer_of_a_person_s_own_notice_is_the_same_and_is_then_understood(
    tmp_path: Path, save: Callable[..., Notice]
) -> None:
    hers = save(buyer="COMMUNE AFOURER", rulebook=BuyerRules.UNKNOWN)
    assert hers.buyer.confidence == ""
    bring_in(tmp_path, lines(tender()))
    buyer = Buyer.objects.get()
    assert buyer.commune and buyer.confidence
    long = "SERVICE " + "X" * 380
    save("9/2026", buyer=long)
    bring_in(tmp_path, lines(tender(9, entite_publique=long)))
    assert Buyer.objects.count() == 2


def test_a_person_s_own_notice_is_untouched_by_imports(tmp_path: Path, save: Callable[..., Notice]) -> None:
    hers = save("1/2026", buyer="COMMUNE AFOURER")
    before = Notice.objects.filter(pk=hers.pk).values().get()
    bring_in(tmp_path, lines(tender(1)))
    assert Notice.objects.filter(pk=hers.pk).values().get() == before
    assert Notice.objects.count() == 2


class Stopped(Exception):
    pass


def test_an_import_stopped_in_the_middle_is_simply_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    data = lines(*(tender(n) for n in range(1, 36)))

    def stop(rows: int) -> None:
        if rows >= 20:
            raise Stopped

    with pytest.raises(Stopped):
        bring_in(tmp_path, data, progress=stop)
    assert 0 < Notice.objects.count() < 35 and Notice.objects.count() % 10 == 0, "whole batches, never half of one"
    done = bring_in(tmp_path, data)
    assert (done.created + done.unchanged, done.updated, done.refused) == (35, 0, [])
    assert Notice.objects.count() == 35 and not NoticeChange.objects.exists()
    assert ImportRun.objects.count() == 1, "the one that was stopped wrote no report"


def test_the_run_and_its_audit_line(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1), tender(2, ref=None)), "d'un nom.jsonl")
    run = ImportRun.objects.get()
    assert (run.at, run.file, run.format) == (AT, "d'un nom.jsonl", "tenders-jsonl")
    assert (run.read, run.created, run.updated, run.unchanged) == (2, 1, 0, 0)
    assert [(each["row"], each["field"], each["reason"]) for each in run.refused] == [(2, "ref", "missing")]
    line = AuditLine.objects.get(act="notices_imported")
    assert (line.at, line.object_id) == (AT, str(run.pk))
    assert line.detail == {"read": 2, "created": 1, "updated": 0, "unchanged": 0, "refused": 1}


def test_a_file_of_no_format_leaves_its_report_too(tmp_path: Path) -> None:
    done = bring_in(tmp_path, b"%PDF-1.7", "avis.pdf")
    assert counts(done) == (0, 0, 0, 1)
    run = ImportRun.objects.get()
    assert (run.format, run.refused[0]["reason"]) == ("", "format_unknown")


def test_the_report_keeps_a_thousand_refusals_and_the_answer_all(tmp_path: Path) -> None:
    done = bring_in(tmp_path, b'{"refConsultation": 1}\n' * 1005)
    assert len(done.refused) == done.read == 1005
    assert len(ImportRun.objects.get().refused) == 1000


def test_several_files_count_together_and_each_has_its_report(tmp_path: Path) -> None:
    paths = []
    for name, data, _ in FILES[:3]:
        (tmp_path / name).write_bytes(data)
        paths.append((tmp_path / name, name))
    told_of: list[int] = []
    done = import_files(paths, by=OPERATOR, at=AT, progress=told_of.append)
    assert done.read == 15 and told_of == [7, 14, 15]
    assert ImportRun.objects.count() == 3
    assert done.as_json() == {"read": 15, "created": 14, "updated": 1, "unchanged": 0, "refused": []}


@pytest.mark.parametrize("row", [tender, result])
def test_a_batch_of_new_rows_takes_a_fixed_number_of_queries(tmp_path: Path, row: Callable[..., Any]) -> None:
    def asked(first: int, last: int) -> int:
        buyer = {"entite_publique" if row is tender else "acheteur": "COMMUNE N"}
        rows = [row(n, **{key: f"{name}{n}" for key, name in buyer.items()}) for n in range(first, last)]
        with CaptureQueriesContext(connection) as found:
            bring_in(tmp_path, lines(*rows))
        return len(found)

    asked(1, 2)
    assert asked(10, 15) == asked(100, 300)


def test_the_same_rows_again_take_fewer_queries_still(tmp_path: Path) -> None:
    data = lines(*(tender(n) for n in range(1, 60)))
    bring_in(tmp_path, data)
    with CaptureQueriesContext(connection) as found:
        bring_in(tmp_path, data)
    assert len(found) <= 8


def test_the_words_of_notices_are_counted_for_those_who_misspell(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1), tender(2), result(1)))
    assert SearchWord.objects.get(word="peinture").held_by == 2
    assert not SearchWord.objects.filter(word="fournitures").exists(), "a result is not searched"


def test_what_is_told_has_one_digest_whatever_the_order_a_process_keeps_its_sets_in() -> None:
    class Backwards(frozenset[Any]):
        def __repr__(self) -> str:
            return f"frozenset({sorted(self, reverse=True)})"

    found = published.one("notice-json", json.dumps({"reference": "1/2026", "object": "x", "buyer": "X",
        "deadline": "2026-12-01T10:00:00+01:00", "asks": ["samples", "references"]}).encode())  # fmt: skip
    turned = replace(found, notice=replace(found.notice, asks=Backwards(found.notice.asks or ())))
    fewer = replace(found, notice=replace(found.notice, asks=frozenset(list(found.notice.asks or ())[:1])))
    assert storing_notices.digest(found) == storing_notices.digest(turned) != storing_notices.digest(fewer)


def test_the_longest_that_is_taken_fits_its_column(tmp_path: Path) -> None:
    row = tender(
        ref="9" * 200, objet="x" * 2000, entite_publique="y" * 400, type_procedure="z" * 200,
        visites_lieux="v" * 2000, estimation_ttc="999999999999", caution_provisoire="9999999999,99",
        url_detail="https://x.example/" + "u" * 482, refConsultation="9" * 12, orgAcronyme="o" * 20,
        lieu_execution="AZILAL, " * 200,
    )  # fmt: skip
    card = result(reference="9" * 200, objet="x" * 2000, acheteur="y" * 400, entreprise_attributaire="z" * 300,
                  nombre_devis="999999", montant="999999999999")  # fmt: skip
    assert counts(bring_in(tmp_path, lines(row))) == (1, 0, 0, 0)
    assert counts(bring_in(tmp_path, lines(card))) == (1, 0, 0, 0)
    longest = {"kind": "tender", "reference": "9" * 200, "object": "x" * 2000, "buyer": "ﷺ" * 400, "nature": 999,
               "deadline": "2099-12-31T23:59:59+00:00", "estimate": "1000000000000", "guarantee": "1000000000000",
               "places": ["p" * 200] * 200, "lots": [{"number": "n" * 40, "object": "o" * 2000, "estimate": 10**12}],
               "lines": [{"number": "n" * 40, "designation": "d" * 1000, "unit": "u" * 60, "quantity": 10**9,
                          "details": "e" * 6000}]}  # fmt: skip
    assert counts(bring_in(tmp_path, json.dumps(longest).encode(), "avis.json")) == (1, 0, 0, 0)
    part = {"id": "i" * 40, "title": "t" * 1000, "description": "d" * 1000, "unit": {"name": "u" * 60},
            "quantity": 999_999_999.999999, "value": {"amount": 999_999_999_999, "currency": "MAD"}}  # fmt: skip
    link = {"title": "t" * 300, "url": "https://x.example/" + "u" * 482}
    big = test_ocds.tender(id="9" * 200, title="x" * 2000, items=[part], lots=[part], documents=[link])
    big["procuringEntity"] = {"name": "y" * 400}
    award = test_ocds.AWARD | {"id": "i" * 40, "suppliers": [{"name": "z" * 300}, {"name": "w" * 300}]}
    data = test_ocds.package(test_ocds.release("o" * 100, tender=big, awards=[award]))
    done = bring_in(tmp_path, data, "ocds.json")
    assert counts(done) == (2, 0, 0, 0), done.refused


def test_every_real_row_goes_in_and_the_second_time_nothing_changes(tmp_path: Path) -> None:
    files = [
        (published.shared("notices/open-tenders-2025-10.jsonl"), "tenders"),
        (published.shared("results/purchase-orders-2025-07-06_10.jsonl"), "results"),
    ]
    first = import_files(files, by=OPERATOR, at=AT)
    assert counts(first) == (498 + 1804, 0, 0, 0)
    before = everything()
    again = import_files(files, by=OPERATOR, at=LATER)
    assert counts(again) == (0, 0, 498 + 1804, 0)
    assert everything() == before
    assert not Notice.objects.filter(search_words="").exists()


def test_a_notice_imported_as_json_says_the_same_to_the_law(tmp_path: Path) -> None:
    tree = json.loads((Path(__file__).resolve().parents[2] / "samples" / "notice-tender.json").read_text("utf-8"))
    tree |= {"vat_rate": "20", "asks": ["samples"]}
    data = json.dumps(tree, ensure_ascii=False).encode()
    bring_in(tmp_path, data, "notice.json")
    told, kept = read_notice(data, file=""), as_notice(Notice.objects.get())
    same = ("procedure", "tender", "category", "estimate", "deadline", "guarantee", "vat_rate", "asks", "lots", "lines")
    assert {name: getattr(kept, name) for name in same} == {name: getattr(told, name) for name in same}
