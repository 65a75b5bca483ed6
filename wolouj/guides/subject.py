"""The subjects of the guide: one YAML file each in ``subjects/``, French and Arabic side by side.

::

    moment: notice                 # where it stands on the road: see MOMENTS
    icon: quote
    title: { fr: "Le bon de commande", ar: "سند الطلب [[Bon de commande]]" }
    lead: { fr: "…", ar: "…" }
    search: { fr: "words people use", ar: "…" }
    figures: { ceiling: purchase_orders.ceiling }
    says:
      - title: { fr: "…", ar: "…" }
        text: { fr: "… {ceiling:count.dirham} …", ar: "…" }
        law: [purchase_orders.quote_stays_under_the_ceiling]
        at_most: likely            # when the sentence says more than what it stands on makes sure
    example: { tool: order, with: { amount: "84000" }, story: { fr: "…", ar: "…" } }   # days: today+10
    traps: [order_ceiling]         # of traps.yaml
    mistakes: [{ fr: "…", ar: "…" }]
    now: [{ fr: "…", ar: "…" }]
    asks: [purchase_orders.how_long_it_stays_open]
    see: [deposit]

Everything is checked when the files are read: keys, languages, figures, what each part stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rulebook.engine.chapters import CHAPTERS, calculations
from rulebook.engine.law import Law
from rulebook.engine.texts import LawError
from rulebook.engine.verdict import Bilingual, Confidence
from rulebook.engine.wording import Words, read_tree
from wolouj.guides import traps
from wolouj.guides.figures import Figure, Value, check_forms, figures
from wolouj.guides.standing import Standing, standing

FOLDER = Path(__file__).with_name("subjects")
MOMENTS = ("notice", "verdict", "quote", "award", "payment", "evidence")
"""The road, from the notice to the proof."""
KEYS = frozenset("moment icon title lead search figures says example traps mistakes now asks see".split())
NEEDED = frozenset("moment icon title lead search says mistakes now".split())


@dataclass(frozen=True, slots=True)
class Example:
    """An answer of a tool to an invented case: ``given`` is what stands in its address."""

    tool: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One subject as its file tells it; :func:`tell` says it on a day."""

    slug: str
    moment: str
    icon: str
    words: Words
    figures: Mapping[str, Figure]
    stands: tuple[tuple[str, ...], ...]
    """For each part said: the keys it stands on."""
    at_most: tuple[Confidence, ...]
    """For each part said: no surer than this."""
    mistakes: int
    now: int
    asks: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    example: Example | None = None

    @property
    def title(self) -> Bilingual:
        """Its title, which carries no figure."""
        return self.words.pair("title")

    @property
    def search(self) -> Bilingual:
        """The words people use for it."""
        return self.words.pair("search")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing said, signed."""

    title: Bilingual
    text: Bilingual
    standing: Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is not established, and whom to ask."""

    text: Bilingual
    ask: Bilingual


@dataclass(frozen=True, slots=True)
class Told:
    """A subject told on a day: every figure filled."""

    subject: Subject
    lead: Bilingual
    parts: tuple[Part, ...]
    mistakes: tuple[Bilingual, ...]
    now: tuple[Bilingual, ...]
    traps: tuple[traps.Told, ...]
    questions: tuple[Asked, ...]
    story: Bilingual | None

    @property
    def checked_on(self) -> date:
        """The oldest day on which somebody read what it stands on."""
        return min(part.standing.checked_on for part in self.parts)


@cache
def subjects() -> Mapping[str, Subject]:
    """Every subject by slug, along the road. Raises :class:`LawError` or ``WordingError`` naming the file at fault."""
    found = {subject.slug: subject for subject in (_read(path) for path in sorted(FOLDER.glob("*.yaml")))}
    for subject in found.values():
        if lost := [slug for slug in subject.see if slug not in found or slug == subject.slug]:
            raise LawError(f"{subject.slug}: sees {lost}, which do not exist")
    return dict(sorted(found.items(), key=lambda item: MOMENTS.index(item[1].moment)))


def about(article: str, *, on: date) -> Iterator[Subject]:
    """The subjects that stand on an article."""
    for subject in subjects().values():
        if any(article in part.standing.articles for part in tell(subject, on=on).parts):
            yield subject


