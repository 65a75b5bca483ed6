"""A situation, and one thing changed in it: the records that levers propose and that the search asks about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from rulebook.engine.calendar import EXACT, centimes
from rulebook.engine.facts import Bidder, Notice, Quote
from rulebook.engine.law import HOME
from rulebook.engine.verdict import Bilingual, Finding, Force, Outcome, Value, Verdict
from rulebook.engine.wording import Words

_WORDS = Words.load(HOME / "engine" / "wording.yaml")
SAY, GET, OFFER, GROW, WAIT, BECOME = range(6)
"""How far a change is: a fact to say, a paper to get, another offer, a trade or a partner more, the end of a measure,
another status. Among sets of the same size the nearest comes first."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is judged: a bidder, a notice, perhaps a quote."""

    bidder: Bidder
    notice: Notice
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a lever looks at. ``at`` is the day on which she would act."""

    facts: Facts
    verdict: Verdict
    at: date

    @property
    def open(self) -> tuple[Finding, ...]:
        """The refusals and the doubts."""
        return tuple(finding for finding in self.verdict.findings if is_open(finding))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed. Two changes are the same when their key and their values are."""

    key: str
    values: Mapping[str, Value]
    distance: int = field(compare=False)
    apply: Callable[[Facts], Facts] = field(compare=False, repr=False)
    """The facts once it is done."""
    said: Mapping[str, Bilingual] = field(default_factory=dict, compare=False, repr=False)
    """The values that are codes, in words."""

    @property
    def name(self) -> tuple[str, tuple[tuple[str, object], ...]]:
        """Its key and its values, to know it again by."""
        return self.key, tuple(self.values.items())

    @property
    def text(self) -> Bilingual:
        """What is changed, in both languages."""
        return _WORDS.pair(f"changes.{self.key}", **{**self.values, **self.said})


def is_open(finding: Finding) -> bool:
    """Whether a finding refuses or doubts, more than for information."""
    return finding.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN} and finding.force in {Force.DECIDES, Force.WARNS}


Told = Mapping[str, Value]
NOTHING: Told = {}


def of_bidder(key: str, distance: int, values: Told = NOTHING, /, **told: object) -> Change:
    """A change of what the bidder is, says or holds."""
    return Change(key, values, distance, lambda facts: _with(facts, "bidder", told), _in_words(values))


def of_notice(key: str, values: Told = NOTHING, /, **told: object) -> Change:
    """A change of what is known of the notice."""
    return Change(key, values, SAY, lambda facts: _with(facts, "notice", told), _in_words(values))


def _with(facts: Facts, part: str, told: Mapping[str, object]) -> Facts:
    changed = replace(getattr(facts, part), **told)
    return replace(facts, **{part: changed})


def _in_words(values: Told) -> Mapping[str, Bilingual]:
    return {name: _WORDS.pair(f"{name}.{code}") for name, code in values.items() if f"{name}.{code}" in _WORDS}


def of_price(key: str, total: Decimal, values: Told = NOTHING) -> Change:
    """A change of the total of the quote, taxes included."""
    total = centimes(total)
    return Change(
        key, {**values, "total": total}, OFFER, lambda facts: replace(facts, quote=_quote(facts.quote, total))
    )


def _quote(quote: Quote | None, total: Decimal) -> Quote:
    """The quote at another total; its total without taxes follows in proportion."""
    if quote is None:
        return Quote(total_incl_vat=total)
    excl, incl = quote.total_excl_vat, quote.total_incl_vat
    part = centimes(EXACT.divide(EXACT.multiply(excl, total), incl)) if excl is not None and incl else None
    return replace(quote, total_incl_vat=total, total_excl_vat=part)
