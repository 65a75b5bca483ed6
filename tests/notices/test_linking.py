"""One notice under two sources: linked when it is sure, asked when it is near, taken back exactly; results follow."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.notices.published import AT, PORTAL, bring_in, lines, result, tender
from tests.notices.test_ocds import package, release
from tests.notices.test_ocds import tender as ocds_tender
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.notices import actions, finding, linking, merging, pairing, personal, queries
from wolouj.notices.models import (
    Buyer,
    BuyerMerge,
    Notice,
    NoticeApart,
    NoticeDraft,
    NoticeLink,
    NoticeProposal,
    Result,
    Source,
)
from wolouj.notices.same_notices import LINKED, PROPOSED, Side, Why, likeness, portal_key
from wolouj.notices.storing_buyers import key_of
from wolouj.people.models import Person

pytestmark = pytest.mark.django_db
TOLD = {"by": OPERATOR, "at": AT}
OBJECT = "Travaux de peinture de l'école (échantillon)"


def told_by_ocds(n: int, **changes: Any) -> dict[str, Any]:
    """The OCDS release of the n-th tender of :func:`tests.notices.published.tender`."""
    row = tender(n)
    day, hour = row["date_limite"].split(" ")
    closes = datetime.strptime(f"{day} {hour} +0100", "%d/%m/%Y %H:%M %z")
    told = ocds_tender(
        id=row["ref"], title=row["objet"], procurementMethodDetails="Appel d'offres ouvert",
        procuringEntity={"id": "1", "name": row["entite_publique"]}, documents=None, value=None, items=None, lots=None,
        tenderPeriod={"endDate": closes.isoformat()},
    )  # fmt: skip
    return release(f"ocds-abc-{n}", date="2026-11-21T10:00:00+01:00", tender=told | changes)


def both(tmp_path: Path, *numbers: int, **changes: Any) -> tuple[Notice, Notice]:
    """The notices of the portal's rows and of OCDS releases of the same numbers; the first of each."""
    bring_in(tmp_path, lines(*(tender(n) for n in numbers)))
    bring_in(tmp_path, package(*(told_by_ocds(n, **changes) for n in numbers)), "ocds.json")
    first = numbers[0]
    return Notice.objects.get(identity=f"tender:{900_000 + first}:x1y"), Notice.objects.get(
        identity=f"ocds:ocds-abc-{first}"
    )


def everything() -> dict[str, list[Any]]:
    """All that a link or a merge may touch, what was said of it left aside."""
    return {
        "notices": list(Notice.objects.order_by("id").values()),
        "results": list(Result.objects.order_by("id").values()),
        "buyers": list(Buyer.objects.order_by("id").values()),
        "ours": list(NoticeLink.objects.filter(automatic=True, undone_at=None).order_by("id").values("kept", "other")),
    }


def test_the_same_by_buyer_reference_and_hour_is_one_shown_once(tmp_path: Path) -> None:
    portal, other = both(tmp_path, 1, 2)
    link = NoticeLink.objects.get(other=other)
    assert (link.kept_id, link.automatic, float(link.score or 0), link.reasons) == (
        portal.pk,
        True,
        0.97,
        ["reference", "hour"],
    )
    other.refresh_from_db()
    assert other.same_notice_id == portal.pk and Notice.objects.get(pk=portal.pk).same_notice_id is None
    found = finding.find(finding.Asked(words="peinture"), at=AT)
    assert {row.id for row in found.rows} == set(Notice.objects.filter(same_notice=None).values_list("id", flat=True))
    assert found.total == 2


def test_whatever_the_order_the_portal_s_own_is_shown(tmp_path: Path) -> None:
    bring_in(tmp_path, package(told_by_ocds(1)), "ocds.json")
    bring_in(tmp_path, lines(tender(1)))
    link = NoticeLink.objects.get()
    assert (link.kept.identity, link.other.identity) == ("tender:900001:x1y", "ocds:ocds-abc-1")
    again = bring_in(tmp_path, package(told_by_ocds(1)), "ocds.json")
    assert again.unchanged == 1 and NoticeLink.objects.count() == 1


