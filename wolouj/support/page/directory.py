"""The directory on a page: rows, one offer, one body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.programme.models import Call
from wolouj.support.models import Condition, Need, Offer, Provider, Standing, Sure
from wolouj.support.models.directory import LASTING_FRESH
from wolouj.support.page.texts import JOINT, places, shown, text
from wolouj.support.suiting import Suited, Told

SIGNS = {
    Standing.OPEN: "go", Standing.SOON: "wait", Standing.MAY_BE_CLOSED: "watch", Standing.BELIEVED_CLOSED: "aside",
    Standing.OVER: "aside",
}  # fmt: skip


def standing_of(row: Offer, on: date) -> dict[str, str]:
    """The sign and the words of how it stands."""
    standing = row.standing(on=on)
    day = row.opens_on if standing == Standing.SOON else row.ends_on
    dated = f"support.standing_{standing}_day"
    word = say(dated, day=day) if day and standing != Standing.MAY_BE_CLOSED else say(f"support.standing_{standing}")
    return {"sign": SIGNS[standing], "word": word}


WHERE, WHOM = 3, 2
"""Provinces named in a row, more are counted; kinds of structure named there, when it is for so few."""


def where(codes: list[str]) -> str:
    """Where an offer is, when it is not everywhere: the provinces by name, or how many."""
    return fmt_list(places(codes)) if len(codes) <= WHERE else fmt.count(len(codes), "province", active())


def offer_row(row: Offer, on: date, url: str = "") -> dict[str, Any]:
    """An offer in a list."""
    few = [say(f"support.for_{kind}") for kind in row.kinds] if len(row.kinds) <= WHOM else []
    parts = [say(f"support.need_{row.need}"), text(row.provider, "name"), fmt_list(few), where(row.served())]
    return standing_of(row, on) | {
        "standing": row.standing(on=on),
        "title": text(row, "title"),
        "detail": JOINT.join(part for part in parts if part),
        "url": url or reverse("support:offer", args=[row.pk]),
        "sample": row.is_sample,
    }


def by_standing(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows already in the order of their standing, under a heading each: what is open is never mixed with what may
    be closed."""
    return [
        {"title": say(f"support.group_{standing}"), "id": f"g-{standing}", "rows": list(group)}
        for standing, group in groupby(rows, key=lambda row: row["standing"])
    ]


ICONS = {
    Need.MONEY: "money", Need.CREDIT: "commitment", Need.TRAINING: "calendar", Need.ADVICE: "coach",
    Need.PAPERS: "paper", Need.MARKET: "bag", Need.PEOPLE: "person",
}  # fmt: skip


def needs(there: Iterable[Offer], now: str, told: QueryDict) -> list[dict[str, Any]]:
    """What one may come for, in plain words, with how many offers answer; what none answers is left out.

    Args:
        there: the offers that answer the rest of what is asked.
        now: the need looked for at present.
        told: what the address asks, kept in each link.
    """
    counted = Counter(row.need for row in there)
    rows = []
    for need in Need:
        asked = told.copy()
        asked.pop("page", None)
        asked["need"] = need.value
        if counted[need] or need == now:
            rows.append({
                "icon": ICONS[need], "title": say(f"support.want_{need}"), "here": need == now,
                "detail": JOINT.join([say(f"support.need_{need}"), say("support.found_n", n=counted[need])]),
                "url": f"?{asked.urlencode()}",
            })  # fmt: skip
    return rows


def place_of(code: str) -> str:
    """A province by name; empty when none is asked."""
    return next(iter(places([code])), "") if code else ""


def condition_row(row: Condition, offer: Offer) -> dict[str, Any]:
    """A condition; what is not established is a question. Its own check is told when it is older than the offer's."""
    asked = [say(f"support.for_{kind}") for kind in row.kinds]
    return {
        "id": row.pk,
        "text": text(row, "text"),
        "sure": row.sure,
        "question": row.sure == Sure.UNKNOWN,
        "of": fmt_list(asked),
        "checked": row.checked_on if row.checked_on < offer.checked_on else None,
        "url": reverse("support:condition", args=[row.pk]),
    }


def fmt_list(words: Iterable[str]) -> str:
    """Words one after another."""
    return say("foundation.comma").join(f"{' ' if i else ''}{word}" for i, word in enumerate(words))


def kept(row: Provider | Offer) -> dict[str, Any]:
    """How sure, from where, when somebody last checked."""
    link = row.source if row.source.startswith(("https://", "http://")) else ""
    return {
        "sure": row.sure,
        "known": row.sure != Sure.UNKNOWN,
        "checked_on": row.checked_on,
        "source_url": link,
        "source": fmt.isolate(link.split("/")[2]) if link else shown(row.source),
    }


