"""The fifteen questions, read once from ``questions.yaml``, and their pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from rulebook.engine.format import Lang
from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import Words

HERE = Path(__file__)
_PICTURE = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.S)


class Answer(StrEnum):
    """What she says of one thing. No answer is worth points."""

    YES = "yes"
    SOME = "some"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a structure does, or not yet; the step that comes next, and where to learn it."""

    key: str
    area: str
    what: Bilingual
    step: Bilingual
    first: int
    module: str
    guide: str

    def asks(self, lang: Lang) -> str:
        """The question as it is asked."""
        return str(getattr(self.what, lang))


@cache
def questions() -> dict[str, Question]:
    """Key -> question, in the order they are asked."""
    told = read_yaml(HERE.with_name("questions.yaml"))
    entries = {key: {"fr": row["fr"], "ar": row["ar"]} for key, row in told.items()}
    steps = {f"{key}_step": {"fr": row["fr_step"], "ar": row["ar_step"]} for key, row in told.items()}
    words = Words.of(entries | steps, "coaching/questions.yaml")
    return {
        key: Question(
            key, str(row["area"]), words.pair(key), words.pair(f"{key}_step"), int(row["first"]), str(row["module"]),
            str(row["guide"]),
        )
        for key, row in told.items()
    }  # fmt: skip


@cache
def pictures() -> dict[str, tuple[str, str]]:
    """Key -> the view box and the inside of its picture."""
    text = HERE.with_name("pictures.svg").read_text(encoding="utf-8")
    return {found[1]: (found[2], found[3]) for found in _PICTURE.finditer(text)}


def picture(key: str) -> str:
    """The picture of a question as inline SVG; its words stand beside it."""
    box, inside = pictures()[key]
    return f'<svg class="picture" viewBox="{box}" aria-hidden="true">{inside}</svg>'