@lru_cache(maxsize=64)
def tell(subject: Subject, *, on: date) -> Told:
    """The subject as the law of that day fills it."""
    law, words = Law.on(on), subject.words
    values = {name: figure.on(law) for name, figure in subject.figures.items()}
    parts = tuple(_part(subject, at, values, on) for at in range(len(subject.stands)))
    return Told(
        subject=subject,
        lead=words.pair("lead", **values),
        parts=parts,
        mistakes=tuple(words.pair(f"mistakes.{at}", **values) for at in range(subject.mistakes)),
        now=tuple(words.pair(f"now.{at}", **values) for at in range(subject.now)),
        traps=tuple(traps.told(key, on=on) for key in subject.traps),
        questions=tuple(_question(key) for key in subject.asks),
        story=words.pair("story") if subject.example else None,
    )


def _part(subject: Subject, at: int, values: Mapping[str, Value], on: date) -> Part:
    words = subject.words
    keys = [f"says.{at}.title", f"says.{at}.text"]
    blanks = {name for key in keys for name in words.blanks(key)}
    read = [name for blank in sorted(blanks) for name in subject.figures[blank].reads]
    title, text = (words.pair(key, **values) for key in keys)
    return Part(title, text, standing([*subject.stands[at], *read], on=on, at_most=subject.at_most[at]))


def _question(key: str) -> Asked:
    chapter, _, name = key.partition(".")
    words = (CHAPTERS.get(chapter) or calculations()[chapter]).words
    return Asked(words.pair(f"questions.{name}.text"), words.pair(f"questions.{name}.ask"))


def _read(path: Path) -> Subject:
    where = f"subjects/{path.name}"
    tree = read_tree(path)
    if strange := (tree.keys() - KEYS) | (NEEDED - tree.keys()):
        raise LawError(f"{where}: unknown or missing {sorted(strange)}")
    if tree["moment"] not in MOMENTS:
        raise LawError(f"{where}: no moment {tree['moment']!r}")
    subject = Subject(
        slug=path.stem.partition("-")[2],
        moment=tree["moment"],
        icon=tree["icon"],
        words=Words.of(_sentences(tree), where),
        figures=figures(tree.get("figures") or {}),
        stands=tuple(tuple(part["law"]) for part in tree["says"]),
        at_most=tuple(Confidence(part.get("at_most", Confidence.CERTAIN)) for part in tree["says"]),
        mistakes=len(tree["mistakes"]),
        now=len(tree["now"]),
        asks=tuple(tree.get("asks") or ()),
        traps=tuple(tree.get("traps") or ()),
        see=tuple(tree.get("see") or ()),
        example=_example(tree.get("example")),
    )
    _check(subject, where)
    return subject


def _sentences(tree: Mapping[str, Any]) -> dict[object, object]:
    """The sentences of a file as one tree: lists become ``says.0.title``."""
    found: dict[object, object] = {name: tree[name] for name in ("title", "lead", "search")}
    for name in ("mistakes", "now"):
        found[name] = dict(enumerate(tree[name]))
    found["says"] = {at: {"title": part["title"], "text": part["text"]} for at, part in enumerate(tree["says"])}
    if tree.get("example"):
        found["story"] = tree["example"]["story"]
    return found


def _example(told: Mapping[str, Any] | None) -> Example | None:
    if told is None:
        return None
    return Example(told["tool"], {str(name): str(value) for name, value in (told.get("with") or {}).items()})


def _check(subject: Subject, where: str) -> None:
    """Blanks have their figures, figures their blanks, formats fit units; traps and questions exist."""
    used = set()
    for key in subject.words:
        for name, form in subject.words.needs(key):
            if name not in subject.figures:
                raise LawError(f"{where}, {key}: {{{name}}} is no figure of this subject")
            check_forms(subject.figures[name], form, f"{where}, {key}")
            used.add(name)
    if idle := subject.figures.keys() - used:
        raise LawError(f"{where}: figures never said: {sorted(idle)}")
    if lost := [key for key in subject.traps if key not in traps.keys()]:  # noqa: SIM118  a function, not a dict
        raise LawError(f"{where}: no traps {lost}")
    for key in subject.asks:
        _question(key)
