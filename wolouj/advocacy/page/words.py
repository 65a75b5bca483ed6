"""Words that pages and papers share: texts in a language, places, facts, powers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.advocacy.measures import thawed
from wolouj.advocacy.models import Cause, Fact, FactKind
from wolouj.advocacy.models.causes import COUNCILS
from wolouj.advocacy.powers import Held, others, powers
from wolouj.difficulties.measures import SHORT, Measure
from wolouj.foundation.articles import article_name
from wolouj.foundation.words import say
from wolouj.meetings.models import both
from wolouj.reference import territories

JOINT = " · "
OURS = ("results", "reserved")
"""Measures of this room; the others are the register's, with its words."""


def text(row: object, name: str, lang: Lang) -> str:
    """A text of a row in ``lang``, or in the other language where only that was typed."""
    found = both(row, name, lang)[0]
    return fmt.isolate_auto(found) if found else ""


def place_name(code: str, lang: Lang) -> str:
    """A place, or nothing."""
    found = territories.place(code) if code else None
    return found.name(lang) if found else ""


def addressee(cause: Cause, lang: Lang) -> str:
    """Who is asked, by name: the council of a place, a service of the State, a commission."""
    if cause.addressee in COUNCILS and cause.place:
        return say(f"advocacy.council_{cause.addressee}", lang, place=place_name(cause.place, lang))
    named = text(cause, "named", lang)
    return named or say(f"advocacy.to_{cause.addressee}", lang)


def power_name(cause: Cause, lang: Lang) -> str:
    """What sort of change it is."""
    found = powers().get(cause.power)
    return str(getattr(found.name, lang)) if found else ""


def power_said(cause: Cause, held: Held | None, lang: Lang) -> str:
    """Who may decide it, in a sentence: how it acts, or that a jurist is to be asked."""
    if held is not None:
        return say(f"advocacy.acts_{held.acts}", lang)
    known = others(cause.power, cause.addressee)
    if known:
        names = say("foundation.comma", lang).join(f" {say(f'advocacy.to_{one}', lang)}" for one in known).strip()
        return say("advocacy.acts_elsewhere", lang, names=names)
    return say("advocacy.ask_jurist", lang)


def doubt(cause: Cause, lang: Lang) -> str:
    """What was looked for and not found."""
    found = powers().get(cause.power)
    return str(getattr(found.doubt, lang)) if found and found.doubt else ""


def article(signature: str, lang: Lang) -> str:
    """An article, by the name of its text."""
    return str(getattr(article_name(signature), lang))


def measured(found: Measure, lang: Lang) -> tuple[str, str]:
    """What a measure says, and its ground: number and dates; that it is a sample, where it is one."""
    room = "advocacy" if found.name in OURS else "difficulties"
    middle = found.middle or Decimal(0)
    told = say(f"{room}.measure_{found.name}", lang, share=found.share, days=SHORT, middle=middle)
    return told, ground(found, lang)


def ground(found: Measure, lang: Lang) -> str:
    """On how much, between which days."""
    kind = "results" if found.name == "quotes" else "notices"
    given = say(f"difficulties.ground_{kind}", lang, n=found.number, since=found.since, until=found.until)
    return f"{given} {say('difficulties.measure_sample', lang)}" if found.sample else given


def fact_said(fact: Fact, lang: Lang) -> tuple[str, str]:
    """A fact and where it comes from, in ``lang``."""
    if fact.kind == FactKind.MEASURED:
        return measured(thawed(fact.figures), lang)
    if fact.kind == FactKind.CONSULTED:
        return consulted(fact, lang)
    told, source = text(fact, "text", lang), text(fact, "source", lang)
    return told, say("advocacy.source_on", lang, source=source, day=fact.on)


def consulted(fact: Fact, lang: Lang) -> tuple[str, str]:
    """What a consultation gave: the choice most made when one is alone at the head, among how many."""
    told, first = fact.figures, fact.figures["best"]
    title = _one(told, "title", lang)
    if first is None:
        said = say("advocacy.consulted_open", lang, title=title, n=told["people"])
    else:
        share = Decimal(round(100 * (first["votes"] + first["hands"]) / told["people"]))
        said = say(
            "advocacy.consulted_best", lang, title=title, n=told["people"], share=share, best=_one(first, "text", lang)
        )
    return said, say("advocacy.consulted_source", lang, day=fact.on)


def _one(told: dict[str, Any], name: str, lang: Lang) -> str:
    other = "fr" if lang == "ar" else "ar"
    return fmt.isolate_auto(told[f"{name}_{lang}"] or told[f"{name}_{other}"])


def people_said(n: int, first: date, last: date, lang: Lang) -> str:
    """How many people voice a difficulty, and between which days."""
    if first == last:
        return say("advocacy.voiced_on", lang, n=n, day=first)
    return say("advocacy.voiced_between", lang, n=n, first=first, last=last)
