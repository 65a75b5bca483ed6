"""The letters: the request itself, and the complaint to the head of the administration after a refusal or silence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.verdict import Advice, Confidence
from wolouj.foundation import printing
from wolouj.foundation.runs import Runs
from wolouj.foundation.words import say
from wolouj.meetings.models import both
from wolouj.petitions import papers
from wolouj.petitions.information.facts import grievance, look
from wolouj.petitions.information.models import InformationRequest
from wolouj.petitions.papers.pen import Pen

FILES: dict[str, tuple[str, Lang]] = {
    "request-ar.pdf": ("request", "ar"),
    "request-fr.pdf": ("request", "fr"),
    "complaint-ar.pdf": ("complaint", "ar"),
    "complaint-fr.pdf": ("complaint", "fr"),
}
"""Name of the file -> which letter, in which language."""


def pdf(name: str, request: InformationRequest, *, at: datetime) -> bytes:
    """One letter of :data:`FILES`, ready to sign."""
    kind, lang = FILES[name]
    data = context(request, kind, lang=lang, at=at)
    return printing.pdf(papers.HERE / "letter" / "page.typ", data, root=printing.HOUSE)


def context(request: InformationRequest, kind: str, *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The letter in one language as JSON for the page. The days it names are the rulebook's, with how sure they are."""
    pen, on = Pen(lang), fmt.local(at).date()
    advice = look(request, on=on)
    sender = (
        request.body.shown_name(lang) if request.body else request.person.shown_name(lang) if request.person else ""
    )
    marks = ["petitions.mark_sample"] if request.is_sample else []
    return {
        "lang": lang,
        "meta": {"title": say(f"petitions.letter_{kind}", lang), "author": sender, "date": [on.year, on.month, on.day]},
        "marks": [[say(key, "fr"), say(key, "ar")] for key in marks],
        "sender": pen.typed(sender),
        "fields": [{"label": pen.say(key), "value": None} for key in ("field_address", "field_phone")],
        "to": pen.say("letter_to" if kind == "request" else "letter_to_head"),
        "institution": pen.typed(both(request, "institution", lang)[0]),
        "title": pen.say(f"letter_{kind}"),
        "law": pen.articles(("law-31-13/request" if kind == "request" else "law-31-13/complaint",)),
        "opening": _opening(request, kind, pen),
        "asked": pen.paragraphs(request, "asked"),
        "closing": _closing(request, advice, kind, pen),
        "signed": pen.say("paper_signed"),
        "received": pen.say("letter_received"),
        "foot": pen.say("letter_foot"),
    }


def _opening(request: InformationRequest, kind: str, pen: Pen) -> Runs:
    if kind == "request":
        return pen.say("letter_opening")
    told = grievance(request)
    if told.information_refused is not None:
        return pen.say("letter_refused", day=told.information_refused)
    if told.information_asked is not None:
        return pen.say("letter_silent", day=told.information_asked)
    return pen.say("letter_unsent")


def _closing(request: InformationRequest, advice: Advice, kind: str, pen: Pen) -> list[Runs]:
    rule = "information_is_answered" if kind == "request" else "the_head_is_written_to"
    finding = advice.finding(rule)
    lines = [pen.say("letter_urgent")] if request.urgent and kind == "request" else []
    sure = (
        finding is not None and finding.confidence is Confidence.CERTAIN
    )  # a letter quotes no law we only think likely
    if finding is not None and sure and finding.reason in {"may_be_asked", "may_be_written_to"}:
        lines.append(pen.law(finding.text))
    return [*lines, pen.say("letter_thanks")]
