"""What the law became on one theme: the figures of its articles as they stand, and what moved since it was voiced.

Only the rulebook is read: no sentence here is ours. Where it holds no figure of these articles, nothing is said.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.law import PARAMETERS, Dated, Parameter
from rulebook.engine.wording import typeset
from wolouj.difficulties.codes import Code
from wolouj.foundation.words import active, say


def became(code: Code, *, since: date | None, on: date) -> dict[str, Any] | None:
    """The figures of its articles on that day.

    Args:
        since: the day the theme was first voiced in public, or ``None`` where that is not shown.

    Returns:
        ``rows`` (what, value, since when, how sure) and ``moved``: a sentence, empty without ``since``. ``None`` where
        the rulebook holds no figure of these articles.
    """
    found = [(each, held) for each in PARAMETERS.values() if (held := _held(each, code, on)) is not None]
    if not found:
        return None
    moved = [held for _, held in found if since and since < held.since <= on]
    read = min(each.still_true_on for each, _ in found)
    sentence = ""
    if since:
        sentence = say("meetings.law_moved", day=since) if moved else say("meetings.law_same", day=since, read=read)
    return {"rows": [_row(each, held, new=held in moved) for each, held in found], "moved": sentence}


def _held(parameter: Parameter, code: Code, on: date) -> Dated | None:
    """The value that stands on that day by one of the articles of the theme."""
    held = parameter.on(on)
    return held if held and held.value is not None and held.article in code.articles else None


def _row(parameter: Parameter, held: Dated, *, new: bool) -> dict[str, Any]:
    lang = active()
    value = held.value
    assert value is not None  # a quantity that ended is not held
    return {
        "name": typeset(str(getattr(parameter.title, lang)), lang),
        "value": fmt.measured(value, parameter.unit, lang),
        "since": say("meetings.law_new" if new else "meetings.law_since", day=held.since),
        "confidence": held.confidence.value,
    }
