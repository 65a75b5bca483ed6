"""Who acts, and for whom: the one value every action takes as ``by``."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for herself, or a helper acting for her under a mandate.

    ``person`` is whoever holds the phone; ``on_behalf_of`` the person whose affairs these are, when it is
    another; ``mandate`` the mandate that allows it. A command of the operator acts with ``person=None``.
    """

    person: UUID | None
    on_behalf_of: UUID | None = None
    mandate: UUID | None = None
    label: str = ""

    @property
    def principal(self) -> UUID | None:
        """The person whose affairs these are."""
        return self.on_behalf_of or self.person


OPERATOR = Actor(person=None, label="operator")
