"""Documents added to a meeting and taken away."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.meetings.models import Handout, Intervention, Meeting

MOST = 40
"""Documents of one meeting."""


def add(
    *, meeting: Meeting, titles: tuple[str, str], file: CleanFile, by: Actor, at: datetime,
    of: Intervention | None = None,
) -> Handout:  # fmt: skip
    """Keep a document. ``titles`` are (Arabic, French), one at least; ``of``: the line of the agenda it goes with.

    Raises:
        BadInput: the meeting holds as many as it may.
    """
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        if meeting.handouts.count() >= MOST:
            raise BadInput(pair("meetings.handouts_full", n=MOST), field="file")
        row = Handout(meeting=meeting, intervention=of, title_ar=titles[0], title_fr=titles[1], added_at=at)
        row.file.save(f"handout.{file.extension}", ContentFile(file.bytes), save=False)
        row.save(force_insert=True)
        audit.record(at=at, by=by, act="handout_added", about=row, detail={"meeting": meeting.pk, "kind": file.kind})
    return row


def remove(*, handout: Handout, by: Actor, at: datetime) -> None:
    """Take a document away, its file too."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="handout_removed", about=handout, detail={"meeting": handout.meeting_id})
        name = str(handout.file.name)
        handout.delete()
        transaction.on_commit(partial(default_storage.delete, name))
