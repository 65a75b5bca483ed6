"""What each rule of a chapter is signed with, told again by hand in its tests: nothing is cited or weighed by slip."""

from __future__ import annotations

from rulebook.engine.rule import RULES, Rule


def signed(chapter: str) -> dict[str, str]:
    """Rule -> ``buyer, likely, tender: 39 order-1692-23/15``: whom it speaks of, how sure, under what, articles.

    A rule less sure of itself under one procedure says it: ``buyer, certain, any (purchase_order unsure): 148``.
    """
    return {key.partition(".")[2]: _line(rule) for key, rule in RULES.items() if rule.chapter == chapter}


def _line(rule: Rule) -> str:
    applied = "".join(f" ({procedure} {how})" for procedure, how in rule.applied.items())
    articles = " ".join(article.removeprefix("decree-2-22-431/") for article in rule.cites)
    return f"{rule.about}, {rule.confidence}, {rule.under or 'any'}{applied}: {articles}"
