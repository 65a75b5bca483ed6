"""For the demo: two people one coach accompanies answer the same notices, and the wall stands. Everything is invented.

On the training day both quotes are ready with the same total: the manager is told, and a second coach is named for one
of the two. On the meals of the province one head still helps both: the manager's page asks whom to name.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from rulebook.engine.facts import AeActivity, BidderKind
from rulebook.engine.format import local
from wolouj.bids import actions as bids
from wolouj.bids.models import Quote
from wolouj.coaching import queries
from wolouj.coaching.actions import caseload, visits, wall
from wolouj.coaching.actions.visits import Sheet
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.home.cast import Cast, code_of, new_pin, own_structure, sample_ice, sample_rib
from wolouj.notices import actions as notices
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice, Source
from wolouj.people.actions import accounts
from wolouj.people.models import Body, Person
from wolouj.programme.models import Participant
from wolouj.structures.actions import telling
from wolouj.structures.models import Structure

BAKER, PHONE = ("Saadia M. (échantillon)", "السعدية م. (عينة)"), "0600000012"
DAY, MEALS = "01/{year}/BC", "06/{year}/BC"
"""References of the two public samples both answer."""
PRICES = ("24", "52", "3")
"""Of a line each, in dirhams without tax; the same from both, as happens when one head helps two."""


def for_the_demo(*, cast: Cast, body: Body, at: datetime) -> list[Quote]:
    """The same with the accepted baker of the first call; her account and that of the second coach can be entered."""
    baker = Participant.objects.get(body=body, name_ar=BAKER[1], is_sample=True, same_as=None)
    second = Person.objects.get(full_name__startswith="Brahim", is_sample=True, memberships__body=body)
    cast.secrets |= {"saadia": new_pin(), "brahim": new_pin()}
    cast.people["brahim"] = second
    accounts.change_secret(user=second.user, secret=cast.secrets["brahim"], by=OPERATOR, at=at)
    account_of(baker, secret=cast.secrets["saadia"], at=at)
    return lived(cast=cast, other=baker, second=second, at=at)


def account_of(participant: Participant, *, secret: str, at: datetime) -> Person:
    """An account for a person who was entered by a coach."""
    made = accounts.sign_up(
        full_name=BAKER[0], name_ar=BAKER[1], phone=PHONE, language="ar", secret=secret, at=at, how="sample",
        by=OPERATOR, is_sample=True,
    )  # fmt: skip
    participant.person = made
    participant.save(update_fields=["person"])
    return made


def lived(*, cast: Cast, other: Participant, second: Person, at: datetime) -> list[Quote]:
    """Hayat, who has Ftoum's file, has ``other``'s too; both answer two public notices; ``second`` is named for one.

    Returns:
        The quotes of the training day, Ftoum's first, then those of the meals.
    """
    manager, coach = cast.actor("rachid"), cast.people["hayat"]
    cast.people["saadia"] = other.person
    hers = _bakery(cast, at)
    if queries.live_following(other.pk) is None:
        caseload.give(participant=other, coach=coach, by=manager, at=at - timedelta(days=6))
    day = local(at).date()
    told = Sheet(
        uuid4(), day - timedelta(days=4), "workshop", ("price",), "حسبنا ثمن الخبز والوجبات (عينة)",
        next_on=day + timedelta(days=8),
    )  # fmt: skip
    visits.keep_visit(participant=other, sheet=told, by=Actor(person=coach.id), at=at - timedelta(days=4))
    sides = (("ftoum", cast.structures["ftoum"]), ("saadia", hers))
    made = [_quote(cast, name, mine, ref, at) for ref in (DAY, MEALS) for name, mine in sides]
    for quote, name in zip(made, ("ftoum", "saadia"), strict=False):
        _ready(quote, cast.actor(name), at)
    following = queries.live_following(other.pk)
    assert following is not None
    wall.name_second(following=following, quote=made[1], coach=second, by=manager, at=at)
    return made


def _bakery(cast: Cast, at: datetime) -> Structure:
    return own_structure(
        cast, "saadia", BidderKind.AUTO_ENTREPRENEUR, at, name="Four de Saadia (échantillon)",
        name_ar="فرن السعدية (عينة)", ae_activity=AeActivity.SERVICES, registered_on=date(at.year - 1, 3, 1),
        commune=code_of("Commune de Azilal"), address="Hay Ennour, Azilal", phone=PHONE, natures=[1],
        places=["Azilal"],
        numbers={"ice": sample_ice(4), "if": "50000004", "ae_register": "AE-000004", "rib": sample_rib(4)},
    )  # fmt: skip


def _quote(cast: Cast, name: str, structure: Structure, reference: str, at: datetime) -> Quote:
    """Her own copy of a public sample, and a quote begun on it."""
    public = Notice.objects.get(reference=reference.format(year=at.year), entered_for=None, is_sample=True)
    told = {"person": cast.people[name], "by": cast.actor(name), "at": at - timedelta(days=1)}
    kept = notices.save_notice(notice=as_notice(public), source=Source.JSON, origin=public, **told).notice
    return bids.open_quote(structure=structure, notice=kept, by=told["by"], at=told["at"], is_sample=True)


def _ready(quote: Quote, by: Actor, at: datetime) -> None:
    if not quote.structure.vat_status:
        told = {
            "status": "exempt",
            "on": local(at).date(),
            "source": "Lettre de l’administration fiscale (échantillon)",
        }
        telling.state_vat_regime(quote.structure, **told, by=by, at=at)
    bids.follow_vat_regime(quote=quote, by=by, at=at)
    rows = [row.number for row in quote.version.lines.order_by("position")]
    answers = {
        number: {"unit_cost": Decimal(price) * Decimal("0.8"), "unit_price": Decimal(price)}
        for number, price in zip(rows, PRICES, strict=True)
    }
    bids.price_lines(version=quote.version, answers=answers, by=by, at=at)
    bids.make_ready(quote=quote, by=by, at=at)