def test_a_reference_alone_is_never_a_key(tmp_path: Path) -> None:
    both(tmp_path, 1, procuringEntity={"id": "2", "name": "COMMUNE BIN EL OUIDANE"})
    assert not NoticeLink.objects.exists() and not NoticeProposal.objects.exists()


def test_two_numbers_of_one_source_are_two_notices(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1), tender(2, ref="1/2026", date_limite=tender(1)["date_limite"])))
    assert not NoticeLink.objects.exists() and Notice.objects.filter(same_notice=None).count() == 2


def test_near_two_of_one_source_nobody_can_say_which(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1), tender(2, ref="1/2026", date_limite=tender(1)["date_limite"])))
    bring_in(tmp_path, package(told_by_ocds(1)), "ocds.json")
    assert not NoticeLink.objects.exists()
    assert linking.waiting().count() == 2
    chosen = linking.waiting()[0]
    linking.link(kept=chosen.kept, other=chosen.other, **TOLD)
    assert Notice.objects.get(identity="ocds:ocds-abc-1").same_notice_id == chosen.kept_id


def test_other_words_are_asked_of_a_person(tmp_path: Path) -> None:
    portal, other = both(tmp_path, 1, title="صباغة المدرسة (عينة)")
    (row,) = linking.waiting()
    assert (row.kept, row.other, row.reasons) == (portal, other, ["reference", "hour", "other_object"])
    linking.keep_apart(one=row.kept, other=row.other, **TOLD)
    assert not linking.waiting()
    with pytest.raises(BadInput):
        linking.link(kept=portal, other=other, **TOLD)
    linking.undo(said=NoticeApart.objects.get(), **TOLD)
    assert linking.waiting().count() == 1


def test_a_deadline_moved_in_one_source_is_asked_once_a_day(tmp_path: Path) -> None:
    portal, _ = both(tmp_path, 1, tenderPeriod={"endDate": "2026-12-15T10:00:00+01:00"})
    assert not linking.waiting()
    pairing.compare_since(AT - timedelta(days=1), **TOLD)
    (row,) = linking.waiting()
    assert (row.kept, row.reasons) == (portal, ["reference", "moved", "object"])
    pairing.compare_since(AT - timedelta(days=1), **TOLD)
    assert linking.waiting().count() == 1


def test_a_link_stays_when_one_source_moves_the_deadline_first(tmp_path: Path) -> None:
    _, other = both(tmp_path, 1)
    bring_in(tmp_path, lines(tender(1, date_limite="20/12/2026 10:00", scraped_at="2026-11-23T08:00:00+00:00")), at=AT)
    assert Notice.objects.get(pk=other.pk).same_notice_id is not None


def test_the_portal_s_number_is_enough(tmp_path: Path) -> None:
    link = f"{PORTAL}&refConsultation=900001&orgAcronyme=x1y"
    documents = [{"id": "1", "title": "Avis", "url": link}]
    both(tmp_path, 1, documents=documents, title="صباغة", tenderPeriod={"endDate": "2026-12-30T10:00:00+01:00"})
    assert NoticeLink.objects.get().reasons == ["portal_id"]


def test_of_two_numbers_named_none_is_taken() -> None:
    one = f"{PORTAL}&refConsultation=1&orgAcronyme=x"
    assert portal_key([one, one]) == "tender:1:x"
    assert portal_key(["https://x.ma/bdc/entreprise/consultation/show/77"]) == "order:77"
    assert portal_key([one, f"{PORTAL}&refConsultation=2&orgAcronyme=x"]) == ""
    assert portal_key([f"{one}&refConsultation=2"]) == ""
    assert portal_key([]) == portal_key(["1/2026"]) == ""


