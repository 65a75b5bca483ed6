"""What the pages of causes show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from rulebook.engine import format as fmt
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Confidence
from wolouj.advocacy import queries
from wolouj.advocacy.actions.following import missing
from wolouj.advocacy.measures import NAMES
from wolouj.advocacy.models import AUDIENCES, Cause, CauseState, Fact, FactKind, Step
from wolouj.advocacy.page import consulting as consulted
from wolouj.advocacy.page import words
from wolouj.advocacy.powers import BOUND
from wolouj.advocacy.states import SIGNS, WRITTEN, possible
from wolouj.difficulties.codes import codes
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import title_of


def row_of(cause: Cause, url: str = "advocacy:cause") -> dict[str, Any]:
    """One cause in a list."""
    lang, state = active(), CauseState(cause.state)
    parts = [words.addressee(cause, lang), fmt.day(cause.opened_on, lang)]
    return {
        "title": words.text(cause, "title", lang),
        "detail": words.JOINT.join(parts),
        "sign": SIGNS[state],
        "word": say(f"advocacy.state_{state}"),
        "url": reverse(url, args=[cause.id]),
    }


def list_page(rows: Iterable[Cause]) -> dict[str, Any]:
    """Those under way, then those closed."""
    found = list(rows)
    over = [row for row in found if row.state == CauseState.CLOSED]
    return {
        "open": [row_of(row) for row in found if row not in over],
        "over": [row_of(row) for row in over],
    }


def competence(cause: Cause) -> dict[str, Any]:
    """Whether whom it is asked of may decide it: a sign, a sentence, articles, how sure we are; or "ask a jurist"."""
    lang, held = active(), queries.held_by(cause)
    sign = "unknown" if held is None else ("go" if held.confidence is Confidence.CERTAIN else "watch")
    word = "power_unknown" if held is None else f"power_{held.confidence}"
    return {
        "sign": sign,
        "word": say(f"advocacy.{word}"),
        "what": words.power_name(cause, lang),
        "said": words.power_said(cause, held, lang),
        "doubt": words.doubt(cause, lang),
        "confidence": held.confidence.value if held else "",
        "articles": [words.article(each, lang) for each in held.articles] if held else [],
        "buyer": bool(held and BOUND in held.articles),
    }


def facts(cause: Cause) -> list[dict[str, Any]]:
    """Each fact with where it comes from; what the house measured has its definition."""
    return [_fact(row) for row in cause.facts.all()]


def _fact(row: Fact) -> dict[str, Any]:
    said, source = words.fact_said(row, active())
    measured = row.kind == FactKind.MEASURED
    return {
        "said": said,
        "source": source,
        "definition": say(f"advocacy.definition_{row.measure}") if measured else "",
        "kind": say(f"advocacy.fact_{row.kind}"),
        "remove": reverse("advocacy:fact_remove", args=[row.id]),
    }


def difficulties(cause: Cause, *, public: bool) -> list[dict[str, Any]]:
    """Each difficulty with how many people voice it; in public only over the least group, and its page of memory."""
    lang = active()
    return [
        {
            "title": codes()[one.code].word(lang),
            "said": words.people_said(one.counted.people, one.counted.first, one.counted.last, lang)
            if one.counted else say("advocacy.voiced_few" if public else "advocacy.voiced_none"),
            "url": reverse("meetings:memory", args=[one.code]),
        }
        for one in queries.voiced(cause, public=public)
    ]  # fmt: skip


def _prose(cause: Cause) -> list[dict[str, Any]]:
    """Each text in the two languages, side by side; empty ones are shown as to be written."""
    return [
        {
            "label": say(f"advocacy.{name}"),
            "ar": fmt.isolate_auto(getattr(cause, f"{name}_ar")) if getattr(cause, f"{name}_ar") else "",
            "fr": fmt.isolate_auto(getattr(cause, f"{name}_fr")) if getattr(cause, f"{name}_fr") else "",
        }
        for name in ("situation", "ask", "cost", "benefit")
    ]


def notes(cause: Cause) -> list[dict[str, Any]]:
    """One note an audience: its papers in the two languages, its first lines."""
    written = {row.audience for row in cause.leads.all() if row.text_ar or row.text_fr}
    return [
        {
            "title": say(f"advocacy.note_{each}"),
            "has_lead": each in written,
            "lead": reverse("advocacy:lead", args=[cause.id, each]),
            "send": reverse("advocacy:send", args=[cause.id, each]),
            "papers": [
                {"word": say(f"advocacy.paper_{lang}"),
                 "url": reverse("advocacy:paper", args=[cause.id, f"{each}-{lang}.pdf"])}
                for lang in ("ar", "fr")
            ],
        }
        for each in AUDIENCES
    ]  # fmt: skip


def road(cause: Cause, *, public: bool) -> list[dict[str, Any]]:
    """The steps of a cause since it was opened. In public: what was sent and answered, not the house's own gestures."""
    first = {
        "title": say("advocacy.step_opened"), "detail": fmt.day(cause.opened_on, active()), "note": "", "proofs": [],
    }  # fmt: skip
    hidden = ("ready", "reopened") if public else ()
    return [first, *(_step(row, public=public) for row in cause.steps.all() if row.kind not in hidden)]


