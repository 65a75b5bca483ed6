"""The cast: invented people and structures, built through the house's own actions, marked as samples everywhere.

One cast serves the demo, the tests and the documentation. The places are real; the people, figures and
references are invented.

- Ftoum presides the Ighrem cooperative at Ouaouizeght; she reads little; her daughter Salma helps, on mandate.
- Yassine is an auto-entrepreneur at Béni Mellal (printing), near his limits with one commune.
- Karim owns Atlas Travaux, a small company at Azilal, under VAT.
- Hayat coaches them for an association; Rachid manages it; Souad pays for it; Nadia is an officer of the investment
  centre.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from rulebook.engine.facts import AeActivity, BidderKind, BuyerRules, Category, Line, Notice, Procedure, VatStatus
from wolouj.difficulties.actions import tell
from wolouj.difficulties.models import SourceKind
from wolouj.difficulties.queries import body_of
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.home import public_samples, sample_meetings, sample_minutes, sample_said
from wolouj.meetings.models import Meeting
from wolouj.notices import actions as notices
from wolouj.notices import saving
from wolouj.notices.asked import Asked
from wolouj.notices.minutes.storing import draft_minutes
from wolouj.notices.models import Notice as NoticeRow
from wolouj.notices.models import Source
from wolouj.people.actions import accounts, bodies, mandates
from wolouj.people.models import Body, Mandate, Person
from wolouj.people.roles import Role
from wolouj.reference import territories
from wolouj.structures.actions import papers as paper_actions
from wolouj.structures.actions import telling
from wolouj.structures.models import Role as MemberRole
from wolouj.structures.models import Structure

CASABLANCA = ZoneInfo("Africa/Casablanca")
PHONES = {
    "ftoum": "0600000001",
    "salma": "0600000002",
    "yassine": "0600000003",
    "karim": "0600000004",
    "hayat": "0600000005",
    "rachid": "0600000006",
    "nadia": "0600000007",
    "admin": "0600000008",
    "souad": "0600000009",
}
"""Numbers nobody holds."""

NAMES = {
    "ftoum": ("Ftoum (échantillon)", "فطوم (عينة)", "ar"),
    "salma": ("Salma (échantillon)", "سلمى (عينة)", "ar"),
    "yassine": ("Yassine (échantillon)", "ياسين (عينة)", "fr"),
    "karim": ("Karim (échantillon)", "كريم (عينة)", "fr"),
    "hayat": ("Hayat (échantillon)", "حياة (عينة)", "ar"),
    "rachid": ("Rachid (échantillon)", "رشيد (عينة)", "fr"),
    "nadia": ("Nadia (échantillon)", "نادية (عينة)", "fr"),
    "souad": ("Souad (échantillon)", "سعاد (عينة)", "fr"),
    "admin": ("Administration (échantillon)", "الإدارة (عينة)", "fr"),
}


@dataclass
class Cast:
    """Who was built, and the secret of each, shown once."""

    people: dict[str, Person] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    structures: dict[str, Structure] = field(default_factory=dict)
    notices: dict[str, NoticeRow] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The person acting for herself."""
        return Actor(person=self.people[name].id)


def new_pin() -> str:
    """Six random figures that the house does not find too easy."""
    while True:
        pin = f"{secrets.randbelow(10**6):06d}"
        if len(set(pin)) > 3:
            return pin


@transaction.atomic
def build(*, at: datetime, pins: dict[str, str] | None = None) -> Cast:
    """Build everybody at the instant ``at``. ``pins`` fixes secrets for tests; the demo draws them at random."""
    cast = Cast()
    for name, (full_name, arabic, language) in NAMES.items():
        pin = (pins or {}).get(name) or new_pin()
        cast.secrets[name] = pin
        cast.people[name] = accounts.sign_up(
            full_name=full_name,
            name_ar=arabic,
            phone=PHONES[name],
            language=language,
            secret=pin,
            at=at,
            how="sample",
            by=OPERATOR,
            is_sample=True,
        )
    _association(cast, at=at)
    _cooperative(cast, at=at)
    _printer(cast, at=at)
    _company(cast, at=at)
    _mandates(cast, at=at)
    for owner, notice in _notices(at).items():
        cast.notices[owner] = notices.save_notice(
            notice=notice,
            person=cast.people[owner],
            source=Source.JSON,
            by=cast.actor(owner),
            at=at,
            is_sample=True,
        ).notice
    _difficulties(cast, at=at)
    public_samples.publish(at=at)
    _searches(cast, at=at)
    _minutes(cast, at=at)
    return cast


def _minutes(cast: Cast, *, at: datetime) -> None:
    """Published minutes that who runs the programme read, and did not confirm yet."""
    who = cast.people["rachid"]
    draft_minutes(given=sample_minutes.minutes(at), file="", person=who, by=cast.actor("rachid"), at=at)


