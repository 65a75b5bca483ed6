"""Columns of a special kind: text that lies encrypted in the database."""

from __future__ import annotations

from typing import Any

from django.db import models

from wolouj.foundation import keys


def masked(value: str | None) -> str:
    """``AB123412`` → ``AB••••12``: enough to recognise one's own number, never enough to use it."""
    if not value:
        return ""
    if len(value) < 6:
        return "•" * len(value)
    return value[:2] + "•" * (len(value) - 4) + value[-2:]


class EncryptedText(models.TextField):  # type: ignore[type-arg]
    """Text encrypted with the house's keys before it reaches the database; plain in Python, unreadable in a dump.

    It cannot be searched or ordered: two equal values are stored differently. Show it with :func:`masked`.
    """

    description = "text, encrypted at rest"

    def get_prep_value(self, value: Any) -> Any:
        """What is written: nothing for nothing, else the encrypted token."""
        value = super().get_prep_value(value)
        return keys.encrypt(value).decode() if value else value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        """What is read back: the plain text."""
        return keys.decrypt(value.encode()) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only emptiness can be asked of an encrypted column."""
        if lookup_name not in {"isnull"}:
            raise TypeError(f"an encrypted column cannot be compared ({lookup_name})")
        return super().get_lookup(lookup_name)
