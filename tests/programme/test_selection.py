"""Choosing: two who mark alone, conflicts, the interview, ties, the committee, minutes that recompute, every answer."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from shutil import which
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT, enter
from wolouj.foundation import secret_links
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.foundation.templatetags.say import to_html
from wolouj.home import sample_selection
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.people.models import Person
from wolouj.programme import papers, queries, ranking
from wolouj.programme.actions import batches, choosing, deciding
from wolouj.programme.grid import Grid, Line, grid_of
from wolouj.programme.models import Application, Assignment, Call, Decision, Mark, Outcome, Stage, State
from wolouj.programme.ranking import Marks, rank

# ---- The ranking, alone -----------------------------------------------------------------------------------------

LINES = (Line("a", Stage.FILE, "أ", "A", 50), Line("b", Stage.FILE, "ب", "B", 30),
         Line("i", Stage.INTERVIEW, "م", "I", 20))  # fmt: skip
GRID = Grid(LINES)
quarters = lambda most: st.integers(0, most * 4).map(lambda n: Decimal(n) / 4)  # noqa: E731


@st.composite
def one_file(draw: Callable[..., Any], number: int) -> Marks:
    file = st.fixed_dictionaries({"a": quarters(50), "b": quarters(30)})
    called = draw(st.booleans())
    interview = draw(st.fixed_dictionaries({"i": quarters(20)})) if called else {}
    return Marks(number, draw(file), draw(file), interview, called)


@st.composite
def several(draw: Callable[..., Any]) -> list[Marks]:
    return [draw(one_file(n)) for n in range(1, draw(st.integers(1, 9)) + 1)]


@given(several(), st.randoms())
def test_the_same_marks_give_the_same_ranking_whatever_their_order(files: list[Marks], chance: Any) -> None:
    places = rank(GRID, files)
    again = list(files)
    chance.shuffle(again)
    assert rank(GRID, again) == places
    assert sorted(p.number for p in places) == [m.number for m in files]
    by = {m.number: m for m in files}
    for better, worse in pairwise(places):
        assert (not better.met, -better.total, [-p for p in better.points]) <= (
            not worse.met, -worse.total, [-p for p in worse.points],
        )  # fmt: skip
        same = better.met == worse.met and better.points == worse.points
        assert (better.rank == worse.rank) == same == (better.tied and worse.tied and better.rank == worse.rank)
    for place in places:
        marks = by[place.number]
        file = sum((marks.first[k] + marks.second[k]) / 2 for k in ("a", "b"))
        assert place.total == file + marks.interview.get("i", Decimal(0)) and 0 <= place.total <= 100


@given(st.integers(2, 6), st.randoms())
def test_a_settled_tie_is_in_the_order_that_was_said(n: int, chance: Any) -> None:
    equal = [
        Marks(i, {"a": Decimal(9), "b": Decimal(9)}, {"a": Decimal(9), "b": Decimal(9)}, {}) for i in range(1, n + 1)
    ]
    said = list(range(1, n + 1))
    chance.shuffle(said)
    assert [p.rank for p in rank(GRID, equal)] == [1] * n
    places = rank(GRID, equal, list(pairwise(said)))
    assert [(p.number, p.rank, p.tied) for p in places] == [(x, i, False) for i, x in enumerate(said, 1)]
    partly = rank(GRID, equal, list(pairwise(said))[: n - 2])
    assert all(p.tied for p in partly), "one pair that nobody told apart leaves the tie open"


def test_outcomes_wait_for_a_tie_that_would_decide() -> None:
    flat = {"a": Decimal(9), "b": Decimal(9)}
    files = [
        Marks(1, {"a": Decimal(20), "b": Decimal(9)}, flat, {}),
        Marks(2, flat, flat, {}),
        Marks(3, flat, flat, {}),
    ]
    places = rank(GRID, files)
    assert ranking.outcomes(places, seats=1, reserve=0) == {1: "selected", 2: "refused", 3: "refused"}
    assert ranking.outcomes(places, seats=3, reserve=0) == {1: "selected", 2: "selected", 3: "selected"}
    assert ranking.outcomes(places, seats=2, reserve=0) is None
    assert ranking.outcomes(places, seats=1, reserve=2) is None, "the order of the reserve matters"


# ---- Marking ----------------------------------------------------------------------------------------------------


@pytest.fixture
def first(cast: Cast, lived: Lived) -> Call:
    """The first call of the sample, its files checked and shared out, nothing marked yet."""
    sample_selection.received(lived.first, cast=cast.people, coach=cast.actor("hayat"))
    sample_selection.checked(lived.first, by=cast.actor("hayat"))
    choosing.share_out(
        call=lived.first, markers=[cast.people[n] for n in ("hayat", "rachid")], by=cast.actor("rachid"), at=AT
    )
    # Few places: the tie of the sample then decides who gets the last one.
    lived.first.places, lived.first.reserve = 3, 2
    lived.first.save(update_fields=["places", "reserve"])
    return lived.first


def task_of(call: Call, person: Person, number: int) -> Assignment:
    return Assignment.objects.get(application__call=call, application__number=number, marker=person, conflict_at=None)


def whole(task: Assignment, points: str = "10") -> dict[str, str]:
    return {line.key: points for line in choosing.lines_of(task)}


def test_a_mark_of_120_on_100_is_refused_plainly_and_nothing_is_half_written(cast: Cast, first: Call) -> None:
    task = task_of(first, cast.people["hayat"], 1)
    url, coach = f"/fr/programme/marks/{task.pk}/", enter(cast, "hayat")
    keys = [line.key for line in choosing.lines_of(task)]
    for wrong, said in (
        ("120", "va de 0 à"),
        ("-1", "va de 0 à"),
        ("7,1", "trop fin"),
        ("sept", "comme 17"),
        ("", "points"),
    ):
        answer = coach.post(url, whole(task) | {keys[-1]: wrong})
        assert answer.status_code == 422 and said in answer.content.decode(), wrong
        assert not Mark.objects.exists()
    assert coach.post(url, whole(task) | {keys[0]: "17,5", f"why-{keys[0]}": "Seule au foyer"}).status_code == 302
    assert Mark.objects.get(assignment=task, criterion=keys[0]).points == Decimal("17.5")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(assignment=task).update(points=120)
    with pytest.raises(BadInput):
        choosing.mark(task=task, given={"x": (Decimal(1), "")}, by=cast.actor("hayat"), at=AT)


def test_nobody_sees_the_others_marks_nor_a_name(cast: Cast, first: Call) -> None:
    mine, other = task_of(first, cast.people["hayat"], 1), task_of(first, cast.people["rachid"], 1)
    assert mine.application_id == other.application_id
    coach, manager = enter(cast, "hayat"), enter(cast, "rachid")
    page = coach.get(f"/ar/programme/marks/{mine.pk}/")
    shown = page.content.decode()
    assert page.status_code == 200 and bare_digits(shown) == []
    name = mine.application.participant.name_ar or mine.application.participant.name
    assert name.split(" (")[0] not in shown and "0600" not in shown
    for browser, task in ((coach, other), (manager, mine), (enter(cast, "nadia"), mine), (enter(cast, "ftoum"), mine)):
        assert browser.get(f"/fr/programme/marks/{task.pk}/").status_code == 404
        assert browser.post(f"/fr/programme/marks/{task.pk}/", whole(task)).status_code == 404
    keys = [line.key for line in choosing.lines_of(mine)]
    coach.post(f"/fr/programme/marks/{mine.pk}/", whole(mine) | {f"why-{keys[0]}": "motif secret"})
    assert "motif secret" not in manager.get(f"/fr/programme/marks/{other.pk}/").content.decode()
    ranking_page = manager.get(f"/fr/programme/calls/{first.id}/selection/")
    assert ranking_page.context["hidden"] and ranking_page.context["rows"] == []
    assert coach.post(f"/fr/programme/marks/{mine.pk}/", whole(mine, "11")).status_code == 302, "still hers to correct"
    manager.post(f"/fr/programme/marks/{other.pk}/", whole(other))
    closed = coach.post(f"/fr/programme/marks/{mine.pk}/", whole(mine, "1"))
    assert closed.status_code == 422 and "ne changent plus" in closed.content.decode()


def test_a_conflict_ends_the_task_and_no_mark_is_possible(cast: Cast, first: Call) -> None:
    task, coach = task_of(first, cast.people["hayat"], 2), enter(cast, "hayat")
    url = f"/fr/programme/marks/{task.pk}/"
    coach.post(url, whole(task))
    assert coach.post(url, {"conflict": "1", "why": "C’est ma cousine"}).status_code == 302
    task.refresh_from_db()
    assert task.conflict_at == AT and not task.marks.exists() and task.done_at is None
    assert coach.post(url, whole(task)).status_code == 422 and not task.marks.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=task.pk).update(done_at=AT)
    people = [cast.people["hayat"], cast.people["rachid"]]
    with pytest.raises(BadInput) as told:
        choosing.share_out(call=first, markers=people, by=cast.actor("rachid"), at=AT)
    assert "2" in told.value.text.fr
    made = choosing.share_out(call=first, markers=[*people, cast.people["salma"]], by=cast.actor("rachid"), at=AT)
    assert made == 1 and task_of(first, cast.people["salma"], 2).task == task.task


def test_a_mark_of_120_is_told_line_by_line_and_what_waits_comes_first(cast: Cast, first: Call) -> None:
    task, coach = task_of(first, cast.people["hayat"], 2), enter(cast, "hayat")
    wrong = coach.post(f"/fr/programme/marks/{task.pk}/", whole(task, "120"))
    assert wrong.status_code == 422 and not task.marks.exists()
    assert set(wrong.context["form"].errors) == {line.key for line in choosing.lines_of(task)}
    coach.post(f"/fr/programme/marks/{task.pk}/", whole(task))
    signs = [row["sign"] for row in coach.get("/fr/programme/marks/").context["rows"]]
    assert signs[-1] == "go" and set(signs[:-1]) == {"watch"}
    awaited = enter(cast, "rachid").get(f"/fr/programme/calls/{first.id}/selection/").context["awaited"]
    assert len(awaited) == 2, "each of the two who still mark, with how many"


def test_nothing_is_decided_while_files_may_still_come(cast: Cast, lived: Lived) -> None:
    manager, base = enter(cast, "rachid"), f"/fr/programme/calls/{lived.second.pk}/selection/"
    for what, told in (("decide", {}), ("approve", {}), ("interview", {"most": "1", "interviewer": ""})):
        manager.post(f"{base}act/{what}/", told)
        assert not Decision.objects.filter(application__call=lived.second).exists()
    for act in (deciding.decide, deciding.approve):
        with pytest.raises(BadInput, match="reçoit encore"):
            act(call=lived.second, by=cast.actor("rachid"), at=AT)


def test_an_interviewer_who_cannot_judge_is_replaced(cast: Cast, first: Call) -> None:
    marked(cast, first)
    task = Assignment.objects.filter(application__call=first, task="interview").order_by("application__number")[0]
    choosing.declare_conflict(task=task, why="Ma voisine", by=cast.actor("rachid"), at=AT)
    given = {"call": first, "most": 1, "by": cast.actor("rachid"), "at": AT}
    with pytest.raises(BadInput):
        choosing.call_to_interview(interviewer=cast.people["rachid"], **given)
    assert choosing.call_to_interview(interviewer=cast.people["hayat"], **given) == 1
    again = Assignment.objects.get(application=task.application, task="interview", conflict_at=None)
    assert again.marker == cast.people["hayat"]


# ---- The committee's day ----------------------------------------------------------------------------------------


def marked(cast: Cast, first: Call) -> None:
    sample_selection.marked(first, at=AT)
    sample_selection.met(first, by=cast.actor("rachid"), interviewer=cast.people["rachid"], at=AT)


def test_the_committees_day_by_its_pages(cast: Cast, first: Call) -> None:
    marked(cast, first)
    manager, base = enter(cast, "rachid"), f"/fr/programme/calls/{first.id}/selection"
    assert enter(cast, "hayat").get(f"{base}/").status_code == 404, "a coach proposes, a committee decides"
    page = manager.get(f"{base}/")
    assert page.status_code == 200 and not page.context["hidden"] and len(page.context["ties"]) == 1
    manager.post(f"{base}/act/decide/")
    assert not Decision.objects.exists(), "a tie that would decide waits for the committee"
    two = {"held_on": "2026-11-20", "place_fr": "Local", **{f"name{i}": n for i, n in enumerate(("Aïcha", "Brahim"))}}
    two |= {"here0": "on", "here1": "on"}
    assert manager.post(f"{base}/committee/", two).status_code == 302
    tie = page.context["ties"][0]
    told = {"first": tie["one"], "then": tie["two"], "reason": "", "winner": tie["two"]}
    assert manager.post(f"{base}/act/tie/", told).status_code == 422
    assert manager.post(f"{base}/act/tie/", told | {"reason": "x", "winner": "99"}).status_code == 404
    assert manager.post(f"{base}/act/tie/", told | {"reason": "Plus loin de la route"}).status_code == 302
    manager.post(f"{base}/act/tie/", told | {"reason": "Le contraire", "winner": tie["one"]})
    assert first.committee.settlements.count() == 1, "the contrary of what was said is refused"
    manager.post(f"{base}/act/decide/")
    assert Decision.objects.filter(application__call=first).count() == sample_selection.SENT
    assert manager.get(f"{base}/minutes-ar.pdf").content.startswith(b"%PDF")
    manager.post(f"{base}/act/approve/")
    assert not first.minutes.exists(), "two members are no quorum of three"
    three = two | {"name2": "Zineb", "here2": "on", "name3": "Omar"}
    manager.post(f"{base}/committee/", three)
    seat = first.committee.seats.get(name="Zineb")
    manager.post(f"{base}/act/recuse/", {"seat_id": str(seat.pk), "number": "1"})
    manager.post(f"{base}/act/approve/")
    assert not first.minutes.exists(), "for file 1 only two are left"
    manager.post(f"{base}/committee/", three | {"here3": "on"})
    refused = Decision.objects.filter(application__call=first, outcome=Outcome.REFUSED, rank__isnull=False)[0]
    reworded = {"reason_fr": "Autrement dit", "reason_ar": "بعبارة أخرى", "door": "anapec", "next_fr": "Mardi"}
    assert manager.post(f"/fr/programme/decisions/{refused.pk}/", reworded).status_code == 302
    manager.post(f"{base}/act/decide/")
    refused = Decision.objects.get(pk=refused.pk)
    assert refused.reason_fr == "Autrement dit", "the same outcome keeps the words a person chose"
    assert manager.post(f"{base}/act/approve/").status_code == 302
    minutes = first.minutes.get()
    before = manager.get(f"{base}/minutes-fr.pdf").content
    assert minutes.grid_digest == first.digest and before.startswith(b"%PDF")
    # Frozen: nothing moves any more.
    task = Assignment.objects.filter(application__call=first)[0]
    for act in (
        lambda: choosing.mark(task=task, given={}, by=cast.actor("rachid"), at=AT),
        lambda: choosing.declare_conflict(task=task, why="", by=cast.actor("rachid"), at=AT),
        lambda: choosing.check(application=task.application, met={}, by=cast.actor("rachid"), at=AT),
        lambda: deciding.decide(call=first, by=cast.actor("rachid"), at=AT),
        lambda: deciding.approve(call=first, by=cast.actor("rachid"), at=AT),
        lambda: deciding.reword(decision=refused, fields={}, by=cast.actor("rachid"), at=AT),
    ):
        with pytest.raises(BadInput):
            act()
    manager.post(f"{base}/committee/", two)
    assert first.committee.seats.count() == 4 and manager.get(f"{base}/minutes-fr.pdf").content == before
    answered = AuditLine.objects.get(act="selection_approved")
    assert answered.detail["answers"] == sample_selection.SENT


def test_everybody_has_a_dated_answer_with_its_reason_and_a_next_door(cast: Cast, first: Call) -> None:
    marked(cast, first)
    minutes = sample_selection.decided(first, by=cast.actor("rachid"), at=AT)
    rows = Application.objects.filter(call=first).exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    assert {row.state for row in rows} == {State.SELECTED, State.RESERVE, State.REFUSED}
    counts = {state: rows.filter(state=state).count() for state in (State.SELECTED, State.RESERVE)}
    assert counts == {State.SELECTED: first.places, State.RESERVE: first.reserve}
    for row in rows:
        assert row.answered_at == AT
        for lang in ("ar", "fr"):
            shown = Client().get(f"/{lang}/programme/follow/{secret_links.opened(row.link_sealed)}/").content.decode()
            assert str(to_html(getattr(row.decision, f"reason_{lang}"))) in shown
            assert bare_digits(shown) == [] or lang == "fr"
            assert ("الخطوة المقبلة" in shown) if lang == "ar" else ("La prochaine porte" in shown)
            assert not row.participant.name or row.participant.name.split(" (")[0] not in shown
    page = enter(cast, "ftoum").get("/fr/programme/files/").content.decode()
    assert "réponse du" in page and "novembre" in page
    assert minutes.ranking[0]["outcome"] == "selected"
    with pytest.raises(BadInput):  # a file brought now would never be compared, nor answered
        batches.take(call=first, data=b"Nom\nTard Venue", name="x.csv", by=cast.actor("hayat"), at=AT)
    coach, task = enter(cast, "hayat"), Assignment.objects.filter(marker=cast.people["hayat"]).first()
    assert task is not None
    shown = coach.get(f"/fr/programme/marks/{task.pk}/").content.decode()
    assert "ne changent plus" in shown and "btn--main" not in shown


def test_recomputing_from_the_frozen_grid_and_kept_marks_gives_the_minuted_ranking(cast: Cast, first: Call) -> None:
    marked(cast, first)
    minutes = sample_selection.decided(first, by=cast.actor("rachid"), at=AT)
    kept = [(row["number"], row["rank"], row["total"]) for row in minutes.ranking]
    assert queries.recomputed(minutes) == kept and len(kept) >= 6
    # Whatever is written on the call's own lines afterwards, the frozen grid is what counts.
    first.criteria.exclude(stage=Stage.ELIGIBILITY).update(weight=1)
    Application.objects.filter(call=first, number=kept[0][0]).update(state=State.WITHDRAWN)
    assert queries.recomputed(minutes) == kept
    Mark.objects.filter(assignment__application__number=kept[-1][0], criterion=grid_of(first).marked[0].key).update(
        points=25
    )
    assert queries.recomputed(minutes) != kept, "a mark that was touched shows"


@pytest.mark.skipif(which("pdftotext") is None, reason="no pdftotext (Debian: apt install poppler-utils)")
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_minutes_can_be_read_and_name_no_applicant(cast: Cast, first: Call, lang: str, tmp_path: Path) -> None:
    marked(cast, first)
    minutes = sample_selection.decided(first, by=cast.actor("rachid"), at=AT)
    path = tmp_path / "minutes.pdf"
    path.write_bytes(papers.pdf(minutes.papers[lang]))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert first.digest in text and text.count("\f") <= 3
    for row in Application.objects.filter(call=first).select_related("participant"):
        for name in (row.participant.name, row.participant.name_ar):
            assert not name or name.split(" (")[0] not in str(minutes.papers)
    assert papers.pdf(minutes.papers[lang]) == path.read_bytes()


def test_an_interview_is_called_from_the_best_files_and_their_equals(cast: Cast, first: Call) -> None:
    by, who = cast.actor("rachid"), cast.people["rachid"]
    with pytest.raises(BadInput):
        choosing.call_to_interview(call=first, most=2, interviewer=who, by=by, at=AT)
    sample_selection.marked(first, at=AT)
    called = choosing.call_to_interview(call=first, most=2, interviewer=who, by=by, at=AT)
    assert called >= 2 and Application.objects.filter(call=first, state=State.INTERVIEW).count() == called
    assert choosing.call_to_interview(call=first, most=2, interviewer=who, by=by, at=AT) == 0


def test_a_fixed_number_of_queries_for_the_committees_page(cast: Cast, first: Call) -> None:
    marked(cast, first)
    manager, url = enter(cast, "rachid"), f"/ar/programme/calls/{first.id}/selection/"
    manager.get(url)
    with CaptureQueriesContext(connection) as seen:
        page = manager.get(url)
    assert bare_digits(page.content.decode()) == []
    before = len(seen)
    Application.objects.filter(call=first, number__gt=3).update(state=State.WITHDRAWN)
    with CaptureQueriesContext(connection) as seen:
        manager.get(url)
    assert len(seen) == before <= 32
    assert enter(cast, "nadia").get(url).status_code == 404
    assert manager.get(f"/fr/programme/calls/{uuid4()}/selection/").status_code == 404
