"""May I bid? First for anybody of this kind; then, for whoever answers a few questions, for herself.

What stands in the address is the kind of structure and what the notice says, nothing about anybody. The questions
about oneself are sent apart, answered, and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Category, Notice, Paper, Procedure
from rulebook.engine.format import CASABLANCA, local
from rulebook.engine.judge import judge
from rulebook.engine.verdict import About, Finding, Force, Outcome, Verdict
from wolouj.foundation.drawing import Sign
from wolouj.foundation.words import pair
from wolouj.guides.tools.shown import Row, Shown

TOLD_LATER = frozenset({"not_told", "activities_not_told", "certificate_not_seen", "nature_not_told"})
"""What nobody was asked yet: a condition to fulfil, not a doubt."""
CONDITIONS = frozenset(
    {
        "bidder_is_not_excluded",
        "activity_relates_to_the_object",
        "tax_is_in_order",
        "social_cover_is_in_order",
        "register_is_proved",
    }
)
"""The rules whose requirement has a short name (``cond_…`` in the words)."""
NATURE = 1
"""Any nature: one's own is compared with the notice's by the person herself."""
CERTIFICATES = {"tax": "tax_certificate", "cnss": "cnss_certificate"}
REGISTERS = {
    BidderKind.COOPERATIVE: "local_register_certificate",
    BidderKind.UNION: "local_register_certificate",
    BidderKind.AUTO_ENTREPRENEUR: "ae_register_certificate",
}


def answer(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """For anybody of this ``kind``, before a notice of this ``procedure``, ``reserved`` or not."""
    return _shown(judge(Bidder(kind=asked["kind"]), notice_of(asked), on=local(at).date()))


def answer_for_me(asked: Mapping[str, Any], mine: Mapping[str, Any], *, at: datetime) -> Shown:
    """The same, with what she says of herself: ``excluded``, ``related``, and the days of her certificates."""
    notice = notice_of(asked)
    if mine.get("deadline") is not None:
        notice = replace(notice, deadline=datetime.combine(mine["deadline"], time(12), CASABLANCA))
    if mine["related"] is not None:
        notice = replace(notice, nature=NATURE)
    bidder = Bidder(
        kind=asked["kind"],
        excluded=mine["excluded"],
        activities=None if mine["related"] is None else frozenset({NATURE} if mine["related"] else ()),
        papers=tuple(_papers(asked["kind"], mine)),
    )
    return _shown(judge(bidder, notice, on=local(at).date()))


def notice_of(asked: Mapping[str, Any]) -> Notice:
    """What the notice says, as the law looks at it. The buyer is one that the decree binds."""
    order = asked["procedure"] == Procedure.PURCHASE_ORDER
    return Notice(
        procedure=Procedure.PURCHASE_ORDER if order else Procedure.TENDER,
        rulebook=BuyerRules.DECREE,
        reserved=asked.get("reserved"),
        category=asked.get("category") or Category.SERVICES,
    )


def _papers(kind: BidderKind, mine: Mapping[str, Any]) -> Iterable[Paper]:
    register = REGISTERS.get(kind)
    issued: dict[str, date | None] = {code: mine.get(name) for name, code in CERTIFICATES.items()}
    if register:
        issued[register] = mine.get("register")
    for code, day in issued.items():
        if day is not None:
            yield Paper(code, issued=day)


def _shown(verdict: Verdict) -> Shown:
    mine = [one for one in verdict.findings if one.about is About.BIDDER and one.force is not Force.INFORMS]
    open_ones = [one for one in mine if one.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN}]
    unasked = [one for one in open_ones if one.reason in TOLD_LATER and _condition(one) in CONDITIONS]
    doubts = [one for one in open_ones if one not in unasked]
    sign, word, many = _word(verdict, doubts, unasked)
    return Shown(
        sign=sign,
        word=pair(f"guides.may_{word}"),
        why=(pair(f"guides.may_{word}_why", n=many),),
        conditions=tuple(
            Row(
                pair(f"guides.cond_{_condition(one)}", **one.values),
                articles=one.articles,
                confidence=one.confidence,
            )
            for one in unasked
        ),
        findings=tuple(sorted(doubts, key=_rank)),
        met=tuple(one for one in mine if one.outcome is Outcome.MET),
        papers=tuple(need.text for need in verdict.requirements),
        questions=verdict.questions,
    )


def _condition(finding: Finding) -> str:
    return finding.rule.partition(".")[2]


def _word(verdict: Verdict, doubts: list[Finding], unasked: list[Finding]) -> tuple[Sign, str, int]:
    if verdict.outcome is Outcome.NOT_MET:
        return "stop", "no", 1
    if doubts:
        return "watch", "ask", len(doubts)
    return ("go", "if", len(unasked)) if unasked else ("go", "yes", 0)


def _rank(finding: Finding) -> tuple[bool, int]:
    return finding.outcome is not Outcome.NOT_MET, tuple(Force).index(finding.force)