def _step(row: Step, *, public: bool) -> dict[str, Any]:
    lang = active()
    whom = words.text(row, "whom", lang)
    proofs = [
        {"word": say(f"advocacy.sent_paper_{each}"), "url": reverse("advocacy:sent", args=[row.id, f"{each}.pdf"])}
        for each in ("ar", "fr") if each in row.papers
    ]  # fmt: skip
    if row.proof and not public:
        proofs.append({"word": say("advocacy.proof_see"), "url": reverse("advocacy:proof", args=[row.id])})
    if row.link:
        proofs.append({"word": say("advocacy.link_see"), "url": row.link})
    return {
        "title": say(f"advocacy.step_{row.kind}"),
        "detail": words.JOINT.join(part for part in (fmt.day(row.on, lang), whom) if part),
        "note": words.text(row, "note", lang),
        "proofs": proofs,
    }


def _head(cause: Cause) -> dict[str, Any]:
    lang, state = active(), CauseState(cause.state)
    told = [
        ("scale", "addressee", words.addressee(cause, lang)),
        ("commitment", "body", fmt.isolate_auto(cause.body.shown_name(lang))),
        ("meeting", "born_at", title_of(cause.meeting.gathering) if cause.meeting else ""),
        ("calendar", "opened_on", fmt.day(cause.opened_on, lang)),
    ]
    return {
        "title": words.text(cause, "title", lang),
        "sign": SIGNS[state],
        "state": say(f"advocacy.state_{state}"),
        "head": [{"icon": i, "label": say(f"advocacy.{key}"), "value": value} for i, key, value in told if value],
        "competence": competence(cause),
        "articles": [_article(each, lang) for each in queries.articles_of(cause)],
        "facts": facts(cause),
        "sample": cause.is_sample,
    }


def _article(signature: str, lang: fmt.Lang) -> dict[str, str]:
    """An article: its name, what it says in our words, how sure we are of it."""
    found = TEXTS.article(signature)
    return {
        "name": words.article(signature, lang),
        "summary": str(getattr(found.summary, lang)),
        "confidence": found.confidence.value,
    }


def cause_page(cause: Cause, *, at: datetime) -> dict[str, Any]:
    """One cause for those who plead it."""
    lacking = missing(cause)
    known = {row.measure for row in cause.facts.all()}
    return _head(cause) | {
        "cause": cause,
        "prose": _prose(cause),
        "difficulties": difficulties(cause, public=False),
        "measures": [{"name": each, "word": say(f"advocacy.name_{each}"), "again": each in known} for each in NAMES],
        "notes": notes(cause),
        "road": road(cause, public=False),
        "written": cause.state in WRITTEN,
        "lacking": [say(f"advocacy.{name}") for name in lacking],
        "may_tell": bool(possible(cause.state)) and cause.state not in WRITTEN,
        "ready": cause.state == CauseState.READY,
        "draft": cause.state == CauseState.DRAFT,
        "closed": cause.state == CauseState.CLOSED,
        "sendable": cause.state in (CauseState.READY, CauseState.SENT, CauseState.ANSWERED),
        "published": cause.published_at,
        "consultations": [consulted.desk_row(row, on=timezone.localdate(at)) for row in cause.consultations.all()],
    }


def public_cause(cause: Cause) -> dict[str, Any]:
    """One cause for anybody: the same neutral shape whoever is asked."""
    lang = active()
    return _head(cause) | {
        "prose": [
            {"label": say(f"advocacy.{name}"), "text": words.text(cause, name, lang)}
            for name in ("situation", "ask", "cost", "benefit") if words.text(cause, name, lang)
        ],
        "difficulties": difficulties(cause, public=True),
        "road": road(cause, public=True),
        "least": queries.LEAST,
    }  # fmt: skip
