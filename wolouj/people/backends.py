"""How Django finds the account of a session. It never checks a secret: sign-in does, behind its limits."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend

from wolouj.people.models import User


class SessionBackend(BaseBackend):
    """Turns the id kept in a session into the account, while it is active."""

    def get_user(self, user_id: int) -> User | None:
        """The account with its person, in one query."""
        return User.objects.select_related("person").filter(pk=user_id, is_active=True).first()
