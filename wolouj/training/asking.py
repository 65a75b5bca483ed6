"""The questions of the test, read once from ``questions.yaml``, with their pictures; what a path asks, and what an
answer is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import typeset
from wolouj.training.models import Path

_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.S)
_AMOUNT = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, with its picture."""

    text: Bilingual
    picture: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its picture; ``right`` is the number of the right choice, from 1."""

    key: str
    module: str
    text: Bilingual
    choices: tuple[Choice, ...]
    right: int
    pictures: tuple[tuple[str, int | None], ...]
    """What is drawn above it, each with the amount in dirhams it stands for, if any."""


@cache
def questions() -> dict[str, Question]:
    """Key -> question, in the order they are asked."""
    told = read_yaml(File(__file__).with_name("questions.yaml"))
    return {key: _question(key, row) for key, row in told.items()}


def _question(key: str, row: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(_both(each), str(each["picture"])) for each in row["choices"])
    drawn = row["picture"]
    pictures = tuple(drawn.items()) if isinstance(drawn, Mapping) else ((str(drawn), None),)
    return Question(key, str(row["module"]), _both(row), choices, int(row["right"]), pictures)


@cache
def drawings() -> dict[str, tuple[str, str]]:
    """Name -> the view box and the inside of a picture."""
    text = File(__file__).with_name("pictures.svg").read_text(encoding="utf-8")
    return {found[1]: (found[2], found[3]) for found in _SYMBOL.finditer(text)}


def picture(name: str, *, big: bool = False) -> str:
    """A picture as inline SVG, hidden from readers: its words stand beside it.

    Raises:
        KeyError: no such picture; the names are in ``pictures.svg``.
    """
    box, inside = drawings()[name]
    return f'<svg class="picture{" picture--big" if big else ""}" viewBox="{box}" aria-hidden="true">{inside}</svg>'


def picture_file(name: str) -> str:
    """The same as a picture of its own, for a paper: black lines, a light ground."""
    box, inside = drawings()[name]
    look = 'fill="none" stroke="#000" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'
    inside = inside.replace('class="a"', 'fill="#e4e4e4"')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g {look}>{inside}</g></svg>'


def _both(row: Mapping[str, Any]) -> Bilingual:
    return Bilingual(fr=_told(str(row["fr"]), "fr"), ar=_told(str(row["ar"]), "ar"))


def _told(text: str, lang: Lang) -> str:
    """The sentence with its amounts (``{40}``) as the house writes them."""
    parts = _AMOUNT.split(text)
    return "".join(fmt.money(int(part), lang) if i % 2 else typeset(part, lang) for i, part in enumerate(parts))


def asked_of(path: Path) -> list[Question]:
    """The questions of the modules of a path, in order."""
    codes = {module.code for module in path.modules.all()}
    return [row for row in questions().values() if row.module in codes]


def score(answers: Mapping[str, int], keys: set[str] | None = None) -> int:
    """How many answers are right, of those in ``keys`` when it is given."""
    known = questions()
    return sum(
        1 for key, choice in answers.items()
        if key in known and (keys is None or key in keys) and known[key].right == choice
    )  # fmt: skip
