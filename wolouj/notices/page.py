"""What the pages of this room show, as plain values: no template works anything out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.drawing import time_left
from wolouj.foundation.words import active, say
from wolouj.notices.days_page import page_of_days
from wolouj.notices.facts import as_notice
from wolouj.notices.models import ChangeKind, Notice, NoticeChange, NoticeDraft, Result
from wolouj.notices.queries import result_of
from wolouj.notices.reading import Shown, shown
from wolouj.notices.recurring import months, seen_before
from wolouj.notices.telling import lead, listed, place_names, told
from wolouj.notices.understanding import place_codes
from wolouj.reference import natures


def how_to_paste() -> list[str]:
    """The three gestures of copying."""
    return [say(f"notices.how_{n}") for n in (1, 2, 3)]


def notice_row(notice: Notice, *, at: datetime) -> dict[str, Any]:
    """A notice in a list: ``sign`` and ``word`` when it is cancelled, past or nearly so; ``icon`` otherwise."""
    key = "notices.list_detail" if notice.deadline else "notices.list_detail_open"
    values = {"buyer": notice.buyer.name} | ({"deadline": notice.deadline} if notice.deadline else {})
    sign, word = _urgency(notice, at)
    return {
        "title": fmt.isolate_auto(notice.object),
        "detail": say(key, **values),
        "url": reverse("notices:show", args=[notice.id]),
        "sign": sign,
        "word": word,
    }


def _urgency(notice: Notice, at: datetime) -> tuple[str, str]:
    if notice.cancelled_at:
        return "stop", say("notices.cancelled")
    state = time_left(notice.deadline, at).state if notice.deadline else "calm"
    if state == "past":
        return "wait", ""
    return ("", "") if state == "calm" else ("watch", say("notices.soon"))


def draft_row(draft: NoticeDraft) -> dict[str, str]:
    """A draft in a list."""
    name = draft.fields.get("object")
    return {
        "title": fmt.isolate_auto(name) if name else say("notices.draft_untitled"),
        "detail": say("notices.draft_detail", day=draft.made_at),
        "url": reverse("notices:draft", args=[draft.id]),
    }


def draft_page(draft: NoticeDraft) -> dict[str, Any]:
    """The page of a draft: its mark, its facts, what wants a look."""
    read = shown(draft)
    if not read.usable:
        sign, word = "unknown", "draft_missing"
    elif read.doubts or any(line.doubt for line in read.lines):
        sign, word = "watch", "draft_look"
    else:
        sign, word = "go", "draft_ok"
    return {
        "draft": draft,
        "read": read,
        "sign": sign,
        "word": say(f"notices.{word}"),
        "why": say(f"notices.{word}_why"),
        "facts": _facts(read.fields, read.published, read.nature),
        "doubts": _doubts(read, draft),
        "kind": _kind(read.fields),
        "lines": read.lines,
    }


def notice_page(notice: Notice, *, held: bool, at: datetime) -> dict[str, Any]:
    """The page of a notice at ``at``; ``held`` when a quote stands on it. A fixed number of queries."""
    fields = {
        "buyer": notice.buyer.name,
        "reference": notice.reference,
        "places": _places(notice),
        "category": notice.category,
        "reserved": notice.reserved,
        "kind": notice.kind,
        "rulebook": notice.rulebook,
        "estimate": notice.estimate,
    }
    nature = natures.nature(notice.nature) if notice.nature else None
    lines = list(notice.lines.all())
    published = notice.origin or notice
    result = result_of(notice) if notice.is_public else None
    seen = seen_before(notice, at=at) if notice.is_public else ()
    return {
        "notice": notice,
        "lead": lead(notice, active()),
        "told": told(notice, lines, active(), at=at),
        "lines": lines,
        "facts": [*_facts(fields, notice.published, nature), *_more_facts(notice)],
        "links": _links(notice),
        "kind": _kind(fields),
        "held": held,
        "closed": notice.deadline is not None and notice.deadline < at,
        "days": page_of_days(as_notice(notice), today=fmt.local(at).date()),
        "changes": [_change(change) for change in published.changes.all()[:CHANGES_SHOWN]],
        "origin_cancelled": bool(notice.origin and notice.origin.cancelled_at),
        "result": _result(result) if result else None,
        "again": say("notices.again", months=months(seen, active())) if seen else "",
    }


def _links(notice: Notice) -> list[dict[str, str]]:
    """Its documents; first the notice it is shown as, when another source tells the same."""
    shown = reverse("notices:show", args=[notice.same_notice_id]) if notice.same_notice_id else ""
    first = [{"title": say("notices.one_shown_as"), "url": shown}] if shown else []
    return first + [{"title": link.title or link.url, "url": link.url} for link in notice.attachments.all()]


CHANGES_SHOWN = 10
_SHOWN_CHANGES = frozenset(
    {"reference", "object", "deadline", "estimate", "places", "guarantee", "lots", "lines", "attachments", "visits"}
)


def _change(change: NoticeChange) -> dict[str, str]:
    """One dated change in the timeline of its notice."""
    lang = active()
    if change.kind != ChangeKind.CHANGED:
        return {"title": change_title(change, lang), "detail": fmt.day(change.at, lang), "state": "done"}
    told = [say("notices.change_seen", lang, day=change.at), *change_moves(change, lang)]
    return {"title": change_title(change, lang), "detail": " ".join(told), "state": "done"}


def change_counts(change: NoticeChange) -> bool:
    """Whether it is more than a detail nobody acts on."""
    return change.kind != ChangeKind.CHANGED or bool(_SHOWN_CHANGES & set(change.fields))


def change_title(change: NoticeChange, lang: Lang) -> str:
    """What happened, its fields named."""
    if change.kind != ChangeKind.CHANGED:
        return say(f"notices.change_{change.kind}", lang)
    named = [say(f"notices.field_{name}", lang) for name in change.fields if name in _SHOWN_CHANGES]
    return say("notices.change_changed", lang, what=listed(named, lang)) if named else say("notices.change_other", lang)


def change_moves(change: NoticeChange, lang: Lang) -> list[str]:
    """A deadline and an amount are told from what to what."""
    moves = []
    for name, read in (("deadline", datetime.fromisoformat), ("estimate", Decimal), ("guarantee", Decimal)):
        if all(change.fields.get(name, [""])):
            before, after = map(read, change.fields[name])
            moves.append(say(f"notices.change_{name}", lang, before=before, after=after))
    return moves


def _result(result: Result) -> dict[str, str]:
    """How it ended, without the awardee's name."""
    if result.outcome == "awarded" and result.amount:
        said = say("notices.result_awarded", day=result.published, amount=result.amount)
    elif result.outcome == "awarded":
        said = say("notices.result_awarded_only", day=result.published)
    else:
        said = say(f"notices.ended_{result.outcome}", day=result.published)
    return {"text": said, "quotes": say("notices.result_quotes", n=result.quotes) if result.quotes else ""}


