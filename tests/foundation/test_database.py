"""The tests' own database answers, and is the embedded one."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_have_a_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 160000
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,), "the application must not be a superuser"
