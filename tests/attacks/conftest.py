"""The cast with everything Ftoum holds, and every kind of caller in a browser of her own."""

from __future__ import annotations

import copy
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image

from tests import cast as tests_cast
from tests.advocacy.attacked import pleaded
from tests.orders.attacked import ordered
from tests.results.attacked import lesson, proved, reported
from tests.training.attacked import trained
from wolouj.alerts import actions as alerts
from wolouj.bids import actions as bids
from wolouj.bids import queries as bid_queries
from wolouj.bids.models import Quote, Receipt
from wolouj.coaching.actions import plans
from wolouj.coaching.models import Doer, Following, Handover, Visit, VisitPhoto
from wolouj.cofinancing import papers as cofinancing_papers
from wolouj.cofinancing.actions import budget, committee
from wolouj.cofinancing.models import Agreement, Asset, Purchase, Request, Ruling, Tranche
from wolouj.foundation import clock, uploads
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.sounds import Sound
from wolouj.gatherings.models import BodyKind
from wolouj.home import sample_cofinancing, sample_petitions, sample_programme, sample_support
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.meetings import actions as meetings
from wolouj.meetings.following import actions as following
from wolouj.meetings.following.actions import Happened
from wolouj.meetings.handouts import actions as handouts
from wolouj.meetings.inviting import actions as inviting
from wolouj.meetings.models import Reply, Source
from wolouj.notices import actions as notices
from wolouj.notices import saving
from wolouj.notices.asked import Asked
from wolouj.notices.models import Buyer, BuyerMerge, BuyerProposal, MinutesDraft, Notice, NoticeDraft, SavedSearch
from wolouj.people.actions import accounts, mandates
from wolouj.people.middleware import ACTING_KEY
from wolouj.people.models import Body, Mandate, Person
from wolouj.petitions import actions as petitions
from wolouj.petitions.information import actions as information
from wolouj.petitions.signing import actions as signing
from wolouj.petitions.signing import authorising, lines
from wolouj.programme.actions import batches, choosing, consents, deciding, merging
from wolouj.programme.models import Application, Decision, DuplicateProposal
from wolouj.structures.actions import papers
from wolouj.structures.models import Member, Paper, Structure
from wolouj.support.models import Question as HelpAsked
from wolouj.support.models import Referral

UNSEEN = "77,77"
"""A price nobody else may read."""