def _more_facts(notice: Notice) -> list[dict[str, str]]:
    """What only the portal tells of a tender."""
    lang = active()
    guarantee = notice.guarantee
    rows = [
        ("notice", "procedure_told", fmt.isolate_auto(notice.procedure_told) if notice.procedure_told else ""),
        (
            "money",
            "guarantee",
            fmt.money(guarantee, lang) if guarantee else say("notices.none") if guarantee == 0 else "",
        ),
        ("bag", "lots_told", fmt.count(notice.lots_told, "lot", lang) if (notice.lots_told or 0) > 1 else ""),
        ("bag", "also_named", listed(notice.buyer.other_names, active())),
        ("person", "visits", fmt.isolate_auto(notice.visits) if notice.visits else ""),
    ]
    return [{"icon": icon, "label": say(f"notices.{key}"), "value": value} for icon, key, value in rows if value]


def reading_initial(notice: Notice) -> dict[str, Any]:
    """What we understood, as the form shows it."""
    lang = active()
    here = place_names(notice.place_codes, lang) if len(notice.place_codes) == 1 else []
    buyer = notice.buyer
    where = place_names([buyer.commune or buyer.province or buyer.region], lang)
    return {
        "nature": notice.nature,
        "place": here[0] if here else "",
        "rulebook": buyer.rulebook,
        "buyer_place": where[0] if where else "",
    }


def short_text(notice: Notice, link: str, *, at: datetime) -> str:
    """A notice in a message: what it is told plainly, its reference, where to read it. Figures keep their marks of
    direction: a message would turn them around."""
    said = [
        *told(notice, list(notice.lines.all()), active(), at=at, alone=True),
        say("notices.share_reference", reference=notice.reference),
    ]
    return "\n".join([*said, *([link] if link else [])])


def _places(notice: Notice) -> list[str]:
    """Where, in our names; what the notice says of it and nobody knows stays as it was written."""
    if not notice.is_public:
        return notice.places
    return place_names(notice.place_codes, active()) + [told for told in notice.places if not place_codes((told,))]


def _kind(fields: dict[str, Any]) -> str:
    """Procedure and category, in a few words."""
    told = [say(f"notices.kind_{fields.get('kind') or 'purchase_order'}")]
    told += [say(f"notices.category_{fields['category']}")] if fields.get("category") else []
    return " · ".join(told)


def _facts(fields: dict[str, Any], published: datetime | None, nature: Any) -> list[dict[str, str]]:
    lang = active()
    rows = [
        ("bag", "buyer", fmt.isolate_auto(fields["buyer"]) if fields.get("buyer") else ""),
        ("notice", "reference", fmt.isolate(fields["reference"]) if fields.get("reference") else ""),
        ("place", "places", listed(fields.get("places") or [], lang)),
        ("quote", "nature", getattr(nature.short, lang) if nature else ""),
        ("calendar", "published", fmt.day(published, lang) if published else ""),
        ("scale", "rulebook_fact", say(f"notices.rulebook_{fields.get('rulebook') or 'unknown'}")),
        ("money", "estimate", fmt.money(Decimal(str(fields["estimate"])), lang) if fields.get("estimate") else ""),
        ("person", "reserved", say("notices.reserved_yes") if fields.get("reserved") else ""),
    ]
    return [{"icon": icon, "label": say(f"notices.{key}"), "value": value} for icon, key, value in rows if value]


def _doubts(read: Shown, draft: NoticeDraft) -> list[dict[str, str]]:
    missing = [(name, draft.doubts.get(name) or "missing") for name in read.missing]
    return [
        {"title": say(f"notices.{path}"), "detail": say(f"notices.doubt_{why}")}
        for path, why in (*missing, *read.doubts)
    ]
