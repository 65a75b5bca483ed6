"""Does one notice fit one structure, and why? Plain values in, reasons out: no database, no clock.

A structure is never said to fit on what it did not tell: what is not known is said, and counts for less.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from rulebook.engine.verdict import Confidence
from wolouj.matching import learning
from wolouj.matching.learning import NOTHING, Learned
from wolouj.matching.learning import Aspect as Aspect

COUNTRY = "MA"


@dataclass(frozen=True, slots=True)
class Wants:
    """What a structure can answer, as it told us; empty is "not told"."""

    natures: frozenset[int] = frozenset()
    served: frozenset[str] = frozenset()
    """HCP codes of places served; the seat is always served."""
    seat: str = ""
    """HCP code of the commune of the seat."""
    month: Decimal | None = None
    """Dirhams it can make in a month."""
    not_natures: frozenset[int] = frozenset()
    not_places: frozenset[str] = frozenset()
    too_big_from: Decimal | None = None
    """The smallest amount it found too big."""
    learned: Learned = NOTHING
    """What its own answers change in the order, never in what fits."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a notice tells of itself."""

    natures: tuple[int, ...] = ()
    confidence: Confidence | None = None
    """How sure the natures are; ``None`` when a person said them."""
    places: tuple[str, ...] = ()
    estimate: Decimal | None = None
    deadline: datetime | None = None
    region: str = ""
    """Region of the buyer, where nothing tells the province: where it is to be delivered is not known."""
    rivals: int | None = None
    """How many usually answer for such a thing; ``None`` when too few results tell."""
    by_words: bool = False
    """Whether the words of her trade are found in it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it fits or not, under one aspect. ``key`` is worded in ``words.yaml``; ``code`` is a nature or a place."""

    aspect: Aspect
    key: str
    fits: bool
    counts: Decimal
    code: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """The reasons, and what they make together."""

    reasons: tuple[Reason, ...]
    learned: Learned = NOTHING
    nature: int | None = None
    place: str = ""
    """The first nature of the notice and its province: what her "yes" answers are about."""

    @property
    def misses(self) -> tuple[Reason, ...]:
        """What stands against it."""
        return tuple(reason for reason in self.reasons if not reason.fits)

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it."""
        return not self.misses

    @property
    def near(self) -> bool:
        """Whether little enough stands against it, and never the trade."""
        return 0 < len(self.misses) <= weights()["near_misses"] and self.misses[0].aspect is not Aspect.TRADE

    @property
    def score(self) -> Decimal:
        """From 0 to 1, only to put notices in order: shown to nobody."""
        counts = _counts(self.learned)
        whole = sum([reason.counts * counts[reason.aspect] for reason in self.reasons], Decimal(0))
        return min(whole + self.liked[0], Decimal(1)) if self.learned else whole

    @property
    def liked(self) -> tuple[Decimal, int]:
        """What her "yes" answers to others of the kind add, and how many they are."""
        return learning.lift(self.learned, self.nature, self.place, weights()["learned"])


@lru_cache(maxsize=1024)
def _counts(learned: Learned) -> dict[str, Decimal]:
    return learning.counts(weights()["counts"], learned, weights()["learned"])


@cache
def weights() -> dict[str, Any]:
    """The weights, exact."""
    tree = yaml.safe_load((Path(__file__).parent / "weights.yaml").read_text(encoding="utf-8"))
    exact: dict[str, Any] = _exact(tree)
    return exact


def _exact(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _exact(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_exact(value) for value in node]
    return Decimal(str(node)) if isinstance(node, float) else node


def fit(wants: Wants, offer: Offer, *, at: datetime) -> Fit:
    """Compare a notice with what a structure wants, at the instant ``at``."""
    reasons = (_trade(wants, offer), _place(wants, offer), _size(wants, offer), _time(offer, at), _rivals(offer))
    return Fit(reasons, wants.learned, next(iter(offer.natures), None), province_of(offer.places))


def province_of(places: Iterable[str]) -> str:
    """The province of a notice in one place; a notice in several says nothing of one of them."""
    told = list(places)
    return told[0][:6] if len(told) == 1 and len(told[0]) >= 6 else ""


def _trade(wants: Wants, offer: Offer) -> Reason:
    w = weights()["trade"]
    hers = [nature for nature in offer.natures if nature in wants.natures]
    first = offer.natures[0] if offer.natures else None
    if first is not None and first in wants.not_natures and first not in wants.natures:
        return Reason(Aspect.TRADE, "trade_refused", False, Decimal(0), str(first))
    sure = w["unsure"] if offer.confidence is Confidence.UNSURE else Decimal(1)
    if hers:
        counts = (w["first"] if hers[0] == first else w["other"]) * sure
        key = "trade_maybe" if offer.confidence is Confidence.UNSURE else "trade"
        return Reason(Aspect.TRADE, key, True, counts, str(hers[0]))
    if offer.by_words:
        return Reason(Aspect.TRADE, "trade_words", True, w["words"])
    return Reason(Aspect.TRADE, "trade_other", False, Decimal(0), str(first or ""))


def _place(wants: Wants, offer: Offer) -> Reason:
    w = weights()["place"]
    if not offer.places and offer.region:
        around = any(code.startswith(offer.region) for code in (*wants.served, wants.seat) if code)
        key, counts = ("place_around", w["around"]) if around else ("place_region", w["region"])
        return Reason(Aspect.PLACE, key, True, counts, offer.region)
    if not offer.places:
        return Reason(Aspect.PLACE, "place_unknown", True, w["unknown"])
    near = [code for code in offer.places if not _refused(code, wants)]
    if not near:
        return Reason(Aspect.PLACE, "place_refused", False, Decimal(0), offer.places[0])
    home = wants.seat[:6]
    if home and (found := _first(code for code in near if code[:6] == home)):
        return Reason(Aspect.PLACE, "place_home", True, w["home"], found)
    if found := _first(code for code in near if any(code.startswith(each) for each in wants.served)):
        return Reason(Aspect.PLACE, "place_served", True, w["served"], found)
    known = wants.served | ({wants.seat} if wants.seat else set())
    if found := _first(code for code in near if len(code) == 2 and any(each.startswith(code) for each in known)):
        return Reason(Aspect.PLACE, "place_around", True, w["around"], found)
    if COUNTRY in near:
        return Reason(Aspect.PLACE, "place_country", True, w["country"], COUNTRY)
    if not known:
        return Reason(Aspect.PLACE, "place_not_told", True, w["unknown"], near[0])
    return Reason(Aspect.PLACE, "place_far", False, Decimal(0), near[0])


def _refused(code: str, wants: Wants) -> bool:
    """Whether she said it is too far; a place she serves by name is never refused."""
    return any(code.startswith(each) for each in wants.not_places) and code not in wants.served


def _first(codes: Iterable[str]) -> str:
    return next(iter(codes), "")


def _size(wants: Wants, offer: Offer) -> Reason:
    w = weights()["size"]
    if offer.estimate is None:
        return Reason(Aspect.SIZE, "size_unknown", True, w["unknown"])
    if wants.too_big_from is not None and offer.estimate >= wants.too_big_from:
        return Reason(Aspect.SIZE, "size_refused", False, Decimal(0), values={"amount": offer.estimate})
    if not wants.month:
        return Reason(Aspect.SIZE, "size_not_told", True, w["unknown"], values={"amount": offer.estimate})
    months = int((offer.estimate / wants.month).to_integral_value(rounding=ROUND_UP))
    if months <= 1:
        return Reason(Aspect.SIZE, "size_month", True, w["month"], values={"amount": offer.estimate})
    fits = months <= w["most_months"]
    counts = w["longer"] if fits else Decimal(0)
    key = "size_longer" if fits else "size_big"
    return Reason(Aspect.SIZE, key, fits, counts, values={"amount": offer.estimate, "months": months})


def _time(offer: Offer, at: datetime) -> Reason:
    if offer.deadline is None:
        return Reason(Aspect.TIME, "time_unknown", True, weights()["time"][-1]["is"])
    days = (offer.deadline - at).days
    counts = next((step["is"] for step in weights()["time"] if days >= step["days"]), Decimal(0))
    return Reason(Aspect.TIME, "time", True, counts, values={"days": days})


def _rivals(offer: Offer) -> Reason:
    if offer.rivals is None:
        return Reason(Aspect.RIVALS, "rivals_unknown", True, weights()["rivals_unknown"])
    counts = next((step["is"] for step in weights()["rivals"] if offer.rivals <= step["most"]), Decimal(0))
    return Reason(Aspect.RIVALS, "rivals", True, counts, values={"rivals": offer.rivals})
