"""``name__any_of=values``: as ``__in``, the values sent as one array.

``IN`` of a thousand values is a thousand parameters to name, convert and plan, most of the time of a small query.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, Lookup

from wolouj.foundation.arrays import array


class AnyOf(Lookup):
    """``column = ANY(array)``. The values are texts, or ids (``UUID``) of rows; of a foreign key too, its ids."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The condition and its one parameter."""
        column, params = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        kind = "uuid" if values and isinstance(values[0], UUID) else "text"
        return f"{column} = ANY(%s::{kind}[])", [*params, array(values)]


def register() -> None:
    """Make it known to every field; asked once, when the house opens."""
    Field.register_lookup(AnyOf)
    ForeignKey.register_lookup(AnyOf)
