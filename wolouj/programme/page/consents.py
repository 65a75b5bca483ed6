"""What she agreed to, line by line, with her voice where it was recorded."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from wolouj.foundation.words import say
from wolouj.programme.models import Application, Purpose


def consent_rows(application: Application, *, private: bool) -> list[dict[str, Any]]:
    """Every yes of her file, those taken back too. ``private``: whether a yes to keep a private fact may be told."""
    rows = application.participant.consents.all()
    return [
        {
            "word": say(f"programme.purpose_{row.purpose}"),
            "how": say(f"programme.consent_{row.how}"),
            "given": row.given_at,
            "ended": row.withdrawn_at,
            "recorded": row.recorded_at if row.sound else None,
            "silenced": bool(row.sound_digest and not row.sound),
            "sound": reverse("programme:consent_sound", args=[row.pk]) if row.sound else "",
            "end": reverse("programme:end_consent", args=[application.pk, row.purpose])
            if row.withdrawn_at is None
            else "",
            "stops": say(f"programme.stops_{row.purpose}"),
            "stays": say(f"programme.stays_{row.purpose}"),
            "noted": row.ended_by is not None,
        }
        for row in rows
        if private or row.purpose != Purpose.SENSITIVE
    ]
