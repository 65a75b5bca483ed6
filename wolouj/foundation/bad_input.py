"""Input that cannot be used, told plainly: which file, which row, which field, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.engine.verdict import Bilingual


@dataclass
class BadInput(Exception):
    """Unusable input. ``row`` counts from 1 as a person would in the file; ``field`` is a dotted path.

    Attributes:
        text: one sentence in French and Arabic, for the person who has to mend the file.
        file: the name as the person gave it (never a path of the machine beyond that), or ``None``.
    """

    text: Bilingual
    file: str | None = None
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = [part for part in (self.file, f"row {self.row}" if self.row else None, self.field) if part]
        return f"{', '.join(where)}: {self.text.fr}" if where else self.text.fr

    def as_json(self) -> dict[str, object]:
        """The error object of the command line's contract."""
        return {
            "file": self.file,
            "row": self.row,
            "field": self.field,
            "text": {"fr": self.text.fr, "ar": self.text.ar},
        }
