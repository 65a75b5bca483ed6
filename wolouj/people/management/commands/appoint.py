"""Gives a role in a body to somebody who has an account: the way the first administrator is named."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.people import actions, queries
from wolouj.people.models import Body
from wolouj.people.phones import BadPhone
from wolouj.people.roles import Role


class Command(BaseCommand):
    """``appoint --phone 0661… --name "…" --role manager --body-fr "…" --body-ar "…"``."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, as what, where. The body is made when no body bears its French name."""
        parser.add_argument("--phone", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=[r for r in Role if r not in (Role.HELPER, Role.VISITOR)])
        parser.add_argument("--body-fr", required=True)
        parser.add_argument("--body-ar", required=True)
        parser.add_argument("--body-kind", default=Body.Kind.ASSOCIATION, choices=Body.Kind.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        person = find(options["phone"], options["name"])
        now = clock.now()
        body = Body.objects.filter(name_fr=options["body_fr"]).first() or actions.create_body(
            name_fr=options["body_fr"], name_ar=options["body_ar"], kind=options["body_kind"], by=OPERATOR, at=now
        )
        actions.appoint(person=person, role=Role(options["role"]), body=body, by=OPERATOR, at=now)
        self.stdout.write(f"{options['role']}: {person.id} · {body.name_fr}")


def find(phone: str, name: str) -> Any:
    """The one account on this phone with this name, or a :class:`CommandError` that says why not."""
    try:
        found = queries.accounts_named(phone=phone, name=name)
    except BadPhone:
        raise CommandError(f"cannot read this phone: {phone}") from None
    if len(found) != 1:
        raise CommandError(f"{len(found)} accounts on this phone with this name: one is needed")
    return found[0]
