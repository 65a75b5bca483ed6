"""An article of the law as people name it, in both languages: no Django here."""

from __future__ import annotations

import re

from rulebook.engine import format as fmt
from rulebook.engine.verdict import Bilingual
from wolouj.foundation.words import pair

_NUMBERED_TEXT = re.compile(r"(decree|law|organic-law|order|finance-law)-([\d-]+)")
_NAMED_TEXT = {
    "cgi": "text_cgi",
    "ccag-t": "text_ccag_t",
    "ae-register": "text_ae_register",
    "identifier-practice": "text_identifiers",
    "order-finance": "text_order_finance",
    "constitution": "text_constitution",
    "mediator": "text_mediator",
    "health-cover": "text_health_cover",
    "support-programmes": "text_programmes",
}


def text_name(text: str) -> Bilingual:
    """The short name of a text of the law, from its code in the rulebook; the code itself when it has none."""
    if numbered := _NUMBERED_TEXT.fullmatch(text):
        kind = numbered[1].replace("-", "_")
        return pair(f"foundation.text_{kind}", number=numbered[2].replace("-", "."))
    if text in _NAMED_TEXT:
        return pair(f"foundation.{_NAMED_TEXT[text]}")
    return Bilingual(fmt.isolate(text), fmt.isolate(text))


def article_name(signature: str) -> Bilingual:
    """An article as the law signs it (``decree-2-22-431/91``) in words: article 91, décret 2.22.431."""
    text, slash, number = signature.partition("/")
    # A part that bears no figure is a heading of the text, not an article.
    if not slash or not any(letter.isdigit() for letter in number):
        return text_name(text)
    return pair("foundation.article", number=number, text=text_name(text))
