"""What the room writes: drafts, notices, and one audit line for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from rulebook.engine.facts import BidderKind, Extra, Procedure, Tender
from tests.notices.conftest import AT, TEXT, facts
from wolouj.bids import actions as bids
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.notices import actions
from wolouj.notices.models import Buyer, Notice, NoticeDraft, Source
from wolouj.people.models import Person
from wolouj.structures.actions import telling


def acts() -> list[str]:
    return sorted(AuditLine.objects.filter(act__startswith="notice").values_list("act", flat=True))


@pytest.fixture
def draft(ftoum: Person, by: Actor) -> NoticeDraft:
    return actions.draft_from_text(text=TEXT, person=ftoum, by=by, at=AT)


def held(notice: Notice, person: Person, by: Actor) -> None:
    """A quote stands on the notice."""
    structure = telling.create_structure(kind=BidderKind.COOPERATIVE, name="Coop X", person=person.id, by=by, at=AT)
    bids.open_quote(structure=structure, notice=notice, by=by, at=AT)


def test_a_draft_is_never_a_notice_before_the_yes(draft: NoticeDraft, by: Actor) -> None:
    actions.mend_draft(draft=draft, fields={"object": "Achat de savon"}, by=by, at=AT)
    assert not Notice.objects.exists()
    notice = actions.confirm_draft(draft=draft, by=by, at=AT).notice
    assert (notice.object, notice.lines.count(), notice.source) == ("Achat de savon", 2, Source.PASTED)
    assert acts() == ["notice_draft_mended", "notice_drafted", "notice_saved"]


def test_confirming_twice_makes_one_notice(draft: NoticeDraft, by: Actor) -> None:
    first = actions.confirm_draft(draft=draft, by=by, at=AT)
    again = actions.confirm_draft(draft=NoticeDraft.objects.get(id=draft.id), by=by, at=AT)
    assert (first.created, again.created, again.notice) == (True, False, first.notice)
    assert Notice.objects.count() == 1
    assert acts().count("notice_saved") == 1


def test_the_same_notice_again_changes_nothing(save: Callable[..., Notice]) -> None:
    first = save()
    again = save(object="Autre objet")
    assert again == first
    assert Notice.objects.get().object == "Achat de café (échantillon)"
    assert acts() == ["notice_saved"]


def test_two_persons_hold_the_same_notice_apart_under_one_buyer(save: Callable[..., Notice], other: Person) -> None:
    save(buyer="Commune d'Afourer")
    notice = facts(buyer="COMMUNE  D’AFOURER")
    by = Actor(person=other.id)
    assert actions.save_notice(notice=notice, person=other, source=Source.TYPED, by=by, at=AT).created
    assert (Notice.objects.count(), Buyer.objects.count()) == (2, 1)


def test_bad_input_names_field_and_row_and_writes_nothing(ftoum: Person, by: Actor, draft: NoticeDraft) -> None:
    for quantity, row in (("-5", 2), ("1e99", 2)):
        lines = [{"number": "1", "quantity": "1"}, {"number": "2", "quantity": quantity}]
        actions.mend_draft(draft=draft, fields={"lines": lines}, by=by, at=AT)
        with pytest.raises(BadInput) as refusal:
            actions.confirm_draft(draft=draft, by=by, at=AT)
        assert (refusal.value.field, refusal.value.row) == ("lines.quantity", row)
    with pytest.raises(BadInput) as refusal:
        actions.draft_from_json(data=b"%PDF-1.7", file="avis.json", person=ftoum, by=by, at=AT)
    assert refusal.value.file == "avis.json"
    assert not Notice.objects.exists()
    assert NoticeDraft.objects.count() == 1


def test_a_field_she_touched_is_no_longer_in_doubt(ftoum: Person, by: Actor) -> None:
    text = TEXT.replace("1 200", "1.200") + "Référence : 9/2026\n"
    draft = actions.draft_from_text(text=text, person=ftoum, by=by, at=AT)
    assert draft.doubts == {"reference": "two_values", "lines.1.quantity": "thousand_or_decimal"}
    actions.mend_draft(draft=draft, fields={"reference": "9/2026"}, by=by, at=AT)
    assert draft.doubts == {"lines.1.quantity": "thousand_or_decimal"}


def test_hostile_text_is_kept_as_text(ftoum: Person, by: Actor) -> None:
    draft = actions.draft_from_text(text="\x00\u202e" * 10 + TEXT + "é" * 200_000, person=ftoum, by=by, at=AT)
    draft.refresh_from_db()
    assert draft.fields["reference"] == "07/2026"
    assert len(draft.text) <= 100_000 and "\x00" not in draft.text


def test_a_deadline_already_past_is_a_doubt(ftoum: Person, by: Actor) -> None:
    later = AT + timedelta(days=30)
    assert actions.draft_from_text(text=TEXT, person=ftoum, by=by, at=later).doubts == {"deadline": "past"}


def test_dropped_and_forgotten_drafts(draft: NoticeDraft, ftoum: Person, by: Actor) -> None:
    actions.drop_draft(draft=draft, by=by, at=AT)
    kept = actions.draft_from_text(text=TEXT, person=ftoum, by=by, at=AT)
    actions.confirm_draft(draft=kept, by=by, at=AT)
    actions.drop_draft(draft=kept, by=by, at=AT)
    actions.draft_blank(person=ftoum, by=by, at=AT)
    assert actions.forget_old_drafts(by=by, at=AT + timedelta(days=29)) == 0
    assert actions.forget_old_drafts(by=by, at=AT + timedelta(days=31)) == 1
    assert list(NoticeDraft.objects.all()) == [kept]
    assert {"notice_drafts_forgotten", "notice_draft_dropped"} <= set(acts())


def test_cancelling_twice_keeps_the_first_day(save: Callable[..., Notice], by: Actor) -> None:
    notice = save()
    actions.cancel_notice(notice=notice, by=by, at=AT)
    actions.cancel_notice(notice=notice, by=by, at=AT + timedelta(days=1))
    assert Notice.objects.get().cancelled_at == AT
    assert acts() == ["notice_cancelled", "notice_saved"]


def corrected(notice: Notice, by: Actor, **fields: Any) -> tuple[str, ...]:
    return actions.correct_notice(notice=notice, fields=fields, by=by, at=AT)


LINES = [{"number": "1", "designation": "Café moulu", "unit": "kg", "quantity": "20", "details": ""}]


def test_a_correction_changes_what_it_names_and_says_so(save: Callable[..., Notice], by: Actor) -> None:
    notice = save()
    assert set(corrected(notice, by, object="Achat de thé", buyer="Commune Y", lines=LINES)) == {
        "object",
        "buyer",
        "lines",
    }
    again = Notice.objects.get()
    assert (again.object, again.buyer.name, again.reference) == ("Achat de thé", "Commune Y", "1/2026")
    assert [(line.designation, line.quantity) for line in again.lines.all()] == [("Café moulu", 20)]
    assert AuditLine.objects.filter(act="notice_corrected").get().detail == {"fields": ["buyer", "lines", "object"]}
    assert corrected(notice, by, object="Achat de thé") == ()
    assert acts().count("notice_corrected") == 1


def test_under_a_quote_the_lines_stay_and_the_rest_may_change(
    save: Callable[..., Notice], ftoum: Person, by: Actor
) -> None:
    notice = save()
    held(notice, ftoum, by)
    with pytest.raises(actions.Held):
        corrected(notice, by, object="Achat de thé", lines=LINES)
    assert Notice.objects.get().object == "Achat de café (échantillon)"
    assert corrected(notice, by, object="Achat de thé") == ("object",)
    assert notice.lines.count() == 2


def test_a_correction_never_makes_two_of_the_same(save: Callable[..., Notice], by: Actor) -> None:
    save("1/2026")
    second = save("2/2026")
    with pytest.raises(BadInput) as refusal:
        corrected(second, by, reference="1/2026")
    assert refusal.value.field == "reference"
    assert Notice.objects.get(id=second.id).reference == "2/2026"


def test_a_bad_correction_writes_nothing(save: Callable[..., Notice], by: Actor) -> None:
    notice = save()
    with pytest.raises(BadInput) as refusal:
        corrected(notice, by, object="x", lines=[*LINES, {"number": "1"}])
    assert (refusal.value.field, refusal.value.row) == ("lines.number", 2)
    assert Notice.objects.get().object == "Achat de café (échantillon)"


def test_delete_only_what_no_quote_stands_on(save: Callable[..., Notice], ftoum: Person, by: Actor) -> None:
    free, taken = save("1/2026"), save("2/2026")
    held(taken, ftoum, by)
    with pytest.raises(actions.Held):
        actions.delete_notice(notice=taken, by=by, at=AT)
    actions.delete_notice(notice=free, by=by, at=AT)
    assert list(Notice.objects.all()) == [taken]
    assert "notice_deleted" in acts()


def test_half_a_deadline_is_no_field_of_a_notice(draft: NoticeDraft, by: Actor) -> None:
    actions.mend_draft(draft=draft, fields={"deadline_day": "2026-11-26", "deadline_hour": "10:00"}, by=by, at=AT)
    assert actions.confirm_draft(draft=draft, by=by, at=AT).created


def test_facts_written_are_read_back(save: Callable[..., Notice]) -> None:
    from wolouj.notices.facts import as_notice

    notice = Notice.objects.get(id=save().id)
    assert replace(as_notice(notice), lines=()) == replace(facts(), lines=())
    assert [(li.number, li.designation, li.quantity) for li in as_notice(notice).lines] == [
        ("1", "Café", 12),
        ("2", "Thé", facts().lines[1].quantity),
    ]


def test_what_the_rules_ask_and_the_rate_inside_are_kept(save: Callable[..., Notice], by: Actor) -> None:
    from wolouj.notices.facts import as_notice

    told = {"vat_rate": Decimal("20.00"), "asks": frozenset({Extra.SAMPLES, Extra.TECHNICAL_OFFER})}
    kept = as_notice(save(**told))
    assert (kept.vat_rate, kept.asks) == (told["vat_rate"], told["asks"])
    assert set(corrected(Notice.objects.get(), by, vat_rate="10", asks=[])) == {"vat_rate", "asks"}
    after = as_notice(Notice.objects.get())
    assert (after.vat_rate, after.asks) == (10, frozenset())
    assert corrected(Notice.objects.get(), by, asks=None) == ("asks",)
    assert as_notice(Notice.objects.get()).asks is None


def test_the_kind_of_tender_and_the_guarantee_are_kept(save: Callable[..., Notice], by: Actor) -> None:
    from wolouj.notices.facts import as_notice

    told = {"procedure": Procedure.TENDER, "tender": Tender.SIMPLIFIED, "guarantee": Decimal("5000.00")}
    notice = save(**told)
    assert notice.procedure_told == "Appel d'offres ouvert simplifié"
    assert (as_notice(notice).tender, as_notice(notice).guarantee) == (Tender.SIMPLIFIED, Decimal("5000.00"))
    Notice.objects.update(procedure_told="Appel d'offres ouvert | Au rabais / majoration")
    again = Notice.objects.get()
    assert corrected(again, by, object="Achat de thé") == ("object",)
    assert Notice.objects.get().procedure_told == "Appel d'offres ouvert | Au rabais / majoration"
    assert set(corrected(again, by, tender="negotiated", guarantee="0")) == {"tender", "guarantee"}
    after = as_notice(Notice.objects.get())
    assert (after.tender, after.guarantee) == (Tender.NEGOTIATED, 0)
