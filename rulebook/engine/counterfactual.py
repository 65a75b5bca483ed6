"""What would change the answer? The nearest changes that turn a refusal or a doubt, found by asking the rules again.

Every change proposed by a lever (:mod:`rulebook.engine.levers`) is applied and judged; what is kept is what the rules
then say, never what a remedy's words promise. Changes are tried alone, then by twos and threes where one alone moves a
finding without turning it: the smallest sets come first, and no set holds a change it could do without. Another status
is thought of only where nothing nearer helps. The search is bounded; it says how often the rules were asked, and
whether it was cut short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.engine.changing import Change, Facts, Scene, is_open
from rulebook.engine.facts import Bidder, Notice, Quote
from rulebook.engine.judge import judge
from rulebook.engine.levers import EVERY, NEAR, Lever, proposals
from rulebook.engine.verdict import About, Finding, Force, Outcome, Verdict

MOST = 300
"""How often the rules may be asked, unless the caller says otherwise."""
DEEPEST = 3
"""The largest set tried for one finding."""
ROUNDS = 4
"""How many times the verdict is looked at again while its doubts are settled one after the other."""
SHOWN = 4
"""How many ways are kept for one finding."""
_WORSE = (Outcome.MET, Outcome.NOT_CONCERNED, Outcome.UNKNOWN, Outcome.NOT_MET)
"""What the verdict may be, from the best."""


@dataclass(frozen=True, slots=True)
class Way:
    """A set of changes, and what the rules answer once they are made."""

    changes: tuple[Change, ...]
    finding: Finding | None
    """What the finding it turns becomes; ``None`` for a way found for the whole verdict."""
    verdict: Outcome
    """What the verdict on the bidder becomes."""
    opens: tuple[str, ...]
    """The rules that doubt where they did not before: another status brings its own papers."""


@dataclass(frozen=True, slots=True)
class Turned:
    """One refusal or doubt, with the nearest ways to turn it; none when nothing we know of turns it."""

    finding: Finding
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The whole answer."""

    verdict: Verdict
    """The one asked about."""
    of_findings: tuple[Turned, ...]
    of_verdict: tuple[Way, ...]
    """The smallest sets found after which the bidder may answer; empty when it already may, or none was found."""
    judgements: int
    """How often the rules were asked, the verdict itself included."""
    cut_short: bool
    """The bound was reached before the search was over: there may be other ways."""


def changes_of(
    bidder: Bidder,
    notice: Notice,
    quote: Quote | None = None,
    *,
    on: date | None = None,
    at: date | None = None,
    most: int = MOST,
) -> Changes:
    """The nearest changes that turn each refusal or doubt of a verdict, and the verdict itself.

    Args:
        on: the day of the law when the notice has no publication, as for :func:`~rulebook.engine.judge.judge`.
        at: the day on which she would act; ``on`` by default, else the day of the law.
        most: how often the rules may be asked.

    Raises:
        NoDay: neither the notice nor ``on`` gives a day.
    """
    search = _Search(Facts(bidder, notice, quote), on, max(most, 1))
    verdict = search.ask(())
    day = at or on or verdict.law_on
    found = search.ways((), day)
    opens = {finding.rule: finding for finding in verdict.findings if is_open(finding)}
    unsettled = verdict.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN}
    return Changes(
        verdict=verdict,
        of_findings=tuple(Turned(finding, _nearest(found[rule])) for rule, finding in opens.items()),
        of_verdict=search.whole(found, day) if unsettled else (),
        judgements=search.asked,
        cut_short=search.cut_short,
    )


def applied(changes: Iterable[Change], facts: Facts) -> Facts:
    """The facts once all is done, in order."""
    for change in changes:
        facts = change.apply(facts)
    return facts


class _Enough(Exception):
    """The rules were asked as often as they may be."""


_Ways = dict[str, list[Way]]