@pytest.fixture(scope="module")
def module_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house") / "files"


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def photo(name: str = "papier.jpg", size: tuple[int, int] = (60, 80)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@dataclass
class House:
    """What Ftoum holds, and the browsers of those who knock."""

    cast: Cast
    at: datetime
    structure: Structure
    notice: Notice
    draft: NoticeDraft
    quote: Quote
    paper: Paper
    receipt: Receipt
    member: Member
    mandate: Mandate
    public: Notice
    search: SavedSearch
    told: Message
    feed: str
    """The secret of her structure's feed."""
    minutes: MinutesDraft
    lived: Lived
    asked: Request
    """What she asks of the co-financing, a whole draft."""
    callers: dict[str, Client] = field(default_factory=dict)
    referred: list[Referral] = field(default_factory=list)
    """Of Ftoum, of Yassine, of Ftoum again: see :mod:`wolouj.home.sample_support`."""

    def person(self, name: str) -> Person:
        return self.cast.people[name]


def enter(person: Person, *, strict: bool = False) -> Client:
    browser = Client(enforce_csrf_checks=strict)
    browser.force_login(person.user, backend="wolouj.people.backends.SessionBackend")
    return browser


def act_for(browser: Client, mandate: Mandate) -> Client:
    session = browser.session
    session[ACTING_KEY] = [str(mandate.for_person_id), str(mandate.id)]
    session.save()
    return browser


def newcomer(name: str, phone: str, at: datetime) -> Person:
    return accounts.sign_up(full_name=name, phone=phone, language="fr", secret="284691", at=at)


def mandate_of(cast: Cast, holder: str, giver: str = "ftoum") -> Mandate:
    return Mandate.objects.get(holder=cast.people[holder], for_person=cast.people[giver], revoked_at=None)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, module_files: Path) -> Iterator[House]:
    """The house as the tests of a file find it: built once, inside a transaction that is rolled back after them."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        with override_settings(MEDIA_ROOT=module_files):
            made = build(tests_cast.make(clock.now() - timedelta(hours=1)))
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def cast(house: House) -> Cast:
    return house.cast


def published(at: datetime) -> Notice:
    """A notice of the portal, invented, that anybody may read."""
    buyer, _ = Buyer.objects.get_or_create(
        name_key="commune x (échantillon)", defaults={"name": "Commune X (échantillon)"}
    )
    return Notice.objects.create(
        reference="5/2026", object="Repas (échantillon)", buyer=buyer, source="json", identity="sample:attacked",
        deadline=at + timedelta(days=9), entered_at=at, is_sample=True, rulebook="decree", natures=[1], nature=1,
    )  # fmt: skip


def kept_search(person: Person, by: Actor, at: datetime) -> SavedSearch:
    """A search she keeps, with its secret link. Its name is hers alone."""
    search = saving.save_search(person=person, asked=Asked("repas"), name=f"Repas {UNSEEN}", by=by, at=at).search
    saving.give_link(search=search, by=by, at=at)
    return search


def said_to(person: Person, at: datetime) -> Message:
    """An alert she was sent."""
    return Message.objects.create(
        key="attacked", kind="match", person=person.id, channel="page", lang="ar", title="x", text="x",
        day=at.date(), made_at=at, due=at,
    )  # fmt: skip


def lived_programme(cast: Cast, at: datetime) -> Lived:
    body = Body.objects.get(memberships__person=cast.people["hayat"])
    lived = sample_programme.lived(
        body=body, manager=cast.actor("rachid"), coach=cast.actor("hayat"), people=cast.people, at=at
    )
    batches.take(call=lived.second, data=b"Nom\nAttendue", name="liste.csv", by=cast.actor("hayat"), at=at)
    one, other = (row.participant for row in lived.applications[:2])
    DuplicateProposal.objects.create(kept=one, other=other, score=Decimal("0.8"), reasons=["name"], found_at=at)
    merging.keep_apart(one=one, other=other, by=cast.actor("hayat"), at=at)
    hers = lived.applications[0]
    choosing.give_to(application=hers, task="first", marker=cast.people["hayat"], by=cast.actor("rachid"), at=at)
    deciding.convene(call=lived.second, held_on=at.date(), places=("", "x"), seats=[], by=cast.actor("rachid"), at=at)
    Decision.objects.create(
        application=hers, outcome="reserve", reason_ar="x", reason_fr="x", door="wait", decided_at=at
    )
    reported(lived.programme, by=cast.actor("rachid"), at=at)
    voice, by = Sound(b"OggS" + bytes(200), "ogg"), cast.actor("hayat")
    consents.consent(participant=one, purpose="photo", yes=True, how="oral", sound=voice, by=by, at=at)
    return lived


def asked_money(cast: Cast, at: datetime) -> Request:
    """Her request, as a chosen person makes it; then her application stands again as the other tests want it."""
    hers = Application.objects.get(participant__person=cast.people["ftoum"])
    sample_cofinancing.rules(hers.call, by=cast.actor("rachid"), at=at)
    chosen = {"answered_at": at}
    Application.objects.filter(pk=hers.pk).update(**chosen)
    Decision.objects.filter(application=hers).update(outcome="selected")
    hers = Application.objects.select_related("decision").get(pk=hers.pk)
    made = sample_cofinancing.told(hers, sample_cofinancing.PROJECTS[0], by=cast.actor("ftoum"), at=at)
    Application.objects.filter(pk=hers.pk).update(answered_at=None)
    Decision.objects.filter(application=hers).update(outcome="reserve")
    Request.objects.filter(pk=made.pk).update(number=1)
    made.number = 1
    _running(made, cast, at)
    return made


def carried_petition(cast: Cast, at: datetime) -> None:
    """A petition of the association, a line and a scan with their keeper, filed, shown to anybody."""
    body, by = Body.objects.get(memberships__person=cast.people["hayat"]), cast.actor("rachid")
    row = sample_petitions.to_the_region(body=body, by=by, at=at)
    petitions.move(petition=row, happened=petitions.Happened(state="gathering", on=at.date()), by=by, at=at)
    batch = signing.count_batch(petition=row, told=signing.Counted("05.081", 5, "x", at.date()), by=by, at=at)
    authorising.record(
        petition=row, number="1", granted_on=at.date(), purpose="x", keep_until=at.date() + timedelta(days=90),
        keeper=cast.people["hayat"], by=OPERATOR, at=at,
    )  # fmt: skip
    lines.enter(batch=batch, line=lines.Line("ZZ000001", at.date(), UNSEEN, consented=True), by=by, at=at)
    lines.keep_scan(batch=batch, file=uploads.clean(photo()), by=by, at=at)
    told = petitions.Happened(state="filed", on=at.date(), number="1", proof=uploads.clean(photo()))
    petitions.move(petition=row, happened=told, by=by, at=at)
    petitions.publish(petition=row, shown=True, by=by, at=at)
    hers = cast.people["ftoum"]
    fields = {"institution_fr": "Commune", "asked_fr": UNSEEN}
    request = information.open_request(fields=fields, person=hers, by=cast.actor("ftoum"), at=at)
    sent = information.Told(state="sent", on=at.date(), number="1", proof=uploads.clean(photo()))
    information.move(request=request, told=sent, by=cast.actor("ftoum"), at=at)


def lived_support(cast: Cast, at: datetime) -> list[Referral]:
    body = Body.objects.get(memberships__person=cast.people["hayat"])
    made = sample_support.for_the_demo(cast=cast, body=body, at=at)
    by_phone = HelpAsked.objects.exclude(phone="").get()
    Message.objects.create(
        key=f"answer:phone:{by_phone.id}", kind="answer", person=by_phone.id, channel="sms", lang="fr", title="x",
        text="x", day=at.date(), made_at=at, due=at,
    )  # fmt: skip
    return made


def _running(made: Request, cast: Cast, at: datetime) -> None:
    """What a request holds once it runs, each row by itself: the tests only knock at the doors."""
    programme, manager = made.terms.call.programme, cast.actor("rachid")
    committee.convene(terms=made.terms, held_on=at.date(), places=("", ""), seats=[], by=manager, at=at)
    budget.open_line_with(
        programme=programme, donor=programme.donors.all()[0], code="1", labels=("x", "x"), amount=Decimal(9),
        by=manager, at=at,
    )  # fmt: skip
    tranche = Tranche.objects.create(request=made, number=1, share=100, amount=Decimal(9))
    Agreement.objects.create(request=made, papers=agreement_data_of(Request.objects.get(pk=made.pk)), made_at=at)
    bought = Purchase.objects.create(
        request=made, tranche=tranche, item=made.items.all()[0], supplier="x", amount=Decimal(9), on=at.date(),
        how="cash", told_at=at,
    )  # fmt: skip
    Asset.objects.create(
        request=made, purchase=bought, label="x", value=Decimal(9), bought_on=at.date(), bound_until=at.date()
    )


def agreement_data_of(made: Request) -> dict[str, Any]:
    """The agreement's text, as if it had been granted nine dirhams."""
    made.ruling, made.number = Ruling(request=made, verdict="accepted", amount=Decimal(9)), 1
    return cofinancing_papers.agreement_data(made, at=made.made_at)


