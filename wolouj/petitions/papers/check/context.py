"""What the check prints: conditions with article and how sure each is, papers, whom to ask. Not to be filed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine.format import Lang
from rulebook.engine.verdict import Confidence, Finding, Requirement
from wolouj.foundation.drawing import finding_look
from wolouj.foundation.words import say
from wolouj.petitions.page import conditions, verdict
from wolouj.petitions.papers import Told
from wolouj.petitions.papers.pen import Pen, head


def context(told: Told, *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The check in one language as JSON for the page."""
    pen, looked = Pen(lang), told.looked
    kinds = conditions(looked)
    parts = [(key, kinds[key]) for key in ("missing", "unknown", "met", "told") if kinds[key]]
    return head(told.petition, pen, title="check_title", at=at) | {
        "on": pen.say("check_on", day=looked.advice.law_on),
        "word": pen.word(verdict(kinds, lang)["word"]),
        "figures": [_line(pen, pen.law(one.text), one.articles, one.confidence) for one in looked.advice.figures],
        "parts": [
            {"title": pen.say(f"part_{key}"), "rows": [_finding(pen, one, told=key == "told") for one in found]}
            for key, found in parts
        ],
        "papers_title": pen.say("papers_asked"),
        "papers": [_paper(pen, one) for one in looked.advice.requirements],
        "questions_title": pen.say("questions_title"),
        "questions": [[pen.law(one.text), pen.law(one.ask)] for one in looked.advice.questions],
        "foot": pen.say("check_foot"),
    }


def _sure(pen: Pen, confidence: Confidence) -> Any:
    return pen.word(say(f"foundation.sure_{confidence.value}", pen.lang))


def _line(pen: Pen, text: Any, articles: tuple[str, ...], confidence: Confidence) -> dict[str, Any]:
    return {"text": text, "law": pen.articles(articles), "sure": _sure(pen, confidence)}


def _finding(pen: Pen, one: Finding, *, told: bool) -> dict[str, Any]:
    """A condition with what became of it; what is only told was not to be met, so it bears no word."""
    word = [] if told else pen.word(say(finding_look(one).word, pen.lang))
    remedy = pen.law(one.remedy_text) if one.remedy_text is not None else None
    return _line(pen, pen.law(one.text), one.articles, one.confidence) | {"word": word, "remedy": remedy}


def _paper(pen: Pen, one: Requirement) -> dict[str, Any]:
    return _line(pen, pen.law(one.name), one.articles, one.confidence)
