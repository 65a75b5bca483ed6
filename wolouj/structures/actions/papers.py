"""The paper wallet: a paper comes in, is renewed, or is taken away. What came before stays in the history."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction

from rulebook.engine.format import local
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.structures.models import Paper, Structure

OLDEST_YEAR, LAST_YEAR = 1950, 2099


def add_paper(
    structure: Structure,
    *,
    kind: str,
    by: Actor,
    at: datetime,
    file: CleanFile | None = None,
    number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
) -> Paper:
    """Keep a paper, with its file when there is one (already cleaned by :mod:`wolouj.foundation.uploads`).

    A paper of the same kind held until now is replaced by it (except kind ``other``: those are several).

    Raises:
        BadInput: dates that cannot be (before 1950, after 2099, issued tomorrow, ended before it began).
    """
    check_days(issued_on, expires_on, today=local(at).date())
    with transaction.atomic():
        paper = _keep(structure, kind, file, number, issued_on, expires_on, by, at)
        if kind != "other":
            before = Paper.objects.filter(structure=structure, kind=kind, replaced_by=None, removed_at=None)
            for old in before.exclude(pk=paper.pk):
                _tie(old, paper)
        detail = {"paper": paper.id, "kind": kind, "expires": expires_on, "file": bool(file)}
        audit.record(at=at, by=by, act="paper_added", about=structure, detail=detail)
    return paper


def replace_paper(
    old: Paper,
    *,
    by: Actor,
    at: datetime,
    file: CleanFile | None = None,
    number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
) -> Paper:
    """Keep the renewed paper and tie the old one to it. Raises as :func:`add_paper`, or when ``old`` was replaced."""
    if not old.is_current:
        raise BadInput(pair("structures.paper_already_replaced"), field="paper")
    check_days(issued_on, expires_on, today=local(at).date())
    with transaction.atomic():
        paper = _keep(old.structure, old.kind, file, number, issued_on, expires_on, by, at)
        _tie(old, paper)
        detail = {"paper": paper.id, "instead_of": old.id, "kind": old.kind, "expires": expires_on}
        audit.record(at=at, by=by, act="paper_replaced", about=old.structure, detail=detail)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, by: Actor, at: datetime) -> Paper:
    """Take a paper out of the wallet. The row stays as history; the file goes, since she asked."""
    paper.removed_at = at
    name = paper.file.name
    paper.file, paper.file_is = "", ""
    paper.save(update_fields=["removed_at", "file", "file_is"])
    detail = {"paper": paper.id, "kind": paper.kind}
    audit.record(at=at, by=by, act="paper_removed", about=paper.structure, detail=detail)
    if name:
        # After commit only: a failed write must not leave a row without its file.
        storage = Paper._meta.get_field("file").storage
        transaction.on_commit(lambda: storage.delete(name))
    return paper


def check_days(issued: date | None, expires: date | None, *, today: date) -> None:
    """Raise :class:`BadInput` for days that no paper can bear."""
    for field, day in (("issued_on", issued), ("expires_on", expires)):
        if day is not None and not OLDEST_YEAR <= day.year <= LAST_YEAR:
            raise BadInput(pair("structures.day_impossible"), field=field)
    if issued is not None and issued > today:
        raise BadInput(pair("structures.day_in_future"), field="issued_on")
    if issued is not None and expires is not None and expires < issued:
        raise BadInput(pair("structures.ends_before_it_begins"), field="expires_on")


def _tie(old: Paper, new: Paper) -> None:
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])


def _keep(
    structure: Structure,
    kind: str,
    file: CleanFile | None,
    number: str,
    issued_on: date | None,
    expires_on: date | None,
    by: Actor,
    at: datetime,
) -> Paper:
    paper = Paper(
        structure=structure, kind=kind, number=number.strip(), issued_on=issued_on, expires_on=expires_on, added_at=at
    )
    paper.added_by_id = by.person
    if file is None:
        paper.save()
        return paper
    paper.file_is = file.kind
    paper.file.save(f"x.{file.extension}", ContentFile(file.bytes), save=False)
    try:
        paper.save()
    except BaseException:
        # Nothing half-written: no file without its row.
        paper.file.storage.delete(str(paper.file.name))
        raise
    return paper
