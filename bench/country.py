"""A country of invented structures and one day of invented notices, drawn with a seed and written to the database.

Nothing here is true. The shares are guesses of the right size: mostly auto-entrepreneurs, most of them having told
little; trades and provinces unequal; a certificate at any age up to a year and a half.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

SEED = 431
KINDS = {"auto_entrepreneur": 60, "cooperative": 12, "union": 1, "company": 22, "natural_person": 5}
REGISTERS = {
    "auto_entrepreneur": "ae_register_certificate",
    "cooperative": "local_register_certificate",
    "union": "local_register_certificate",
}
WORDS = (
    *("tapis", "broderie", "couture", "poterie", "traiteur", "couscous", "miel", "argan", "menuiserie", "zellige"),
    *("nettoyage", "gardiennage", "jardinage", "plomberie", "peinture", "électricité", "imprimerie", "transport"),
    *("formation", "photographie", "خياطة", "طرز", "نجارة", "تنظيف", "حلويات", "زرابي", "سباكة", "صباغة"),
)
MANNERS = ("", "traditionnelle", "artisanale", "moderne", "de qualité", "à domicile", "scolaire", "rurale", "محلية")
SOLD = ("bureaux", "écoles", "jardins", "salles", "tables", "vêtements", "véhicules", "repas", "livres", "affiches")


def a_structure(number: int) -> UUID:
    """The id of a structure: scattered, as ids are."""
    return UUID(int=(number + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)


def skewed(dice: random.Random, things: list[Any]) -> Any:
    """One of ``things``, the first far more often than the last."""
    return things[int(len(things) * dice.random() ** 1.3)]


def trades() -> list[str]:
    """Two thousand trades as people write them."""
    pairs = [f"{one} et {two}" for one in WORDS for two in WORDS if one != two]
    return [f"{what} {how}".strip() for how in MANNERS for what in (*WORDS, *pairs[::4])][:2000]


class Country:
    """``count`` structures, table by table: each table is drawn by dice of its own, and nothing is kept."""

    def __init__(self, count: int, now: datetime) -> None:
        from wolouj.reference import natures, territories

        self.count, self.now = count, now
        self.natures = list(natures.natures())
        self.provinces = [each.code for each in territories.provinces()]
        self.regions = [each.code for each in territories.regions()]
        self.communes = [each.code for each in territories.communes()]
        self.trades = trades()

    def _each(self, table: str) -> Iterator[tuple[UUID, random.Random]]:
        dice = random.Random(f"{SEED} {table}")
        for number in range(self.count):
            yield a_structure(number), dice

    def kinds(self) -> Iterator[str]:
        """The kind of each, the same whichever table asks."""
        dice = random.Random(f"{SEED} kind")
        for _ in range(self.count):
            yield dice.choices(list(KINDS), list(KINDS.values()))[0]

    def structures(self) -> Iterator[tuple[Any, ...]]:
        """Id, kind, seat, exclusion."""
        for (id, dice), kind in zip(self._each("structure"), self.kinds(), strict=True):
            seat = skewed(dice, self.communes) if dice.random() < 0.95 else ""
            yield id, kind, seat, dice.choices((None, False, True), (50, 49, 1))[0]

    def activities(self) -> Iterator[tuple[Any, ...]]:
        """One to five natures; a trade in words for one in four."""
        for id, dice in self._each("activity"):
            for nature in {skewed(dice, self.natures) for _ in range(dice.randint(1, 5))}:
                yield id, nature, ""
            if dice.random() < 0.25:
                yield id, None, skewed(dice, self.trades)

    def served(self) -> Iterator[tuple[Any, ...]]:
        """Up to three places besides the seat."""
        for id, dice in self._each("served"):
            for place in {skewed(dice, self.provinces) for _ in range(dice.choice((0, 0, 1, 1, 2, 3)))}:
                yield id, place
            if dice.random() < 0.05:
                yield id, dice.choice(self.regions)

    def capacities(self) -> Iterator[tuple[Any, ...]]:
        """What six in ten can make in a month."""
        for id, dice in self._each("capacity"):
            if dice.random() < 0.6:
                yield id, 1000 * dice.choice((2, 5, 8, 10, 15, 20, 30, 50, 80, 120, 200, 400, dice.randint(2, 500)))

    def papers(self) -> Iterator[tuple[Any, ...]]:
        """Three certificates at most, of any age, one in twenty without a date."""
        today = self.now.date()
        for (id, dice), kind in zip(self._each("paper"), self.kinds(), strict=True):
            for paper, share in (("tax_certificate", 0.4), ("cnss_certificate", 0.2), (REGISTERS.get(kind), 0.3)):
                if paper and dice.random() < share:
                    yield id, paper, None if dice.random() < 0.05 else today - timedelta(days=dice.randint(0, 540))

    def answers(self, notices: list[UUID]) -> Iterator[tuple[Any, ...]]:
        """One in a hundred put a notice aside: it was too far, too big, or not her trade."""
        for id, dice in self._each("feedback"):
            if dice.random() < 0.01:
                answer = dice.choice(("too_far", "too_big", "not_my_trade"))
                place = dice.choice(self.provinces) if answer == "too_far" else ""
                amount = 1000 * dice.randint(20, 900) if answer == "too_big" else None
                nature = skewed(dice, self.natures) if answer == "not_my_trade" else None
                yield id, dice.choice(notices), answer, nature, place, amount


def notices(country: Country, count: int, buyer: Any) -> list[Any]:
    """One day's open notices, as an import writes them."""
    from wolouj.notices.models import Notice
    from wolouj.notices.understanding import search_words

    dice = random.Random(f"{SEED} notice")
    found = []
    for number in range(count):
        natures = list(dict.fromkeys(skewed(dice, country.natures) for _ in range(dice.choice((1, 1, 2, 3)))))
        order = dice.random() < 0.65
        kind, category = "purchase_order" if order else "tender", dice.choice(("works", "supplies", "services"))
        what = (
            f"{dice.choice(WORDS).capitalize()} et {dice.choice(WORDS)} pour {dice.choice(SOLD)} (échantillon {number})"
        )
        places = some_places(country, dice)
        words = search_words(
            object=what, buyer=buyer.name, reference=f"{number}/2026", kind=kind, category=category,
            natures=tuple(natures), places=tuple(places),
        )  # fmt: skip
        found.append(
            Notice(
                kind=kind, reference=f"{number}/2026", object=what, buyer=buyer, category=category, natures=natures,
                nature=natures[0], nature_confidence="likely", places=places, place_codes=places, search_words=words,
                rulebook=dice.choices(("decree", "unknown", "own"), (80, 15, 5))[0],
                reserved=dice.choices((None, True, False), (80, 12, 8))[0],
                estimate=None if order or dice.random() < 0.1 else 1000 * int(10 ** dice.uniform(1, 3.7)),
                published=country.now - timedelta(days=dice.randint(0, 20)),
                deadline=country.now + timedelta(days=dice.randint(1, 25), hours=2),
                source="json", identity=f"bench:{number}", entered_at=country.now, is_sample=True,
            )
        )  # fmt: skip
    return found


