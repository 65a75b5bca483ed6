"""The business plan of a request, the minutes of a committee's day, the agreement: each in Arabic and in French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rulebook.engine.format import Lang
from wolouj.cofinancing.models import Request, Ruling, Sitting
from wolouj.cofinancing.papers import agreement, business, minutes
from wolouj.foundation import printing

HERE = Path(__file__).parent
LANGS: tuple[Lang, Lang] = ("ar", "fr")
MINUTES: dict[str, Lang] = {"minutes-ar.pdf": "ar", "minutes-fr.pdf": "fr"}
AGREEMENT: dict[str, Lang] = {"agreement-ar.pdf": "ar", "agreement-fr.pdf": "fr"}
PLAN: dict[str, Lang] = {"plan-ar.pdf": "ar", "plan-fr.pdf": "fr"}
"""Name of the file -> its language."""


def minutes_data(sitting: Sitting, rulings: Sequence[Ruling], *, at: datetime) -> dict[str, dict[str, Any]]:
    """Language -> what the page of the minutes is given; a draft until they are approved."""
    return {lang: minutes.context(sitting, rulings, lang=lang, at=at) for lang in LANGS}


def agreement_data(request: Request, *, at: datetime) -> dict[str, dict[str, Any]]:
    """Language -> what the page of the agreement is given."""
    return {lang: agreement.context(request, lang=lang, at=at) for lang in LANGS}


def plan_data(request: Request, lang: Lang, *, at: datetime) -> dict[str, Any]:
    """What the page of the business plan is given in one language."""
    return business.context(request, lang=lang, at=at)


def pdf(kind: str, data: Mapping[str, Any]) -> bytes:
    """Set one paper. ``kind``: ``business``, ``minutes`` or ``agreement``."""
    return printing.pdf(HERE / kind / "page.typ", data, root=printing.HOUSE)
