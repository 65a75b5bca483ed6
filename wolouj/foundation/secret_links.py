"""The secret part of an address that opens without signing in: drawn by chance, renewed or withdrawn at will.

The database holds its digest, to look it up, and the link itself encrypted, to show it again to whom it belongs: a copy
of the database without the keys of the house opens none.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from wolouj.foundation import keys

BYTES = 24
"""192 bits drawn by chance: nobody guesses one, so no try is counted."""
SHAPE = re.compile("[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class SecretLink:
    """``token`` goes into the address, ``digest`` and ``sealed`` into the database."""

    token: str
    digest: str
    sealed: bytes


def new() -> SecretLink:
    """A link nobody has yet."""
    token = secrets.token_urlsafe(BYTES)
    return SecretLink(token, digest(token), keys.encrypt(token))


def digest(token: str) -> str:
    """What a token is looked up by: 64 figures; empty for a text that cannot be one."""
    return hashlib.sha256(token.encode()).hexdigest() if SHAPE.fullmatch(token) else ""


def opened(sealed: bytes | memoryview | None) -> str:
    """The token again; empty when there is none, or when the key it was sealed with is not here any more."""
    try:
        return keys.decrypt(sealed) if sealed else ""
    except keys.WrongKey:
        return ""
