"""The committee's day on a wide screen: who sits, the files on the table, what was said of each, the money left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.cofinancing import ledger, queries
from wolouj.cofinancing.models import Away, BudgetLine, Entry, Request, Ruling, Sitting, Terms, Verdict
from wolouj.cofinancing.page.file import name_of
from wolouj.foundation.words import active, say
from wolouj.programme.models import both
from wolouj.programme.page import text


def page(terms: Terms, *, on: date) -> dict[str, Any]:
    """Everything the day shows, in a fixed number of queries."""
    sitting = queries.sitting_of(terms)
    rows = list(queries.on_the_table(terms))
    rulings = {r.request_id: r for r in Ruling.objects.filter(request__in=rows).select_related("line")}
    aways = _aways(sitting)
    members = list(sitting.members.all()) if sitting else []
    here = [member for member in members if member.here]
    files = [_file(row, rulings.get(row.pk), here, aways.get(row.pk, set()), terms) for row in rows]
    call = terms.call
    return {
        "terms": terms,
        "sitting": sitting,
        "title": text(call, "title"),
        "programme": text(call.programme, "title"),
        "members": [_member(member) for member in members],
        "quorum": say("cofinancing.paper_quorum", here=len(here), least=terms.quorum),
        "here": len(here),
        "enough": len(here) >= terms.quorum,
        "files": files,
        "lines": lines(list(queries.lines_of(call.programme_id))),
        "decided": sum(1 for row in rows if row.pk in rulings),
        "left": sum(1 for row in rows if row.pk not in rulings),
        "granted": sum((r.amount for r in rulings.values() if r.amount), start=Decimal(0)),
        "past": list(terms.sittings.exclude(approved_at=None).defer("papers")),
        "sample": call.programme.is_sample,
    }


def _aways(sitting: Sitting | None) -> dict[Any, set[Any]]:
    found: dict[Any, set[Any]] = {}
    if sitting is not None:
        for row in Away.objects.filter(member__sitting=sitting):
            found.setdefault(row.request_id, set()).add(row.member_id)
    return found


def _member(member: Any) -> dict[str, Any]:
    return {
        "title": fmt.isolate_auto(member.name), "detail": fmt.isolate_auto(both(member, "quality", active())),
        "sign": "go" if member.here else "aside",
        "word": say("cofinancing.seat_here") if member.here else say("cofinancing.seat_away"),
    }  # fmt: skip


def _file(row: Request, ruling: Ruling | None, here: list[Any], away: set[Any], terms: Terms) -> dict[str, Any]:
    sits = sum(1 for member in here if member.pk not in away)
    if ruling is None:
        sign, word = "watch", say("cofinancing.to_decide")
    else:
        sign = "go" if ruling.verdict == Verdict.ACCEPTED else "unknown"
        word = say(f"cofinancing.verdict_{ruling.verdict}")
    return {
        "id": row.pk, "number": row.number, "name": name_of(row), "what": fmt.isolate_auto(row.sells), "sign": sign,
        "word": word, "whole": row.financing().whole, "asked": row.financing().asked, "proposed": row.proposed,
        "granted": ruling.amount if ruling else None, "line": ruling.line.code if ruling and ruling.line else "",
        "short": sits < terms.quorum, "sits": sits,
        "url": reverse("cofinancing:show", args=[row.pk]), "decide": reverse("cofinancing:rule", args=[row.pk]),
    }  # fmt: skip


def lines(found: list[BudgetLine]) -> list[dict[str, Any]]:
    """Budget lines with what each holds: one query for them all."""
    held = ledger.balances(Entry.objects.filter(line__in=found), "line")
    return [line_row(line, held.get(line.pk, ledger.Balance())) for line in found]


def line_row(line: BudgetLine, held: ledger.Balance) -> dict[str, Any]:
    """One budget line."""
    return {
        "id": line.pk, "code": line.code, "label": fmt.isolate_auto(line.shown(active())),
        "donor": text(line.donor, "name"), "allotted": held.allotted, "free": held.free,
        "committed": held.committed, "paid": held.paid, "url": reverse("cofinancing:line", args=[line.pk]),
    }  # fmt: skip
