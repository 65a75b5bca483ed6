"""The minutes of a committee's day: files are named by their number, never by a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.cofinancing.models import Away, Ruling, Sitting, Verdict
from wolouj.cofinancing.papers.pen import Pen
from wolouj.foundation.runs import said
from wolouj.programme.models import both


def context(sitting: Sitting, rulings: Sequence[Ruling], *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The minutes in one language as JSON for the page."""
    pen, call = Pen(lang), sitting.terms.call
    body, on = call.programme.body, fmt.local(at).date()
    draft, sample = sitting.approved_at is None, call.programme.is_sample
    place = both(sitting, "place", lang)
    version = "minutes_draft" if draft else "minutes_version"
    return {
        "lang": lang,
        "meta": pen.meta(both(call, "title", lang), body.shown_name(lang), on),
        "marks": pen.marks(*(["mark_draft"] if draft else []), *(["mark_sample"] if sample else [])),
        "body": pen.typed(body.shown_name(lang)),
        "title": pen.say("minutes_title"),
        "what": pen.typed(both(call, "title", lang)),
        "programme": pen.typed(both(call.programme, "title", lang)),
        "when": [said(fmt.weekday(sitting.held_on, lang), lang), *([pen.typed(place)] if place else [])],
        "version": pen.say(version, n=sitting.number, day=on),
        "rules": _rules(sitting, pen),
        "seats": _seats(sitting, pen),
        "files": _files(rulings, pen),
        "foot": pen.say("minutes_foot", n=sitting.number),
    }  # fmt: skip


def _rules(sitting: Sitting, pen: Pen) -> dict[str, Any]:
    terms = sitting.terms
    return {"title": pen.say("minutes_rules"), "rows": [
        pen.say("paper_ceiling", amount=terms.ceiling, share=terms.share),
        pen.say("paper_in_kind", share=terms.in_kind),
        pen.say("minutes_blind"),
    ]}  # fmt: skip


def _seats(sitting: Sitting, pen: Pen) -> dict[str, Any]:
    members = list(sitting.members.all())
    here = sum(member.here for member in members)
    rows = [
        [
            pen.typed(member.name), pen.typed(both(member, "quality", pen.lang)),
            pen.say("seat_here" if member.here else "seat_away"),
        ]
        for member in members
    ]  # fmt: skip
    away = Away.objects.filter(member__sitting=sitting).select_related("member", "request").order_by("request__number")
    return {
        "title": pen.say("minutes_members"), "rows": rows,
        "quorum": pen.say("paper_quorum", here=here, least=sitting.terms.quorum),
        "heads": [pen.say(f"col_{key}") for key in ("member", "quality", "here", "signature")],
        "away": [pen.say("paper_away", who=row.member.name, n=row.request.number) for row in away],
    }  # fmt: skip


def _files(rulings: Sequence[Ruling], pen: Pen) -> dict[str, Any]:
    rows, reasons = [], []
    for ruling in rulings:
        number = ruling.request.number
        asked = ruling.request.financing().asked
        accepted = ruling.verdict == Verdict.ACCEPTED
        assert ruling.amount is not None or not accepted  # the constraint of the table
        rows.append({"strong": accepted, "cells": [
            pen.figure(number), pen.money(asked), pen.money(ruling.request.proposed or asked),
            pen.say(f"verdict_{ruling.verdict}"), pen.money(ruling.amount) if ruling.amount else pen.typed("—"),
            pen.typed(ruling.line.code if ruling.line else "—"),
        ]})  # fmt: skip
        reasons.append([pen.say("file_n", n=number), pen.typed(both(ruling, "reason", pen.lang))])
    total = sum((ruling.amount for ruling in rulings if ruling.amount), start=0)
    return {
        "title": pen.say("minutes_decisions"), "rows": rows, "reasons": reasons,
        "heads": [pen.say(f"col_{key}") for key in ("file", "asked", "proposed", "verdict", "granted", "line")],
        "total": pen.say("minutes_total", n=len(rows), amount=total),
    }  # fmt: skip
