"""Two processes that start the server for the first time together never see a folder half made."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from wolouj.foundation.embedded import layout, server


class Stop(Exception):
    """Ends the start where the test has seen enough."""


def test_folders_are_made_under_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(where: layout.Places) -> layout.Places:
        handle = os.open(where.lock, os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)
        raise Stop

    monkeypatch.setattr(layout, "prepare", seen)
    with pytest.raises(Stop):
        server.ensure_running(tmp_path / "data")
