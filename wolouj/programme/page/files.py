"""The files as the body's people read them: in a list, one by one, and without a name for who marks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.people import phones
from wolouj.programme.models import Application, State
from wolouj.programme.page.words import JOINT, SIGNS
from wolouj.reference import territories


def received_row(application: Application) -> dict[str, Any]:
    """A file in the list of a call, for the body's people."""
    her = application.participant
    place = territories.place(her.commune or her.province) if her.commune or her.province else None
    parts = [
        say("programme.number_n", n=application.number) if application.number else "",
        fmt.isolate_auto(place.name(active())) if place else "",
        say(f"programme.how_{application.how}"),
        say("programme.second_of", n=application.duplicate_of.number)
        if application.duplicate_of and application.duplicate_of.number
        else "",
    ]
    return {
        "title": fmt.isolate_auto(her.shown_name(active()) or say("programme.forgotten")),
        "sign": SIGNS[State(application.state)],
        "word": say(f"programme.state_{application.state}"),
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("programme:received_file", args=[application.id]),
    }


def sought(asked: str) -> Q:
    """Files found by a few letters of a name in either alphabet, the figures of a phone, or a number."""
    found = Q(participant__name__icontains=asked) | Q(participant__name_ar__icontains=asked)
    figures = "".join(letter for letter in asked.translate(phones.DIGITS) if letter.isdecimal())
    if figures:
        found |= Q(participant__phone__contains=figures.removeprefix("0"))
        found |= Q(number=int(figures)) if len(figures) <= 6 else Q()
    return found


def facts_of(application: Application, at: datetime, *, hers: bool) -> list[tuple[str, str]]:
    """What she told, as label and value, in her own words or about her; what was not told is left out."""
    her, lang = application.participant, active()
    about = "" if hers else "about_"
    age = her.age(fmt.local(application.received_at or at).date())
    place = [territories.place(code) for code in (her.province, her.commune) if code]
    rows = [
        ("name", fmt.isolate_auto(her.shown_name(lang))),
        ("phone", fmt.isolate(her.shown_phone) if her.phone else ""),
        ("whose_phone", say(f"programme.{about}whose_{her.whose_phone}") if her.whose_phone else ""),
        ("spoken", say(f"programme.spoken_{her.spoken}") if her.spoken else ""),
        ("comfort", say(f"programme.{about}comfort_{her.comfort}") if her.comfort else ""),
        ("sex", say(f"programme.sex_{her.sex}") if her.sex else ""),
        ("age", say("programme.age_n", n=age) if age is not None else ""),
        ("where", JOINT.join(fmt.isolate_auto(w) for w in [*(p.name(lang) for p in place if p), her.douar] if w)),
        ("status", say(f"programme.status_{her.status}") if her.status else ""),
        *project_facts(application),
    ]  # fmt: skip
    return [(say(f"programme.fact_{key}"), value) for key, value in rows if value]


def project_facts(application: Application) -> list[tuple[str, str]]:
    """What she told of her work and her project: what a marker reads, with nothing that names her."""
    return [
        ("activity", fmt.isolate_auto(application.activity)),
        ("idea", fmt.isolate_auto(application.idea)),
        ("need", fmt.isolate_auto(application.need)),
        ("schooling", say(f"programme.schooling_{application.schooling}") if application.schooling else ""),
        ("income", say(f"programme.income_{application.income}") if application.income else ""),
        ("dependants", "" if application.dependants is None else fmt.count(application.dependants, "person", active())),
    ]  # fmt: skip


def unnamed_facts(application: Application, at: datetime) -> list[tuple[str, str]]:
    """What a marker reads: no name, no phone, no village."""
    her = application.participant
    age = her.age(fmt.local(application.received_at or at).date())
    province = territories.place(her.province) if her.province else None
    rows = [
        ("sex", say(f"programme.sex_{her.sex}") if her.sex else ""),
        ("age", say("programme.age_n", n=age) if age is not None else ""),
        ("province", fmt.isolate_auto(province.name(active())) if province else ""),
        ("status", say(f"programme.status_{her.status}") if her.status else ""),
        *project_facts(application),
    ]
    return [(say(f"programme.fact_{key}"), value) for key, value in rows if value]