@given(
    steps=st.lists(st.one_of(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 5)), max_size=7),
    parts=st.lists(st.tuples(st.integers(0, 1), st.booleans()), max_size=2),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_said_taken_back_leaves_all_as_it_was(
    tmp_path: Path, steps: list[Any], parts: list[tuple[int, bool]]
) -> None:
    """Links said and taken back in any order, merges of buyers between them: all comes back to the letter."""
    if not Notice.objects.exists():
        for n, name in enumerate(("COMMUNE AFOURER", "SERVICE DES ACHATS", "DIVISION DES MARCHES")):
            row = tender(n + 1, ref="1/2026", date_limite="01/11/2026 10:00", entite_publique=name)
            bring_in(tmp_path, lines(row))
            bring_in(tmp_path, lines(result(n + 1, reference="1/2026", acheteur=name)), "r.jsonl")
            whole = told_by_ocds(n + 1, id="1/2026", title=f"Objet tout autre {n}",
                                 tenderPeriod={"endDate": "2026-11-01T10:00:00+01:00"},
                                 procuringEntity={"name": name},
                                 procurementMethodDetails="Bon de commande")  # fmt: skip
            bring_in(tmp_path, package(whole), "o.json")
        assert Result.objects.exclude(notice=None).count() == 3
    notices = list(Notice.objects.order_by("identity"))
    buyers = list(Buyer.objects.order_by("name"))
    before = everything()
    merges = []
    for n, early in parts:
        was = everything()
        try:
            merges.append(merging.merge(kept=buyers[n], other=buyers[n + 1], **TOLD))
        except BadInput:
            continue
        if early:
            merging.undo(said=merges.pop(), **TOLD)
            assert everything() == was
    said: list[NoticeLink] = []
    for step in steps:
        was = everything()
        if isinstance(step, int):
            if step < len(said):
                linking.undo(said=said.pop(step), **TOLD)
            continue
        try:
            row = linking.link(kept=notices[step[0]], other=notices[step[1]], **TOLD)
        except BadInput:
            assert everything() == was
            continue
        linking.undo(said=row, **TOLD)
        assert everything() == was, "the last word taken back"
        said.append(linking.link(kept=notices[step[0]], other=notices[step[1]], **TOLD))
    for merge in merges:
        merging.undo(said=merge, **TOLD)
    for row in said:
        linking.undo(said=row, **TOLD)
    assert everything() == before
    assert not NoticeLink.objects.filter(undone_at=None).exists()
    assert not BuyerMerge.objects.filter(undone_at=None).exists()


def test_names_merged_make_notices_one_and_parted_two(tmp_path: Path) -> None:
    both(tmp_path, 1, procuringEntity={"id": "2", "name": "SERVICE DES ACHATS"})
    before = everything()
    assert not before["ours"]
    a, b = Buyer.objects.order_by("name")
    said = merging.merge(kept=a, other=b, **TOLD)
    link = NoticeLink.objects.get()
    assert link.automatic and link.other.same_notice_id == link.kept_id
    merging.undo(said=said, **TOLD)
    assert everything() == before and not NoticeLink.objects.exists()


def test_a_person_s_link_outlives_the_merge(tmp_path: Path) -> None:
    portal, other = both(tmp_path, 1, procuringEntity={"id": "2", "name": "SERVICE DES ACHATS"})
    a, b = Buyer.objects.order_by("name")
    said = merging.merge(kept=a, other=b, **TOLD)
    linking.undo(said=NoticeLink.objects.get(), **TOLD)
    assert Notice.objects.get(pk=other.pk).same_notice_id is None, "and we do not link them again"
    linking.link(kept=portal, other=other, **TOLD)
    merging.undo(said=said, **TOLD)
    assert Notice.objects.get(pk=other.pk).same_notice_id == portal.pk


def order_closed(name: str, ocid: str = "ocds-abc-9") -> bytes:
    title = "Achat de fournitures de bureau (échantillon)"
    told = ocds_tender(id="9/2026", title=title, documents=None,
                       tenderPeriod={"endDate": "2026-11-01T10:00:00+01:00"},
                       procuringEntity={"name": name})  # fmt: skip
    return package(release(ocid, date="2026-10-20T10:00:00+01:00", tender=told))


