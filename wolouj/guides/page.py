"""What the pages of the guides show, as plain values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.format import local
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import typeset
from rulebook.glossary import Term
from rulebook.glossary import subjects as glossary_subjects
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import title_of
from wolouj.guides import search
from wolouj.guides.registry import TOOLS, Tool, ask, typed
from wolouj.guides.subject import MOMENTS, Subject, about, subjects, tell
from wolouj.guides.tools.shown import Shown
from wolouj.meetings.models import both
from wolouj.meetings.page import question_row
from wolouj.meetings.queries import questions_of_guide
from wolouj.reference import territories
from wolouj.reference.folding import fold


def card(subject: Subject, *, on: date) -> dict[str, Any]:
    """A subject in a list."""
    return {
        "title": subject.title,
        "lead": tell(subject, on=on).lead,
        "icon": subject.icon,
        "url": reverse("guides:subject", args=[subject.slug]),
    }


def tool_card(tool: Tool) -> dict[str, Any]:
    """A calculator in a list."""
    return {"title": tool.title, "lead": tool.what, "icon": tool.icon, "url": reverse("guides:tool", args=[tool.slug])}


def index_page(asked: str, *, on: date) -> dict[str, Any]:
    """Every subject by moment of the road; or what was found for the words asked."""
    moments = [
        {
            "key": moment,
            "title": say(f"guides.moment_{moment}"),
            "cards": [card(s, on=on) for s in subjects().values() if s.moment == moment],
        }
        for moment in MOMENTS
    ]
    hits = search.found(asked, on=on) if asked else []
    return {
        "part": "index",
        "asked": asked,
        "found": [card(subject, on=on) for subject in hits],
        "moments": [moment for moment in moments if moment["cards"]],
        "tools": [tool_card(tool) for tool in TOOLS.values() if not tool.small],
    }


def subject_page(subject: Subject, given: Any, *, at: datetime, on: date) -> dict[str, Any]:
    """One subject; ``given``: what was typed in its small calculator, if anything."""
    told = tell(subject, on=on)
    return {
        "part": "index",
        "told": told,
        "example": worked(subject, given, at=at),
        "toc": [
            {"title": s.title, "url": reverse("guides:subject", args=[s.slug]), "here": s is subject}
            for s in subjects().values()
            if s.moment == subject.moment
        ],
        "moment": say(f"guides.moment_{subject.moment}"),
        "shared": _shared(subject),
        "see": [card(subjects()[slug], on=on) for slug in subject.see],
    }


def questions_page(subject: Subject) -> dict[str, Any]:
    """What was asked at meetings on a subject, each answer with who checked it and when; one query."""
    lang = active()
    rows = [
        question_row(row)
        | {
            "checked": say(
                "guides.faq_checked", who=both(row, "checked_by", lang)[0], day=cast(date, row.checked_on)
            ),
            "meeting": title_of(row.meeting.gathering),
            "sample": row.meeting.gathering.is_sample,
        }
        for row in questions_of_guide(subject.slug)
    ]  # fmt: skip
    return {
        "title": subject.title,
        "rows": rows,
        "sample": any(row["sample"] for row in rows),
        "back": reverse("guides:subject", args=[subject.slug]),
    }


def _shared(subject: Subject) -> str:
    """A short text for a message: the title, and the address that the page adds."""
    return fmt.plain(getattr(subject.title, active()))


def worked(subject: Subject, given: Any, *, at: datetime) -> dict[str, Any] | None:
    """The worked example: the answer of a calculator to an invented case, or to what was typed instead."""
    if subject.example is None:
        return None
    tool = TOOLS[subject.example.tool]
    own = tool.small and any(name in given for name in tool.form.base_fields)
    query = typed(subject.example.given, on=local(at).date())
    form, shown = ask(tool, given if own else query, at=at)
    return {
        "part": "tools",
        "tool": tool,
        "form": form,
        "shown": shown,
        "own": own,
        "url": f"{reverse('guides:tool', args=[tool.slug])}?{query.urlencode()}",
    }


def _near(place: territories.Place, request: HttpRequest) -> dict[str, Any]:
    """A place to choose: the same question, with its code."""
    query, around = request.GET.copy(), territories.place(place.province or place.region or "")
    query["where"] = place.code
    return {
        "title": Bilingual(place.name_fr, place.name_ar),
        "detail": Bilingual(around.name_fr, around.name_ar) if around and around is not place else "",
        "url": f"?{query.urlencode()}",
    }


def words_page(asked: str, chosen: str) -> dict[str, Any]:
    """The words of one subject; or those of all that hold what was asked, in either language or as heard."""
    wanted, every = fold(asked), glossary_subjects()
    here = next((group for group in every if group.key == chosen), every[0])
    groups = [
        {"key": group.key, "title": group.title, "terms": [term for term in group.terms if _holds(term, wanted)]}
        for group in (every if wanted else [here])
    ]
    shown = [group for group in groups if group["terms"]]
    found = sum(len(group["terms"]) for group in shown)
    return {
        "part": "words",
        "asked": asked,
        "chosen": "" if wanted else here.key,
        "pills": [(group.key, group.title) for group in every],
        "groups": shown,
        "found": found,
        "open": bool(wanted) and found <= FEW,
    }


FEW = 6
"""Words found: so many are opened at once."""


def _holds(term: Term, wanted: str) -> bool:
    told = (term.term.fr, term.term.ar, term.english, term.heard or "", term.means.fr, term.means.ar)
    return not wanted or any(wanted in fold(fmt.plain(text)) for text in told)


def tool_page(tool: Tool, form: Any, shown: Shown | None, request: HttpRequest, mine: Any = None) -> dict[str, Any]:
    """One calculator. ``mine``: the questions about oneself, where there are some."""
    query = request.GET.urlencode()
    return {
        "part": "tools",
        "near": [_near(place, request) for place in getattr(form, "near", ())],
        "tool": tool,
        "form": form,
        "shown": shown,
        "mine": mine,
        "query": query,
        "shared": say("guides.shared", title=tool.title) if query else "",
    }


def article_page(signature: str, *, on: date) -> dict[str, Any]:
    """One article: what it is about in our words, and the subjects that stand on it. Raises LawError."""
    found = TEXTS.article(signature)
    text = TEXTS.texts[signature.partition("/")[0]]
    return {
        "signature": signature,
        "article": found,
        "summary": _held(found.summary),
        "humans": found.for_humans and _held(found.for_humans),
        "text": _held(text.name),
        "bulletin": text.bulletin,
        "cards": [card(subject, on=on) for subject in about(signature, on=on)],
    }


def _held(text: Bilingual) -> Bilingual:
    """A text of the rulebook that carries no marks of its own: its figures isolated in Arabic."""
    return Bilingual(typeset(text.fr, "fr"), typeset(text.ar, "ar"))
