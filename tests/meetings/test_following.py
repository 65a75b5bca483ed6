"""Promises followed: one table of states, late worked out from the day, proof, right of reply, a public page."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.cast import make
from tests.house.test_templates import bare_digits
from wolouj.foundation import clock, secret_links
from wolouj.foundation.bad_input import BadInput
from wolouj.home import sample_followed
from wolouj.home.cast import Cast
from wolouj.meetings import actions as meetings
from wolouj.meetings.following import actions, queries
from wolouj.meetings.following.actions import Happened
from wolouj.meetings.following.models import CommitmentState, Reply
from wolouj.meetings.following.queries import Why
from wolouj.meetings.following.states import LATE, OPEN, SIGNS, STEPS, may_follow, standing
from wolouj.meetings.models import Commitment, Meeting, PointKind, Review

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
DAY = date(2026, 11, 28)
S = CommitmentState


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make(AT)


@pytest.fixture
def by(cast: Cast) -> Any:
    return cast.actor("rachid")


@pytest.fixture
def promise(cast: Cast, by: Any) -> Commitment:
    """One with an owner and a day, at the meeting that was held."""
    fields = {"what_fr": "Ouvrir un guichet", "owner_fr": "Guichet", "due": DAY + timedelta(days=3)}
    return meetings.add_item(kind=Commitment, meeting=cast.meetings["held"], fields=fields, by=by, at=AT)


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile("guichet.png", out.getvalue())


# ---- the table --------------------------------------------------------------------------------------------------


def test_every_pair_of_states(promise: Commitment, by: Any) -> None:
    for now, after in product(S, S):
        Commitment.objects.filter(pk=promise.pk).update(state=now)
        told, before = Happened(state=after, on=DAY, note_fr="vu"), promise.steps.count()
        if after in STEPS[now]:
            step = actions.move(commitment=promise, happened=told, by=by, at=AT)
            assert promise.state == after == step.state
        else:
            with pytest.raises(actions.NotNow):
                actions.move(commitment=promise, happened=told, by=by, at=AT)
            assert promise.steps.count() == before


def test_the_table_is_whole() -> None:
    assert set(STEPS) == set(S) and set(SIGNS) == {*S, LATE}
    assert not any(may_follow(state, state) for state in S)


@pytest.mark.parametrize("state", list(S))
def test_late_is_worked_out_from_the_day(state: S) -> None:
    due = DAY
    assert standing(state, due, on=DAY) == state
    assert standing(state, None, on=DAY) == state
    expected = LATE if state in OPEN else state
    assert standing(state, due, on=DAY + timedelta(days=1)) == expected


def test_confirmed_asks_who_and_when_and_kept_asks_to_be_shown(cast: Cast, promise: Commitment, by: Any) -> None:
    vague = cast.meetings["today"]
    row = meetings.add_item(kind=Commitment, meeting=vague, fields={"what_fr": "Partager"}, by=by, at=AT)
    with pytest.raises(BadInput):
        actions.move(commitment=row, happened=Happened(state=S.CONFIRMED, on=DAY), by=by, at=AT)
    with pytest.raises(BadInput):
        actions.move(commitment=promise, happened=Happened(state=S.KEPT, on=DAY), by=by, at=AT)
    row.refresh_from_db()
    assert row.state == S.ANNOUNCED


def test_a_moved_day_stays_written(promise: Commitment, by: Any) -> None:
    before, after = promise.due, DAY + timedelta(days=30)
    meetings.change_item(item=promise, fields={"due": after}, by=by, at=AT)
    step = promise.steps.get()
    assert (step.due_before, step.due_after, step.state) == (before, after, S.ANNOUNCED)
    late = datetime(2026, 11, 28, 23, 30, tzinfo=ZoneInfo("UTC"))
    meetings.change_item(item=promise, fields={"due": before}, by=by, at=late)
    assert promise.steps.last().on == date(2026, 11, 29), "half past midnight in Casablanca"  # type: ignore[union-attr]


# ---- reminders --------------------------------------------------------------------------------------------------


def test_what_is_to_be_recalled_on_a_day(cast: Cast, promise: Commitment) -> None:
    def of(on: date) -> dict[str, Why]:
        return {str(one.commitment.pk): one.why for one in queries.reminders(on=on)}

    assert promise.due is not None
    for days, why in ((-8, None), (-7, Why.SOON), (-1, Why.SOON), (0, Why.TODAY), (1, Why.LATE), (400, Why.LATE)):
        assert of(promise.due + timedelta(days=days)).get(str(promise.pk)) == why, days
    Commitment.objects.exclude(pk=promise.pk).update(due=None, owner_fr="", owner_ar="", state=S.ANNOUNCED)
    held = cast.meetings["held"].gathering.day
    vague = [one for one in queries.reminders(on=held + timedelta(days=6)) if one.why == Why.UNSETTLED]
    assert not vague
    assert Why.UNSETTLED in of(held + timedelta(days=7)).values()
    Commitment.objects.update(state=S.KEPT)
    assert queries.reminders(on=DAY) == []


# ---- pages ------------------------------------------------------------------------------------------------------


def test_the_manager_follows_with_a_proof_and_a_visitor_sees_it_once_published(
    cast: Cast, promise: Commitment, django_capture_on_commit_callbacks: Any
) -> None:
    manager, url = enter(cast, "rachid"), f"/fr/meetings/commitments/{promise.pk}/"
    sent = manager.post(f"{url}move/", {"state": "kept", "on": "2026-11-28", "proof": photo()})
    assert sent.status_code == 302
    step = promise.steps.get()
    proof = f"/fr/meetings/commitments/proof/{step.pk}/"
    assert Client().get("/fr/meetings/commitments/public/").content.decode().count("Ouvrir un guichet") == 0
    assert Client().get(proof).status_code == 302
    answer = manager.get(proof)
    assert answer.headers["Content-Type"] == "image/jpeg" and b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    coach = enter(cast, "hayat")
    assert coach.post(f"{url}publish/", {"shown": "1"}).status_code == 404, "publishing is the manager's decision"
    assert manager.post(f"{url}publish/", {"shown": "1"}).status_code == 302
    for lang in ("ar", "fr"):
        page = Client().get(f"/{lang}/meetings/commitments/public/").content.decode()
        assert "Ouvrir un guichet" in page and bare_digits(page) == []
    answer = Client().get(proof)
    assert answer.status_code == 200 and b"".join(answer.streaming_content)
    manager.post(f"{url}publish/", {})
    with django_capture_on_commit_callbacks(execute=True):
        meetings.remove_item(item=promise, by=cast.actor("rachid"), at=AT)
    assert not step.proof.storage.exists(step.proof.name), "what showed it goes with it"
    assert "Ouvrir un guichet" not in Client().get("/fr/meetings/commitments/public/").content.decode()


def test_a_step_that_cannot_be_kept_is_said(cast: Cast, promise: Commitment) -> None:
    manager, url = enter(cast, "rachid"), f"/fr/meetings/commitments/{promise.pk}/move/"
    for typed in (
        {}, {"state": "announced", "on": "2026-11-28"}, {"state": "kept", "on": "2026-11-29", "note_fr": "x"},
        {"state": "kept", "on": "2026-11-28"}, {"state": "kept", "on": "2026-11-28", "link": "javascript:alert(1)"},
        {"state": "under_way", "on": "2026-02-30"}, {"state": "late", "on": "2026-11-28"},
    ):  # fmt: skip
        answer = manager.post(url, typed)
        assert answer.status_code == 422 and not promise.steps.exists(), typed


def test_the_institution_answers_by_its_link_and_a_person_publishes(cast: Cast, promise: Commitment, by: Any) -> None:
    manager, url = enter(cast, "rachid"), f"/fr/meetings/commitments/{promise.pk}/"
    manager.post(f"{url}link/")
    promise.refresh_from_db()
    token = secret_links.opened(promise.link_sealed)
    assert token in manager.get(url).content.decode()
    assert token not in enter(cast, "hayat").get(url).content.decode()
    word = f"/fr/meetings/commitments/word/{token}/"
    page = Client().get(word)
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    typed = {"function": "Direction", "text_fr": "Le guichet ouvre lundi."}
    for _ in range(2):
        assert Client().post(word, typed).status_code == 302
    line = Reply.objects.get()
    assert (line.review, line.how) == (Review.HELD, Reply.How.LINK)
    actions.publish(commitment=promise, shown=True, by=by, at=AT)
    public = "/fr/meetings/commitments/public/"
    assert "ouvre lundi" not in Client().get(public).content.decode(), "held until a person read it"
    assert enter(cast, "hayat").post(
        f"/fr/meetings/commitments/replies/{line.pk}/", {"decision": "published"}
    ).status_code == 404  # fmt: skip
    manager.post(f"/fr/meetings/commitments/replies/{line.pk}/", {"decision": "published"})
    assert "ouvre lundi" in Client().get(public).content.decode()
    assert Client().post(word, {"function": "", "text_fr": ""}).status_code == 422
    manager.post(f"{url}link/")
    assert Client().get(word).status_code == 302, "the old link opens nothing any more"
    assert Client().get("/fr/meetings/commitments/word/x/").status_code == 302


def test_too_many_lines_close_the_link(promise: Commitment, by: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_HELD", 1)
    given = {"commitment": promise, "how": Reply.How.LINK, "function": "D", "on": DAY, "by": by, "at": AT}
    actions.reply(texts=("", "Un"), **given)
    with pytest.raises(actions.Full):
        actions.reply(texts=("", "Deux"), **given)


def test_a_recommendation_is_taken_up_and_followed_like_a_promise(cast: Cast) -> None:
    meeting: Meeting = cast.meetings["held"]
    point = meeting.points.filter(kind=PointKind.RECOMMENDATION)[0]
    manager, url = enter(cast, "rachid"), f"/fr/meetings/commitments/take-up/{point.pk}/"
    assert "appui technique" in manager.get(url).content.decode()
    fields = {"what_fr": "Former vingt coopératives", "institution_fr": "Office", "due": "2027-01-20"}
    assert manager.post(url, fields).status_code == 302
    row = Commitment.objects.get(what_fr="Former vingt coopératives")
    assert row.point == point and row.meeting == meeting
    assert "Former vingt coopératives" in manager.get("/fr/meetings/commitments/").content.decode()
    other = meeting.points.exclude(kind=PointKind.RECOMMENDATION)[0]
    assert manager.get(f"/fr/meetings/commitments/take-up/{other.pk}/").status_code == 404


def test_the_board_and_the_public_page_ask_a_fixed_number_of_queries(cast: Cast, promise: Commitment, by: Any) -> None:
    def cost(browser: Client, path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        return len(asked)

    paths = [(enter(cast, "rachid"), "/ar/meetings/commitments/"), (Client(), "/fr/meetings/commitments/public/")]
    actions.publish(commitment=promise, shown=True, by=by, at=AT)
    actions.move(commitment=promise, happened=Happened(state=S.UNDER_WAY, on=DAY), by=by, at=AT)
    before = [cost(*each) for each in paths]
    for n in range(12):
        fields = {"what_fr": f"Promesse {n}", "due": DAY - timedelta(days=n), "published_at": AT}
        row = meetings.add_item(kind=Commitment, meeting=cast.meetings["held"], fields=fields, by=by, at=AT)
        actions.move(commitment=row, happened=Happened(state=S.UNDER_WAY, on=DAY), by=by, at=AT)
    assert [cost(*each) for each in paths] == before


def test_promises_are_recalled_on_the_desk_of_who_follows_them(cast: Cast, promise: Commitment) -> None:
    row = enter(cast, "rachid").get("/fr/today/").content.decode()
    assert "Ouvrir un guichet" in row and "dans" in row
    assert "Ouvrir un guichet" not in enter(cast, "ftoum").get("/fr/today/").content.decode()


def test_a_theme_is_remembered(cast: Cast, by: Any) -> None:
    sample_followed.live_on(body=cast.meetings["held"].gathering.body, by=by, at=AT)
    page = Client().get("/fr/meetings/memory/cash/").content.decode()
    assert "septembre" in page and re.search(r"\b58\b", page), (
        "first voiced at the workshop; 19 + 38 hands + one person"
    )
    assert "Quand sommes-nous payés" in page and "Répondu le" in page
    assert "Ce que la loi est devenue" in page and "Ces chiffres n’ont pas changé" in page
    small = Client().get("/fr/meetings/memory/alone/").content.decode()
    assert "Dit la première fois" not in small, "three hands are too few"
    assert "Ce que la loi est devenue" not in small, "the rulebook holds no figure of its article"
    assert Client().get("/fr/meetings/memory/nothing/").status_code == 404
    assert bare_digits(Client().get("/ar/meetings/memory/cash/").content.decode()) == []


def test_the_demo_lives_on_and_says_it_is_a_sample(cast: Cast, by: Any) -> None:
    meeting = sample_followed.live_on(body=cast.meetings["held"].gathering.body, by=by, at=AT)
    states = [standing(row.state, row.due, on=DAY) for row in meeting.commitments.all()]
    assert states == [S.KEPT, S.UNDER_WAY, LATE, S.WITHDRAWN, S.ANNOUNCED]
    for lang in ("ar", "fr"):
        page = Client().get(f"/{lang}/meetings/commitments/public/").content.decode()
        assert page.count('<article class="card">') == 4 and bare_digits(page) == []
    assert "échantillon" in page
