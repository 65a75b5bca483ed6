"""All writing of the room. Each action takes ``by`` and ``at``, writes one audit line, and returns what happened."""

from wolouj.people.actions.accounts import (
    change_card,
    change_secret,
    confirm_secret,
    find_by_secret,
    record_sign_in,
    record_sign_out,
    reveal_cin,
    sign_up,
)
from wolouj.people.actions.bodies import appoint, create_body, end_membership
from wolouj.people.actions.codes import check_code, issue_code, recover
from wolouj.people.actions.mandates import find_helper, give_at_desk, give_mandate, pick, revoke_mandate
from wolouj.people.actions.own_data import erase_person, export_person

__all__ = [
    "appoint",
    "change_card",
    "change_secret",
    "check_code",
    "confirm_secret",
    "create_body",
    "end_membership",
    "erase_person",
    "export_person",
    "find_by_secret",
    "find_helper",
    "give_at_desk",
    "give_mandate",
    "issue_code",
    "pick",
    "record_sign_in",
    "record_sign_out",
    "recover",
    "reveal_cin",
    "revoke_mandate",
    "sign_up",
]