class _Search:
    """One search: it counts what it asks, and asks nothing twice."""

    def __init__(self, base: Facts, on: date | None, most: int) -> None:
        self.base, self.on, self.most, self.cut_short = base, on, most, False
        self._known: dict[object, Verdict] = {}

    @property
    def asked(self) -> int:
        """How often the rules were asked."""
        return len(self._known)

    def ask(self, changes: tuple[Change, ...]) -> Verdict:
        """The verdict once these changes are made. Raises ``_Enough`` at the bound."""
        names = tuple(change.name for change in changes)
        if names not in self._known:
            if self.asked >= self.most:
                raise _Enough
            facts = applied(changes, self.base)
            self._known[names] = judge(facts.bidder, facts.notice, facts.quote, on=self.on)
        return self._known[names]

    def scene(self, changes: tuple[Change, ...], at: date) -> Scene:
        """What the levers look at once these changes are made."""
        return Scene(applied(changes, self.base), self.ask(changes), at)

    def ways(self, done: tuple[Change, ...], at: date) -> _Ways:
        """For each finding open once ``done`` is made, the smallest sets of further changes that turn it."""
        found: _Ways = {finding.rule: [] for finding in self.scene(done, at).open}
        try:
            for levers in (NEAR, EVERY):
                _Round(self, done, at, levers, found).run()
        except _Enough:
            self.cut_short = True
        return found

    def idle(self, done: tuple[Change, ...], changes: tuple[Change, ...], rule: str) -> bool:
        """Whether a set turns the finding without one of its changes."""
        fewer = [changes[:left] + changes[left + 1 :] for left in range(len(changes))] if len(changes) > 1 else []
        return any(_turned(rule, self.ask((*done, *some))) for some in fewer)

    def whole(self, found: _Ways, at: date) -> tuple[Way, ...]:
        """A set after which the verdict is met, when it was not: its doubts settled one after the other, none idle."""
        changes: tuple[Change, ...] = ()
        base = self.ask(changes)
        try:
            for _ in range(ROUNDS):
                scene = self.scene(changes, at)
                if scene.verdict.outcome is Outcome.MET:
                    break
                changes = (*changes, *(more := _best_of_each(scene, found)))
                if not more:
                    return ()
                found = self.ways(changes, at) if self.ask(changes).outcome is not Outcome.MET else {}
            if not changes or self.ask(changes).outcome is not Outcome.MET:
                return ()
            for change in sorted(changes, key=lambda one: -one.distance):
                fewer = tuple(one for one in changes if one is not change)
                changes = fewer if self.ask(fewer).outcome is Outcome.MET else changes
        except _Enough:
            self.cut_short = True
            return ()
        verdict = self.ask(changes)
        return (Way(changes, None, verdict.outcome, _opens(verdict, base)),)


