"""May this amount pass by purchase order?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rulebook.engine.facts import Bidder, BuyerRules, Notice, Procedure, Quote
from rulebook.engine.format import local
from rulebook.engine.judge import judge
from rulebook.engine.verdict import Finding, Outcome, Verdict
from wolouj.foundation.words import pair
from wolouj.guides.tools.shown import Shown

RULE = "purchase_orders.quote_stays_under_the_ceiling"
NOTICE = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE)


def answer(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """``amount``: dirhams, taxes included."""
    verdict = judge(Bidder(), NOTICE, Quote(total_incl_vat=asked["amount"]), on=local(at).date())
    found = finding(verdict, RULE)
    under = found.outcome is Outcome.MET
    why = [found.text] if found.remedy_text is None else [found.text, found.remedy_text]
    return Shown(
        sign="go" if under else "stop",
        word=pair("guides.is_yes") if under else pair("guides.is_no"),
        why=tuple(why),
        articles=found.articles,
        confidence=found.confidence,
        checked_on=found.checked_on,
    )


def finding(verdict: Verdict, rule: str) -> Finding:
    """The finding of one rule in a verdict."""
    return next(one for one in verdict.findings if one.rule == rule)
