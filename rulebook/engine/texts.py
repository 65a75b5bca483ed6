"""The legal texts and the sources the rulebook stands on: one file a text in ``rulebook/texts``.

An article is named ``text/number`` (``decree-2-22-431/91``). A rule or a quantity that cites an article no file
holds does not load. Nothing is quoted: each article has one line of our own words in the two languages. An article
that no rule can hold says why under ``for_humans``::

    "48":
      summary: { fr: "…", ar: "…" }
      confidence: certain
      for_humans: { fr: "Pourquoi une personne doit en juger.", ar: "…" }
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rulebook.engine.format import LANGS
from rulebook.engine.strict_yaml import LawError as LawError
from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.verdict import Bilingual, Confidence

FOLDER = Path(__file__).resolve().parent.parent / "texts"


@dataclass(frozen=True, slots=True)
class Article:
    """One article of which something is encoded, or at least told."""

    key: str
    summary: Bilingual
    confidence: Confidence
    checked_on: date
    for_humans: Bilingual | None = None
    """Why it, or what is left of it once the rules have spoken, is for a person to judge."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles in a row, as the table of contents has them."""

    first: int
    last: int
    about: Bilingual | None
    """``None`` when our notes say nothing of them."""


@dataclass(frozen=True, slots=True)
class Text:
    """One legal text. ``bulletin`` and ``in_force`` are ``None`` when we have not established them."""

    key: str
    name: Bilingual
    bulletin: str | None
    in_force: date | None
    checked_on: date
    articles: Mapping[str, Article]
    """Those that were read, or of which something was told, by key."""
    contents: tuple[Part, ...] = ()
    """All its articles by part; empty when we do not know how many it has."""


@dataclass(frozen=True, slots=True)
class Texts:
    """All the texts, and the sources through which they were read."""

    texts: Mapping[str, Text]
    sources: Mapping[str, Bilingual]

    def article(self, key: str) -> Article:
        """The article ``text/number``; :class:`LawError` when no file holds it."""
        text, _, _ = key.partition("/")
        try:
            return self.texts[text].articles[key]
        except KeyError:
            raise LawError(f"no article {key!r} in rulebook/texts") from None

    def first_day(self, key: str) -> date:
        """The day a text came into force; :class:`LawError` when we have not established it."""
        day = self.texts[key].in_force
        if day is None:
            raise LawError(f"{key} has no day of entry into force")
        return day

    def source(self, key: str) -> Bilingual:
        """What a source key stands for; :class:`LawError` when ``sources.yaml`` lacks it."""
        try:
            return self.sources[key]
        except KeyError:
            raise LawError(f"no source {key!r} in rulebook/texts/sources.yaml") from None


def _text(path: Path) -> Text:
    tree: dict[str, Any] = read_yaml(path)
    articles = {}
    for number, entry in tree["articles"].items():
        if not isinstance(number, str):
            raise LawError(f"{path.name}: article {number!r} is written between quotes")
        key = f"{path.stem}/{number}"
        articles[key] = _article(key, entry, tree["checked_on"])
    name = both(tree["name"], f"{path.name}, name")
    contents = tuple(_contents(tree.get("contents") or (), path.name))
    return Text(path.stem, name, tree["bulletin"], tree["in_force"], tree["checked_on"], articles, contents)


def _contents(entries: Iterable[Mapping[str, Any]], file: str) -> Iterator[Part]:
    """The parts, each beginning where the one before ended."""
    following = 1
    for entry in entries:
        first, _, last = entry["articles"].partition("-")
        part = Part(int(first), int(last), entry["about"] and both(entry["about"], f"{file}, {first}"))
        if part.first != following or part.last < part.first:
            raise LawError(f"{file}: after article {following - 1} comes {entry['articles']}")
        following = part.last + 1
        yield part


def _article(key: str, entry: Mapping[str, Any], checked_on: date) -> Article:
    if unknown := entry.keys() - {"summary", "confidence", "for_humans"}:
        raise LawError(f"{key}: unknown keys {sorted(unknown)}")
    summary, confidence = both(entry["summary"], f"{key}, summary"), Confidence(entry["confidence"])
    why = both(entry["for_humans"], f"{key}, for_humans") if "for_humans" in entry else None
    return Article(key, summary, confidence, checked_on, why)


def both(entry: object, where: str) -> Bilingual:
    """``{fr, ar}`` of a file of the law, neither of them empty; :class:`LawError` says where."""
    if not isinstance(entry, dict) or set(entry) != set(LANGS) or not all(_told(entry[lang]) for lang in LANGS):
        raise LawError(f"{where}: needs exactly fr and ar, both told")
    return Bilingual(**entry)


def _told(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def load_texts(folder: Path = FOLDER) -> Texts:
    """Every text of the folder. Raises :class:`LawError` naming the file at fault."""
    texts = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == "sources":
            continue
        try:
            texts[path.stem] = _text(path)
        except (KeyError, TypeError, ValueError) as fault:
            raise LawError(f"texts/{path.name}: {fault!r}") from None
    sources = read_yaml(folder / "sources.yaml")
    return Texts(texts, {key: both(name, f"sources.yaml, {key}") for key, name in sources.items()})


TEXTS = load_texts()
