"""A new PIN for somebody nobody else may help: an administrator, a manager. Printed once; all her sessions end."""

from __future__ import annotations

import secrets as randomness
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.people import actions, secrets
from wolouj.people.management.commands.appoint import find


class Command(BaseCommand):
    """``new_pin --phone 0661… --name "…"``."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("--phone", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw until the PIN is not an easy one, keep it, print it."""
        person = find(options["phone"], options["name"])
        pin = "000000"
        while secrets.weakness(pin, phone=person.phone):
            pin = f"{randomness.randbelow(10**secrets.PIN_LENGTH):06d}"
        actions.change_secret(user=person.user, secret=pin, by=OPERATOR, at=clock.now())
        self.stdout.write(pin)
