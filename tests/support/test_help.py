"""Help asked and given: an owner, clocks told to both sides, no price to who may not see it, cards that serve."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.house.test_templates import bare_digits
from tests.support.conftest import AT, World, caller
from wolouj.alerts.models import Choice
from wolouj.alerts.sending import addresses
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.foundation.outbox.models import Channel, Message
from wolouj.home import sample_support
from wolouj.people.actions import bodies, mandates, own_data
from wolouj.people.permissions import may
from wolouj.people.roles import Role
from wolouj.people.standing import NOBODY
from wolouj.support.actions import asking, cards, referrals
from wolouj.support.actions.asking import NotNow, Subject
from wolouj.support.actions.referrals import Yes
from wolouj.support.discreet import names_somebody, without_amounts
from wolouj.support.limits import Caller, bucket_of
from wolouj.support.models import Card, Question, Referral
from wolouj.support.reminding import remind
from wolouj.support.telling import phones_of

PAPER = Subject("paper", None, "paper:trade_register_extract")
OTHER = Subject("other", None, "other")


def asked(world: World, name: str = "ftoum", subject: Subject = PAPER, text: str = "Où le demander ?", **given: object):  # type: ignore[no-untyped-def]
    person = world.cast.people[name]
    told = {"lang": "fr", "person": person, "caller": None, "by": world.cast.actor(name), "at": AT} | given
    return asking.ask(subject=subject, text=text, **told)  # type: ignore[arg-type]


def by_phone(n: int, at=AT, network: str = "a"):  # type: ignore[no-untyped-def]
    return asking.ask(
        subject=OTHER, text=f"Question {n}", lang="fr", person=None, caller=Caller(f"+2126000001{n:02d}", network),
        by=NOBODY, at=at,
    )  # fmt: skip


# ---- Amounts and names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [
    "mon prix est 12 000 DH", "j’ai mis 12000", "12.000,50 dhs", "ثمني 12000 درهم", "الثمن هو ١٢٠٠٠", "total: 845,00",
    "prix 900", "12 500", "PRIX=12500,00 MAD", "٤٥٠ درهم",
])  # fmt: skip
def test_an_amount_of_a_quote_is_hidden(told: str) -> None:
    hidden = without_amounts(told, every_number=True)
    assert "•••" in hidden and not re.search(r"[0-9٠-٩]{3}|[0-9] [0-9]{3}", hidden)


@pytest.mark.parametrize("told", ["l’avis 27/2026/BC", "en 2026", "article 91", "3 jours", "24 repas"])
def test_what_is_no_amount_stays(told: str) -> None:
    assert without_amounts(told, every_number=True) == told


@pytest.mark.parametrize(("text", "what"), [
    ("Appelez le 06 12 34 56 78", "phone"), ("+212612345678", "phone"), ("a@b.ma", "mail"), ("CIN AB123456", "number"),
    ("Ftoum demande", "name"), ("تسأل فطوم عن", "name"), ("Demandez au tribunal, 2 jours, 150 DH", ""),
])  # fmt: skip
def test_what_names_somebody_is_found(text: str, what: str) -> None:
    assert names_somebody([text], ["Ftoum", "فطوم"]) == what


# ---- Asking -----------------------------------------------------------------------------------------------------


def test_a_question_from_a_page_has_an_owner_at_once_and_is_answered(world: World) -> None:
    her, page = caller(world, "ftoum"), "/fr/support/ask/"
    assert her.get(f"{page}?about=paper&of=trade_register_extract").status_code == 200
    sent = her.post(page, {"about": "paper", "of": "trade_register_extract", "text": "Où le demander ?"})
    row = Question.objects.get()
    assert sent.url == f"/fr/support/asked/{row.pk}/" and row.topic == "paper:trade_register_extract"
    assert row.owner == world.cast.people["hayat"] and row.body == world.body
    her.post(page, {"about": "paper", "of": "trade_register_extract", "text": "Où le demander ?"})
    assert Question.objects.count() == 1, "a second tap is the same question"
    assert "avant le" in her.get(sent.url).content.decode(), "the clock is told to who asks"
    coach = caller(world, "hayat")
    assert "avant le" in coach.get(sent.url).content.decode(), "and to who owes the answer"
    assert coach.post(f"{sent.url}say/", {"text": ""}).status_code == 422
    assert coach.post(f"{sent.url}say/", {"text": "Au greffe du tribunal."}).status_code == 302
    shown = her.get(sent.url).content.decode()
    assert "Au greffe du tribunal." in shown and "Répondu" in shown
    her.post(f"{sent.url}say/", {"settle": "1"})
    row.refresh_from_db()
    assert row.state == "settled"
    with pytest.raises(NotNow):
        asking.answer(question=row, text="encore", by=world.cast.actor("hayat"), at=AT)


def test_words_that_cannot_be_kept_come_again_with_why(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row, long = asked(world), "Je ne trouve pas le guichet. " * 120
    both, place = [caller(world, name) for name in ("ftoum", "hayat")], f"/fr/support/asked/{row.pk}/say/"

    def refused(words: str, why: str) -> None:
        for one in both:
            answer = one.post(place, {"text": words})
            page = answer.content.decode()
            assert answer.status_code == 422 and words.strip() in page and why in page and "maxlength" not in page

    refused(long, "Raccourcissez-le")
    with monkeypatch.context() as few:
        few.setattr(asking, "MOST_REPLIES", 0)
        refused("Encore un mot", "mieux vaut se parler")
    asking.settle(question=row, by=world.cast.actor("ftoum"), at=AT)
    refused("Voici la suite", "déjà réglée")
    assert not row.replies.exists()


def test_asking_again_starts_the_clock_again(world: World) -> None:
    row = asked(world)
    asking.answer(question=row, text="Voyez le site", by=world.cast.actor("hayat"), at=AT + timedelta(hours=1))
    later = AT + timedelta(days=3)
    asking.say_more(question=row, text="Lequel ?", by=world.cast.actor("ftoum"), at=later)
    row.refresh_from_db()
    assert (row.state, row.asked_at) == ("open", later)
    assert [line.by_helper for line in row.replies.all()] == [True, False]


def test_without_an_account_a_phone_a_question_and_a_link(world: World) -> None:
    visitor, page = Client(), "/fr/support/ask/"
    assert visitor.post(page, {"text": "x", "phone": "12"}).status_code == 422
    sent = visitor.post(page, {"text": "Qui aide ?", "phone": "06 00 00 00 77"})
    assert re.fullmatch(r"/fr/support/asked/by/[\w-]{32}/", sent.url)
    row = Question.objects.get()
    assert (row.phone, row.person, len(row.from_bucket)) == ("+212600000077", None, 64)
    assert "Qui aide\u202f?" in visitor.get(sent.url).content.decode()
    caller(world, "hayat").post(f"/fr/support/asked/{row.pk}/say/", {"text": "Nous, venez lundi."})
    other = Client().get(sent.url)
    assert "venez lundi" in other.content.decode() and other["Cache-Control"] == "private, no-store"
    assert Client().post(f"{sent.url}say/", {"text": "Merci, à quelle heure ?"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "open"
    assert Client().get("/fr/support/asked/by/" + "x" * 32 + "/").status_code == 302
    assert Client().get(f"/fr/support/asked/{row.pk}/").status_code == 302, "not by its number"


def test_who_asked_with_a_phone_alone_has_an_sms_when_her_answer_is_there(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks, told = "/fr/support/ask/", {"about": "other", "text": "Que répondre au comptable ?", "phone": "0600000099"}
    assert 'name="sms"' not in caller(world, "visitor").get(asks).content.decode(), "no SMS can leave here"
    settings.SMS, settings.PUBLIC_URL = {"url": "https://sms.invalid", "sender": "W", "token": ""}, "https://w.ma"
    visitor = caller(world, "visitor")
    assert "Oui, envoyez-moi un SMS" in visitor.get(asks).content.decode()
    visitor.post(asks, told | {"text": "Sans rien cocher ?"})
    page = visitor.post(asks, told | {"sms": "on"}).url
    quiet, row = Question.objects.order_by("text").reverse()[0], Question.objects.get(sms_agreed_at=AT)
    assert row.text == told["text"] and quiet.sms_agreed_at is None
    for each in (row, quiet):
        asking.answer(question=each, text="Réponse secrète", by=world.cast.actor("hayat"), at=AT)
    remind(by=OPERATOR, at=AT)
    remind(by=OPERATOR, at=AT + timedelta(hours=1))
    sms = Message.objects.get(channel=Channel.SMS)
    assert (
        sms.person == row.id and sms.short == f"Wolouj : votre question a une réponse.\nhttps://w.ma/fr/q/{sms.code}/"
    )
    assert "secrète" not in sms.title + sms.text + sms.short + sms.path and "+212" not in str(sms.__dict__)
    assert visitor.get(f"/fr/q/{sms.code}/").url == page and "sign-in" in visitor.get("/fr/q/abcdefghij/").url
    assert addresses([sms], others=phones_of)[sms.id].to == "+212600000099" and addresses([sms]) == {}
    assert "Ne plus recevoir de SMS" in visitor.get(page).content.decode()
    visitor.post(f"{page}stop/")
    assert addresses([sms], others=phones_of) == {} and "recevoir de SMS" not in visitor.get(page).content.decode()
    asking.say_more(question=row, text="Et après ?", by=NOBODY, at=AT + timedelta(days=1))
    asking.answer(question=row, text="Oui", by=world.cast.actor("hayat"), at=AT + timedelta(days=1))
    remind(by=OPERATOR, at=AT + timedelta(days=1))
    assert Message.objects.filter(channel=Channel.SMS).count() == 1, "she stopped them"


def test_too_much_from_one_phone_or_one_network_is_said(world: World) -> None:
    told = {"subject": OTHER, "lang": "fr", "person": None, "caller": Caller("+212600000077", "a"), "by": NOBODY}
    for n in range(3):
        asking.ask(text=f"Q{n}", at=AT, **told)  # type: ignore[arg-type]
    with pytest.raises(BadInput) as fault:
        asking.ask(text="Q4", at=AT, **told)  # type: ignore[arg-type]
    assert fault.value.field == "phone"
    assert asking.ask(text="Q4", at=AT + timedelta(days=1, minutes=1), **told)  # type: ignore[arg-type]
    for n in range(16):
        by_phone(n)
    with pytest.raises(BadInput):
        by_phone(50)
    assert by_phone(51, network="b") and by_phone(52, at=AT + timedelta(hours=2))


def test_a_network_is_kept_as_a_hash_of_its_household() -> None:
    assert bucket_of("10.0.0.1") != bucket_of("10.0.0.2") and "10.0" not in bucket_of("10.0.0.1")
    assert bucket_of("2001:db8::1") == bucket_of("2001:db8::ffff") != bucket_of("2001:db8:1::1")
    assert bucket_of("not an address") == bucket_of("")


def test_nobody_to_answer_is_said_not_swallowed(world: World) -> None:
    from wolouj.people.models import Membership

    Membership.objects.filter(role__in=[Role.COACH, Role.MANAGER]).delete()
    with pytest.raises(BadInput):
        asked(world)
    assert not Question.objects.exists()


# ---- Who sees it ------------------------------------------------------------------------------------------------

WHO = {
    "visitor": (False, False), "ftoum": (True, True), "salma": (False, False), "yassine": (False, False),
    "hayat": (True, True), "rachid": (True, True), "nadia": (False, False), "admin": (False, False),
}  # fmt: skip


@pytest.mark.parametrize("name", list(WHO))
def test_every_cell_of_a_question(world: World, name: str) -> None:
    actor = NOBODY if name == "visitor" else Actor(person=world.cast.people[name].id)
    row = asked(world)
    assert tuple(may(actor, act, row, at=AT) for act in ("see", "change")) == WHO[name]


def test_a_helper_under_mandate_asks_for_her(world: World) -> None:
    from wolouj.people.models import Mandate

    mandate = Mandate.objects.get(holder=world.cast.people["salma"])
    acting = Actor(person=world.cast.people["salma"].id, on_behalf_of=world.cast.people["ftoum"].id, mandate=mandate.id)
    row = asked(world)
    assert may(acting, "see", row, at=AT) and may(acting, "create", "help", at=AT)


def test_the_coach_she_named_owes_the_answer(world: World) -> None:
    rachid = world.cast.people["rachid"]
    mandates.give_mandate(
        for_person=world.cast.people["yassine"], holder=rachid, kind="coach", ends_on=AT.date() + timedelta(days=9),
        by=world.cast.actor("yassine"), at=AT,
    )  # fmt: skip
    assert asked(world, "yassine").owner == rachid
    assert asked(world, "ftoum").owner == world.cast.people["hayat"]


def test_amounts_are_hidden_from_who_may_not_see_the_price(world: World) -> None:
    row = asked(world, subject=Subject("quote", None, "quote"), text="J’ai mis 12 000 DH, est-ce trop ?")
    url = f"/fr/support/asked/{row.pk}/"
    hers = caller(world, "ftoum").get(url).content.decode()
    assert "•••" not in hers and "est-ce trop" in hers
    for name in ("hayat", "rachid"):
        page = caller(world, name)
        shown, desk = page.get(url).content.decode(), page.get("/fr/support/desk/").content.decode()
        assert "•••" in shown and "•••" in desk
        assert not re.search(r"12.{0,12}000", shown + desk)


def test_an_address_that_names_what_is_not_hers_asks_about_anything_else(world: World) -> None:
    browser = caller(world, "yassine")
    for about, of in (("notice", str(world.body.pk)), ("quote", "x"), ("paper", "../etc"), ("nonsense", "")):
        page = browser.get("/fr/support/ask/", {"about": about, "of": of})
        assert page.status_code == 200 and page.context["about"].subject.about == "other"


def test_handing_over_keeps_the_clock_and_refuses_a_stranger(world: World) -> None:
    row, coach = asked(world), world.cast.actor("hayat")
    asking.hand_over(question=row, to=world.cast.people["rachid"], by=coach, at=AT + timedelta(hours=9))
    row.refresh_from_db()
    assert (row.owner, row.asked_at) == (world.cast.people["rachid"], AT)
    with pytest.raises(BadInput):
        asking.hand_over(question=row, to=world.cast.people["nadia"], by=coach, at=AT)
    page = caller(world, "hayat").post(f"/fr/support/asked/{row.pk}/hand-over/", {"to": str(world.centre.pk)})
    assert page.status_code == 422


# ---- Clocks -----------------------------------------------------------------------------------------------------


def told_of(row: Question) -> list[str]:
    """Who was reminded of a question, first names."""
    rows = Message.objects.filter(key__contains=f"help:{row.pk}").order_by("made_at", "key")
    names = {one.id: name for name, one in _cast(row).items()}
    return [names[message.person] for message in rows]


_world: list[World] = []


def _cast(row: Question):  # type: ignore[no-untyped-def]
    return _world[-1].cast.people


def test_a_silence_is_recalled_at_48_hours_5_days_and_escalated_at_10(world: World) -> None:
    _world.append(world)
    row = asked(world)
    assert told_of(row) == []
    remind(by=OPERATOR, at=AT + timedelta(hours=47))
    assert told_of(row) == []
    for _ in range(2):
        remind(by=OPERATOR, at=AT + timedelta(hours=48))
    assert told_of(row) == ["hayat"], "once, however often it runs"
    remind(by=OPERATOR, at=AT + timedelta(days=5))
    assert sorted(told_of(row)) == ["hayat", "hayat", "rachid"]
    remind(by=OPERATOR, at=AT + timedelta(days=10))
    row.refresh_from_db()
    assert row.owner == world.cast.people["rachid"]
    assert AuditLine.objects.filter(act="help_escalated", concerns=row.owner_id).count() == 1
    texts = " ".join(Message.objects.values_list("title", flat=True)) + " ".join(
        Message.objects.values_list("text", flat=True)
    )
    assert "Ftoum" not in texts and "Où le demander" not in texts, "a reminder names nobody"
    asking.answer(question=row, text="Voilà", by=world.cast.actor("rachid"), at=AT + timedelta(days=10))
    before = Message.objects.count()
    remind(by=OPERATOR, at=AT + timedelta(days=20))
    assert not Message.objects.filter(key__contains=f"help:{row.pk}", made_at__gte=AT + timedelta(days=20)).exists()
    assert Message.objects.count() >= before


def test_a_referral_without_answer_is_recalled_to_the_body_and_to_who_sent(world: World) -> None:
    remind(by=OPERATOR, at=AT)
    told = Message.objects.filter(key__contains=f"referral:{world.waiting.pk}")
    assert {message.person for message in told} == {world.cast.people[n].id for n in ("hayat", "nadia")}
    assert all(message.path.startswith(f"/{message.lang}/support/refer") for message in told)
    officer = caller(world, "nadia")
    assert officer.get(told.get(person=world.cast.people["nadia"].id).path).status_code == 200
    assert officer.get("/fr/alerts/").status_code == 200, "the list of what she was told shows it"


def test_the_late_clock_is_told_to_both_sides(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked(world)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=6))
    for name in ("ftoum", "hayat"):
        assert "Sans réponse depuis" in caller(world, name).get(f"/fr/support/asked/{row.pk}/").content.decode()


def test_a_phone_is_forgotten_a_month_after_the_answer(world: World) -> None:
    row = by_phone(1)
    asking.answer(question=row, text="Oui", by=world.cast.actor("hayat"), at=AT)
    remind(by=OPERATOR, at=AT + timedelta(days=29))
    row.refresh_from_db()
    assert row.phone
    remind(by=OPERATOR, at=AT + timedelta(days=31))
    row.refresh_from_db()
    assert (row.phone, row.from_bucket) == ("", "")


# ---- Cards ------------------------------------------------------------------------------------------------------

GOOD = {
    "question_ar": "", "answer_ar": "", "question_fr": "Où demander le modèle 7 ?",
    "answer_fr": "Au greffe du tribunal.",
}  # fmt: skip


def test_an_answer_becomes_a_card_that_another_reviews_and_the_next_one_reads(world: World) -> None:
    row, coach = asked(world), caller(world, "hayat")
    url = f"/fr/support/asked/{row.pk}/card/"
    assert coach.get(url).status_code == 404, "not before an answer"
    asking.answer(question=row, text="Au greffe", by=world.cast.actor("hayat"), at=AT)
    wrong = coach.post(url, GOOD | {"answer_fr": "Ftoum doit aller au greffe"})
    assert wrong.status_code == 422 and not Card.objects.exists()
    assert coach.post(url, GOOD | {"answer_fr": ""}).status_code == 422
    made = coach.post(url, GOOD)
    card = Card.objects.get()
    ask = "/fr/support/ask/?about=paper&of=trade_register_extract"
    assert "greffe" not in caller(world, "yassine").get(ask).content.decode(), "not before a review"
    coach.post(f"{made.url}review/")
    card.refresh_from_db()
    assert card.reviewed_at is None, "not by who wrote it"
    caller(world, "rachid").post(f"{made.url}review/")
    for name in ("yassine", "visitor"):
        assert "Au greffe du tribunal." in caller(world, name).get(ask).content.decode()
    assert (
        "greffe"
        not in caller(world, "yassine").get("/fr/support/ask/?about=paper&of=cnss_certificate").content.decode()
    )
    coach.post(f"{made.url}edit/", GOOD | {"answer_fr": "Au tribunal."})
    assert "Au tribunal." not in caller(world, "yassine").get(ask).content.decode(), "other words are reviewed again"


def test_the_samples_of_the_demo_serve_a_card_and_leave_one_late(world: World) -> None:
    paper, quote, phone = sample_support.helped(people=world.cast.people, at=AT)
    assert Card.objects.get().reviewed_at == AT and "عينة" in Card.objects.get().answer_ar
    page = caller(world, "hayat").get(f"/fr/support/asked/{quote.pk}/").content.decode()
    assert "Sans réponse depuis" in page and "•••" in page
    assert phone.person is None and paper.replies.count() == 1


def test_a_word_that_stands_in_many_names_names_nobody() -> None:
    assert names_somebody(["Une coopérative demande"], ["Coopérative Ighrem (échantillon)"]) == ""
    assert names_somebody(["Ighrem demande"], ["Coopérative Ighrem (échantillon)"]) == "name"


def test_a_card_has_an_answer_in_the_language_of_its_question(world: World) -> None:
    row = asked(world)
    asking.answer(question=row, text="x", by=world.cast.actor("hayat"), at=AT)
    told = GOOD | {"question_ar": "أين يُطلب؟"}
    assert caller(world, "hayat").post(f"/fr/support/asked/{row.pk}/card/", told).status_code == 422


# ---- The rest ---------------------------------------------------------------------------------------------------


def test_her_questions_leave_with_her(world: World) -> None:
    row = asked(world)
    card_of = asked(world, "yassine")
    asking.answer(question=card_of, text="x", by=world.cast.actor("hayat"), at=AT)
    cards.write(question=card_of, fields=GOOD, by=world.cast.actor("hayat"), at=AT)
    own_data.erase_person(person=world.cast.people["ftoum"], by=world.cast.actor("ftoum"), at=AT)
    assert not Question.objects.filter(pk=row.pk).exists() and Card.objects.exists()


def test_the_desk_asks_the_same_however_many_wait(world: World) -> None:
    coach = caller(world, "hayat")
    by_phone(0)
    with CaptureQueriesContext(connection) as few:
        coach.get("/fr/support/desk/")
    for n in range(1, 12):
        by_phone(n)
    with CaptureQueriesContext(connection) as many:
        page = coach.get("/fr/support/desk/")
    assert len(few) == len(many) and len(page.context["answers"]) == 12


@pytest.mark.parametrize("name", ["ftoum", "hayat"])
def test_in_arabic_every_figure_has_its_box(world: World, name: str) -> None:
    row = asked(world, text="هل يكفي 3 أيام قبل 2026؟")
    browser = caller(world, name)
    for page in (f"/ar/support/asked/{row.pk}/", "/ar/support/desk/", "/ar/support/ask/", "/ar/support/questions/"):
        assert not bare_digits(browser.get(page, follow=True).content.decode()), page


def test_an_association_links_a_body_to_its_account(world: World) -> None:
    odco = world.provider("odco")
    other = bodies.create_body(name_fr="ODCO (échantillon)", name_ar="مكتب (عينة)", by=OPERATOR, at=AT, is_sample=True)
    bodies.appoint(person=world.cast.people["nadia"], role=Role.OFFICER, body=other, by=OPERATOR, at=AT)
    told = {"name_fr": odco.name_fr, "kind": "cooperatives", "sure": "certain", "body": str(other.pk)}
    caller(world, "hayat").post(f"/fr/support/body/{odco.pk}/edit/", told)
    odco.refresh_from_db()
    assert odco.body == other
    officer = caller(world, "nadia")
    officer.post(f"/fr/support/body/{odco.pk}/edit/", told | {"body": "", "phone": "05"})
    odco.refresh_from_db()
    assert odco.phone == "05" and odco.body == other, "whose account it is, the association says"


def test_a_helper_is_reminded_by_the_way_she_chose_and_the_message_names_nobody(world: World) -> None:
    hayat = world.cast.people["hayat"]
    Choice.objects.create(person=hayat, channel=Channel.SMS, agreed_at=AT, changed_at=AT, quiet_from=22, quiet_to=8)
    row = asked(world)
    night = (AT + timedelta(days=3)).replace(hour=23)
    remind(by=OPERATOR, at=night)
    mine = Message.objects.get(key__contains=f"help:{row.pk}")
    assert mine.person == hayat.id and mine.channel == Channel.SMS
    assert mine.short and "Ftoum" not in mine.short and "Où le demander" not in mine.short
    assert mine.due == night + timedelta(hours=9), "not before the end of her quiet hours"
    Choice.objects.filter(person=hayat).update(stopped_at=AT)
    remind(by=OPERATOR, at=AT + timedelta(days=5))
    later = Message.objects.filter(key__contains=f"help:{row.pk}", person=hayat.id).exclude(pk=mine.pk)
    assert [one.channel for one in later] == [Channel.PAGE], "she stopped: it waits in the house"


# ---- News -------------------------------------------------------------------------------------------------------


def news_of(key: str) -> list[tuple[str, str, str]]:
    """(kind, who, page) of what was told under a key."""
    return sorted((m.key.split(":")[1], str(m.person), m.path) for m in Message.objects.filter(key__contains=key))


def test_a_question_is_told_to_its_owner_and_its_answer_to_who_asked(world: World) -> None:
    row, ids = asked(world), {name: str(one.id) for name, one in world.cast.people.items()}
    for _ in range(2):
        remind(by=OPERATOR, at=AT + timedelta(hours=1))
    assert news_of(str(row.pk)) == [("given", ids["hayat"], f"/ar/support/asked/{row.pk}/")], "once"
    asking.answer(question=row, text="Au greffe", by=world.cast.actor("hayat"), at=AT + timedelta(hours=2))
    remind(by=OPERATOR, at=AT + timedelta(hours=3))
    answered = Message.objects.get(key__contains=f"answered:{row.pk}")
    assert (str(answered.person), answered.kind) == (ids["ftoum"], "answer")
    assert caller(world, "ftoum").get(answered.path).status_code == 200
    assert "greffe" not in answered.title + answered.text + answered.short, "a phone may lie on a table"
    old = asked(world, "yassine", OTHER, "Et moi ?")
    asking.answer(question=old, text="Oui", by=world.cast.actor("hayat"), at=AT)
    remind(by=OPERATOR, at=AT + timedelta(days=8))
    assert news_of(str(old.pk)) == [], "what is old is not news"


def test_a_referral_is_told_to_the_officers_and_its_answer_to_her_and_to_who_sent(world: World) -> None:
    ids = {name: world.cast.people[name].id for name in ("nadia", "hayat", "yassine")}
    her = world.waiting.participant
    made = referrals.refer(
        participant=her, offer=world.offer("mourafaka"), need="x", consent=Yes((), "oral", AT.date()),
        by=world.cast.actor("hayat"), at=AT,
    )  # fmt: skip
    remind(by=OPERATOR, at=AT)
    assert news_of(str(made.pk)) == [], "a body without accounts is called by who sent her"
    Referral.objects.filter(pk=world.waiting.pk).update(sent_at=AT)
    remind(by=OPERATOR, at=AT + timedelta(hours=1))
    came = Message.objects.get(key__contains=f"came:{world.waiting.pk}")
    assert came.person == ids["nadia"] and "Yassine" not in came.title + came.text
    referrals.answer(referral=world.waiting, state="accepted", words="Venez", by=world.cast.actor("nadia"), at=AT)
    referrals.answer(referral=made, state="accepted", words="Oui", heard=True, by=world.cast.actor("hayat"), at=AT)
    remind(by=OPERATOR, at=AT + timedelta(hours=2))
    told = {m.person: m for m in Message.objects.filter(key__contains=f"replied:{world.waiting.pk}")}
    assert set(told) == {ids["hayat"], ids["yassine"]}
    assert {m.person for m in Message.objects.filter(key__contains=f"replied:{made.pk}")} == {ids["yassine"]}
    for name in ("hayat", "yassine"):
        assert caller(world, name).get(told[ids[name]].path).status_code == 200


def test_a_card_begins_with_what_was_said_and_without_the_amounts(world: World) -> None:
    row = asked(world, "yassine", Subject("quote", None, "quote"), "Mon prix est 12 000 DH ?", lang="fr")
    asking.answer(question=row, text="Comparez", by=world.cast.actor("hayat"), at=AT)
    first = caller(world, "hayat").get(f"/fr/support/asked/{row.pk}/card/").context["form"].initial
    assert first == {"question_fr": "Mon prix est ••• DH ?", "answer_fr": "Comparez"}


def test_anybody_reads_what_was_answered_and_reviewed_and_nothing_else(world: World) -> None:
    page = "/fr/support/answers/"
    assert caller(world, "visitor").get(page).context["groups"] == []
    sample_support.helped(people=world.cast.people, at=AT)
    card = Card.objects.get()
    waits = Card.objects.create(
        body=world.body, about="other", topic="other", question_fr="Pas relue ?", answer_fr="x", written_at=AT
    )
    shown = caller(world, "visitor").get(page)
    assert card.answer_fr in shown.content.decode() and waits.question_fr not in shown.content.decode()
    for words, n in (("attestation FISCALE", 1), ("الجبائية", 1), ("bateau", 0), ("x" * 400, 1)):
        assert caller(world, "visitor").get(page, {"q": words}).context["n"] == n, words
    assert page in caller(world, "visitor").get("/fr/support/").content.decode()


def test_a_visitor_asks_about_a_paper_from_the_guides(world: World) -> None:
    tool = "/fr/guides/tools/paper/?paper=tax_certificate&issued=2026-11-01&seen=2026-11-28"
    ask = "/fr/support/ask/?about=paper&amp;of=tax_certificate"
    assert ask in caller(world, "visitor").get(tool).content.decode()
    caller(world, "visitor").post("/fr/support/ask/", {
        "about": "paper", "of": "tax_certificate", "text": "Où ?", "phone": "0600000088",
    })  # fmt: skip
    assert Question.objects.get().topic == "paper:tax_certificate"


def test_who_owes_answers_chooses_how_to_be_told(world: World) -> None:
    for name in ("hayat", "rachid", "nadia"):
        browser = caller(world, name)
        assert "/fr/alerts/how/coach/" in browser.get("/fr/alerts/").content.decode()
        page = browser.get("/fr/alerts/how/coach/").content.decode()
        assert "devis" not in page and "avis qui" not in page and 'name="ceiling"' not in page, name
        assert ('name="hour"' in page) == (name == "hayat"), "only a coach has a day told at an hour"
        told = {"channel": "page", "hour": "6", "quiet_from": "21", "quiet_to": "5"}
        assert browser.post("/fr/alerts/how/coach/", told).status_code == 302
        choice = Choice.objects.get(person=world.cast.people[name], structure=None)
        assert (choice.ceiling, choice.hour) == (3, 6 if name == "hayat" else None)
        assert "par jour" not in browser.get("/fr/alerts/").content.decode()
    assert "/fr/alerts/how/coach/" not in caller(world, "ftoum").get("/fr/alerts/").content.decode()
    assert caller(world, "ftoum").get("/fr/alerts/how/coach/").status_code == 404
