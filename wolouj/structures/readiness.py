"""Am I ready? What a structure lacks, number by number and paper by paper, with the remedy and the time it takes.

Two lists: what a quote for a purchase order carries or is often asked with (``orders``), and what the file of a tender
holds (``tenders``). Papers come from the rulebook's chapter ``eligibility`` first, with its articles and confidence;
the rest is practice and is marked as such. Nothing here refuses anybody anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from rulebook.engine.calendar import add_months
from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Notice, Procedure
from rulebook.engine.judge import judge
from rulebook.engine.verdict import Bilingual, Confidence, Requirement
from wolouj.foundation.words import pair
from wolouj.reference.coded import PaperKind, paper_kinds, papers_for
from wolouj.structures.models import IDENTIFIERS, Paper, Structure

USUAL_NOTICE = 30
"""Days before its end when a paper is called "ending soon", at least (people asked for 30, 7 and 1)."""

REGISTER_OF = {
    BidderKind.COOPERATIVE: "local_register",
    BidderKind.UNION: "local_register",
    BidderKind.AUTO_ENTREPRENEUR: "ae_register",
    BidderKind.COMPANY: "rc",
}
"""The register number a quote shows, by kind. A natural person may have none."""


class State(StrEnum):
    """Where one need stands."""

    EXPIRED = "expired"
    MISSING = "missing"
    UNDATED = "undated"
    SOON = "soon"
    OK = "ok"


_SIGN = {State.OK: "go", State.SOON: "watch", State.EXPIRED: "watch", State.UNDATED: "unknown", State.MISSING: "stop"}
_ORDER = {state: rank for rank, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to hold: a number, the VAT statement, or a paper."""

    code: str
    what: str
    """``number``, ``vat`` or ``paper``."""
    name: Bilingual
    needed: str
    """``orders``, ``tenders`` or ``sometimes``."""
    state: State
    expires: date | None = None
    days_left: int | None = None
    """Until it ends; negative once it has ended."""
    paper: Paper | None = None
    kind: PaperKind | None = None
    articles: tuple[str, ...] = ()
    """Empty when only practice asks for it."""
    confidence: Confidence | None = None

    @property
    def sign(self) -> str:
        """The shape that says it. A paper that is often but not always asked is never drawn as a stop."""
        if self.needed == "sometimes" and self.state is State.MISSING:
            return "aside"
        return _SIGN[self.state]

    @property
    def lacking(self) -> bool:
        """Whether something must be done before it serves."""
        return self.state in (State.MISSING, State.EXPIRED, State.UNDATED)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The needs of one structure on one day."""

    needs: tuple[Need, ...]
    on: date

    def of(self, *lists: str) -> tuple[Need, ...]:
        """The needs of these lists, what lacks first."""
        found = [n for n in self.needs if n.needed in lists]
        return tuple(sorted(found, key=lambda n: (_ORDER[n.state], n.days_left if n.days_left is not None else 9999)))

    @property
    def for_orders(self) -> bool:
        """Numbers and VAT told: a quote can be ready. Papers are asked later, if at all."""
        return not any(n.lacking for n in self.needs if n.needed == "orders" and n.what != "paper")

    @property
    def papers(self) -> tuple[Need, ...]:
        """The papers of the strip: those held, and those that orders and tenders ask for."""
        return tuple(
            n
            for n in self.of("orders", "tenders", "sometimes")
            if n.what == "paper" and (n.paper or n.needed != "sometimes")
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many papers are good, end soon, and lack, and how many there are."""
        states = [n.state for n in self.papers]
        return {
            "good": sum(s in (State.OK, State.SOON) for s in states),
            "soon": states.count(State.SOON),
            "expired": states.count(State.EXPIRED),
            "lacking": sum(s in (State.MISSING, State.UNDATED) for s in states),
            "total": len(states),
        }

    @property
    def first(self) -> Need | None:
        """The one thing to do first: a number a quote needs, a paper that ends, then the papers that lack."""
        numbers = [n for n in self.of("orders") if n.lacking and n.what != "paper"]
        ending = [n for n in self.papers if n.state in (State.EXPIRED, State.SOON)]
        rest = [n for n in self.of("orders", "tenders") if n.lacking and n.what == "paper"]
        return next(iter([*numbers, *ending, *rest]), None)


def readiness(structure: Structure, *, on: date) -> Readiness:
    """What the structure holds and lacks on the day ``on``: today, or the deadline of a notice.

    Asks the database for the papers only, and nothing when they were prefetched.
    """
    needs = [*_numbers(structure), *_vat(structure), *_papers(structure, on)]
    return Readiness(tuple(needs), on)


