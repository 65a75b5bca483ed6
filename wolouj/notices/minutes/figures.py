"""Amounts and days as minutes write them, and as OCR spoils them: read strictly, or mended and then unsure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.engine.verdict import Confidence
from wolouj.notices.minutes.text import level

_LOOKALIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "L": "1", "I": "1", "i": "1", "t": "1", "s": "5", "Z": "2"})
_TOKEN = re.compile(
    r"(?<![\w/])(?P<whole>[0-9OoLlIZs]{1,4}(?:[ .,][0-9OoLlIZst]{3})*|[0-9]{4,9})"
    r"\s?[.,]{1,2}\s?(?P<cents>[0-9OolL]{2})(?![0-9/]|[OoLlIZst][0-9.,OL])",
)
_WHOLE = re.compile(
    r"(?<![\w/.,])(?P<whole>[0-9]{1,3}(?:[ .][0-9]{3})+)(?=[\s.|)_]*(?:$|(?:en )?dh|dirh|mad\b|t\.?t\.?c|ht\b))",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(
    r"(?:^|[\s|:®])[0-9OLIl][0-9OLIlB.,' ]{2,}[+)]?[\s|_.]*(?:dhs?|ttc)?[\s|._]*$|[0-9]{2}\+", re.IGNORECASE
)
LEAST = Decimal(1000)
"""A smaller figure among offers is a percentage, a number of articles, a share of an amount cut by OCR."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a line: where it begins and ends there."""

    value: Decimal
    confidence: Confidence
    start: int
    end: int


def amounts(line: str) -> list[Amount]:
    """The amounts of a line, from left to right. A figure that OCR cut short is none."""
    found = [each for match in _TOKEN.finditer(line) if (each := _amount(match, match["cents"]))]
    taken = [(each.start, each.end) for each in found]
    for match in _WHOLE.finditer(line):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            bare = _amount(match, "00")
            if bare is not None:
                found.append(Amount(bare.value, Confidence.LIKELY, bare.start, bare.end))
    return sorted(found, key=lambda each: each.start)


def cut_short(line: str) -> bool:
    """Whether the line ends with an amount that cannot be read."""
    found = _CUT_SHORT.search(line)
    return found is not None and sum(each.isdigit() for each in found[0]) >= 2


def _amount(match: re.Match[str], cents: str) -> Amount | None:
    told = match["whole"] + cents
    figures = sum(each.isdigit() for each in told)
    plain = sum(not each.isdigit() and each not in " .," for each in told)
    if plain > figures or re.match(r"[A-Za-z] ", told):
        return None  # a letter standing apart is a table's bar as often as a one
    whole = re.sub(r"[ .,]", "", match["whole"].translate(_LOOKALIKE))
    value = Decimal(f"{whole}.{cents.translate(_LOOKALIKE)}")
    if value < LEAST or whole.startswith("0"):
        return None
    first = re.split(r"[ .,]", match["whole"])[0]
    loose = len(first) == 4 and len(first) != len(match["whole"])
    sure = Confidence.UNSURE if plain else Confidence.LIKELY if loose else Confidence.CERTAIN
    return Amount(value, sure, match.start(), match.end())


_MONTHS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(),
    "يناير فبراير مارس ابريل ماي يونيو يوليوز غشت شتنبر اكتوبر نونبر دجنبر".split(),
)
_NUMERIC = re.compile(r"(?<!\w)([0-9OLlIZ]{1,2}) ?[/.-] ?([0-9OLlIZ]{1,2}) ?[/.-] ?([0-9OLlIZ]{4}|[0-9]{2}(?![0-9]))")
_BACKWARDS = re.compile(r"(?<![0-9])(20[0-9]{2})/([0-9]{1,2})/([0-9]{1,2})(?![0-9])")
_SLASHLESS = re.compile(r"(?<!\w)([0-9]{2})[1lIt/]([0-9]{2})[1lIt/](20[0-9]{2})(?![0-9])")
_NAMED = re.compile(r"(?<![0-9])([0-9]{1,2})(?:er)? +([^\W\d_]{3,9})[ ,]+(20[0-9]{2})")
FIRST_YEAR, LAST_YEAR = 2015, 2099


def day(text: str) -> tuple[date, Confidence, int] | None:
    """The first day written in ``text``, how sure, and where it begins; ``None`` when none is readable."""
    told = level(text)
    found: list[tuple[int, date, Confidence]] = []
    for pattern, order, sure in (
        (_NUMERIC, (3, 2, 1), Confidence.CERTAIN),
        (_BACKWARDS, (1, 2, 3), Confidence.CERTAIN),
        (_SLASHLESS, (3, 2, 1), Confidence.UNSURE),
    ):
        for match in pattern.finditer(text):
            parts = [match[each] for each in order]
            mended = [each.translate(_LOOKALIKE) for each in parts]
            made = _date(*mended)
            if made:
                found.append((match.start(), made, sure if mended == parts else Confidence.UNSURE))
                break
    for match in _NAMED.finditer(told):
        month = _month(match[2])
        if month and (made := _date(match[3], str(month), match[1])):
            found.append((match.start(), made, Confidence.CERTAIN))
            break
    if not found:
        return None
    start, value, sure = min(found, key=lambda each: (each[0], each[2] is Confidence.UNSURE))
    return value, sure, start


def _month(name: str) -> int:
    for names in _MONTHS:
        if name in names:
            return names.index(name) + 1
    close = [number for number, each in enumerate(_MONTHS[0], 1) if len(name) > 4 and each[:4] == name[:4]]
    return close[0] if len(close) == 1 else 0


def _date(year: str, month: str, number: str) -> date | None:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    if not FIRST_YEAR <= whole <= LAST_YEAR:
        return None
    try:
        return date(whole, int(month), int(number))
    except ValueError:
        return None