def contact(row: Provider) -> list[tuple[str, str, str]]:
    """(label, value, link) of what is known of how to reach it."""
    found = [
        ("address", shown(row.address), ""),
        ("phone", fmt.isolate(row.phone) if row.phone else "", f"tel:{row.phone.replace(' ', '')}"),
        ("email", fmt.isolate(row.email) if row.email else "", f"mailto:{row.email}"),
        ("url", fmt.isolate(row.url.split("/")[2]) if row.url.count("/") > 1 else "", row.url),
    ]
    return [
        (say(f"support.contact_{key}"), value, link if key != "address" else "") for key, value, link in found if value
    ]


def offer_page(row: Offer, on: date) -> dict[str, Any]:
    """One offer, whole."""
    conditions = [condition_row(each, row) for each in row.conditions.all()]
    papers = text(row, "papers").splitlines()
    return standing_of(row, on) | {
        "offer": row,
        "title": text(row, "title"),
        "provider": text(row.provider, "name"),
        "provider_what": text(row.provider, "what"),
        "need": say(f"support.need_{row.need}"),
        "what": text(row, "what"),
        "how": text(row, "how"),
        "papers": [each for each in papers if each.strip()],
        "whom": [say(f"support.for_{kind}") for kind in row.kinds],
        "places": fmt_list(places(row.served())),
        "conditions": [each for each in conditions if not each["question"]],
        "questions": [each for each in conditions if each["question"]],
        "kept": kept(row),
        "contact": contact(row.provider),
        "closed": row.standing(on=on) != Standing.OPEN,
        "sample": row.is_sample,
    }


def provider_row(row: Provider, on: date) -> dict[str, Any]:
    """A body in the list of those who keep the directory: marked once its check, or an offer's, is old."""
    offers = [each for each in row.offers.all() if each.removed_at is None]
    old = any(each.is_stale(on=on) for each in offers) or on - row.checked_on > LASTING_FRESH
    return {
        "sign": "watch" if old else "",
        "word": say("support.check_again") if old else "",
        "title": text(row, "name"),
        "detail": JOINT.join([say("support.offers_n", n=len(offers)), say("support.checked", day=row.checked_on)]),
        "url": reverse("support:body", args=[row.pk]),
    }


def provider_page(row: Provider, on: date) -> dict[str, Any]:
    """A body as those who keep it see it."""
    offers = [each for each in row.offers.all() if each.removed_at is None]
    for each in offers:
        each.provider = row
    return {
        "provider": row,
        "title": text(row, "name"),
        "what": text(row, "what"),
        "kind": say(f"support.kind_{row.kind}"),
        "places": fmt_list(places(row.provinces)),
        "contact": contact(row),
        "kept": kept(row),
        "offers": [offer_row(each, on) for each in offers],
        "sample": row.is_sample,
    }


def call_row(call: Call) -> dict[str, Any]:
    """An open call of a programme, among what helps."""
    return {
        "sign": "go",
        "standing": Standing.OPEN,
        "word": say("support.standing_open_day", day=call.closes_at),
        "title": text(call, "title"),
        "detail": JOINT.join([say("support.need_programme"), text(call.programme, "title")]),
        "url": reverse("programme:call", args=[call.code]),
        "sample": call.programme.is_sample,
    }


def suited_page(rows: Iterable[Suited], on: date) -> dict[str, Any]:
    """What could help her, then what does not today, with the condition that stands against it."""
    all_of_them = list(rows)
    may_help, not_now = [], []
    for row in all_of_them:
        shown_row = offer_row(row.offer, on)
        if row.possible:
            if row.to_read:
                shown_row["detail"] += JOINT + say("support.to_read_n", n=len(row.to_read))
            may_help.append(shown_row)
        else:
            why = JOINT.join(text(each, "text") for each in row.refused_by)
            not_now.append(shown_row | {"sign": "aside", "word": say("support.not_met"), "detail": why})
    return {
        "may_help": may_help, "not_now": not_now, "sample": any(row.offer.is_sample for row in all_of_them),
    }  # fmt: skip


def told_facts(told: Told) -> list[tuple[str, str]]:
    """What was looked at, as label and value."""
    place = places([told.province]) if told.province else []
    rows = [
        ("ask_kind", say(f"support.for_{told.kind}") if told.kind else ""),
        ("find_province", place[0] if place else ""),
        ("structure_age", fmt.count(told.months, "month", active()) if told.months is not None else ""),
    ]
    return [(say(f"support.{key}"), value or say("support.not_told")) for key, value in rows]
