"""Named ways to read persons, accounts and mandates."""

from __future__ import annotations

from wolouj.people.models import User


def sample_accounts_exist() -> bool:
    """Whether anybody could sign in as an invented person: ``wolouj serve`` refuses to start then."""
    return User.objects.filter(person__is_sample=True).exists()