def _difficulties(cast: Cast, *, at: datetime) -> None:
    """What two of them told of the road, each from her own account."""
    for name, told in sample_said.TOLD.items():
        who = cast.people[name]
        body = body_of(who.id, on=at.date())
        given = {"source": SourceKind.HERSELF, "source_id": at.date().isoformat(), "person": who, "body": body}
        tell(told=told, **given, by=cast.actor(name), at=at, is_sample=True)


def _searches(cast: Cast, *, at: datetime) -> None:
    """What two of them look for, kept: she the meals, he the printing of his town."""
    for name, asked, title in (
        ("ftoum", Asked(words="تغذية", place=code_of("Azilal")), "وجبات أزيلال (عينة)"),
        ("yassine", Asked(words="impression"), "Impression (échantillon)"),
    ):
        told = {"person": cast.people[name], "by": cast.actor(name), "at": at - timedelta(days=1)}
        saving.save_search(asked=asked, name=title, **told)


def _meetings(cast: Cast, body: Body, *, at: datetime) -> None:
    by = cast.actor("hayat")
    cast.meetings = {
        "held": sample_meetings.held(body=body, by=by, at=at),
        "today": sample_meetings.today(body=body, by=by, at=at),
    }


def _association(cast: Cast, *, at: datetime) -> None:
    body = bodies.create_body(
        name_fr="Association d'appui (échantillon)", name_ar="جمعية المواكبة (عينة)", by=OPERATOR, at=at, is_sample=True
    )
    for name, role in (
        ("hayat", Role.COACH),
        ("rachid", Role.MANAGER),
        ("souad", Role.FINANCE),
        ("admin", Role.ADMINISTRATOR),
    ):
        bodies.appoint(person=cast.people[name], role=role, body=body, by=OPERATOR, at=at)
    for name in ("ftoum", "yassine", "karim"):
        bodies.appoint(person=cast.people[name], role=Role.PERSON, body=body, by=OPERATOR, at=at)
    _meetings(cast, body, at=at)
    centre = bodies.create_body(
        name_fr="Centre régional d'investissement (échantillon)",
        name_ar="المركز الجهوي للاستثمار (عينة)",
        by=OPERATOR,
        at=at,
        is_sample=True,
    )
    bodies.appoint(person=cast.people["nadia"], role=Role.OFFICER, body=centre, by=OPERATOR, at=at)


def own_structure(cast: Cast, owner: str, kind: BidderKind, at: datetime, **told: Any) -> Structure:
    """A structure of somebody of the cast, all told, each step by her own hand."""
    by = cast.actor(owner)
    structure = telling.create_structure(
        kind=kind, name=told.pop("name"), person=cast.people[owner].id, by=by, at=at, is_sample=True
    )
    numbers = told.pop("numbers")
    natures, places = told.pop("natures"), told.pop("places")
    telling.describe(structure, by=by, at=at, **told)
    telling.set_identifiers(structure, numbers, by=by, at=at)
    telling.set_activities(structure, natures=natures, by=by, at=at)
    telling.set_served(structure, [code_of(place) for place in places], by=by, at=at)
    telling.set_signatories(structure, {m.id: (_head(kind), True) for m in structure.members.all()}, by=by, at=at)
    telling.finish_setup(structure, by=by, at=at)
    cast.structures[owner] = structure
    return structure


def _head(kind: BidderKind) -> MemberRole:
    return MemberRole.PRESIDENT if kind in (BidderKind.COOPERATIVE, BidderKind.UNION) else MemberRole.OWNER


def code_of(place: str) -> str:
    """The HCP code of a place named in French."""
    found = territories.resolve(place)
    if found is None:
        raise LookupError(place)
    return found.code


def _cooperative(cast: Cast, *, at: datetime) -> None:
    """VAT not yet told: her first quote will ask."""
    structure = own_structure(
        cast,
        "ftoum",
        BidderKind.COOPERATIVE,
        at,
        name="Coopérative Ighrem (échantillon)",
        name_ar="تعاونية إغرم (عينة)",
        registered_on=date(at.year - 3, 4, 12),
        commune=code_of("Commune de Ouaouizeght"),
        address="Centre, Ouaouizeght",
        phone=PHONES["ftoum"],
        natures=[1, 55],
        places=["Azilal", "Béni Mellal"],
        numbers={"ice": sample_ice(1), "if": "50000001", "local_register": "12/2023", "rib": sample_rib(1)},
    )
    day, by = at.date(), cast.actor("ftoum")
    for kind, issued, expires in (
        ("local_register_certificate", day - timedelta(days=400), None),
        ("tax_certificate", day - timedelta(days=60), day + timedelta(days=305)),
        ("cnss_certificate", day - timedelta(days=359), day + timedelta(days=6)),
    ):
        paper_actions.add_paper(structure, kind=kind, issued_on=issued, expires_on=expires, by=by, at=at)


