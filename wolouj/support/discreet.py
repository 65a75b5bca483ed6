"""What must not be read by everybody: amounts in a question, and whatever names somebody in a card."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wolouj.foundation.folding import fold

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_NUMBER = rf"[{_DIGIT}]+(?:[ \u00a0\u202f.,٫٬][{_DIGIT}]+)*"
_UNIT = r"(?:dhs?\b|mad\b|dirhams?|centimes?|rials?|ryals?|درهما?|دراهم|ريالا?|سنتيما?|ألف|الف|مليون)"
_BEFORE = r"(?:prix|tarif|montant|total|ثمن|الثمن|ثمني|سعر|السعر|مبلغ|المبلغ|مجموع)"
_WITH_UNIT = re.compile(rf"{_NUMBER}(?=\s*{_UNIT})", re.IGNORECASE)
_AFTER_WORD = re.compile(rf"({_BEFORE}\s*(?:est|:|=|هو|de|ديالي)?\s*){_NUMBER}", re.IGNORECASE)
_BIG = re.compile(
    rf"(?<![\w/.-])(?:[{_DIGIT}]{{1,3}}(?:[ \u00a0\u202f.,٫٬][{_DIGIT}]{{2,3}})+|[{_DIGIT}]{{3,}})(?![\w/-])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
HIDDEN = "•••"

_PHONE = re.compile(rf"(?:\+|00)?[{_DIGIT}](?:[ .\-]?[{_DIGIT}]){{8,14}}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_CARD_NUMBER = re.compile(r"\b[A-Za-z]{1,2} ?\d{5,6}\b")
_ASIDE = re.compile(r"\([^)]*\)")
_OF_MANY = frozenset(
    fold(word)
    for word in (
        "coopérative", "société", "entreprise", "association", "union", "groupement", "travaux", "services", "féminine",
        "agricole", "sarl", "تعاونية", "التعاونية", "شركة", "مقاولة", "جمعية", "اتحاد", "أشغال", "خدمات", "النسوية",
        "الفلاحية",
    )
)  # fmt: skip
"""Words that stand in many names and name nobody."""


def without_amounts(text: str, *, every_number: bool) -> str:
    """The text with its amounts hidden.

    Args:
        every_number: also numbers that carry no unit, as in a question about a quote; years and references stay.
    """
    text = _WITH_UNIT.sub(HIDDEN, text)
    text = _AFTER_WORD.sub(rf"\1{HIDDEN}", text)
    if every_number:
        text = _BIG.sub(lambda found: found[0] if _YEAR.fullmatch(found[0]) else HIDDEN, text)
    return text


def names_somebody(texts: Iterable[str], names: Iterable[str] = ()) -> str:
    """What of the texts tells who somebody is: ``phone``, ``mail``, ``number`` or ``name``; empty when nothing does.

    Args:
        names: names that must not stand there, those of the asker and of her structure.
    """
    whole = "\n".join(texts)
    for what, pattern in (("mail", _MAIL), ("phone", _PHONE), ("number", _CARD_NUMBER)):
        if pattern.search(whole):
            return what
    folded = fold(whole)
    words = {word for name in names for word in re.findall(r"\w+", _ASIDE.sub("", fold(name))) if len(word) > 3}
    words -= _OF_MANY
    return "name" if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in words) else ""
