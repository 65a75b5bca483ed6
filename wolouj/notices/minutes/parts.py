"""Minutes cut into the parts their labels announce: who answered, who was set aside, the amounts, who was retained."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from wolouj.foundation.folding import fold
from wolouj.notices.minutes.text import level

NEAR = 84
"""How alike (of 100) a beginning spoilt by OCR must be to a label written whole."""
_LINE = re.compile(
    r"^(?:[^\w\n]|_)*(?:[0-9]{1,2}[^\w\n]+|[a-z®][\s.)-]+|[ivx]{1,4}[\s.)-]+)?(?:[^\w\n]|_)*", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its kind, its label as written (one line), and its own text between two labels."""

    kind: str
    label: str
    body: str
    start: int
    exact: bool = True
    """Whether its label was read as it is usually written; else it was spoilt, and only resembles it."""


@cache
def _labels() -> tuple[list[tuple[str, re.Pattern[str]]], dict[str, str], frozenset[str]]:
    """Patterns in order; whole labels to compare a spoilt one with; the words a label goes on with."""
    tree: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8"))
    patterns, whole = [], {}
    for each in tree["parts"]:
        for begins in each["begins"]:
            patterns.append((each["part"], re.compile(_loose(begins))))
            if "\\" not in begins and "?" not in begins and len(begins) > 12:
                whole[begins] = each["part"]
    return patterns, {**whole, **WHOLE}, frozenset(fold(tree["more"]).split())


WHOLE = {
    "liste des concurrents ayant depose": "deposited",
    "liste des concurrents ecartes": "excluded",
    "liste des concurrents evinces": "excluded",
    "liste des concurrents admis sans reserve": "admitted",
    "liste des concurrents admis avec reserve": "admitted",
    "montant des actes d'engagement": "amounts",
    "date d'ouverture des plis": "opening",
    "lieu d'ouverture des plis": "place",
    "maitre d'ouvrage": "buyer",
    "concurrent retenu": "retained",
    "justification du choix de l'attributaire": "why",
    "date d'achevement des travaux": "finished",
    "verification des montants": "after",
    "date de publication": "press",
}
"""Labels as usually written: what one spoilt by OCR is compared with."""


_GAP = r"[\s'’:,/-]{1,4}(?:[a-z°]{1,3}[\s'’]+){0,3}"


def _loose(begins: str) -> str:
    """A label as a pattern: any space between its words, and small words that OCR ate or that stand there."""
    if " :" in begins:
        return begins.replace(" ", r"\s*")
    return re.sub(r" (?![^(]*\{)(?=[^ ])", lambda _: _GAP, begins)


def cut(text: str) -> list[Part]:
    """The parts of prepared text, in order; what stands before the first label is the part ``title``."""
    told = level(text)
    found: list[tuple[int, int, str, bool]] = []
    last = 0
    for match in _LINE.finditer(told):
        at = match.end()
        if at < last or at >= len(told) or told[at] == "\n":
            continue
        label = _label(told, at)
        if label is None or _is_heading(label, found, told):
            continue
        kind, end, exact = label
        end = _label_end(told, end, kind)
        if kind == "amounts" and _CORRECTED.search(told, at, end):
            kind = "after"
        found.append((match.start(), end, kind, exact))
        last = end
    title_ends = found[0][0] if found else len(text)
    parts = [Part("title", "", text[:title_ends], 0)]
    for number, (start, end, kind, exact) in enumerate(found):
        until = found[number + 1][0] if number + 1 < len(found) else len(text)
        parts.append(Part(kind, " ".join(text[start:end].split()), text[end:until], start, exact))
    return parts


_CORRECTED = re.compile(r"apres|rectifi|corrig|verifi")
_ARTICLE = re.compile(r"(?:(?:des|les|le|la|de|du) )?")


def _label(told: str, at: int) -> tuple[str, int, bool] | None:
    """(kind, end, exact) of the label that begins at ``at``."""
    patterns, whole, _ = _labels()
    at += len(_ARTICLE.match(told, at)[0])  # type: ignore[index]
    for kind, pattern in patterns:
        if (match := pattern.match(told, at)) is not None:
            return kind, match.end(), True
    line = told[at : at + 60].split("\n")[0]
    for label in _spoilt(line, tuple(whole)):
        return whole[label], at + min(len(label), len(line)), False
    return None


def _spoilt(line: str, labels: tuple[str, ...]) -> list[str]:
    """The label the line resembles, when it does."""
    if len(line) < 12:
        return []
    scores = [(fuzz.ratio(label, line[: len(label)]), label) for label in labels]
    best, label = max(scores)
    return [label] if best >= NEAR else []


def _is_heading(label: tuple[str, int, bool], found: list[tuple[int, int, str, bool]], told: str) -> bool:
    """Whether it is the heading of a column inside a part of amounts, and begins no part of its own."""
    kind, end, _ = label
    if kind not in ("amounts", "retained", "after", "excluded") or not found:
        return False
    before = found[-1][2]
    line = told[end : end + 120].split("\n")[0]
    if kind == "excluded":
        return before == kind and ":" not in line and "motif" in told[end : end + 60]
    within = before in ("amounts", "after", "retained", "ranking")
    if kind == "after":
        return within and "verif" not in told[end - 14 : end] and ":" not in line
    several = "soumissionnaires retenus" in told[max(0, end - 40) : end]
    return within and (kind != "retained" or before == "retained" or several) and ":" not in line


def _label_end(told: str, at: int, kind: str) -> int:
    """Where the label ends and what it announces begins: after its words, and its colon when it has one."""
    _, _, more = _labels()
    if kind in ("object", "buyer"):
        near = re.compile(r"[^\n:]{0,24}:").match(told, at)
        return near.end() if near else at
    line_end = told.find("\n", at)
    line_end = len(told) if line_end < 0 else line_end
    colon = told.find(":", at, min(line_end, at + 110))
    if colon >= 0:
        return colon + 1
    while match := re.compile(r"[\s'’(,/.)-]*([\w]+)").match(told, at):
        word = match[1]
        if not (word in more or (len(word) <= 3 and word.isalpha() and _small(told, match)) or _near(word, more)):
            break
        at = match.end()
    after = re.compile(r"[\s)]*[:!]").match(told, at)
    return after.end() if after else at


def _small(told: str, match: re.Match[str]) -> bool:
    return match[1] in SMALL and "\n\n" not in told[match.start() : match.end()]


SMALL = frozenset("de des du la le les l d i a et ou en un une par aux au sur ces ht".split())


def _near(word: str, more: frozenset[str]) -> bool:
    return len(word) > 5 and process.extractOne(word, more, scorer=fuzz.ratio, score_cutoff=NEAR) is not None


def of_kind(parts: Iterable[Part], *kinds: str) -> list[Part]:
    """The parts of these kinds, in order."""
    return [part for part in parts if part.kind in kinds]
