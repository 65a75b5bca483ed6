"""A short text for a message: what, for whom, how much, until when, in what state. French, then Arabic."""

from __future__ import annotations

import re

from rulebook.engine import format as fmt
from rulebook.engine.facts import Bidder, Notice
from rulebook.engine.format import LANGS, Lang
from wolouj.bids.papers.quote.money import total_key, vat_case
from wolouj.bids.papers.wording import say
from wolouj.bids.pricing_types import PricedQuote
from wolouj.foundation.runs import is_arabic, plain, shortened, typed

_NAME, _OBJECT = 60, 90


def share_text(priced: PricedQuote, notice: Notice, bidder: Bidder, *, draft: bool, sample: bool = False) -> str:
    """Under 900 characters whatever the notice: long names are cut. Ends with a line end."""
    draft = draft or not priced.ready
    parts = [_in(lang, priced, notice, bidder, draft, sample) for lang in LANGS]
    return "\n\n".join(parts) + "\n"


def _in(lang: Lang, priced: PricedQuote, notice: Notice, bidder: Bidder, draft: bool, sample: bool) -> str:
    seller, buyer = _typed(bidder.name, _NAME, lang), _typed(notice.buyer, _NAME, lang)
    label = fmt.plain(say(total_key(vat_case(priced, bidder)), lang))
    lines = [say("share_sample", lang)] if sample else []
    if draft:
        lines.append(say("share_draft", lang))
    lines.append(say("share_head", lang, seller=seller, buyer=buyer) if seller
                 else say("share_head_short", lang, buyer=buyer))  # fmt: skip
    reference = shortened(notice.reference, 40)
    lines.append(say("share_ref", lang, reference=reference, object=_typed(notice.object, _OBJECT, lang)))
    lines.append(say("share_total", lang, n=len(priced.lines), label=label, total=priced.total_incl_vat))
    if notice.deadline:
        lines.append(say("share_deadline", lang, deadline=notice.deadline))
    if not draft:
        lines.append(say("share_ready", lang))
    return "\n".join(_without_needless_marks(line) if lang == "fr" else line for line in lines)


def _typed(text: str, most: int, lang: str) -> str:
    return plain(typed(shortened(text, most), lang)).replace("\u200b", "")


def _without_needless_marks(line: str) -> str:
    """A wholly French line needs no isolates, and some phones draw them as boxes."""
    return line if any(is_arabic(word) for word in re.split(r"\s", line)) else fmt.plain(line)