class _Round:
    """One way through the sets, from the smallest, with some levers, for the findings that have none yet."""

    def __init__(self, search: _Search, done: tuple[Change, ...], at: date, levers: tuple[Lever, ...], found: _Ways):
        self.search, self.done, self.at, self.levers, self.found = search, done, at, levers, found
        self.left = {rule for rule, ways in found.items() if not ways}
        self._tried: set[frozenset[object]] = set()

    def run(self) -> None:
        """Fill ``found``."""
        steps: list[tuple[Change, ...]] = [()]
        for _ in range(DEEPEST):
            steps = [further for step in steps for further in self._further(step)]

    def _further(self, step: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
        """One change more. Yields what moved a finding still to be turned, so that it may be taken further."""
        wanted = sorted(rule for rule in self.left if all(len(way.changes) > len(step) for way in self.found[rule]))
        if not wanted:
            return
        start, scene = self.search.ask(self.done), self.search.scene((*self.done, *step), self.at)
        for change in proposals(scene, self.levers):
            changes = (*step, change)
            if self._seen(changes) or _breaks(verdict := self.search.ask((*self.done, *changes)), start):
                continue
            turned = [rule for rule in wanted if _turned(rule, verdict)]
            for rule in turned:
                if not self.search.idle(self.done, changes, rule):
                    self.found[rule].append(_way(changes, rule, verdict, start))
            if any(_spoken(rule, verdict) != _spoken(rule, scene.verdict) for rule in wanted if rule not in turned):
                yield changes

    def _seen(self, changes: tuple[Change, ...]) -> bool:
        """Whether the same changes were tried in another order."""
        names = frozenset(change.name for change in changes)
        if names in self._tried:
            return True
        self._tried.add(names)
        return False


def _best_of_each(scene: Scene, found: _Ways) -> tuple[Change, ...]:
    """The nearest way of each finding that holds the verdict up; nothing when one of them has none."""
    chosen: list[Change] = []
    for rule in dict.fromkeys(finding.rule for finding in scene.open if _holds_up(finding)):
        ways = _nearest(found.get(rule, []))
        if not ways:
            return ()
        chosen += [change for change in ways[0].changes if change not in chosen]
    return tuple(chosen)


def _holds_up(finding: Finding) -> bool:
    """Whether a finding keeps the bidder from a plain yes: of the bidder, or of whether the decree speaks at all."""
    if finding.rule.startswith("scope."):
        return True
    decides = finding.force is Force.DECIDES
    return finding.about is About.BIDDER and (decides or finding.outcome is Outcome.NOT_MET)


def _spoken(rule: str, verdict: Verdict) -> list[tuple[Outcome, str, tuple[object, ...]]]:
    """What a rule says, without its words."""
    return [(f.outcome, f.reason, tuple(f.values.items())) for f in verdict.findings if f.rule == rule]


def _turned(rule: str, verdict: Verdict) -> bool:
    """Whether a rule still speaks, and neither refuses nor doubts any more."""
    said = [finding.outcome for finding in verdict.findings if finding.rule == rule]
    return bool(said) and not {Outcome.NOT_MET, Outcome.UNKNOWN} & set(said)


def _breaks(verdict: Verdict, base: Verdict) -> bool:
    """Whether a change makes the verdict worse, or another finding refuse."""
    if _WORSE.index(verdict.outcome) > _WORSE.index(base.outcome):
        return True
    refused = {finding.rule for finding in base.findings if finding.outcome is Outcome.NOT_MET}
    return any(is_open(f) and f.outcome is Outcome.NOT_MET and f.rule not in refused for f in verdict.findings)


def _opens(verdict: Verdict, base: Verdict) -> tuple[str, ...]:
    before = {finding.rule for finding in base.findings if is_open(finding)}
    return tuple(dict.fromkeys(f.rule for f in verdict.findings if is_open(f) and f.rule not in before))


def _way(changes: tuple[Change, ...], rule: str, verdict: Verdict, base: Verdict) -> Way:
    finding = next(finding for finding in verdict.findings if finding.rule == rule)
    return Way(changes, finding, verdict.outcome, _opens(verdict, base))


def _nearest(ways: Iterable[Way]) -> tuple[Way, ...]:
    """The ways to show: the smallest, then the nearest, then those that open the fewest doubts.

    Of several that differ only by an amount, the largest: it changes the least, or leaves the most room.
    """
    kept: dict[object, Way] = {}
    for way in sorted(ways, key=_size):
        kept[_shape(way)] = way
    return tuple(sorted(kept.values(), key=_farness)[:SHOWN])


def _farness(way: Way) -> tuple[int, int, int]:
    return len(way.changes), sum(change.distance for change in way.changes), len(way.opens)


def _shape(way: Way) -> object:
    """A set of changes, its amounts left aside, and which lot: the largest will do."""
    told = ((change.key, {**change.values, "lot": None}) for change in way.changes)
    return tuple((key, *(value for value in values.values() if not isinstance(value, Decimal))) for key, values in told)


def _size(way: Way) -> Decimal:
    """Its amounts, added up."""
    amounts = (value for change in way.changes for value in change.values.values() if isinstance(value, Decimal))
    return sum(amounts, Decimal(0))
