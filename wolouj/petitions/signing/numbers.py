"""An identity number as it is compared: never in clear, never across two petitions."""

from __future__ import annotations

import re
from uuid import UUID

from django.utils.crypto import salted_hmac

_KEPT = re.compile(r"[^0-9A-Z]")
SHORTEST, LONGEST = 4, 14
"""Letters and figures of a number that may be one: its form is not established, so only nonsense is refused."""


def normal(text: str) -> str:
    """Capitals, without spaces or dots."""
    return _KEPT.sub("", text.upper())


def plausible(number: str) -> bool:
    """Whether a normal number may be one: a few letters at most, then figures."""
    return SHORTEST <= len(number) <= LONGEST and re.fullmatch(r"[A-Z]{0,3}\d+", number) is not None


def digest(petition: UUID, number: str) -> str:
    """The same person gives the same digest in one petition, and another in the next: lists cannot be compared.

    Keyed with the house's signing key (HMAC-SHA256): without it nobody can try all the numbers. Where that key is
    replaced, a second signature under an older digest is no longer seen.
    """
    return str(salted_hmac(f"wolouj.petitions.{petition}", normal(number), algorithm="sha256").hexdigest())
