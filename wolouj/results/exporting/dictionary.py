"""What leaves the house, column by column, in both languages: a column without its words stays inside.

The words are ``dictionary.yaml``; types, references and values are read from the models, so that they cannot lie.
A column of *sentences* (what was written freely about a person) leaves only in the archive asked for with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Field, Model

HEAD = (
    "table", "table_fr", "table_ar", "column", "fr", "ar", "type", "refers_to", "values", "may_be_empty", "unique",
    "personal_data", "free_sentences",
)  # fmt: skip


@cache
def words() -> dict[str, Any]:
    """The two parts of ``dictionary.yaml``: ``each`` (columns of several tables) and ``tables``."""
    return dict(yaml.safe_load((Path(__file__).parent / "dictionary.yaml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Column:
    """One column that leaves. ``field`` is ``None`` for the one that is worked out: whose line it is."""

    name: str
    fr: str
    ar: str
    field: Field[Any, Any] | None
    free: bool = False
    """Whether it holds sentences written freely about a person: anything may stand in them."""

    @property
    def type(self) -> str:
        """As the model says."""
        return self.field.get_internal_type() if self.field is not None else "UUIDField"

    @property
    def refers_to(self) -> str:
        """The table of the row it names; empty when it names none."""
        other = self.field.related_model if self.field is not None else None
        return other._meta.label_lower if isinstance(other, type) and issubclass(other, Model) else ""


def key_of(model: type[Model]) -> str:
    """What a model is called in the dictionary: ``room.model``."""
    return str(model._meta.label_lower)


def columns(model: type[Model], *more: str, sentences: bool = False) -> list[Column]:
    """The columns of a model that have their words, in the order of the model; then those worked out.

    Args:
        more: names of columns that are worked out, described in ``each``.
        sentences: with those that hold sentences written freely about a person; left out else.
    """
    told = words()["tables"][key_of(model)]
    known, free = words()["each"] | told["columns"], told.get("sentences", ())
    kept = [*told.get("back", ()), *(() if sentences else free)]
    found = []
    for field in model._meta.concrete_fields:
        name = field.attname
        if name in known and name not in kept:
            found.append(Column(name, known[name]["fr"], known[name]["ar"], field, name in free))
    return found + [Column(name, known[name]["fr"], known[name]["ar"], None) for name in more]


def lines(model: type[Model], found: list[Column]) -> list[tuple[str, ...]]:
    """The dictionary's lines of one table."""
    told = words()["tables"][key_of(model)]
    return [
        (
            key_of(model), told["fr"], told["ar"], one.name, one.fr, one.ar, one.type, one.refers_to,
            " ".join(str(value) for value, _ in one.field.flatchoices) if one.field is not None else "",
            "yes" if one.field is not None and (one.field.null or one.field.blank) else "no",
            "yes" if one.field is not None and one.field.unique else "no", str(getattr(model, "personal_data", "")),
            "yes" if one.free else "no",
        )
        for one in found
    ]  # fmt: skip
