"""The tests' own database, for benches that write: made, lent, thrown away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def borrowed() -> Iterator[None]:
    """Within, Django speaks to an empty test database; other tests of this checkout wait."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    from tests import ready_database
    from tests.conftest import Presence
    from wolouj.foundation import embedded

    embedded.ensure_running(settings.DATA, url=os.environ.get("DATABASE_URL"), careless=True)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]  # the name under which Django's client asks
    with Presence(settings.DATA / "tests-running") as alone:
        if not os.environ.get("DATABASE_URL"):
            ready_database.copy_from_now_on()
        names = setup_databases(0, interactive=False)
        try:
            yield
        finally:
            teardown_databases(names, 0)
            connections.close_all()
            if not os.environ.get("DATABASE_URL") and alone():
                embedded.stop(settings.DATA)