def test_a_result_imported_before_the_merge_is_tied_at_the_merge_and_untied_with_it(tmp_path: Path) -> None:
    bring_in(tmp_path, order_closed("COMMUNE AFOURER"), "o.json")
    bring_in(tmp_path, lines(result(9, acheteur="SERVICE DES ACHATS")), "r.jsonl")
    before = everything()
    assert Result.objects.get().notice is None
    a, b = Buyer.objects.order_by("name")
    said = merging.merge(kept=a, other=b, **TOLD)
    row = Result.objects.select_related("notice").get()
    assert row.notice is not None and (row.category, row.nature) == ("supplies", row.notice.nature)
    merging.undo(said=said, **TOLD)
    assert everything() == before


def test_a_result_imported_while_merged_is_untied_when_the_merge_is_taken_back(tmp_path: Path) -> None:
    bring_in(tmp_path, order_closed("COMMUNE AFOURER"), "o.json")
    other = Buyer.objects.create(name="SERVICE DES ACHATS", name_key=key_of("SERVICE DES ACHATS"))
    said = merging.merge(kept=Buyer.objects.get(name="COMMUNE AFOURER"), other=other, **TOLD)
    bring_in(tmp_path, lines(result(9, acheteur="SERVICE DES ACHATS")), "r.jsonl")
    assert Result.objects.get().notice is not None
    merging.undo(said=said, **TOLD)
    row = Result.objects.get()
    assert (row.notice, row.category) == (None, "")


def test_a_result_of_one_notice_told_twice_has_one_notice(tmp_path: Path) -> None:
    bring_in(tmp_path, order_closed("COMMUNE AFOURER", "ocds-abc-9"), "a.json")
    bring_in(tmp_path, lines(result(9)), "r.jsonl")
    assert Result.objects.get().notice is not None
    bring_in(tmp_path, order_closed("COMMUNE AFOURER", "ocds-xyz-9"), "b.json")
    link = NoticeLink.objects.get()
    assert Result.objects.get().notice_id == link.kept_id
    assert queries.result_of(link.other) == queries.result_of(link.kept) == Result.objects.get()
    linking.undo(said=link, **TOLD)
    assert Result.objects.get().notice is None, "two notices again: nobody can say which"


def test_hers_follows_the_published_one_and_lets_it_go(
    tmp_path: Path, save: Callable[..., Notice], ftoum: Person, by: Actor
) -> None:
    when = datetime(2026, 12, 1, 1, 0, tzinfo=AT.tzinfo)
    told: dict[str, Any] = {"procedure": "tender", "buyer": "COMMUNE AFOURER", "object": OBJECT, "deadline": when}
    early = save("1/2026", **told)
    assert early.origin is None
    bring_in(tmp_path, lines(tender(1)))
    published = Notice.objects.get(identity="tender:900001:x1y")
    early.refresh_from_db()
    assert early.origin_id == published.pk and early.same_notice_id is None
    bring_in(tmp_path, lines(tender(2)))
    late = save("02/2026", **told | {"deadline": datetime(2026, 12, 1, 2, 0, tzinfo=AT.tzinfo)})
    assert late.origin is not None and late.origin.reference == "2/2026"
    assert not linking.waiting(), "nobody is asked about a person's own"
    linking.undo(said=NoticeLink.objects.get(other=early), by=by, at=AT)
    early.refresh_from_db()
    assert early.origin is None
    found = finding.find(finding.Asked(words="peinture"), at=AT)
    assert not {early.pk, late.pk} & {row.id for row in found.rows}


def test_a_pasted_text_that_names_its_page_follows_it(tmp_path: Path, ftoum: Person, by: Actor) -> None:
    bring_in(tmp_path, lines(tender(1)))
    fields = {
        "kind": "tender",
        "reference": "autre",
        "object": "Peinture",
        "buyer": "X",
        "deadline": "2026-12-03T10:00:00+01:00",
    }
    text = f"Voir {PORTAL}&refConsultation=900001&orgAcronyme=x1y"
    draft = NoticeDraft.objects.create(
        person=ftoum, made_at=AT, source=Source.PASTED, text=text, fields=json.loads(json.dumps(fields))
    )
    saved = actions.confirm_draft(draft=draft, by=by, at=AT)
    assert saved.notice.origin is not None and saved.notice.origin.identity == "tender:900001:x1y"


