"""A browser where somebody of the cast is signed in."""

from tests.notices.conftest import enter

__all__ = ["enter"]
