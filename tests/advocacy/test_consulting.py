"""A consultation: one vote a person or a slip, proposals held, closed; no small group; its output feeds the cause."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.advocacy.conftest import AT, DAY
from tests.house.test_templates import bare_digits
from wolouj.advocacy import personal, queries
from wolouj.advocacy.actions import consulting
from wolouj.advocacy.models import Cause, Consultation, Fact, Option, Proposal, Receipt, Support, Voter
from wolouj.advocacy.page.words import fact_said
from wolouj.advocacy.tally import best, result, shown_groups
from wolouj.difficulties.queries import LEAST
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.home.cast import Cast
from wolouj.home.sample_advocacy import HELD, Pleaded
from wolouj.meetings.models import Review

Enter = Callable[[str], Client]
ASKED = {
    "about": "question", "title_fr": "Que demander ?", "options_fr": "Des lots\nDes jours", "closes_on": "2026-12-05",
}  # fmt: skip


@pytest.fixture
def asked(cast: Cast, pleaded: Pleaded) -> Consultation:
    """One that is open, with two options, of no cause."""
    fields = {"about": "question", "title_fr": "Que demander ?", "closes_on": DAY}
    row = consulting.prepare(
        body=pleaded.cause.body, fields=fields, options=[("", "Des lots"), ("", "Des jours")], by=cast.actor("hayat"),
        at=AT, is_sample=True,
    )  # fmt: skip
    consulting.open_now(consultation=row, by=cast.actor("rachid"), at=AT)
    return row


def vote(row: Consultation, by: Actor, *, n: int = 0, slip: str = "", **told: str) -> None:
    option = row.options.all()[n]
    consulting.vote(consultation=row, option=option, told=told, slip=slip, by=by, at=AT)


def counts(row: Consultation) -> list[int]:
    return list(Option.objects.filter(consultation=row).values_list("votes", flat=True))


# ---- groups -----------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.text("abcdef", min_size=0, max_size=2), st.integers(1, 40), max_size=8))
def test_no_small_group_is_shown_nor_found_again(counted: dict[str, int]) -> None:
    kept = shown_groups(counted)
    assert all(n >= LEAST and counted[key] == n for key, n in kept.items())
    hidden = sum(counted.values()) - sum(kept.values())
    assert hidden == 0 or hidden >= LEAST or not kept
    if all(n >= LEAST for n in counted.values()):
        assert kept == counted


# ---- voting -----------------------------------------------------------------------------------------------------


def test_one_vote_a_person_and_one_a_slip(cast: Cast, asked: Consultation) -> None:
    ftoum = cast.actor("ftoum")
    vote(asked, ftoum)
    with pytest.raises(consulting.Voted):
        vote(asked, ftoum, n=1)
    (slip,) = consulting.make_slips(consultation=asked, count=1, by=cast.actor("hayat"), at=AT)
    vote(asked, Actor(None), n=1, slip=f"{slip[:4].lower()} - {slip[4:]}")
    with pytest.raises(consulting.Voted):
        vote(asked, Actor(None), slip=slip)
    for wrong in ("", "ABCD", "ABCDEFGH"):
        with pytest.raises(consulting.NoSuchSlip):
            vote(asked, Actor(None), slip=wrong)
    assert counts(asked) == [1, 1] and asked.voters.count() == 2
    assert not Receipt.objects.filter(digest=slip).exists(), "only the digest of a slip is kept"


def test_who_acts_for_another_does_not_vote_for_her(cast: Cast, asked: Consultation) -> None:
    salma = Actor(cast.people["salma"].id, on_behalf_of=cast.people["ftoum"].id)
    with pytest.raises(consulting.NoSuchSlip):
        vote(asked, salma)
    assert counts(asked) == [0, 0]


def test_what_one_chose_is_on_no_row_with_who_chose(cast: Cast, asked: Consultation) -> None:
    columns = {field.name for field in Voter._meta.get_fields()}
    assert columns == {"id", "consultation", "person", "kind", "sex", "province"}
    vote(asked, cast.actor("karim"), kind="firm")
    told = personal.export(cast.people["karim"].id)["votes"]
    assert [row for row in told if row["consultation__title_fr"] == "Que demander ?"] == [
        {"consultation__title_fr": "Que demander ?", "consultation__title_ar": "", "kind": "firm", "sex": "",
         "province": ""}
    ]  # fmt: skip


def test_nothing_is_taken_before_nor_after(cast: Cast, asked: Consultation) -> None:
    by, late = cast.actor("rachid"), AT + timedelta(days=1)
    option = asked.options.all()[0]
    for write in (
        lambda at: consulting.vote(consultation=asked, option=option, told={}, by=cast.actor("karim"), at=at),
        lambda at: consulting.propose(consultation=asked, text="x", part="", by=by, at=at),
        lambda at: consulting.make_slips(consultation=asked, count=1, by=by, at=at),
        lambda at: consulting.count_hands(consultation=asked, fields={"on": DAY, "present": 1, "hands": {}}, by=by,
                                          at=at),
    ):  # fmt: skip
        with pytest.raises(consulting.NotNow):
            write(late)
        Consultation.objects.filter(pk=asked.pk).update(state="draft")
        with pytest.raises(consulting.NotNow):
            write(AT)
        Consultation.objects.filter(pk=asked.pk).update(state="open")
    with pytest.raises(consulting.NotNow):
        consulting.prepare(body=asked.body, fields={}, options=[], row=asked, by=by, at=AT)


# ---- closing ----------------------------------------------------------------------------------------------------


def test_the_result_is_frozen_and_feeds_the_cause(cast: Cast, pleaded: Pleaded) -> None:
    found = pleaded.closed.result
    assert found["people"] == found["voters"] + found["hands"] == 17 + 52
    assert sum(row["votes"] for row in found["options"]) == found["voters"]
    assert all(n >= LEAST for split in found["groups"].values() for n in split.values())
    first = best(found)
    assert first is not None and first["text_fr"].startswith("Afficher") and first["votes"] + first["hands"] == 39
    fact = Fact.objects.get(cause=pleaded.cause, kind="consulted")
    said, source = fact_said(fact, "fr")
    assert "57" in said and "Afficher la liste" in said and "lui-même" in source
    tie = {"people": 4, "options": [{"votes": 2, "hands": 0}, {"votes": 1, "hands": 1}]}
    assert best(tie) is None and best({"options": []}) is None


def test_too_few_say_nothing(cast: Cast, asked: Consultation, enter: Enter, pleaded: Pleaded) -> None:
    for name in ("ftoum", "karim", "yassine", "salma"):
        vote(asked, cast.actor(name))
    consulting.close(consultation=asked, by=cast.actor("rachid"), at=AT)
    assert "rien n’est montré" in Client().get(f"/fr/causes/consultations/open/{asked.code}/").content.decode()
    with pytest.raises(BadInput):
        consulting.feed(consultation=asked, cause=pleaded.cause, by=cast.actor("rachid"), at=AT)
    with pytest.raises(consulting.NotNow):
        consulting.feed(consultation=pleaded.closed, cause=pleaded.cause, by=cast.actor("rachid"), at=AT)


def test_one_vote_by_phone_among_hands_is_not_told_apart(cast: Cast, asked: Consultation) -> None:
    vote(asked, cast.actor("karim"))
    hands = {str(one.pk): 5 for one in asked.options.all()}
    told = {"on": DAY, "present": 12, "hands": hands}
    consulting.count_hands(consultation=asked, fields=told, by=cast.actor("hayat"), at=AT)
    consulting.close(consultation=asked, by=cast.actor("rachid"), at=AT)
    text = Client().get(f"/fr/causes/consultations/open/{asked.code}/").content.decode()
    assert "à main levée :" not in text and "11" in text


def test_nobody_sees_how_the_vote_leans_before_it_closes(cast: Cast, asked: Consultation, enter: Enter) -> None:
    vote(asked, cast.actor("ftoum"))
    for text in (
        enter("rachid").get(f"/fr/causes/consultations/{asked.pk}/").content.decode(),
        Client().get(f"/fr/causes/consultations/open/{asked.code}/").content.decode(),
    ):
        assert "gauge" not in text and "Des lots" in text


# ---- proposals --------------------------------------------------------------------------------------------------


def test_an_accusation_is_held_and_only_the_wording_is_published(
    cast: Cast, asked: Consultation, pleaded: Pleaded, enter: Enter
) -> None:
    public = f"/ar/causes/consultations/open/{pleaded.open.code}/"
    assert HELD not in Client().get(public).content.decode()
    assert HELD in enter("hayat").get(f"/ar/causes/consultations/{pleaded.open.pk}/").content.decode()
    held = Proposal.objects.get(text=HELD)
    coach = enter("hayat")
    url = f"/ar/causes/consultations/proposals/{held.pk}/"
    assert coach.post(url, {"decision": "published"}).status_code == 422
    assert coach.post(url, {"decision": "published", "text_ar": "نشر أسماء الفائزين"}).status_code == 302
    text = Client().get(public).content.decode()
    assert "نشر أسماء الفائزين" in text and HELD not in text


def test_support_is_once_and_signed(cast: Cast, asked: Consultation, enter: Enter) -> None:
    made = consulting.propose(consultation=asked, text="Afficher", part="", by=cast.actor("ftoum"), at=AT)
    address = f"/fr/causes/consultations/open/{asked.code}/{made.pk}/"
    assert enter("karim").post(address).status_code == 404, "held: nobody supports it yet"
    consulting.review(proposal=made, texts=("", "Afficher"), decision=Review.PUBLISHED, by=cast.actor("hayat"), at=AT)
    karim = enter("karim")
    assert karim.post(address).status_code == karim.post(address).status_code == 302
    assert Client().post(address).status_code == 302
    assert Support.objects.filter(proposal=made).count() == 1
    personal.erase(cast.people["karim"].id, by=cast.actor("karim"), at=AT)
    personal.erase(cast.people["ftoum"].id, by=cast.actor("ftoum"), at=AT)
    made.refresh_from_db()
    assert made.author is None and not Support.objects.filter(proposal=made).exists()


def test_too_many_held_is_an_attack(cast: Cast, asked: Consultation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consulting, "MOST_HELD", 2)
    for n in range(2):
        consulting.propose(consultation=asked, text=f"n {n}", part="", by=Actor(None), at=AT)
    consulting.propose(consultation=asked, text="n 1", part="", by=Actor(None), at=AT)
    with pytest.raises(consulting.Full):
        consulting.propose(consultation=asked, text="n 2", part="", by=Actor(None), at=AT)
    answer = Client().post(f"/fr/causes/consultations/open/{asked.code}/propose/", {"text": "Une idée de plus"})
    assert answer.status_code == 422 and "Une idée de plus" in answer.content.decode()


# ---- pages ------------------------------------------------------------------------------------------------------


def test_a_consultation_from_end_to_end_by_its_pages(cast: Cast, pleaded: Pleaded, enter: Enter) -> None:
    Cause.objects.filter(pk=pleaded.cause.pk).update(state="draft")
    coach, manager, phone = enter("hayat"), enter("rachid"), Client()
    made = coach.post(f"/fr/causes/{pleaded.cause.pk}/consult/", ASKED)
    assert made.status_code == 302, made.content.decode()
    row = Consultation.objects.get(title_fr="Que demander ?")
    desk, public = f"/fr/causes/consultations/{row.pk}/", f"/fr/causes/consultations/open/{row.code}/"
    assert phone.get(public).status_code == 302, "not there before it is opened"
    assert coach.post(f"{desk}turn/").status_code == 404
    manager.post(f"{desk}turn/")
    shown = coach.post(f"{desk}slips/", {"count": "6"}).content.decode()
    slips = re.findall(r">([A-Z2-9]{4} [A-Z2-9]{4})<", shown)
    assert len(slips) == 6
    options = [str(one.pk) for one in row.options.all()]
    for slip in slips:
        sent = phone.post(f"{public}vote/", {"option": options[0], "slip": slip, "sex": "woman"})
        assert sent.status_code == 302, sent.content.decode()
    again = phone.post(f"{public}vote/", {"option": options[1], "slip": slips[0]})
    assert again.status_code == 422 and slips[0] in again.content.decode()
    assert phone.post(f"{public}vote/", {"option": options[1], "slip": ""}).status_code == 422
    hands = {"on": "2026-11-28", "present": "9", "hands_0": "3", "hands_1": "7"}
    assert coach.post(f"{desk}hands/", hands).status_code == 422
    assert coach.post(f"{desk}hands/", hands | {"hands_1": "6", "women": "4"}).status_code == 302
    manager.post(f"{desk}turn/", {"close": "1"})
    row.refresh_from_db()
    assert row.result["people"] == 15 and row.result["women"] == 4 and result(row) == row.result
    text = phone.get(public).content.decode()
    assert "pas un sondage" in text and "lever la main" in text
    arabic = phone.get(public.replace("/fr/", "/ar/")).content.decode()
    assert "النساء" in arabic and "<dt>امرأة" not in arabic, "six women are a group, in the plural"
    assert coach.post(f"{desk}feed/").status_code == 302
    assert "Que demander" in coach.get(f"/fr/causes/{pleaded.cause.pk}/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"options_fr": "Une seule"}, "options_ar"),
        ({"options_ar": "واحد\nاثنان\nثلاثة"}, "options_fr"),
        ({"closes_on": "2026-11-27"}, "closes_on"),
        ({"title_fr": ""}, "title_ar"),
        ({"options_fr": "x" * 121 + "\ny"}, "options_ar"),
    ],
)
def test_what_is_wrong_is_said_and_kept(cast: Cast, enter: Enter, change: dict[str, str], field: str) -> None:
    answer = enter("hayat").post("/fr/causes/consultations/new/", ASKED | {"text_fr": "gardé"} | change)
    text = answer.content.decode()
    assert answer.status_code == 422 and f'href="#id_{field}"' in text and "gardé" in text


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_pages_box_their_figures_in_a_fixed_number_of_queries(
    cast: Cast, pleaded: Pleaded, asked: Consultation, enter: Enter, lang: str
) -> None:
    coach = enter("hayat")
    root = f"/{lang}/causes/consultations"
    pages = [f"{root}/", f"{root}/open/", f"{root}/{asked.pk}/", f"{root}/open/{asked.code}/",
             f"{root}/open/{pleaded.closed.code}/", f"/{lang}/causes/councils/"]  # fmt: skip
    before = []
    for url in pages:
        with CaptureQueriesContext(connection) as seen:
            text = coach.get(url).content.decode()
        before.append(len(seen))
        assert lang == "fr" or bare_digits(text) == [], url
    for n in range(5):
        made: Any = consulting.propose(consultation=asked, text=f"n {n}", part="", by=Actor(None), at=AT)
        consulting.review(proposal=made, texts=("نص", ""), decision=Review.PUBLISHED, by=cast.actor("hayat"), at=AT)
    for url, count in zip(pages, before, strict=True):
        with CaptureQueriesContext(connection) as seen:
            coach.get(url)
        assert len(seen) == count, url


def test_another_body_sees_nothing(cast: Cast, asked: Consultation, enter: Enter) -> None:
    for name in ("nadia", "ftoum"):
        assert enter(name).get(f"/fr/causes/consultations/{asked.pk}/").status_code == 404
    assert queries.consultation_by_code("NOSUCH") is None