@pytest.fixture
def house(built: House, db: None, module_files: Path, quick: Path) -> House:
    """A house of one's own: what a test does to it is undone after it."""
    shutil.copytree(module_files, quick)
    made = copy.deepcopy(replace(built, callers={}))
    made.callers = {name: again(browser) for name, browser in built.callers.items()}
    return made


def again(browser: Client) -> Client:
    """Another browser in the same session."""
    other = Client()
    other.cookies.update(browser.cookies)
    return other


def build(cast: Cast) -> House:
    """Everything she holds, and what stands around it."""
    at, by = clock.now() - timedelta(minutes=30), cast.actor("ftoum")
    structure, notice = cast.structures["ftoum"], cast.notices["ftoum"]
    quote = bids.open_quote(structure=structure, notice=notice, by=by, at=at)
    answers = {line.number: {"unit_price": Decimal("77.77")} for line in quote.version.lines.all()}
    bids.price_lines(version=bid_queries.version_of(quote), answers=answers, by=by, at=at)
    clean = uploads.clean(photo())
    paper = papers.add_paper(structure, kind="rc_model_7", file=clean, by=by, at=at)
    made = House(
        cast, at, structure, notice, notices.draft_blank(person=cast.people["ftoum"], by=by, at=at), quote, paper,
        bids.keep_receipt(quote=quote, photo=clean, by=by, at=at), structure.members.get(), mandate_of(cast, "salma"),
        published(at), kept_search(cast.people["ftoum"], by, at), said_to(cast.people["ftoum"], at),
        alerts.new_feed(person=cast.people["ftoum"], structure=structure, by=by, at=at).token,
        MinutesDraft.objects.get(), lived_programme(cast, at), asked_money(cast, at),
    )  # fmt: skip
    other = Buyer.objects.create(name="C.T. X (échantillon)", name_key="c.t. x (échantillon)")
    BuyerProposal.objects.create(kept=made.public.buyer, other=other, score=Decimal("0.9"), reasons=["spelling"])
    BuyerMerge.objects.create(kept=made.public.buyer, other=other, at=at)
    pleaded(made)
    _followed(made)
    made.referred = lived_support(cast, at)
    trained(made)
    _accompanied(made)
    carried_petition(cast, at)
    lesson(made.lived.second)
    proved(made.lived.programme.goals.exclude(indicators=None)[0].indicators.all()[0].id)
    ordered(structure, clean, amount=Decimal("77.77"), by=by, at=at)
    # Somebody else was chosen and answered: what became of him is followed.
    chosen = made.lived.applications[1]
    told = {"outcome": "selected", "reason_ar": "x", "reason_fr": "x", "door": "training", "decided_at": at}
    Decision.objects.update_or_create(application=chosen, defaults=told)
    Application.objects.filter(pk=chosen.pk).update(answered_at=at)
    made.callers = _callers(made)
    return made


