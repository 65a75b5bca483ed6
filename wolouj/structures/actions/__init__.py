"""All writing about structures. Each action leaves one line in the audit and returns what it made or changed.

Who may do it is asked before, by the caller (:mod:`wolouj.people.permissions`); ``by`` and ``at`` are then written.
"""

from wolouj.structures.actions.importing import import_structure
from wolouj.structures.actions.papers import add_paper, remove_paper, replace_paper
from wolouj.structures.actions.telling import (
    add_member,
    archive_structure,
    create_structure,
    describe,
    end_member,
    finish_setup,
    record_receipts,
    set_activities,
    set_capacity,
    set_identifiers,
    set_served,
    set_signatories,
    set_step,
    state_vat_regime,
)

__all__ = [
    "add_member",
    "add_paper",
    "archive_structure",
    "create_structure",
    "describe",
    "end_member",
    "finish_setup",
    "import_structure",
    "record_receipts",
    "remove_paper",
    "replace_paper",
    "set_activities",
    "set_capacity",
    "set_identifiers",
    "set_served",
    "set_signatories",
    "set_step",
    "state_vat_regime",
]
