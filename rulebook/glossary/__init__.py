"""The words of the trade in French and Arabic, what each means, and whether the Arabic was seen or must be checked.

One file a subject, read in the order of their names. ``mark: seen`` says that a source shows the Arabic term;
``mark: to_check`` that it comes from general knowledge, or from notes that name no source: it is then shown as "to be
checked" against the Arabic Bulletin officiel, and ``wolouj law terms`` lists it. ``heard`` is how the French word is
said in Darija, where our notes give it. The definitions are our own and hold no figure: figures live in the chapters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.engine.law import read_yaml
from rulebook.engine.texts import TEXTS, LawError, both
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import typeset

FOLDER = Path(__file__).resolve().parent
_NEEDED = {"fr", "ar", "en", "mark", "means"}
_FREE = {"heard", "article"}


class Mark(StrEnum):
    """Whether a source shows the Arabic term."""

    SEEN = "seen"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the trade."""

    key: str
    subject: str
    """The file it stands in, without its rank: ``people``, ``buying``, ``file``…"""
    term: Bilingual
    english: str
    mark: Mark
    means: Bilingual
    heard: str | None = None
    """The French word as it is said in Darija, in Arabic letters; ``None`` when our notes give none."""
    article: str | None = None
    """The article that speaks of it first, as ``text/number``."""

    @property
    def to_check(self) -> bool:
        """Whether the Arabic must still be checked before it is shown as the official word."""
        return self.mark is Mark.TO_CHECK


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of one subject, in the order a reader meets them."""

    key: str
    title: Bilingual
    terms: tuple[Term, ...]


def load_glossary(folder: Path = FOLDER) -> tuple[Subject, ...]:
    """Every subject, in order. Raises :class:`~rulebook.engine.texts.LawError` naming the file and the word."""
    subjects = tuple(_subject(path) for path in sorted(folder.glob("*.yaml")))
    keys = [term.key for subject in subjects for term in subject.terms]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise LawError(f"glossary: written twice: {sorted(twice)}")
    return subjects


def _subject(path: Path) -> Subject:
    tree = read_yaml(path)
    key = path.stem.partition("-")[2]
    return Subject(key, _pair(tree["title"], f"{path.name}, title"), tuple(_terms(tree["terms"], key, path.name)))


def _terms(tree: Mapping[str, Mapping[str, Any]], subject: str, file: str) -> Iterator[Term]:
    for key, entry in tree.items():
        where = f"glossary/{file}, {key}"
        if not _NEEDED <= entry.keys() <= _NEEDED | _FREE:
            raise LawError(f"{where}: needs {sorted(_NEEDED)}, may have {sorted(_FREE)}")
        if article := entry.get("article"):
            TEXTS.article(article)
        try:
            mark = Mark(entry["mark"])
        except ValueError as fault:
            raise LawError(f"{where}: {fault}") from None
        yield Term(
            key=key,
            subject=subject,
            term=_pair({lang: entry[lang] for lang in ("fr", "ar")}, where),
            english=entry["en"],
            mark=mark,
            means=_pair(entry["means"], f"{where}, means"),
            heard=entry.get("heard"),
            article=article,
        )


def _pair(entry: object, where: str) -> Bilingual:
    """Both languages, their typography mended."""
    told = both(entry, where)
    return Bilingual(typeset(told.fr, "fr"), typeset(told.ar, "ar"))


@cache
def glossary() -> Mapping[str, Term]:
    """Every word by its key, in the order of the files. Read once, when first asked for."""
    return {term.key: term for subject in subjects() for term in subject.terms}


@cache
def subjects() -> tuple[Subject, ...]:
    """Every subject with its words, in order. Read once, when first asked for."""
    return load_glossary()


def to_be_checked() -> tuple[Term, ...]:
    """The words whose Arabic nobody has seen in a source yet."""
    return tuple(term for term in glossary().values() if term.to_check)
