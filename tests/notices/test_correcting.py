"""Correcting what we understood of a public notice and of its buyer, and taking one over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rulebook.engine.facts import BuyerRules
from tests.notices import test_ocds
from tests.notices.published import AT, bring_in, lines, result, tender
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.models import AuditLine
from wolouj.foundation.searching import facet
from wolouj.notices import actions, correcting
from wolouj.notices.forms import ReadingForm
from wolouj.notices.models import Buyer, Notice, NoticeDraft, Result
from wolouj.notices.page import reading_initial
from wolouj.people.models import Person
from wolouj.reference import territories

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(tmp_path: Path) -> Notice:
    bring_in(tmp_path, lines(tender(1), tender(2, lieu_execution="")))
    return Notice.objects.select_related("buyer").get(reference="1/2026")


def words(notice: Notice) -> list[str]:
    return Notice.objects.values_list("search_words", flat=True).get(pk=notice.pk).split()


def test_a_reading_is_corrected_and_written_down(public: Notice) -> None:
    changed = correcting.correct_reading(notice=public, nature=55, place_code="01.151", by=OPERATOR, at=AT)
    assert changed == ("nature", "place_codes")
    row = Notice.objects.get(pk=public.pk)
    assert (row.nature, row.natures, row.nature_confidence, row.place_codes) == (55, [55], "", ["01.151"])
    assert row.corrected == ["nature", "place_codes"]
    assert facet("place", "01.151") in words(row) and facet("nature", 55) in words(row)
    line = AuditLine.objects.get(act="notice_reading_corrected")
    assert (line.object_id, line.detail) == (str(row.pk), {"fields": ["nature", "place_codes"]})


def test_what_is_already_so_stays_ours(public: Notice) -> None:
    Notice.objects.filter(pk=public.pk).update(place_codes=["05.081"])
    public.refresh_from_db()
    same = {"nature": public.nature, "place_code": "05.081"}
    assert correcting.correct_reading(notice=public, **same, by=OPERATOR, at=AT) == ()
    assert correcting.correct_reading(notice=public, nature=public.nature, place_code="", by=OPERATOR, at=AT) == ()
    assert Notice.objects.get(pk=public.pk).corrected == []
    assert not AuditLine.objects.filter(act="notice_reading_corrected").exists()


def test_of_no_nature_at_all_is_a_correction_too(public: Notice) -> None:
    correcting.correct_reading(notice=public, nature=None, place_code="", by=OPERATOR, at=AT)
    row = Notice.objects.get(pk=public.pk)
    assert (row.nature, row.natures, row.corrected) == (None, [], ["nature"])


def test_the_results_of_a_notice_follow_its_nature_and_only_that(tmp_path: Path) -> None:
    closed = test_ocds.tender(
        tenderPeriod={"startDate": "2026-10-20T10:00:00+01:00", "endDate": "2026-11-01T10:00:00+01:00"}, id="1/2026"
    )
    bring_in(tmp_path, test_ocds.package(test_ocds.release(tender=closed)), "ocds.json")
    bring_in(tmp_path, lines(result(1), result(2)))
    notice = Notice.objects.select_related("buyer").get()
    before = Result.objects.values_list("reference", "nature", "nature_confidence")
    told = set(before)
    correcting.correct_reading(notice=notice, nature=notice.nature, place_code="01.151", by=OPERATOR, at=AT)
    assert set(before.all()) == told
    correcting.correct_reading(notice=notice, nature=55, place_code="", by=OPERATOR, at=AT)
    tied = Result.objects.get(reference="1/2026")
    assert (tied.nature, tied.nature_confidence) == (55, "")
    assert Result.objects.get(reference="2/2026").nature != 55


def test_a_buyer_is_corrected_and_all_that_is_its_own_follows(public: Notice, tmp_path: Path) -> None:
    bring_in(tmp_path, lines(result(1)))
    changed = correcting.correct_buyer(
        buyer=public.buyer, rulebook=BuyerRules.OWN, place_code="01.151.09.01", by=OPERATOR, at=AT
    )
    assert set(changed) == {"rulebook", "region", "province", "commune"}
    buyer = Buyer.objects.get()
    assert (buyer.region, buyer.province, buyer.commune) == ("01", "01.151", "01.151.09.01")
    assert set(buyer.corrected) == set(changed)
    own, borrowed = (Notice.objects.get(reference=f"{n}/2026") for n in (1, 2))
    assert own.place_codes == ["05.081", "05.091"], "its own places are its own"
    assert borrowed.place_codes == ["01.151.09.01"] and facet("place", "01") in words(borrowed)
    assert own.rulebook == borrowed.rulebook == "own"
    card = Result.objects.get()
    assert (card.province, card.region) == ("01.151", "01")
    assert AuditLine.objects.get(act="buyer_corrected").object_id == str(buyer.pk)


def test_a_place_alone_leaves_the_rules_of_its_notices(public: Notice) -> None:
    Notice.objects.update(rulebook="own")
    correcting.correct_buyer(
        buyer=public.buyer, rulebook=BuyerRules(public.buyer.rulebook), place_code="01.151", by=OPERATOR, at=AT
    )
    assert set(Notice.objects.values_list("rulebook", flat=True)) == {"own"}


def test_nothing_new_of_a_buyer_writes_nothing(public: Notice) -> None:
    buyer = public.buyer
    for code in ("", buyer.commune):
        assert not correcting.correct_buyer(
            buyer=buyer, rulebook=BuyerRules(buyer.rulebook), place_code=code, by=OPERATOR, at=AT
        )
    assert not AuditLine.objects.filter(act="buyer_corrected").exists()


def test_a_place_a_person_chose_does_not_follow_the_buyer(public: Notice) -> None:
    second = Notice.objects.select_related("buyer").get(reference="2/2026")
    correcting.correct_reading(notice=second, nature=second.nature, place_code="06.141", by=OPERATOR, at=AT)
    correcting.correct_buyer(buyer=second.buyer, rulebook=BuyerRules.OWN, place_code="01.151", by=OPERATOR, at=AT)
    second.refresh_from_db()
    assert second.place_codes == ["06.141"]


def form(notice: Notice, **changes: str) -> ReadingForm:
    initial = reading_initial(notice)
    posted = {name: "" if value is None else str(value) for name, value in initial.items()}
    return ReadingForm(posted | changes, initial=initial)


def test_a_form_sent_back_as_it_was_shown_changes_nothing_wherever_it_is(public: Notice) -> None:
    """Some sixty names are borne by two places at once: shown, they are known; only typed are they a question."""
    for there in (*territories.communes()[::40], *territories.provinces(), *territories.regions()):
        public.place_codes = [there.code]
        public.buyer.region, public.buyer.province = there.region, there.province or ""
        public.buyer.commune = there.code if len(there.code) > 6 else ""
        sent = form(public)
        assert sent.is_valid(), (there, sent.errors)
        assert (sent.cleaned_data["place"], sent.cleaned_data["buyer_place"]) == ("", "")


@pytest.mark.parametrize(
    ("typed", "code"), [("Province d'Azilal", "05.081"), ("إقليم أزيلال", "05.081"), ("Maroc", "MA"), ("", "")]
)
def test_a_place_typed_is_understood(public: Notice, typed: str, code: str) -> None:
    sent = form(public, place=typed)
    assert sent.is_valid() and sent.cleaned_data["place"] == code


def test_a_place_nobody_knows_is_said_beside_its_box(public: Notice) -> None:
    sent = form(public, place="Nulle part", buyer_place="Maroc", rulebook="x", nature="9999")
    assert set(sent.errors) == {"place", "buyer_place", "rulebook", "nature"}


def test_taken_over_it_is_hers_to_finish_once(public: Notice, ftoum: Person, other: Person, by: Actor) -> None:
    draft = correcting.take_over(notice=public, person=ftoum, by=by, at=AT)
    assert (draft.source, draft.origin, draft.person) == ("copied", public, ftoum)
    assert draft.fields["reference"] == "1/2026" and draft.fields["kind"] == "tender"
    assert AuditLine.objects.get(act="notice_taken_over").detail == {"notice": str(public.pk)}
    assert correcting.take_over(notice=public, person=ftoum, by=by, at=AT) == draft
    assert correcting.take_over(notice=public, person=other, by=Actor(person=other.id), at=AT) != draft
    assert NoticeDraft.objects.count() == 2


def test_confirmed_it_remembers_where_it_comes_from(public: Notice, ftoum: Person, by: Actor) -> None:
    draft = correcting.take_over(notice=public, person=ftoum, by=by, at=AT)
    actions.mend_draft(
        draft=draft, fields={"lines": [{"number": "1", "designation": "Peinture", "quantity": "10"}]}, by=by, at=AT
    )
    hers = actions.confirm_draft(draft=draft, by=by, at=AT + timedelta(hours=1)).notice
    assert (hers.origin, hers.entered_for, hers.url) == (public, ftoum, public.url)
    assert (hers.reference, hers.deadline, hers.estimate) == (public.reference, public.deadline, public.estimate)
    assert hers.guarantee == public.guarantee and hers.places == public.places
    assert [line.designation for line in hers.lines.all()] == ["Peinture"]
    assert not public.lines.exists()
    assert correcting.take_over(notice=public, person=ftoum, by=by, at=AT) != draft, "a finished one is not reopened"