def some_places(country: Country, dice: random.Random) -> list[str]:
    """Where a notice is: a province mostly."""
    how = dice.random()
    if how < 0.12:
        return [skewed(dice, country.communes)]
    if how < 0.20:
        return sorted({skewed(dice, country.provinces), dice.choice(country.provinces)})
    if how < 0.25:
        return [dice.choice(country.regions)]
    return ["MA"] if how < 0.28 else [] if how < 0.32 else [skewed(dice, country.provinces)]


def write(country: Country, notices: list[UUID]) -> None:
    """All tables of the structures, instead of what they held."""
    from django.db import connection

    from wolouj.matching.models import Feedback
    from wolouj.structures import models

    tables: tuple[tuple[Any, str, Iterable[tuple[Any, ...]]], ...] = (
        (models.Structure, "id, kind, commune, excluded", country.structures()),
        (models.Activity, "structure_id, nature, words", country.activities()),
        (models.Served, "structure_id, place", country.served()),
        (models.Capacity, "structure_id, amount_per_month", country.capacities()),
        (models.Paper, "structure_id, kind, issued_on", country.papers()),
        (Feedback, "structure_id, notice_id, answer, nature, place, amount", country.answers(notices)),
    )
    with connection.cursor() as cursor:
        names = ", ".join(model._meta.db_table for model, _, _ in tables)
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        for model, columns, rows in tables:
            _without_keys(cursor, model)
            _defaults(cursor, model, country.now)
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write("\t".join("\\N" if each is None else str(each) for each in row) + "\n")
        cursor.execute(f"VACUUM ANALYZE {names}")


def _without_keys(cursor: Any, model: Any) -> None:
    """Foreign keys are right by the way they are drawn: to check each would take longer than all the rest."""
    table = model._meta.db_table
    cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def _defaults(cursor: Any, model: Any, now: datetime) -> None:
    """What the model would write in the columns that are not drawn, as the database's own defaults."""
    from django.db.models import NOT_PROVIDED

    told = {"is_sample": "true", "id": "gen_random_uuid()"}
    for field in model._meta.concrete_fields:
        kind, name = field.get_internal_type(), field.name
        if field.is_relation or field.null or (name == "id" and kind != "UUIDField"):
            continue
        if field.db_default is not NOT_PROVIDED:
            continue  # the database gives it
        default = told.get(name) or {"DateTimeField": f"'{now.isoformat()}'", "BooleanField": "false"}.get(kind, "''")
        cursor.execute(f"ALTER TABLE {model._meta.db_table} ALTER COLUMN {field.column} SET DEFAULT {default}")