def test_every_word_leaves_its_line_and_goes_with_her_data(tmp_path: Path, by: Actor) -> None:
    portal, other = both(tmp_path, 1, title="صباغة المدرسة (عينة)")
    said = linking.link(kept=portal, other=other, by=by, at=AT)
    with pytest.raises(BadInput):
        linking.link(kept=other, other=portal, by=by, at=AT)
    with pytest.raises(BadInput):
        linking.keep_apart(one=other, other=portal, by=by, at=AT)
    linking.undo(said=said, by=by, at=AT)
    linking.undo(said=said, by=by, at=AT)
    linking.keep_apart(one=other, other=portal, by=by, at=AT)
    linking.keep_apart(one=portal, other=other, by=by, at=AT)
    acts = list(AuditLine.objects.filter(act__startswith="notices_", person=by.person).values_list("act", flat=True))
    assert sorted(acts) == ["notices_kept_apart", "notices_link_taken_back", "notices_linked"]
    assert by.person is not None and len(personal.export(by.person)["said_of_notices"]) == 2


def test_linking_costs_a_fixed_number_of_queries(tmp_path: Path) -> None:
    def asked(start: int, number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            bring_in(tmp_path, lines(*(tender(start + n) for n in range(number))))
            bring_in(tmp_path, package(*(told_by_ocds(start + n) for n in range(number))), "o.json")
        return len(queries)

    asked(900, 1)
    assert asked(1, 2) == asked(100, 12)
    assert NoticeLink.objects.count() == 15


def side(**changes: Any) -> Side:
    told: dict[str, Any] = {"identity": "tender:1:x", "kind": "tender", "buyer": UUID(int=1), "object": OBJECT}
    told |= {"reference": ("1", "2026"), "deadline": AT}
    return Side(**told | changes)


@pytest.mark.parametrize(
    ("changes", "score", "why"),
    [
        ({}, 0.97, Why.HOUR),
        ({"deadline": AT + timedelta(hours=2)}, 0.95, Why.DAY),
        ({"deadline": AT + timedelta(days=9)}, 0.75, Why.MOVED),
        ({"deadline": AT + timedelta(days=60)}, 0, None),
        ({"deadline": None}, 0, None),
        ({"reference": ()}, 0, None),
        ({"reference": ("2", "2026")}, 0, None),
        ({"buyer": UUID(int=2)}, 0, None),
        ({"kind": "purchase_order"}, 0, None),
        ({"is_sample": True}, 0, None),
        ({"object": "Achat de café"}, 0.82, Why.OTHER_OBJECT),
        ({"portal_key": "tender:1:x", "buyer": UUID(int=2), "reference": ()}, 1, Why.PORTAL_ID),
        ({"portal_key": "tender:2:x", "buyer": UUID(int=2)}, 0, None),
        ({"identity": "tender:2:x"}, 0, None),
    ],
)
def test_the_score_of_two_notices(changes: dict[str, Any], score: float, why: Why | None) -> None:
    one, other = side(), side(**{"identity": "ocds:ocds-a-1"} | changes)
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert found.score == pytest.approx(score) and (why in found.reasons if why else found.reasons == ())
    assert (found.score >= LINKED) is (why in (Why.HOUR, Why.DAY, Why.PORTAL_ID))
    assert (found.score >= PROPOSED) is (why is not None)


def test_without_deadlines_the_day_of_publication_counts() -> None:
    one, other = (side(deadline=None, published=AT, identity=each) for each in ("told:1", "ocds:ocds-a-1"))
    assert likeness(one, other).reasons == (Why.REFERENCE, Why.PUBLISHED)
