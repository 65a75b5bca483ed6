"""My papers for this notice: by moment and by envelope, with what depends on the notice said so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rulebook.bid_file import BidFile, papers_of
from rulebook.engine.facts import (
    Bidder,
    BidderKind,
    BuyerRules,
    Category,
    Grouping,
    GroupingForm,
    Notice,
    Procedure,
    Tender,
)
from rulebook.engine.format import local
from rulebook.engine.verdict import When
from wolouj.foundation.words import pair
from wolouj.guides.tools.shown import Shown

ALONE, ORDER = "alone", "purchase_order"
AT_ONCE = frozenset({When.WITH_BID, When.WITH_QUOTE, When.BEFORE_OPENING})


def answer(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """For a ``kind`` of structure, a ``procedure``, a ``category``, alone or in a ``grouping``."""
    found = papers_of(_bidder(asked), _notice(asked), on=local(at).date())
    now = [one for group in found.groups if group.when in AT_ONCE for one in group.papers]
    sure = sum(one.condition is None for one in now)
    maybe = len(now) - sure
    why = (pair("guides.papers_maybe", n=maybe),) if maybe else ()
    return Shown(
        sign=None,
        word=pair("guides.papers_word", n=sure),
        why=(*why, *(note.text for note in _notes(found))),
        questions=found.questions,
        more=found.groups,
    )


def _notes(found: BidFile) -> list[Any]:
    """The two things that set aside most files; the rest stands beside each paper."""
    wanted = ("bid_file.each_paper_is_signed_alone", "bid_file.light_file_of_an_order")
    return [note for note in found.notes if note.rule in wanted]


def _bidder(asked: Mapping[str, Any]) -> Bidder:
    grouped = asked.get("grouping") not in {None, "", ALONE}
    return Bidder(
        kind=BidderKind(asked["kind"]),
        grouping=Grouping(form=GroupingForm(asked["grouping"])) if grouped else None,
    )


def _notice(asked: Mapping[str, Any]) -> Notice:
    order = asked["procedure"] == ORDER
    return Notice(
        procedure=Procedure.PURCHASE_ORDER if order else Procedure.TENDER,
        tender=None if order else Tender(asked["procedure"]),
        rulebook=BuyerRules.DECREE,
        category=Category(asked["category"]) if asked.get("category") else None,
        # Zero is how a notice says that it asks none; how much it asks changes no paper.
        guarantee=Decimal(0) if asked.get("guarantee") is False else None,
    )
