"""What a certificate prints: who, what, how much, by whom, and how it is checked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.qr import qr
from wolouj.foundation.runs import Runs, held, said, typed
from wolouj.foundation.words import say
from wolouj.training.models import Certificate


def context(row: Certificate, *, lang: Lang, address: str, at: datetime) -> dict[str, Any]:
    """The certificate in one language as JSON for the page. ``at``: when it is printed."""
    told = row.told[lang]
    name = row.learner.participant.shown_name(lang) or say("training.forgotten", lang)
    on = fmt.local(row.issued_at).date()
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])

    def word(key: str, **values: object) -> Runs:
        return said(say(f"training.{key}", lang, **values), lang)

    marks = ["sample"] if told["sample"] else []
    if row.withdrawn_at is not None:
        marks.append("withdrawn")
    return {
        "lang": lang,
        "meta": {
            "title": say("training.certificate", lang), "author": told["body"], "date": [on.year, on.month, on.day],
        },
        "marks": [[say(f"training.mark_{mark}", "fr"), say(f"training.mark_{mark}", "ar")] for mark in marks],
        "title": word("certificate"), "body": typed(told["body"], lang), "says": word("certificate_says"),
        "name": typed(name, lang), "did": word("certificate_did"), "path": typed(told["path"], lang),
        "when": word("certificate_when", first=first, last=last),
        "attended": word("certificate_attended", there=row.there, held=row.held),
        "modules_title": word("certificate_modules"), "modules": [typed(each, lang) for each in told["modules"]],
        "issued": word("certificate_issued", day=on), "sign": word("certificate_sign"),
        "check": word("certificate_check"), "code": held(row.code), "address": held(address), "qr": qr(address).svg,
        "not_money": word("not_money"),
    }  # fmt: skip