@lru_cache(maxsize=256)
def asked_by_law(kind: BidderKind, on: date) -> Mapping[str, tuple[str, Requirement]]:
    """Paper -> (``orders`` or ``tenders``, requirement), as chapter ``eligibility`` says for this kind on that day."""
    found: dict[str, tuple[str, Requirement]] = {}
    for needed, procedure in (("tenders", Procedure.TENDER), ("orders", Procedure.PURCHASE_ORDER)):
        notice = Notice(procedure=procedure, rulebook=BuyerRules.DECREE)
        for requirement in judge(Bidder(kind=kind), notice, on=on).requirements:
            # What is written for one tender (declaration, guarantee, note on means) is no paper of the wallet.
            if requirement.paper in paper_kinds():
                found[requirement.paper] = (needed, requirement)
    return found


def _numbers(structure: Structure) -> Iterable[Need]:
    register = REGISTER_OF.get(BidderKind(structure.kind))
    for key in ("ice", "if", "rib", register):
        if key:
            state = State.OK if getattr(structure, IDENTIFIERS[key]) else State.MISSING
            yield Need(key, "number", pair(f"structures.number.{key}"), "orders", state)


def _vat(structure: Structure) -> Iterable[Need]:
    # The auto-entrepreneur is outside VAT by law: there is nothing to ask.
    if structure.kind == BidderKind.AUTO_ENTREPRENEUR:
        return
    state = State.OK if structure.vat_status else State.MISSING
    yield Need("vat", "vat", pair("structures.number.vat"), "orders", state)


def _papers(structure: Structure, on: date) -> Iterable[Need]:
    held = current_papers(structure)
    kinds = {k.code: k for k in papers_for(structure.kind)}
    asked = asked_by_law(BidderKind(structure.kind), on)
    for code in dict.fromkeys([*kinds, *held, *asked]):
        kind = kinds.get(code) or paper_kinds().get(code)
        absent: list[Paper | None] = [] if code == "other" else [None]
        for paper in held.get(code) or absent:
            yield _paper_need(code, kind, paper, asked.get(code), on)


def _paper_need(
    code: str, kind: PaperKind | None, paper: Paper | None, asked: tuple[str, Requirement] | None, on: date
) -> Need:
    requirement = asked[1] if asked else None
    state, expires, left = _state(paper, requirement, kind.takes if kind else None, on)
    return Need(
        code=code,
        what="paper",
        name=kind.name if kind else Bilingual(fr=code, ar=code),
        needed=asked[0] if asked else kind.needed if kind else "sometimes",
        state=state,
        expires=expires,
        days_left=left,
        paper=paper,
        kind=kind,
        articles=requirement.articles if requirement else (),
        confidence=requirement.confidence if requirement else None,
    )


def end_of(paper: Paper, months: int | None) -> date | None:
    """The last day the paper serves: the end it bears, or the eve of so many months after its issue; ``None``: no end.

    ``months`` is the age the law allows ("under one year": on the very anniversary it no longer serves).
    """
    ends = [paper.expires_on] if paper.expires_on else []
    if months is not None and paper.issued_on is not None:
        ends.append(add_months(paper.issued_on, months) - timedelta(days=1))
    return min(ends, default=None)


def _state(
    paper: Paper | None, requirement: Requirement | None, takes: int | None, on: date
) -> tuple[State, date | None, int | None]:
    if paper is None:
        return State.MISSING, None, None
    months = requirement.valid_for_months if requirement else None
    end = end_of(paper, months)
    if end is None:
        return (State.UNDATED if months else State.OK), None, None
    left = (end - on).days
    if left < 0:
        return State.EXPIRED, end, left
    return (State.SOON if left <= notice_days(takes) else State.OK), end, left


def notice_days(takes: int | None) -> int:
    """How many days before its end to start renewing: a month, or twice the time it takes when that is longer."""
    return max(USUAL_NOTICE, 2 * (takes or 0))


def current_papers(structure: Structure) -> dict[str, list[Paper]]:
    """Kind -> the papers held now, newest first. Only "other" papers may be several of a kind on the list."""
    held: dict[str, list[Paper]] = {}
    for paper in sorted(structure.papers.all(), key=lambda p: p.added_at, reverse=True):
        if paper.is_current and (paper.kind == "other" or paper.kind not in held):
            held.setdefault(paper.kind, []).append(paper)
    return held