def _printer(cast: Cast, *, at: datetime) -> None:
    structure = own_structure(
        cast,
        "yassine",
        BidderKind.AUTO_ENTREPRENEUR,
        at,
        name="Yassine Impression (échantillon)",
        name_ar="ياسين للطباعة (عينة)",
        ae_activity=AeActivity.SERVICES,
        registered_on=date(at.year - 2, 2, 1),
        commune=code_of("Commune de Béni Mellal"),
        address="Hay Essalam, Béni Mellal",
        phone=PHONES["yassine"],
        natures=[20, 44],
        places=["Béni Mellal", "Azilal"],
        numbers={"ice": sample_ice(2), "if": "50000002", "ae_register": "AE-000002", "rib": sample_rib(2)},
    )
    by = cast.actor("yassine")
    telling.record_receipts(structure, year=at.year, amount=Decimal("192000.00"), by=by, at=at)
    telling.record_receipts(
        structure, year=at.year, amount=Decimal("61000.00"), buyer="Commune d'Afourer", by=by, at=at
    )


def _company(cast: Cast, *, at: datetime) -> None:
    structure = own_structure(
        cast,
        "karim",
        BidderKind.COMPANY,
        at,
        name="Atlas Travaux SARL (échantillon)",
        name_ar="أطلس للأشغال (عينة)",
        registered_on=date(at.year - 5, 9, 1),
        commune=code_of("Commune de Azilal"),
        address="Avenue Hassan II, Azilal",
        phone=PHONES["karim"],
        natures=[12, 37],
        places=["Azilal", "Béni Mellal", "Khénifra"],
        numbers={"ice": sample_ice(3), "if": "50000003", "rc": "4321", "cnss": "9000003", "rib": sample_rib(3)},
    )
    telling.state_vat_regime(
        structure,
        status=VatStatus.STANDARD,
        on=at.date(),
        source="déclaration (échantillon)",
        by=cast.actor("karim"),
        at=at,
    )


def _mandates(cast: Cast, *, at: datetime) -> None:
    day = at.date()
    for name, kind in (("salma", Mandate.Kind.HELPER), ("hayat", Mandate.Kind.COACH)):
        mandates.give_mandate(
            for_person=cast.people["ftoum"],
            holder=cast.people[name],
            kind=kind,
            ends_on=day + timedelta(days=60),
            by=cast.actor("ftoum"),
            at=at,
        )


def _notices(at: datetime) -> dict[str, Notice]:
    day = at.date()

    def instant(days: int, hour: int) -> datetime:
        return datetime.combine(day + timedelta(days=days), time(hour), CASABLANCA)

    meals = [
        ("Déjeuner : couscous, fruit, eau", "repas", "120"),
        ("Pause-café : thé, café, gâteaux", "personne", "120"),
        ("Eau minérale 0,5 l", "bouteille", "240"),
    ]
    return {
        "ftoum": Notice(
            procedure=Procedure.PURCHASE_ORDER,
            reference="27/2026/BC",
            object="Restauration d'une journée de formation (échantillon)",
            buyer="Commune d'Ouaouizeght",
            rulebook=BuyerRules.DECREE,
            category=Category.SERVICES,
            nature=1,
            published=instant(-2, 9),
            deadline=instant(3, 10),
            places=("Ouaouizeght",),
            lines=tuple(Line(str(i), what, unit, Decimal(n)) for i, (what, unit, n) in enumerate(meals, start=1)),
        ),
        "yassine": Notice(
            procedure=Procedure.PURCHASE_ORDER,
            reference="14/2026",
            object="Impression d'affiches et de banderoles (échantillon)",
            buyer="Commune d'Afourer",
            rulebook=BuyerRules.DECREE,
            category=Category.SERVICES,
            nature=20,
            published=instant(-1, 9),
            deadline=instant(4, 12),
            places=("Afourer",),
            lines=(
                Line("1", "Affiche A2 en couleur", "U", Decimal(500)),
                Line("2", "Banderole 4 m x 1 m", "U", Decimal(20)),
            ),
        ),
        "karim": Notice(
            procedure=Procedure.PURCHASE_ORDER,
            reference="09/2026/DPE",
            object="Peinture de deux salles de classe (échantillon)",
            buyer="Direction provinciale de l'éducation d'Azilal",
            rulebook=BuyerRules.DECREE,
            category=Category.WORKS,
            nature=12,
            published=instant(-3, 9),
            deadline=instant(5, 10),
            places=("Azilal",),
            lines=(Line("1", "Peinture vinylique, deux couches", "m²", Decimal(420)),),
        ),
    }


def sample_ice(n: int) -> str:
    """An invented ICE whose control figures are right."""
    first = f"{990000000 + n:09d}0001"
    return f"{first}{97 - int(first) * 100 % 97:02d}"


def sample_rib(n: int) -> str:
    """An invented RIB whose key is right."""
    first = f"{'999'}{'780'}{n:016d}"
    return f"{first}{97 - int(first) * 100 % 97:02d}"