def _followed(house: House) -> None:
    """What became of a promise of the meeting: a step with its proof, the institution's line, its link."""
    promise, by, at = house.cast.meetings["held"].commitments.all()[0], house.cast.actor("rachid"), house.at
    happened = Happened(state="under_way", on=timezone.localdate(at), proof=uploads.clean(photo()))
    following.move(commitment=promise, happened=happened, by=by, at=at)
    given = {"how": Reply.How.GIVEN, "function": "Direction", "texts": ("", "En cours."), "on": timezone.localdate(at)}
    following.reply(commitment=promise, **given, by=by, at=at)
    following.make_link(commitment=promise, by=by, at=at)
    voice = Sound(b"OggS" + bytes(200), "ogg")
    meetings.ask(meeting=promise.meeting, text="", sound=voice, source=Source.PHONE, by=OPERATOR, at=at)
    handouts.add(meeting=promise.meeting, titles=("", "Présentation"), file=uploads.clean(photo()), by=by, at=at)
    coming = house.cast.meetings["today"]
    inviting.invite(meeting=coming, kind=BodyKind.FIRM, name="Entreprise (échantillon)", by=by, at=at)
    series = inviting.series_named(meeting=coming, names=("", "Série (échantillon)"), by=by, at=at)
    inviting.change_meeting(meeting=coming, fields={"place_fr": "Ailleurs"}, series=series, by=by, at=at)


def _accompanied(house: House) -> None:
    """A coach has her file: a plan, a visit with a photo and a voice note; a file was passed to another coach."""
    her, by, at = house.lived.applications[0].participant, house.cast.actor("hayat"), house.at
    hayat, day = house.person("hayat"), timezone.localdate(at)
    passed = Handover.objects.create(body=her.body, giver=hayat, taker=house.person("nadia"), at=at)
    Following.objects.create(participant=her, coach=hayat, since=day, given_at=at)
    goal = plans.set_goal(participant=her, text=f"Vendre {UNSEEN}", by=by, at=at)
    plans.add_action(goal=goal, text="Appeler", doer=Doer.HER, due=day, by=by, at=at)
    visit = Visit.objects.create(id=passed.id, participant=her, coach=hayat, on=day, where="home", kept_at=at)
    visit.sound.save("voice.ogg", ContentFile(b"OggS" + bytes(200)))
    VisitPhoto(visit=visit, digest="x").file.save("photo.jpg", ContentFile(uploads.clean(photo()).bytes))


def _callers(house: House) -> dict[str, Client]:
    cast, at = house.cast, house.at
    former = newcomer("Ancienne", "0600000021", at)
    Member.objects.create(
        structure=house.structure, person=former, name="Ancienne", until=timezone.localdate() - timedelta(days=1)
    )
    once = newcomer("Ancienne aide", "0600000022", at)
    given = mandates.give_mandate(
        for_person=cast.people["ftoum"], holder=once, ends_on=timezone.localdate(), by=cast.actor("ftoum"), at=at
    )
    mandates.revoke_mandate(mandate=given, by=cast.actor("ftoum"), at=at)
    people = cast.people
    return {
        "anonymous": Client(),
        "stranger": enter(newcomer("Étrangère", "0600000020", at)),
        "rival": enter(people["karim"]),
        "former member": enter(former),
        "former helper": enter(once),
        "helper": enter(people["salma"]),
        "coach": enter(people["hayat"]),
        "manager": enter(people["rachid"]),
        "officer": enter(people["nadia"]),
        "finance": enter(people["souad"]),
        "administrator": enter(people["admin"]),
        "herself": enter(people["ftoum"]),
        "helper acting": act_for(enter(people["salma"]), mandate_of(cast, "salma")),
        "coach acting": act_for(enter(people["hayat"]), mandate_of(cast, "hayat")),
    }


MOVING = {"django_session", "people_signinattempt", "foundation_auditline"}


def everything(*, but: set[str] = MOVING) -> str:
    """Every row of every table, as text, the given ones excepted."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in but:
                cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t ORDER BY 1')
                found += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(found)


def written() -> list[tuple[str, int, int, int]]:
    """Rows added, changed and removed by this test so far, table by table, the moving ones excepted.

    PostgreSQL counts them, undone ones too: stricter than comparing the rows, and a hundred times quicker.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables WHERE relname <> ALL(%s)"
            " AND n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY 1",
            [list(MOVING)],
        )
        return cursor.fetchall()


def body(answer: Any) -> bytes:
    """What was sent, a file closed behind it (closing the answer itself would end the test's database)."""
    if not answer.streaming:
        return bytes(answer.content)
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


def actor(house: House, name: str) -> Actor:
    return house.cast.actor(name)
