"""Which pages are due, and reading each of them once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from wolouj.foundation.words import pair
from wolouj.notices.collecting.exchanges import Trouble
from wolouj.notices.collecting.lists import Adapter
from wolouj.notices.collecting.run import Run, stop_at_sign_in
from wolouj.notices.collecting_models import ListedNotice
from wolouj.notices.sources.incoming import Refusal

REREAD = timedelta(days=3)
"""A page is read again after so long even when its row did not change: a list shows less than a page."""
MOST_FAILURES = 5
"""A page that failed so often is left until its row changes."""


def due(name: str, at: datetime) -> QuerySet[ListedNotice]:
    """Pages to read: never read, changed in the list, gone from it before it closed, or read long ago."""
    gone = Q(gone_at__isnull=False, read_at__lt=F("gone_at"))
    old = Q(gone_at=None, read_at__lt=at - REREAD)
    asked = Q(read_at=None) | ~Q(read_digest=F("digest")) | gone | old
    still = Q(deadline=None) | Q(deadline__gt=at) | Q(read_at=None)
    found = ListedNotice.objects.filter(still, asked, list=name, failures__lt=MOST_FAILURES)
    return found.order_by(F("read_at").asc(nulls_first=True), F("deadline").asc(nulls_last=True), "id")


def read_pages(run: Run, adapter: Adapter) -> None:
    """Read each page that is due, once."""
    for row in list(due(adapter.name, run.now)):
        url = adapter.address(run.portal, row.identity)
        try:
            _page(run, adapter, row, url)
        except Trouble as bad:
            _failed(row, bad.reason)
            if not (row.gone_at and bad.reason == "not_there"):
                run.refuse(Refusal(bad.reason, text=pair(f"notices.collect.{bad.reason}")), row.identity)
        except Refusal as bad:
            run.visitor.forget(url)
            _failed(row, bad.reason)
            run.refuse(bad, row.identity)
            stop_at_sign_in(bad)
        finally:
            run.save()


def _page(run: Run, adapter: Adapter, row: ListedNotice, url: str) -> None:
    found = adapter.read(run.visitor.get(url), row.identity, url)
    if found.identity != row.identity:
        raise Refusal("other_notice", "id")
    with transaction.atomic():
        run.take([found], row.identity)
        row.read_at, row.read_digest, row.failures, row.failure = run.now, row.digest, 0, ""
        row.deadline = found.notice.deadline or row.deadline
        row.save()


def _failed(row: ListedNotice, reason: str) -> None:
    row.failures, row.failure = row.failures + 1, reason
    if row.gone_at and reason == "not_there":
        row.failures = MOST_FAILURES  # neither listed nor there: nothing more will be known of it
    row.save()
