"""Notices that have closed leave the indexes of the public list: those stay small whatever the years bring.

No answer depends on it: the list looks at the deadline itself. A round that was forgotten costs time, never a notice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from wolouj.notices.models import Notice

LOOKED_BACK = timedelta(days=7)
"""As far behind the present as the public list may still be asked."""


def put_away(*, at: datetime) -> int:
    """Take those closed for longer out of the indexes. Safe to run again. Returns how many."""
    return Notice.objects.filter(closes__lt=at - LOOKED_BACK).update(may_be_open=False)
