"""A request for information: its days from the rulebook, one table of steps, letters, and what is recalled on a day."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from itertools import product
from typing import Any

import pikepdf
import pytest
from django.test import Client

from rulebook.engine.verdict import Confidence
from tests.house.test_templates import bare_digits
from tests.petitions.conftest import AT, DAY, enter
from tests.petitions.test_petition import photo
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.home import sample_petitions
from wolouj.home.cast import Cast, code_of
from wolouj.people.models import Body
from wolouj.petitions import actions as petitions
from wolouj.petitions import personal
from wolouj.petitions.actions import Happened, NotNow
from wolouj.petitions.information import actions, letters
from wolouj.petitions.information.actions import Told
from wolouj.petitions.information.facts import days_of, look
from wolouj.petitions.information.models import InformationRequest, RequestState
from wolouj.petitions.information.states import OVER, SIGNS, STEPS, may_follow
from wolouj.petitions.models import Petition
from wolouj.petitions.recalling import Why, reminders
from wolouj.petitions.signing.queries import counts_by_province

S = RequestState
FIELDS = {"institution_fr": "Commune d'Azilal", "asked_fr": "La liste des bons de commande"}


@pytest.fixture
def hers(cast: Cast) -> InformationRequest:
    return actions.open_request(fields=FIELDS, person=cast.people["ftoum"], by=cast.actor("ftoum"), at=AT)


def told(state: S, on: date = DAY, **more: Any) -> Told:
    return Told(state=state, on=on, **({"number": "1"} | more))


def days(row: InformationRequest, on: date) -> dict[str, tuple[date, bool]]:
    return {one.figure.name: (one.on, one.hers) for one in days_of(row, look(row, on=on))}


def test_every_pair_of_states(hers: InformationRequest, by: Actor) -> None:
    for now, after in product(S, S):
        InformationRequest.objects.filter(pk=hers.pk).update(state=now)
        if after in STEPS[now]:
            assert actions.move(request=hers, told=told(after), by=by, at=AT).state == after == hers.state
        else:
            with pytest.raises(NotNow):
                actions.move(request=hers, told=told(after), by=by, at=AT)
    assert set(STEPS) == set(S) == set(SIGNS) and all(not STEPS[state] for state in OVER)
    assert not any(may_follow(state, state) for state in S)


def test_twenty_working_days_then_twenty_more_then_the_next_doors(hers: InformationRequest, by: Actor) -> None:
    """Worked out by hand from Saturday 28 November 2026; 1 and 11 January, and the 14th, are holidays."""
    assert days(hers, DAY) == {}
    actions.move(request=hers, told=told(S.SENT), by=by, at=AT)
    first, last = date(2026, 12, 25), date(2027, 1, 27)
    assert days(hers, DAY) == {"information_by": (first, False), "information_at_the_latest": (last, False)}
    assert look(hers, on=DAY).figure("information_by").confidence == Confidence.CERTAIN  # type: ignore[union-attr]
    silent = days(hers, first + timedelta(days=1))
    assert silent["write_to_the_head_by"][1] and silent["write_to_the_head_by"][0] > first
    refused = DAY + timedelta(days=10)
    later = AT + timedelta(days=10)
    actions.move(request=hers, told=told(S.REFUSED, refused), by=by, at=later)
    advice = look(hers, on=refused)
    assert set(days(hers, refused)) == {"write_to_the_head_by"}
    assert advice.figure("write_to_the_head_by").confidence == Confidence.LIKELY  # type: ignore[union-attr]
    actions.move(request=hers, told=told(S.HEAD, refused), by=by, at=later)
    assert days(hers, refused) == {"head_answers_by": (refused + timedelta(days=15), False)}


def test_urgent_is_three_working_days(hers: InformationRequest, by: Actor) -> None:
    actions.reword(request=hers, fields={"urgent": True}, by=by, at=AT)
    actions.move(request=hers, told=told(S.SENT), by=by, at=AT)
    assert days(hers, DAY)["information_by"] == (date(2026, 12, 2), False)
    with pytest.raises(NotNow):
        actions.reword(request=hers, fields={"urgent": False}, by=by, at=AT)


def test_sent_needs_a_proof_and_days_go_forward(hers: InformationRequest, by: Actor) -> None:
    with pytest.raises(BadInput) as fault:
        actions.move(request=hers, told=told(S.SENT, number=""), by=by, at=AT)
    assert fault.value.field == "number"
    actions.move(request=hers, told=told(S.SENT), by=by, at=AT)
    with pytest.raises(BadInput) as fault:
        actions.move(request=hers, told=told(S.REFUSED, DAY - timedelta(days=1)), by=by, at=AT)
    assert fault.value.field == "on"
    with pytest.raises(ValueError, match="person's or a body's"):
        actions.open_request(fields=FIELDS, by=by, at=AT)


@pytest.mark.parametrize("name", list(letters.FILES))
def test_each_letter_is_one_page(hers: InformationRequest, by: Actor, name: str) -> None:
    for state in (None, S.SENT, S.REFUSED):
        if state:
            actions.move(request=hers, told=told(state), by=by, at=AT)
        with pikepdf.open(BytesIO(letters.pdf(name, hers, at=AT))) as read:
            assert len(read.pages) == 1


def test_from_a_question_to_a_calendar(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser, base = enter(cast, "ftoum"), "/fr/petitions/information/"
    bad = browser.post(f"{base}new/", {"whose": "self", "institution_fr": "Commune"})
    assert bad.status_code == 422 and "Commune" in bad.content.decode() and not InformationRequest.objects.exists()
    made = browser.post(f"{base}new/", {"whose": "self", "institution_fr": "Commune", "asked_fr": "La liste"})
    row = InformationRequest.objects.get()
    assert made.url == f"{base}{row.id}/" and row.person == cast.people["ftoum"]
    assert browser.get(f"{made.url}days.ics").status_code == 404
    sent = browser.post(f"{made.url}move/", {"state": "sent", "on": "2026-11-28", "proof": photo()})
    assert sent.status_code == 302
    calendar = browser.get(f"{made.url}days.ics").content.decode()
    assert "DTSTART;VALUE=DATE:20261225" in calendar and "DTSTART;VALUE=DATE:20270127" in calendar
    proof = f"{base}proof/{row.steps.get().pk}/"
    assert b"".join(browser.get(proof).streaming_content)[:3] == b"\xff\xd8\xff"
    for name in ("hayat", "rachid", "karim", "nadia", "admin"):
        other = enter(cast, name)
        for url in (made.url, f"{made.url}letters/request-fr.pdf", f"{made.url}days.ics", proof):
            assert other.get(url).status_code == 404, (name, url)
        assert other.post(f"{made.url}move/", {"state": "closed", "on": "2026-11-28"}).status_code == 404
        assert "Commune" not in other.get(base).content.decode()
    assert Client().get(made.url).status_code == 302
    typed = {"whose": str(Body.objects.get(name_fr="Association").id), "institution_fr": "x", "asked_fr": "y"}
    assert enter(cast, "nadia").post(f"{base}new/", typed).status_code == 422
    kept = personal.export(cast.people["ftoum"].pk)
    assert [one["asked_fr"] for one in kept["requests"]] == ["La liste"]
    assert len(personal.files(cast.people["ftoum"].pk)) == 1
    assert personal.erase(cast.people["ftoum"].pk, by=cast.actor("ftoum"), at=AT)["requests"] == 1
    assert not InformationRequest.objects.exists()


def test_the_staff_ask_in_the_name_of_their_body(cast: Cast, body: Body) -> None:
    browser, base = enter(cast, "hayat"), "/ar/petitions/information/"
    typed = {"whose": str(body.id), "institution_ar": "جماعة", "asked_ar": "لائحة", "urgent": "on"}
    made = browser.post(f"{base}new/", typed)
    row = InformationRequest.objects.get()
    assert row.body == body and row.urgent and row.person is None
    for url in (base, made.url, f"{made.url}text/", f"{base}new/"):
        assert bare_digits(enter(cast, "rachid").get(url).content.decode()) == [], url
    assert enter(cast, "karim").get(made.url).status_code == 404


# ---- what is recalled ---------------------------------------------------------------------------------------------


def test_what_is_to_be_recalled_on_a_day(petition: Petition, hers: InformationRequest, body: Body, by: Actor) -> None:
    petitions.move(petition=petition, happened=Happened(state="filed", on=DAY, number="1"), by=by, at=AT)
    row = actions.open_request(fields=FIELDS, body=body, by=by, at=AT)
    actions.move(request=row, told=told(S.SENT), by=by, at=AT)

    def of(on: date) -> list[tuple[str, Why]]:
        return [(str(one.about.pk), one.why) for one in reminders([body.pk], on=on)]

    mine, asked = str(petition.pk), str(row.pk)
    answer, first = date(2027, 1, 28), date(2026, 12, 25)
    assert of(first - timedelta(days=6)) == []
    assert of(first - timedelta(days=5)) == [(asked, Why.ANSWER)] == of(first)
    assert (mine, Why.ANSWER) in of(answer - timedelta(days=14)) and (mine, Why.ANSWER) in of(answer)
    assert (mine, Why.ANSWER) not in of(answer - timedelta(days=15))
    assert of(answer + timedelta(days=1))[0] == (mine, Why.LATE)
    assert any(one.why == Why.LATE for one in reminders(on=answer + timedelta(days=1)))
    session = Happened(state="accepted", on=DAY, number="2", due=DAY + timedelta(days=10))
    petitions.move(petition=petition, happened=session, by=by, at=AT + timedelta(minutes=1))
    assert of(DAY) == [(mine, Why.SESSION)]


def test_the_demo_lives_a_petition_to_its_answer(cast: Cast, body: Body, django_assert_max_num_queries: Any) -> None:
    row = sample_petitions.for_the_demo(body=body, people=cast.people, commune=code_of("Commune de Azilal"), at=AT)
    counts = counts_by_province(row.pk)
    assert sum(counts.values()) == 400 and len(counts) == 5 and min(counts.values()) >= 20
    assert row.state == "adopted" and [step.signatures for step in row.steps.all()] == [None, 400, None, None]
    assert not Petition.objects.filter(is_sample=False).exists()
    public = Client().get(f"/ar/petitions/public/{row.pk}/")
    assert public.status_code == 200 and bare_digits(public.content.decode()) == []
    with django_assert_max_num_queries(6):
        reminders([body.pk], on=DAY)
