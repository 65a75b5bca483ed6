"""Which petition, and how many signatures? For a council or the State, with what is missing and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rulebook.engine.format import local
from rulebook.engine.verdict import Bilingual, Force, Outcome
from rulebook.petitions import Filer, Level, Petition, Progress, advise, how_close
from wolouj.foundation.drawing import Sign
from wolouj.foundation.words import pair
from wolouj.guides.tools.shown import Row, Shown
from wolouj.reference import territories
from wolouj.reference.petitioning import petition_to
from wolouj.reference.territories import Place

SIGNATURES = "petitions.signatures_are_enough"


def answer(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """``place`` (or ``None`` with a ``level`` of the State), ``filer`` and the ``signatures`` gathered, when told."""
    on = local(at).date()
    told = _told(asked)
    advice, progress = advise(told, on=on), how_close(told, on=on)
    open_ones = [one for one in advice.findings if one.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN}]
    todo = [one for one in open_ones if one.rule != SIGNATURES or one.outcome is Outcome.NOT_MET]
    sign, word = _word(progress)
    return Shown(
        sign=sign,
        word=word,
        why=_where(asked.get("place")),
        rows=(*(Row(figure.text, confidence=figure.confidence) for figure in advice.figures), *_spread(progress)),
        conditions=tuple(Row(one.text) for one in todo if one.outcome is Outcome.UNKNOWN),
        findings=tuple(one for one in todo if one.outcome is Outcome.NOT_MET),
        met=tuple(one for one in advice.findings if one.force is Force.INFORMS and one.outcome is Outcome.MET),
        papers=tuple(paper.text for paper in advice.requirements),
        questions=advice.questions,
        articles=tuple(dict.fromkeys(article for figure in advice.figures for article in figure.articles)),
        confidence=next((figure.confidence for figure in advice.figures), None),
    )


def _told(asked: Mapping[str, Any]) -> Petition:
    more: dict[str, Any] = {
        "filer": Filer(asked["filer"]) if asked.get("filer") else None,
        "signatures": asked.get("signatures"),
    }
    place: Place | None = asked.get("place")
    return petition_to(place, **more) if place else Petition(Level(asked["level"]), **more)


def _word(progress: Progress) -> tuple[Sign | None, Bilingual]:
    if progress.required is None:
        return "unknown", pair("guides.petition_unknown")
    if progress.missing:
        return "watch", pair("guides.petition_missing", n=progress.missing)
    if progress.signatures is not None and progress.signatures >= progress.required:
        return ("go", pair("guides.petition_enough")) if progress.enough else ("watch", pair("guides.petition_spread"))
    return None, pair("guides.petition_needed", n=progress.required)


def _where(place: Place | None) -> tuple[Bilingual, ...]:
    if place is None:
        return ()
    name, census = Bilingual(place.name_fr, place.name_ar), str(territories.CENSUS)
    return (pair("guides.petition.place", place=name, n=place.population, census=census),)


def _spread(progress: Progress) -> list[Row]:
    """A region: how many in each province at least."""
    rows = []
    for share in progress.shares:
        place = territories.place(share.province)
        assert place is not None  # its codes come from there
        needed = pair("guides.petition_share", n=share.least)
        rows.append(Row(Bilingual(place.name_fr, place.name_ar), needed))
    return rows
