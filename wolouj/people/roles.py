"""The roles of the house."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the house. Everybody who signed in is a ``person``; the others come on top."""

    VISITOR = "visitor"
    """Has not signed in."""
    PERSON = "person"
    """Acts for herself."""
    HELPER = "helper"
    """Acts for another under a mandate: a daughter, a nephew, the cyber-café."""
    COACH = "coach"
    """Accompanies persons for a body; acts for them only under a mandate."""
    MANAGER = "manager"
    """Runs a programme of a body. Never sees prices."""
    OFFICER = "officer"
    """Works at a support body (CRI, ODCO). Never sees prices."""
    FINANCE = "finance"
    """Pays for a body what a committee decided. Proposes nothing, decides nothing, never sees prices."""
    ADMINISTRATOR = "administrator"
    """Keeps the house running: bodies, memberships. Never sees anybody's affairs."""
