"""Two names said to be one buyer, or two, and taken back: whatever the order, all comes back as it was."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.notices.published import AT, bring_in, lines, result, tender
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.notices import correcting, finding, merging, personal, proposing, storing_buyers
from wolouj.notices.market import Market, market_of
from wolouj.notices.models import Buyer, BuyerApart, BuyerMerge, BuyerProposal, Notice, Result
from wolouj.notices.storing_buyers import key_of

pytestmark = pytest.mark.django_db
TOLD = {"by": OPERATOR, "at": AT}
NAMES = ("COMMUNE AFOURER", "C.T. Afourar", "جماعة أفورار", "SERVICE DES ACHATS", "Commune rurale d'Afourar")


def buyer(name: str) -> Buyer:
    return Buyer.objects.select_related("same_as").get(name_key=key_of(name))


@pytest.fixture
def published(tmp_path: Path) -> list[Buyer]:
    """A tender that names no place and a result of each of five names."""
    told = [
        tender(n, entite_publique=name, lieu_execution="" if n % 2 else "AZILAL", objet="Achat de café (échantillon)")
        for n, name in enumerate(NAMES)
    ]
    bring_in(tmp_path, lines(*told))
    bring_in(tmp_path, lines(*(result(n, acheteur=name) for n, name in enumerate(NAMES))), "resultats.jsonl")
    return [buyer(name) for name in NAMES]


def everything() -> dict[str, list[Any]]:
    """All that a merge may touch."""
    return {
        "buyers": list(Buyer.objects.order_by("id").values()),
        "notices": list(
            Notice.objects.order_by("id").values("id", "buyer", "place_codes", "search_words", "choices", "rulebook")
        ),
        "results": list(Result.objects.order_by("id").values()),
        "waiting": list(merging.waiting().values_list("id", flat=True)),
    }


@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.integers(0, 4), st.integers(0, 4)),
            st.integers(0, 8),  # merge these two, or take one back
        ),
        max_size=9,
    )
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_said_taken_back_leaves_all_as_it_was(published: list[Buyer], steps: list[Any]) -> None:
    before = everything()
    said: list[BuyerMerge] = []
    for step in steps:
        if isinstance(step, int):
            if step < len(said):
                merging.undo(said=said.pop(step), **TOLD)
            continue
        was = everything()
        try:
            row = merging.merge(kept=published[step[0]], other=published[step[1]], **TOLD)
        except BadInput:
            assert everything() == was
            continue
        said.append(row)
        merging.undo(said=row, **TOLD)
        assert everything() == was, "the last word taken back"
        said[-1] = merging.merge(kept=published[step[0]], other=published[step[1]], **TOLD)
    assert all(
        each.same_as is None or each.same_as.same_as_id is None for each in Buyer.objects.select_related("same_as")
    )
    for row in said:
        merging.undo(said=row, **TOLD)
    assert everything() == before
    assert Buyer.objects.count() == 5 and BuyerMerge.objects.filter(undone_at=None).count() == 0


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_roots_are_collapsed_and_never_a_circle(said: list[tuple[int, int]]) -> None:
    from uuid import UUID

    ids = [UUID(int=n) for n in range(7)]
    ends = merging.roots((ids[one], ids[other]) for one, other in said)
    assert not set(ends.values()) & set(ends), "whatever stands for others stands for itself"
    joined = [{ends.get(ids[one], ids[one]), ends.get(ids[other], ids[other])} for one, other in said]
    assert all(len(each) == 1 for each in joined)


def test_a_chain_is_collapsed_and_a_circle_refused(published: list[Buyer]) -> None:
    a, b, c, *_ = published
    merging.merge(kept=a, other=b, **TOLD)
    merging.merge(kept=b, other=c, **TOLD)
    assert {buyer(name).whole_id for name in NAMES[:3]} == {a.id}
    assert sorted(buyer(NAMES[0]).other_names) == sorted(NAMES[1:3])
    for one, other in ((a, c), (c, a), (b, b)):
        with pytest.raises(BadInput):
            merging.merge(kept=one, other=other, **TOLD)
    merging.undo(said=BuyerMerge.objects.get(other=b), **TOLD)
    assert buyer(NAMES[1]).whole_id == buyer(NAMES[2]).whole_id == b.id, "what was said of b and c still holds"


def test_two_names_are_searched_placed_and_counted_as_one(published: list[Buyer]) -> None:
    kept, plain = buyer(NAMES[0]), buyer(NAMES[3])
    assert kept.province and not plain.province
    asked = finding.Asked(words="afourer")
    before = {row.id for row in finding.find(asked, at=AT).rows}
    said = merging.merge(kept=kept, other=plain, **TOLD)
    notice = Notice.objects.get(buyer=plain)
    assert notice.id in {row.id for row in finding.find(asked, at=AT).rows}
    assert notice.place_codes == [kept.commune]
    there = Result.objects.get(buyer=plain)
    assert (there.province, there.region) == (kept.province, kept.region)
    merging.undo(said=said, **TOLD)
    assert {row.id for row in finding.find(asked, at=AT).rows} == before
    assert Result.objects.get(buyer=plain).province == ""


def test_the_market_counts_the_results_of_both(published: list[Buyer]) -> None:
    kept, plain = buyer(NAMES[0]), buyer(NAMES[3])
    row = Result.objects.get(buyer=plain)
    Result.objects.all().delete()
    for n in range(8):
        row.pk, row.identity, row.published = None, f"r{n}", AT - timedelta(days=3)
        row.buyer, row.province, row.region = (plain, "", "") if n % 2 else (kept, kept.province, kept.region)
        row.nature, row.nature_confidence, row.outcome, row.amount = 1, "certain", "awarded", 100
        row._state.adding = True
        row.save()
    asked = Notice(kind=row.kind, nature=1, place_codes=[kept.province])
    before = market_of(asked, at=AT)
    assert isinstance(before, Market) and before.code == "", "four in the province are not enough"
    merging.merge(kept=kept, other=plain, **TOLD)
    found = market_of(asked, at=AT)
    assert isinstance(found, Market) and (found.code, found.number) == (kept.province, 8)


def test_an_import_after_the_merge_follows_it(published: list[Buyer], tmp_path: Path) -> None:
    kept, plain = buyer(NAMES[0]), buyer(NAMES[3])
    said = merging.merge(kept=kept, other=plain, **TOLD)
    bring_in(tmp_path, lines(tender(50, entite_publique=NAMES[3], lieu_execution="")), "b.jsonl")
    bring_in(tmp_path, lines(result(50, acheteur=NAMES[3])), "r.jsonl")
    late = Notice.objects.get(reference="50/2026")
    assert late.buyer_id == plain.id and late.place_codes == [kept.commune]
    assert Result.objects.get(reference="50/2026").province == kept.province
    found = finding.find(finding.Asked(words="afourer"), at=AT)
    assert late.id in {row.id for row in found.rows}
    merging.undo(said=said, **TOLD)
    assert Notice.objects.get(id=late.id).place_codes == []


def test_a_result_of_one_name_finds_the_notice_of_the_other(published: list[Buyer], tmp_path: Path) -> None:
    merging.merge(kept=published[0], other=published[1], **TOLD)
    notice = Notice.objects.get(buyer=published[0])
    Notice.objects.filter(id=notice.id).update(
        kind="purchase_order", deadline=AT - timedelta(days=20), reference="9/2026"
    )
    bring_in(tmp_path, lines(result(9, acheteur=NAMES[1])), "r.jsonl")
    assert Result.objects.get(reference="9/2026").notice_id == notice.id


def test_a_corrected_place_reaches_the_other_name(published: list[Buyer]) -> None:
    kept, plain = buyer(NAMES[0]), buyer(NAMES[3])
    merging.merge(kept=kept, other=plain, **TOLD)
    correcting.correct_buyer(buyer=buyer(NAMES[0]), rulebook="decree", place_code="05.091", **TOLD)  # type: ignore[arg-type]
    assert Notice.objects.get(buyer=plain).place_codes == ["05.091"]


def test_what_was_said_to_be_two_stays_two(published: list[Buyer]) -> None:
    a, b, c, *_ = published
    apart = merging.keep_apart(one=b, other=a, **TOLD)
    assert merging.keep_apart(one=a, other=b, **TOLD) == apart and BuyerApart.objects.count() == 1
    with pytest.raises(BadInput):
        merging.merge(kept=a, other=b, **TOLD)
    merging.merge(kept=b, other=c, **TOLD)
    with pytest.raises(BadInput):
        merging.merge(kept=a, other=c, **TOLD)
    with pytest.raises(BadInput):
        merging.keep_apart(one=b, other=c, **TOLD)
    merging.undo(said=apart, **TOLD)
    merging.merge(kept=a, other=c, **TOLD)
    assert buyer(NAMES[1]).whole_id == a.id


def test_equal_names_are_merged_alone_and_near_ones_asked(published: list[Buyer]) -> None:
    done = proposing.compare(**TOLD)
    assert (done.names, done.merged) == (5, 1)
    one = BuyerMerge.objects.get()
    assert one.automatic and one.by is None and {one.kept.name, one.other.name} == {NAMES[1], NAMES[4]}
    asked = list(merging.waiting())
    assert {row.kept.name for row in asked} | {row.other.name for row in asked} <= set(NAMES) - {NAMES[3]}
    assert len(asked) == done.proposed == 3 and asked[0].score >= asked[-1].score
    again = proposing.compare(**TOLD)
    assert (again.merged, again.proposed) == (0, 3)


def test_a_merge_taken_back_is_only_asked_again(published: list[Buyer]) -> None:
    proposing.compare(**TOLD)
    row = BuyerMerge.objects.get()
    merging.undo(said=row, **TOLD)
    done = proposing.compare(**TOLD)
    assert done.merged == 0
    assert merging.waiting().filter(kept=row.kept, other=row.other).exists()
    merging.keep_apart(one=row.kept, other=row.other, **TOLD)
    proposing.compare(**TOLD)
    assert not merging.waiting().filter(kept=row.kept, other=row.other).exists()


def test_only_names_that_are_new_or_moved_are_compared_and_the_same_is_found(
    published: list[Buyer], monkeypatch: pytest.MonkeyPatch
) -> None:
    proposing.compare(**TOLD)

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("nothing moved")

    with monkeypatch.context() as patch:
        patch.setattr(proposing, "alike", never)
        assert proposing.compare(**TOLD) == proposing.Compared(5, 0, 3)
    added = ("C.T AFOURER", "COMMUNE DE FKIH BEN SALAH", "C.T Fkih Ben Salah", "Service de l'eau (échantillon)")
    storing_buyers.buyers(added)
    one_by_one = proposing.compare(**TOLD)
    assert one_by_one.merged == 1 and one_by_one.names == 9

    def asked() -> set[frozenset[Any]]:
        return {frozenset((row.kept.whole_id, row.other.whole_id)) for row in merging.waiting()}

    apart = asked()
    assert len(apart) == one_by_one.proposed
    merges = set(BuyerMerge.objects.values_list("kept__name", "other__name"))
    anew = proposing.compare(**TOLD, anew=True)
    assert anew.merged == 0
    assert asked() == apart and anew.proposed == one_by_one.proposed
    assert merges == set(BuyerMerge.objects.values_list("kept__name", "other__name"))
    correcting.correct_buyer(buyer=buyer("SERVICE DES ACHATS"), rulebook="decree", place_code="05.091", **TOLD)  # type: ignore[arg-type]
    assert proposing.compare(**TOLD).names == 9
    assert not Buyer.objects.filter(compared_as="").exists()


def test_what_a_person_said_is_never_joined_around_her(db: None) -> None:
    """Three equal names; she says the first and the last are two: the one between goes with one of them only."""
    rows = [
        Buyer.objects.create(
            name=name,
            name_key=key_of(name),
            region="05",
            province="05.081",
            commune="05.081.05.01",
            confidence="certain",
        )
        for name in ("Commune Afourar", "C.T. Afourar", "Commune rurale Afourar")
    ]
    merging.keep_apart(one=rows[0], other=rows[2], **TOLD)
    assert proposing.compare(**TOLD).merged == 1
    found = {row.name: row.whole_id for row in Buyer.objects.all()}
    assert found["Commune Afourar"] != found["Commune rurale Afourar"]
    assert merging.waiting().count() == 0


def test_every_word_leaves_its_line(published: list[Buyer], by: Actor) -> None:
    a, b, c, *_ = published
    told = {"by": by, "at": AT}
    said = merging.merge(kept=a, other=b, **told)
    merging.keep_apart(one=a, other=c, **told)
    merging.undo(said=said, **told)
    merging.undo(said=said, **told)
    proposing.compare(**TOLD)
    acts = Counter(AuditLine.objects.filter(act__startswith="buyers_").values_list("act", "person"))
    hers = {(f"buyers_{act}", by.person): 1 for act in ("merged", "kept_apart", "taken_back")}
    assert acts == hers | {("buyers_compared", None): 1}
    said.refresh_from_db()
    assert said.undone_by_id == by.person and said.by_id == by.person


def test_comparing_asks_a_fixed_number_of_queries(db: None) -> None:
    def asked(number: int) -> int:
        Buyer.objects.bulk_create(
            Buyer(
                name=f"Direction {number} {n} de la santé", name_key=f"{number} {n}", region="05", confidence="likely"
            )
            for n in range(number)
        )
        with CaptureQueriesContext(connection) as queries:
            proposing.compare(**TOLD)
        return len(queries)

    assert asked(3) == asked(30)
    assert not BuyerProposal.objects.exists()


def test_what_she_said_of_buyers_goes_with_her_data(published: list[Buyer], by: Actor) -> None:
    a, b, c, *_ = published
    merging.merge(kept=a, other=b, by=by, at=AT)
    merging.keep_apart(one=a, other=c, by=by, at=AT)
    assert by.person is not None
    assert len(personal.export(by.person)["said_of_buyers"]) == 2
