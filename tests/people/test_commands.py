"""What the operator may do from the machine."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.people.conftest import AT, PHONE
from wolouj.people import actions
from wolouj.people.models import Body, Membership

WHO = ["--phone", PHONE, "--name", "ftoum"]
WHERE = ["--role", "administrator", "--body-fr", "Maison", "--body-ar", "دار"]


def test_the_first_administrator_is_named_once(new: Any) -> None:
    new("Ftoum")
    for _ in range(2):
        call_command("appoint", *WHO, *WHERE, stdout=StringIO())
    assert Body.objects.count() == Membership.objects.filter(role="administrator").count() == 1


def test_nobody_is_named_by_mistake(new: Any) -> None:
    new("Ftoum")
    new("Ftoum")
    for who in (WHO, ["--phone", PHONE, "--name", "x"], ["--phone", "zz", "--name", "ftoum"]):
        with pytest.raises(CommandError):
            call_command("appoint", *who, *WHERE, stdout=StringIO())


def test_a_new_pin_opens_the_door(new: Any) -> None:
    ftoum = new("Ftoum")
    out = StringIO()
    call_command("new_pin", *WHO, stdout=out)
    found = actions.find_by_secret(phone=PHONE, secret=out.getvalue().strip(), ip="1.1.1.1", at=AT)
    assert [user.person for user in found] == [ftoum]
