"""The public search for programs: ``GET /api/notices``, the question of the page, its notices in its order, as JSON.

Read only, without an account; what it answers is public. Described in docs/api.md and in ``/api/openapi.json``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from ninja import Field, Query, Router, Schema

from rulebook.engine.facts import Category, Procedure
from rulebook.engine.format import local
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.asked import LONGEST_QUESTION, MOST_PAGES, Asked
from wolouj.notices.finding import PAGE, Found, Listed, find
from wolouj.notices.understanding import ABROAD, COUNTRY
from wolouj.people.permissions import require
from wolouj.reference.natures import nature
from wolouj.reference.territories import place

LARGEST = 100
"""Notices of one answer, at most."""
router = Router(tags=["notices"])


class Question(Schema):
    """What is asked: the parameters of the search page, and two that only a program needs."""

    q: str = Field("", max_length=LONGEST_QUESTION, description="Words, in French, Arabic or Darija")
    kind: Literal["", *(each.value for each in Procedure)] = Field("", description="Procedure")
    category: Literal["", *(each.value for each in Category)] = Field("", description="What is bought")
    nature: int | None = Field(None, ge=1, le=999_999, description="Number of a nature, as in `counts`")
    place: str = Field("", max_length=16, description="HCP code: region `05`, province `05.081`; `MA`, `XX` abroad")
    order: Literal["", "new"] = Field("", description="Empty: most urgent first. `new`: last arrived first")
    exact: Literal["", "1"] = Field("", description="`1`: only notices that hold all the words")
    page: int = Field(1, ge=1, le=MOST_PAGES)
    size: int = Field(PAGE, ge=1, le=LARGEST, description="Notices in a page")
    counts: Literal["", "1"] = Field("", description="`1`: how many notices each further choice would leave")


class Named(Schema):
    """A coded thing with its names. ``code`` as the parameters take it."""

    code: str
    fr: str
    ar: str


class Correction(Schema):
    """A word no notice holds, and the one searched in its place."""

    typed: str
    meant: str


class Buyer(Schema):
    """Who buys, as published; ``commune``: its HCP code when the name says it, else empty."""

    name: str
    commune: str


class NoticeOut(Schema):
    """One open public notice. Instants carry their zone; ``estimate`` is in dirhams, taxes included."""

    id: str
    url: dict[str, str] = Field(description="Its page here, in French and in Arabic")
    reference: str
    object: str
    kind: str
    category: str
    nature: Named | None
    buyer: Buyer
    published: str | None
    deadline: str | None
    entered_at: str = Field(description="When it came here")
    estimate: str | None = Field(description="Two decimals, a point; null when it is not told")
    places: list[Named]
    is_sample: bool = Field(description="Invented, to try the service")


class Answer(Schema):
    """One page of an answer."""

    total: int
    page: int = Field(description="The page given: the last one when a later was asked")
    size: int
    loose: bool = Field(description="No notice holds all the words: these hold some of them")
    corrections: list[Correction]
    also: list[str] = Field(description="Words of the same meaning that were searched too")
    left_out: list[str] = Field(description="Words that say nothing here and were not searched")
    notices: list[NoticeOut]
    counts: dict[str, dict[str, int]] | None
    next: str | None = Field(description="Where the next page is")


class Trouble(Schema):
    """What is wrong with one parameter."""

    field: str | None
    text: dict[str, str] = Field(description="The same sentence in French and in Arabic")


class Troubles(Schema):
    """Why there is no answer."""

    errors: list[Trouble]


@router.get(
    "/notices",
    response={200: Answer, 422: Troubles, 429: Troubles},
    url_name="notices",
    summary="Open public notices that answer a question",
)
def notices(request: HttpRequest, asked: Annotated[Question, Query(...)]) -> dict[str, Any]:
    """The same question as on the search page, the same notices in the same order."""
    require(request.actor, "see", "public_notice")
    _check(request, asked)
    given = {name: str(value or "") for name, value in asked.dict().items()}
    found = find(Asked.read(given), at=clock.now(), size=asked.size, counted=bool(asked.counts))
    return _answer(found, asked, request)


def _check(request: HttpRequest, asked: Question) -> None:
    """What the types cannot say: a parameter of another name, a nature or a place that is not in the lists."""
    strange = sorted(set(request.GET) - set(Question.model_fields))
    if strange:
        raise BadInput(pair("notices.api_unknown", field=strange[0][:40]), field=strange[0][:40])
    if asked.nature is not None and nature(asked.nature) is None:
        raise BadInput(pair("notices.api_nature"), field="nature")
    if asked.place and asked.place not in (COUNTRY, ABROAD) and place(asked.place) is None:
        raise BadInput(pair("notices.api_place"), field="place")


def _answer(found: Found, asked: Question, request: HttpRequest) -> dict[str, Any]:
    return {
        "total": found.total,
        "page": found.asked.page,
        "size": asked.size,
        "loose": found.loose,
        "corrections": [{"typed": typed, "meant": meant} for typed, meant in found.said.corrections],
        "also": list(found.said.also),
        "left_out": list(found.said.left_out),
        "notices": [_notice(row, request) for row in found.rows],
        "counts": found.counts if asked.counts else None,
        "next": _next(found, asked, request) if found.more else None,
    }


def _next(found: Found, asked: Question, request: HttpRequest) -> str:
    more = {"size": asked.size, "counts": asked.counts}
    told = replace(found.asked, page=found.asked.page + 1).parameters() | {k: v for k, v in more.items() if v}
    return request.build_absolute_uri(f"{request.path}?{urlencode(told)}")


def _notice(row: Listed, request: HttpRequest) -> dict[str, Any]:
    found = nature(row.nature) if row.nature else None
    return {
        "id": str(row.id),
        "url": {lang: request.build_absolute_uri(_page(lang, row)) for lang in ("fr", "ar")},
        "reference": row.reference,
        "object": row.object,
        "kind": row.kind,
        "category": row.category,
        "nature": {"code": str(row.nature), "fr": found.short.fr, "ar": found.short.ar} if found else None,
        "buyer": {"name": row.buyer.name, "commune": row.buyer.commune},
        "published": _instant(row.published),
        "deadline": _instant(row.deadline),
        "entered_at": _instant(row.entered_at),
        "estimate": f"{row.estimate:.2f}" if row.estimate is not None else None,
        "places": [_place(code) for code in row.place_codes],
        "is_sample": row.is_sample,
    }


def _page(lang: str, row: Listed) -> str:
    with translation.override(lang):
        return reverse("notices:show", args=[row.id])


def _instant(at: Any) -> str | None:
    return local(at).isoformat(timespec="seconds") if at else None


def _place(code: str) -> dict[str, str]:
    if code in (COUNTRY, ABROAD):
        said = pair(f"notices.place_{code.lower()}")
        return {"code": code, "fr": said.fr, "ar": said.ar}
    found = place(code)
    return {"code": code, "fr": found.name_fr if found else code, "ar": found.name_ar if found else code}
