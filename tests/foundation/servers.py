"""Servers of the tests' own, started by the account that runs the tests and, when that is root, by an ordinary one."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
NOBODY = 65534
# What the tests' own session set is not passed on.
OURS = {"DATABASE_URL", "WOLOUJ_DATA", "WOLOUJ_DATABASE", "DJANGO_SETTINGS_MODULE"}
# A checkout somebody put far away, in a folder with spaces and accents.
FAR = "Mes documents/مجلد العمل/" + "/".join(f"un dossier bien profond {n}" for n in range(8))

TELL = """
import json, sys
from pathlib import Path
from wolouj.foundation import embedded
data = Path(sys.argv[1])
embedded.ensure_running(data)
now = embedded.status(data)
print(json.dumps({"pid": now.pid, "home": str(now.where.home), "socket": str(now.where.socket),
                  "cluster": str(now.where.cluster), "uid": now.where.uid}))
"""
STOP = "import sys; from pathlib import Path; from wolouj.foundation import embedded as e; e.stop(Path(sys.argv[1]))"
ASK = """
import sys, psycopg
from pathlib import Path
from wolouj.foundation import embedded
address = embedded.database_settings(Path(sys.argv[1]), None)
with psycopg.connect(host=address["HOST"], user=address["USER"], dbname=address["NAME"], autocommit=True) as c:
    cursor = c.execute(sys.argv[2])
    print(cursor.fetchone()[0] if cursor.description else "done")
"""


@dataclass(frozen=True)
class Account:
    """Who runs the code, with folders that account can reach."""

    uid: int
    folder: Path
    state: Path
    python: str

    def run(self, code: str, *arguments: object, check: bool = True, **more: str) -> str:
        """What the code says on its output."""
        done = subprocess.run(self._command(code, arguments), **self._as(more), capture_output=True, text=True)
        if check and done.returncode:
            raise AssertionError(done.stderr)
        return (done.stdout if check else done.stdout + done.stderr).strip()

    def launch(self, code: str, *arguments: object) -> subprocess.Popen[bytes]:
        """The same, without waiting."""
        return subprocess.Popen(
            self._command(code, arguments), **self._as({}), stdout=subprocess.PIPE, start_new_session=True
        )

    def start(self, data: Path) -> dict[str, object]:
        """Start, or find, the server of ``data``."""
        return json.loads(self.run(TELL, data))

    def ask(self, data: Path, query: str) -> str:
        return self.run(ASK, data, query)

    def stop(self, data: Path) -> None:
        self.run(STOP, data, check=False)

    def _command(self, code: str, arguments: tuple[object, ...]) -> list[str]:
        return [self.python, "-c", code, *map(str, arguments)]

    def _as(self, more: dict[str, str]) -> dict[str, object]:
        kept = {k: v for k, v in os.environ.items() if k not in OURS}
        paths = os.pathsep.join([str(TOP), sysconfig.get_path("purelib")])
        environment = kept | {"PYTHONPATH": paths, "WOLOUJ_STATE": str(self.state), "HOME": str(self.folder)}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        other = {} if self.uid == os.geteuid() else {"user": self.uid, "group": self.uid, "extra_groups": []}
        return {"env": environment | more, "cwd": "/", **other}


@cache
def python_for(uid: int) -> str | None:
    """A Python that account can run with our packages, or None."""
    if uid == os.geteuid():
        return sys.executable
    paths = [str(TOP), sysconfig.get_path("purelib")]
    probe = f"import sys; sys.path[:0] = {paths!r}; import wolouj.foundation.keys, psycopg"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for found in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        with contextlib.suppress(OSError):
            asked = subprocess.run(
                [found, "-c", probe], user=uid, group=uid, extra_groups=[], cwd="/", env={}, capture_output=True
            )
            if asked.returncode == 0:
                return found
    return None


@cache
def shared_state() -> Path:
    """One state folder for all servers of a session: the copy of the binaries is made once."""
    state = Path(tempfile.mkdtemp(prefix="wolouj-state-"))
    os.chmod(state, 0o711)
    atexit.register(shutil.rmtree, state, ignore_errors=True)
    return state


@contextlib.contextmanager
def account(kind: str) -> Iterator[Account]:
    """The account that runs the tests (``self``), or an ordinary one when that is root (``ordinary``)."""
    uid = os.geteuid()
    if kind == "ordinary":
        if uid != 0:
            pytest.skip("already an ordinary account: the other row of this test covers it")
        uid = NOBODY
    python = python_for(uid)
    if python is None:
        pytest.skip("the packages of this checkout are out of reach of an ordinary account")
    # Not pytest's folder: it is closed to every account but one. This one can be crossed, not listed.
    folder = Path(tempfile.mkdtemp(prefix="wolouj-test-"))
    os.chown(folder, uid, -1)
    os.chmod(folder, 0o711)
    try:
        yield Account(uid=uid, folder=folder, state=shared_state(), python=python)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
