"""The same sentence said to the person herself ("your price"), or about her to the body's people ("her price")."""

from __future__ import annotations

from typing import Any

from wolouj.foundation.words import say

ABOUT = frozenset({
    "next_draft", "next_received", "next_complete", "next_study_day", "next_answer", "next_accepted", "next_refused",
    "next_ask", "next_paid", "next_closed", "next_withdrawn", "gap_answers", "gap_price", "gap_owns",
    "gap_nothing_asked", "gap_over_ceiling", "gap_over_share", "gap_over_kind", "even_margin", "even_enough",
    "even_short", "fin_own_cash", "fin_own_kind", "step_idea", "step_own", "plan_said", "brings_cash",
    "brings_kind", "brings_work",
})  # fmt: skip
"""Sentences with a wording of their own for who is not the person: ``about_<key>``."""


def about(key: str) -> str:
    """The key of a sentence as it is said about her."""
    return f"about_{key}" if key in ABOUT else key


def told(key: str, *, hers: bool, **values: Any) -> str:
    """A sentence of the room, in the words of who reads it."""
    return say(f"cofinancing.{key if hers else about(key)}", **values)
