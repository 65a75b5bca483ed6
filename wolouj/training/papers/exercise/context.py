"""What the sheet of an exercise prints: the order, what its sheet counts, boxes to fill in by hand."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, held, said, shortened, typed
from wolouj.foundation.words import say
from wolouj.training.models import Exercise
from wolouj.training.practice.marking import Mock, Rule, order_of

HEADS = ("paper_line", "paper_quantity", "paper_cost", "paper_price", "paper_amount")
SUMS = ("paper_total", "paper_vat", "paper_whole")


def context(row: Exercise, *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The sheet in one language as JSON for the page. ``at``: when it is printed."""
    order, body = order_of(row), row.session.gathering.body
    on, told = fmt.local(at).date(), order.document

    def word(key: str, **values: object) -> Runs:
        return said(say(f"training.{key}", lang, **values), lang)

    return {
        "lang": lang,
        "meta": {"title": say("training.exercise", lang), "author": body.shown_name(lang),
                 "date": [on.year, on.month, on.day]},
        # The buyer of a mock order is invented, and of a real one nothing is deposited: both say so on the paper.
        "marks": [[say("training.exercise", "fr").upper(), say("training.exercise", "ar")]],
        "body": typed(body.shown_name(lang), lang), "title": word("exercise"),
        "name": typed(shortened(getattr(order.name, lang), 140), lang),
        "note": word("real_note" if row.real else "exercise_note"),
        "alone": word("real_alone") if row.real else [],
        "facts": [
            {"label": word("paper_buyer"), "value": typed(shortened(str(told.get("buyer") or ""), 120), lang)},
            {"label": word("paper_reference"), "value": held(str(told.get("reference") or ""))},
            {"label": word("paper_closes"), "value": said(fmt.instant(row.closes_at, lang), lang)},
        ],
        "vat": word(f"sheet_vat_{order.vat}"), "her_name": word("sheet_name"),
        "heads": [word(key) for key in HEADS],
        "rows": [_line(order, line, lang) for line in told["lines"]],
        "sums": [word(key) for key in SUMS],
        "before": word("paper_before"), "rules": [word(f"rule_{rule}") for rule in Rule],
    }  # fmt: skip


def _line(order: Mock, line: dict[str, Any], lang: Lang) -> dict[str, Any]:
    number = str(line["number"])
    gloss = order.glosses.get(number, "") if lang == "ar" else ""
    many = fmt.number(Decimal(line["quantity"])) if line["quantity"] else ""
    return {
        "number": held(number), "what": typed(shortened(str(line["designation"]), 160), lang),
        "gloss": said(gloss, lang), "unit": typed(str(line["unit"]), lang), "quantity": held(many) if many else [],
        "parts": [
            [said(getattr(part.name, lang), lang), said(fmt.money(part.amount, lang), lang)]
            for part in order.costs.get(number, ())
        ],
    }  # fmt: skip
