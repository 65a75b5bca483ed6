"""Everything of a programme leaves as a file: facts; and, only for who says why, the sentences written about people."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import IO

from django.db import transaction

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.words import say
from wolouj.people.models import Person
from wolouj.programme.models import Application, Participant, Programme
from wolouj.results.exporting.archive import archive


class Why(StrEnum):
    """What the sentences are needed for. Another reason is none."""

    MOVE = "move"
    """The body goes on with another tool, and takes its memory along."""
    STUDY = "study"
    """The body looks at its own accompaniment, within its own walls."""
    DUTY = "duty"
    """A law or a judge asks for them."""


def taken(*, programme: Programme, name: str, parquet: bool, by: Actor, at: datetime) -> IO[bytes]:
    """The facts of a programme as one archive; taking it leaves a line."""
    made = archive(programme, parquet=parquet)
    audit.record(at=at, by=by, act="programme_exported", about=programme, detail={"file": name})
    return made


def taken_with_sentences(*, programme: Programme, name: str, why: Why, by: Actor, at: datetime) -> IO[bytes]:
    """The same with what was written freely about people, and a note that says who asked, when and why.

    One line for the act; one more for each person with an account, who reads on her page that it left the house.
    """
    assert by.person is not None, "a named person asks"
    who = Person.objects.get(pk=by.person)
    note = "\n\n".join(_note(lang, who, why, at) for lang in ("ar", "fr"))
    files = Application.objects.filter(call__programme=programme).values("participant")
    hers = Participant.objects.filter(pk__in=files, person__isnull=False).order_by("person")
    detail = {"file": name, "why": str(why)}
    with transaction.atomic():
        audit.record(at=at, by=by, act="programme_exported", about=programme, detail=detail)
        for person in hers.values_list("person", flat=True).distinct():
            audit.record(at=at, by=by, act="sentences_taken", about=programme, concerns=person, detail=detail)
    return archive(programme, note=note)


def _note(lang: Lang, who: Person, why: Why, at: datetime) -> str:
    """The first thing read in the archive, as plain text."""
    said = (
        say("results.sentences_note", lang, who=who.shown_name(lang), day=at),
        say("results.sentences_note_why", lang, why=say(f"results.sentences_{why}", lang)),
        say("results.sentences_note_rule", lang),
    )
    return "\n".join(fmt.plain(line) for line in said)
