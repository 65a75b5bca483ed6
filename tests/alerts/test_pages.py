"""The pages: what was said, how to be told, what was held back, short addresses, feeds; who may and who may not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.alerts.conftest import AT, World, publish, quoted
from wolouj.alerts.models import Choice, FeedLink, Follow
from wolouj.alerts.planning.plan import plan
from wolouj.bids.models import State as QuoteState
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.outbox.models import Message
from wolouj.people.models import User


def signed_in(world: World, name: str) -> Client:
    user, _ = User.objects.get_or_create(person=world.people[name])
    browser = Client()
    browser.force_login(user, backend="wolouj.people.backends.SessionBackend")
    return browser


def url(name: str, *args: Any) -> str:
    with translation.override("fr"):
        return reverse(name, args=args)


def told(world: World) -> dict[str, Any]:
    return {"channel": "sms", "ceiling": "5", "hour": "9", "quiet_from": "22", "quiet_to": "6", "agrees": "on"}


def test_what_was_said_is_on_the_page_and_the_rest_one_tap_away(world: World) -> None:
    for n in range(5):
        publish(n)
    plan(by=OPERATOR, at=AT)
    ftoum = signed_in(world, "ftoum")
    page = ftoum.get(url("alerts:list")).content.decode()
    assert page.count("<article") == 3 and str(Message.objects.filter(kind="match")[0].why)[:10] in page
    held = ftoum.get(url("alerts:held", world.structures["ftoum"].id)).content.decode()
    assert held.count("<article") == 2
    karim = signed_in(world, "karim")
    assert "<article" not in karim.get(url("alerts:list")).content.decode()
    assert karim.get(url("alerts:held", world.structures["ftoum"].id)).status_code == 404


def test_a_choice_needs_a_yes_and_an_address(world: World, settings: Any) -> None:
    ftoum, where = signed_in(world, "ftoum"), url("alerts:choose", world.structures["ftoum"].id)
    data = told(world)
    answer = ftoum.post(where, {**data, "agrees": ""})
    assert answer.status_code == 422 and "Dites oui ci-dessous" in answer.content.decode()
    assert re.search(r'name="ceiling" value="5"[^>]* checked', answer.content.decode())  # what she chose stays
    assert ftoum.post(where, {**data, "channel": "email"}).status_code == 422
    assert ftoum.post(where, {**data, "hour": "23"}).status_code == 422
    assert ftoum.post(where, {**data, "hour": "6", "quiet_to": "7"}).status_code == 422
    assert ftoum.post(where, {**data, "ceiling": "4"}).status_code == 422 and not Choice.objects.exists()
    assert ftoum.post(where, data).status_code == 302
    choice = Choice.objects.get()
    assert (choice.channel, choice.hour, choice.ceiling, choice.agreed_at) == ("sms", 9, 5, AT)
    assert "Par SMS" in ftoum.get(url("alerts:list")).content.decode()
    settings.SMS = {"url": "", "token": "", "sender": ""}
    assert ftoum.post(where, data).status_code == 422
    assert ftoum.post(where, {**data, "channel": "page", "agrees": ""}).status_code == 302
    assert Choice.objects.get().agreed_at is None
    assert signed_in(world, "karim").post(where, data).status_code == 404
    assert ftoum.get(url("alerts:choose_coach")).status_code == 404
    assert signed_in(world, "hayat").post(url("alerts:choose_coach"), {**data, "channel": "page"}).status_code == 302


def test_a_short_address_opens_what_was_sent_and_stops_it_in_one_gesture(world: World) -> None:
    ftoum = signed_in(world, "ftoum")
    ftoum.post(url("alerts:choose", world.structures["ftoum"].id), told(world))
    publish(1)
    plan(by=OPERATOR, at=AT)
    row = Message.objects.get(kind="match")
    anybody = Client(enforce_csrf_checks=True)
    page = anybody.get(url("told:one", row.code))
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    assert "whatsapp://send" in page.content.decode()
    assert anybody.get(url("told:one", "abcdefghjk")).status_code in (302, 404)
    stop = url("told:stop_at_once", row.code)
    assert anybody.get(url("told:stop", row.code)).status_code == 200 and Choice.objects.get().stopped_at is None
    assert anybody.post(stop).status_code == 403 and Choice.objects.get().stopped_at is None
    assert anybody.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert Choice.objects.get().stopped_at == AT
    assert "Arrêté" in ftoum.get(url("alerts:list")).content.decode()


def test_a_notice_is_followed_and_no_more(world: World) -> None:
    public, ftoum = publish(1), signed_in(world, "ftoum")
    where = url("alerts:follow", public.id)
    assert (
        ftoum.get(where).status_code == 200
        and ftoum.get(url("alerts:follow", world.notices["ftoum"].id)).status_code == 404
    )
    ftoum.post(where)
    ftoum.post(where)
    assert Follow.objects.count() == 1 and "Ne plus suivre" in ftoum.get(where).content.decode()
    ftoum.post(where, {"stop": "1"})
    assert not Follow.objects.exists()


def test_a_feed_and_a_calendar_behind_a_secret_address(world: World) -> None:
    public, ftoum = publish(1), signed_in(world, "ftoum")
    quoted(world, state=QuoteState.READY, deadline=AT + timedelta(days=2))
    where = url("alerts:feeds", world.structures["ftoum"].id)
    assert ftoum.post(where, {"do": "give"}).status_code == 302
    token = FeedLink.objects.get().token
    assert token in ftoum.get(where).content.decode()
    anybody = Client()
    feed, days = anybody.get(url("alerts:feed", token)), anybody.get(url("alerts:calendar", token))
    assert feed["Content-Type"].startswith("application/atom+xml") and str(public.id) in feed.content.decode()
    assert anybody.get(url("alerts:feed", token), headers={"if-none-match": feed["ETag"]}).status_code == 304
    text = days.content.decode()
    assert text.count("BEGIN:VEVENT") == 2 and str(world.notices["ftoum"].id)[:8] in text
    for shown in (feed.content.decode(), text):
        assert "ftoum" not in shown.lower() and str(world.structures["ftoum"].id) not in shown
    ftoum.post(where, {"do": "renew"})
    assert anybody.get(url("alerts:feed", token)).status_code in (302, 404)
    fresh = FeedLink.objects.get().token
    assert anybody.get(url("alerts:feed", fresh)).status_code == 200
    world.structures["ftoum"].members.update(until=AT.date())  # she left: her address opens nothing any more
    assert anybody.get(url("alerts:feed", fresh)).status_code in (302, 404)
    assert signed_in(world, "karim").post(where, {"do": "give"}).status_code == 404


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_pages_are_whole_in_both_languages(world: World, lang: str) -> None:
    publish(1)
    plan(by=OPERATOR, at=AT)
    ftoum, id = signed_in(world, "ftoum"), world.structures["ftoum"].id
    code = Message.objects.filter(kind="match")[0].code
    for path in (
        "alerts/",
        f"alerts/how/{id}/",
        f"alerts/held/{id}/",
        f"alerts/feeds/{id}/",
        f"a/{code}/",
        f"a/{code}/stop/",
    ):
        assert ftoum.get(f"/{lang}/{path}").status_code == 200, path
