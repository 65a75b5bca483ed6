"""What each rule of a chapter is signed with, told again by hand in its tests: nothing is cited or weighed by slip."""

from __future__ import annotations

from rulebook.engine.rule import RULES


def signed(chapter: str) -> dict[str, str]:
    """Rule -> ``buyer, likely, tender: 39 order-1692-23/15`` (whom it speaks of, how sure, under what: articles)."""
    return {
        key.partition(".")[2]: f"{rule.about}, {rule.confidence}, {rule.under or 'any'}: "
        + " ".join(article.removeprefix("decree-2-22-431/") for article in rule.cites)
        for key, rule in RULES.items()
        if rule.chapter == chapter
    }
