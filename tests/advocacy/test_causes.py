"""A cause: what it is made of, who may decide, its states, its pages, what the public sees of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Confidence
from tests.advocacy.conftest import AT, DAY
from tests.house.test_templates import bare_digits
from wolouj.advocacy import queries
from wolouj.advocacy.actions import causes, following
from wolouj.advocacy.actions.following import Happened
from wolouj.advocacy.measures import NAMES, frozen, measure, thawed
from wolouj.advocacy.models import Addressee, Cause, CauseState, StepKind
from wolouj.advocacy.powers import BOUND, competence, powers
from wolouj.advocacy.states import SIGNS, STEPS, after
from wolouj.difficulties.actions import Told, tell
from wolouj.difficulties.models import SourceKind
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.home.sample_advocacy import Pleaded
from wolouj.meetings.queries import difficulties_of

Enter = Callable[[str], Client]
FIRST = {"title_fr": "Des délais", "power": "days", "addressee": "commune", "place": "Azilal"}


@pytest.fixture
def draft(cast: Cast) -> Cause:
    fields = {"title_fr": "Des délais", "power": "days", "addressee": "commune", "place": "05.081.01.01"}
    body = cast.meetings["held"].gathering.body
    return causes.open_cause(body=body, fields=fields, by=cast.actor("hayat"), at=AT, is_sample=True)


# ---- who may decide ---------------------------------------------------------------------------------------------


def test_a_power_is_never_surer_than_its_articles() -> None:
    for power in powers().values():
        for held in power.who.values():
            read = [TEXTS.article(each).confidence for each in held.articles]
            assert held.articles
            assert list(Confidence).index(held.confidence) >= max(list(Confidence).index(each) for each in read)


def test_what_no_text_gives_is_asked_of_a_jurist() -> None:
    assert competence("days", "commune") is None
    assert competence("support", "region") is None
    assert all(competence(key, "observatory") is None for key in powers())
    held = competence("paid", "commune")
    assert held is not None and held.confidence is Confidence.CERTAIN and BOUND in held.articles
    economy = powers()["economy"].who
    assert set(economy) == {Addressee.REGION}, "economic actors have a body beside the region alone"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_page_says_who_may_decide_and_how_surely(
    cast: Cast, draft: Cause, pleaded: Pleaded, enter: Enter, lang: str
) -> None:
    coach = enter("hayat")
    unknown = coach.get(f"/{lang}/causes/{draft.pk}/").content.decode()
    likely = coach.get(f"/{lang}/causes/{pleaded.cause.pk}/").content.decode()
    jurist, confirm = {"fr": ("demandez à un juriste", "à confirmer"), "ar": ("مختصا في القانون", "يحتاج إلى تأكيد")}[
        lang
    ]
    assert jurist in unknown and jurist not in likely
    assert confirm in likely


def test_articles_stand_in_the_order_of_their_numbers(cast: Cast, pleaded: Pleaded) -> None:
    found = queries.articles_of(pleaded.cause)
    assert found == ["decree-2-22-431/10", "decree-2-22-431/17", "decree-2-22-431/148"]


# ---- states -----------------------------------------------------------------------------------------------------


def test_every_pair_of_step_and_state(cast: Cast, pleaded: Pleaded) -> None:
    cause, by = pleaded.cause, cast.actor("rachid")
    for kind, state in product(StepKind, CauseState):
        Cause.objects.filter(pk=cause.pk).update(state=state)
        told, before = Happened(kind, DAY, note_fr="vu"), cause.steps.count()
        if after(kind, state) is None:
            with pytest.raises(causes.NotNow):
                following.step(cause=cause, happened=told, by=by, at=AT)
            assert cause.steps.count() == before
        else:
            following.step(cause=cause, happened=told, by=by, at=AT)
            assert cause.state == STEPS[kind][state]
    assert set(SIGNS) == set(CauseState) and set(STEPS) == set(StepKind)


def test_ready_asks_for_both_languages_and_a_ground(cast: Cast, draft: Cause) -> None:
    by = cast.actor("hayat")
    with pytest.raises(BadInput):
        following.make_ready(cause=draft, by=by, at=AT)
    texts = {f"{name}_{lang}": "نص" for name in ("title", "situation", "ask") for lang in ("ar", "fr")}
    causes.change(cause=draft, fields=texts, by=by, at=AT)
    assert following.missing(draft) == ["ground"]
    causes.set_difficulties(cause=draft, codes=["delays"], by=by, at=AT)
    following.make_ready(cause=draft, by=by, at=AT)
    assert draft.state == CauseState.READY


def test_what_was_sent_no_longer_changes(cast: Cast, pleaded: Pleaded, enter: Enter) -> None:
    cause, by = pleaded.cause, cast.actor("hayat")
    for write in (
        lambda: causes.change(cause=cause, fields={"title_fr": "x"}, by=by, at=AT),
        lambda: causes.set_articles(cause=cause, signatures=[], by=by, at=AT),
        lambda: causes.set_difficulties(cause=cause, codes=[], by=by, at=AT),
        lambda: causes.add_measure(cause=cause, name="quotes", by=by, at=AT),
    ):
        with pytest.raises(causes.NotNow):
            write()
    coach = enter("hayat")
    for page in ("edit", "texts", "difficulties", "articles", "fact", "lead/council"):
        assert coach.get(f"/fr/causes/{cause.pk}/{page}/").status_code == 404, page


# ---- facts ------------------------------------------------------------------------------------------------------


def test_a_measure_keeps_the_figures_of_its_day(cast: Cast, draft: Cause) -> None:
    found = {name: measure(name, at=AT) for name in NAMES}
    assert found["quotes"] is not None
    for one in found.values():
        assert one is None or thawed(frozen(one)) == one
        assert one is None or (one.sample and 0 <= one.part <= one.number)
    by = cast.actor("hayat")
    fact = causes.add_measure(cause=draft, name="quotes", by=by, at=AT)
    again = causes.add_measure(cause=draft, name="quotes", by=by, at=AT)
    assert fact.pk == again.pk and draft.facts.count() == 1
    assert fact.figures["number"] == found["quotes"].number


def test_six_facts_and_no_more(cast: Cast, draft: Cause, enter: Enter) -> None:
    coach, url = enter("hayat"), f"/fr/causes/{draft.pk}/fact/"
    told = {"text_fr": "Un fait", "source_fr": "Un journal", "on": "2026-11-20"}
    for _ in range(causes.MOST_FACTS):
        assert coach.post(url, told).status_code == 302
    full = coach.post(url, told)
    assert full.status_code == 422 and "Un journal" in full.content.decode()
    assert draft.facts.count() == causes.MOST_FACTS


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"source_fr": "Un journal", "on": "2026-11-20"}, "text_ar"),
        ({"text_fr": "Un fait", "on": "2026-11-20"}, "source_ar"),
        ({"text_fr": "Un fait", "source_fr": "Un journal", "on": "2026-11-29"}, "on"),
        ({"text_fr": "x" * 221, "source_fr": "Un journal", "on": "2026-11-20"}, "text_fr"),
    ],
)
def test_a_fact_has_a_text_a_source_and_a_day_that_came(
    cast: Cast, draft: Cause, enter: Enter, told: dict[str, str], field: str
) -> None:
    answer = enter("hayat").post(f"/fr/causes/{draft.pk}/fact/", told)
    assert answer.status_code == 422 and f'href="#id_{field}"' in answer.content.decode()
    assert draft.facts.count() == 0


# ---- pages ------------------------------------------------------------------------------------------------------


def test_from_a_name_to_the_answer_by_the_pages(cast: Cast, enter: Enter) -> None:
    coach, manager = enter("hayat"), enter("rachid")
    made = coach.post("/fr/causes/new/", FIRST | {"body": str(cast.meetings["held"].gathering.body_id)})
    assert made.status_code == 302, made.content.decode()
    cause = Cause.objects.get(title_fr="Des délais")
    assert (cause.place, cause.is_sample) == ("05.081.01.01", True)
    url = f"/fr/causes/{cause.pk}"
    coach.post(f"{url}/edit/", FIRST | {"body": str(cause.body_id), "title_ar": "آجال"})
    texts = {f"{name}_{lang}": f"{name} {lang}" for name in ("situation", "ask") for lang in ("ar", "fr")}
    assert coach.post(f"{url}/texts/", texts).status_code == 302
    assert coach.post(f"{url}/difficulties/", {"codes": ["delays", "cash"]}).status_code == 302
    assert coach.post(f"{url}/articles/", {"chosen": [], "another": "decree-2-22-431/91"}).status_code == 302
    assert coach.post(f"{url}/measure/", {"measure": "quotes"}).status_code == 302
    assert coach.post(f"{url}/lead/council/", {"text_fr": "Vous décidez"}).status_code == 302
    assert coach.post(f"{url}/ready/").status_code == 302
    sent = {"whom_fr": "Présidence", "on": "2026-11-28"}
    assert coach.post(f"{url}/send/council/", sent).status_code == 404, "a coach writes, the manager sends"
    assert manager.post(f"{url}/send/council/", sent).status_code == 302
    cause.refresh_from_db()
    step = cause.steps.get(kind="sent")
    assert cause.state == CauseState.SENT and set(step.papers) == {"ar", "fr"}
    told = {"kind": "answered", "on": "2026-11-28", "note_fr": "Accord de principe"}
    letter = SimpleUploadedFile("lettre.pdf", b"not a pdf")
    assert coach.post(f"{url}/step/", told | {"proof": letter}).status_code == 422
    assert coach.post(f"{url}/step/", told).status_code == 302
    cause.refresh_from_db()
    assert cause.state == CauseState.ANSWERED
    acts = set(AuditLine.objects.filter(object_id=str(cause.pk)).values_list("act", flat=True))
    assert acts == {"cause_opened", "cause_changed", "cause_fact_added", "cause_moved"}


def test_a_cause_is_opened_from_the_meeting_it_is_born_at(cast: Cast, enter: Enter) -> None:
    coach, meeting = enter("hayat"), cast.meetings["held"]
    url = f"/fr/causes/new/?meeting={meeting.pk}"
    assert url.replace("&", "&amp;") in coach.get(f"/fr/meetings/{meeting.pk}/").content.decode()
    assert "Elle naît à la rencontre" in coach.get(url).content.decode()
    body = {"body": str(meeting.gathering.body_id)}
    assert coach.post(url, FIRST | body).status_code == 302
    cause = Cause.objects.get(title_fr="Des délais")
    voiced = {row.key for row in difficulties_of(meeting)}
    assert cause.meeting_id == meeting.pk
    assert {row.code for row in cause.difficulties.all()} <= voiced and cause.difficulties.count() == min(
        6, len(voiced)
    )
    for unknown in ("x", str(cause.pk)):
        assert "Elle naît" not in coach.get(f"/fr/causes/new/?meeting={unknown}").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"place": ""}, "place"), ({"place": "Atlantide"}, "place"), ({"addressee": "mayor"}, "addressee"),
     ({"title_fr": ""}, "title_ar"), ({"power": "magic"}, "power")],
)  # fmt: skip
def test_what_is_wrong_in_the_first_form_is_said_and_kept(
    cast: Cast, enter: Enter, change: dict[str, str], field: str
) -> None:
    answer = enter("hayat").post("/ar/causes/new/", FIRST | {"named_fr": "gardé"} | change)
    text = answer.content.decode()
    assert answer.status_code == 422 and f'href="#id_{field}"' in text and "gardé" in text
    assert not Cause.objects.filter(named_fr="gardé").exists()


def test_nothing_is_public_before_a_person_says_so_and_never_a_small_group(
    cast: Cast, pleaded: Pleaded, enter: Enter
) -> None:
    cause, manager = pleaded.cause, enter("rachid")
    tell(told=Told(code="alone", voices=4), source=SourceKind.MEETING, source_id=str(cause.meeting_id),
         body=cause.body, by=cast.actor("hayat"), at=AT, is_sample=True)  # fmt: skip
    staff = {one.code: one.counted for one in queries.voiced(cause, public=False)}
    public = {one.code: one.counted for one in queries.voiced(cause, public=True)}
    assert staff["alone"] is not None and staff["alone"].people == 4 and public["alone"] is None
    assert public["language"] is not None
    assert queries.voices(cause, []) == []
    seen = f"/fr/causes/public/{cause.pk}/"
    text = Client().get(seen).content.decode()
    assert "La part des petits" in text and "trop peu de personnes" in text
    assert "La part des petits" in Client().get("/fr/causes/public/?code=cash").content.decode()
    assert "La part des petits" not in Client().get("/fr/causes/public/?code=papers").content.decode()
    step = cause.steps.get(kind="sent")
    assert Client().get(f"/fr/causes/steps/{step.pk}/fr.pdf").content[:5] == b"%PDF-"
    manager.post(f"/fr/causes/{cause.pk}/publish/")
    assert Client().get(seen).status_code == 302
    assert Client().get(f"/fr/causes/steps/{step.pk}/fr.pdf").status_code == 302
    assert "La part des petits" not in Client().get("/fr/causes/public/").content.decode()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_pages_show_no_bare_figure_and_ask_a_fixed_number_of_queries(
    cast: Cast, pleaded: Pleaded, enter: Enter, lang: str
) -> None:
    coach, cause = enter("hayat"), pleaded.cause
    pages = [f"/{lang}/causes/", f"/{lang}/causes/{cause.pk}/", f"/{lang}/causes/public/",
             f"/{lang}/causes/public/{cause.pk}/"]  # fmt: skip
    before = []
    for url in pages:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text = coach.get(url).content.decode()
        before.append(len(seen))
        if lang == "ar":
            assert bare_digits(text) == [], url
    body = cause.body
    for n in range(6):
        made = causes.open_cause(body=body, fields={"title_fr": f"n {n}", "power": "lots", "addressee": "state"},
                                 by=cast.actor("hayat"), at=AT, is_sample=True)  # fmt: skip
        Cause.objects.filter(pk=made.pk).update(published_at=AT)
        following.step(cause=cause, happened=Happened("follow_up", DAY), by=cast.actor("hayat"), at=AT)
    for url, count in zip(pages, before, strict=True):
        with CaptureQueriesContext(connection) as seen:
            coach.get(url)
        assert len(seen) == count, url


def test_another_body_sees_nothing(cast: Cast, pleaded: Pleaded, enter: Enter) -> None:
    for name in ("nadia", "ftoum", "karim"):
        assert enter(name).get(f"/fr/causes/{pleaded.cause.pk}/").status_code == 404
    assert re.match("/fr/people/", Client().get(f"/fr/causes/{pleaded.cause.pk}/")["Location"])


def test_the_cause_is_found_from_the_memory_of_its_theme(cast: Cast, pleaded: Pleaded) -> None:
    text: Any = Client().get("/fr/meetings/memory/cash/").content.decode()
    assert "/fr/causes/public/?code=cash" in text


# ---- to a petition -----------------------------------------------------------------------------------------------


def test_a_cause_opens_a_petition_with_what_it_says_and_only_for_those_who_plead_it(
    pleaded: Pleaded, enter: Enter
) -> None:
    coach, cause = enter("hayat"), pleaded.cause
    assert f"/fr/petitions/new/?cause={cause.pk}" in coach.get(f"/fr/causes/{cause.pk}/").content.decode()
    form = coach.get(f"/fr/petitions/new/?cause={cause.pk}").context["form"]
    assert form["title_ar"].value() == cause.title_ar and form["request_fr"].value() == cause.ask_fr
    assert (form["level"].value(), form["place"].value(), form["cause"].value()) == ("region", "05", str(cause.pk))
    for nothing in ("", "x", str(pleaded.open.pk)):
        assert not coach.get("/fr/petitions/new/", {"cause": nothing}).context["form"]["title_fr"].value()
    told = {name: form[name].value() for name in form.fields} | {"filer": "citizens"}
    assert coach.post("/fr/petitions/new/", told).status_code == 302


def test_a_cause_taken_up_again_leaves_the_public_pages(pleaded: Pleaded, enter: Enter, cast: Cast) -> None:
    cause, by = pleaded.cause, cast.actor("rachid")
    assert Client().get(f"/fr/causes/public/{cause.pk}/").status_code == 200
    following.step(cause=cause, happened=Happened(StepKind.CLOSED, DAY, note_fr="Fini"), by=by, at=AT)
    assert Client().get(f"/fr/causes/public/{cause.pk}/").status_code == 200, "closed, it stays shown"
    following.reopen(cause=cause, by=by, at=AT)
    assert Client().get(f"/fr/causes/public/{cause.pk}/").status_code == 302
    assert enter("hayat").get(f"/fr/causes/public/{cause.pk}/").status_code == 404
