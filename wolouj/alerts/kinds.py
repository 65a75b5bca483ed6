"""The kinds of alert."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an alert is about. Its words stand in ``words.yaml`` under ``said``."""

    MATCH = "match"
    """A new notice that fits: a suggestion, the only kind a ceiling holds back."""
    CHANGED = "changed"
    """A notice she follows or has a quote for changed, was cancelled, or opened again."""
    CLOSING = "closing"
    """A notice she follows closes soon and she has no quote for it."""
    DEPOSIT = "deposit"
    """A quote is not said to be deposited, and the deadline is near."""
    WATCH = "watch"
    """After the deadline: look at the account on the portal, a confirmation may be asked."""
    RESULT = "result"
    """A published result may end her quote."""
    PAPER = "paper"
    """A paper is about to end."""
    ANSWER = "answer"
    """A question she asked at a meeting has its answer."""
    PROMISE = "promise"
    """A promise made at a meeting needs a hand: told to who runs the body."""
    INVITED = "invited"
    """She is invited to a meeting."""
    MOVED = "moved"
    """A meeting she was to come to has changed its day or its place."""
    ORDER = "order"
    """An order she won waits for her hand: an invoice to hand in, a payment whose day has passed."""
    DIGEST = "digest"
    """The day of those a coach accompanies."""
    ASKED = "asked"
    """Somebody waits for an answer she owes; its words are those of the room that asks."""
