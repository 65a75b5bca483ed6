"""What every test stands on: the embedded server for the session, and the count of browser tests not run."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from wolouj.foundation import collector

# A busy machine is not a fault: no example is timed. Speed lives in bench/. The continuous integration draws the same
# examples each time, so that a red run is about the change it judges; everybody else's machine keeps exploring.
hypothesis_settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis_settings.load_profile("house")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    walks = [
        text
        for report in terminalreporter.stats.get("passed", [])
        for name, text in report.user_properties
        if name == "walk"
    ]
    if walks:
        terminalreporter.section("What the ways cost a person")
        for text in sorted(walks):
            terminalreporter.write_line(text)
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "Chromium" in str(r.longrepr)]
    if skipped:
        text = f"{len(skipped)} BROWSER TESTS NOT RUN: no Chromium works here (Debian: apt install chromium)"
        terminalreporter.section(text, sep="!", red=True, bold=True)


@pytest.fixture(autouse=True)
def no_word_of_another_test() -> None:
    """The words that notices hold are kept in memory until an import brings others; a test that ends takes its notices
    back without an import, and its words must not answer for the next one."""
    finding = sys.modules.get("wolouj.notices.finding")
    if finding is not None:
        finding._vocabulary.cache_clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> Iterator[None]:
    """Start the tests' own server when a test first asks for a database; stop it when nobody uses it any more."""
    from django.conf import settings

    from tests import ready_database
    from wolouj.foundation import embedded

    url = os.environ.get("DATABASE_URL")
    with Presence(settings.DATA / "tests-running") as alone:
        embedded.ensure_running(settings.DATA, url=url, careless=True)
        if not url:
            with django_db_blocker.unblock():
                ready_database.copy_from_now_on()
        yield
        if not url and alone():
            embedded.stop(settings.DATA)


class Presence:
    """Several workers and sessions share the server: each holds a shared lock, the last one out may stop it."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def __enter__(self):  # type: ignore[no-untyped-def]
        fcntl.flock(self.handle, fcntl.LOCK_SH)
        return self.alone

    def alone(self) -> bool:
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)


class UnknownVariable(str):
    """Django's ``string_if_invalid``, that fails instead of printing nothing: a page never hides a misspelt name."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"the template prints {name!r}, which nobody gave it")


@pytest.fixture(autouse=True, scope="session")
def unknown_variables_fail() -> Iterator[None]:
    """Optional parameters are tested with ``{% if x %}``; printing what does not exist is a mistake."""
    from django.template import engines

    engine = engines["django"].engine  # type: ignore[attr-defined]
    before, engine.string_if_invalid = engine.string_if_invalid, UnknownVariable("%s")
    yield
    engine.string_if_invalid = before


@pytest.fixture(scope="session")
def open_rooms() -> None:
    """Pages need the addresses of every room: skipped while a room being built has none."""
    closed = [room for room in ("people", "structures", "notices", "bids") if find_spec(f"wolouj.{room}.urls") is None]
    if closed:
        pytest.skip(f"no addresses yet: {', '.join(closed)}")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What collecting made (15,000 tests) stays to the end: no need to look through it again and again for garbage."""
    collector.rest()
