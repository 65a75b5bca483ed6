"""Start, find and stop the embedded server."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wolouj.foundation.embedded import layout as at
from wolouj.foundation.embedded.address import database_name, database_settings
from wolouj.foundation.embedded.layout import APPLICATION_ROLE, OWNER_ROLE, Places, as_account
from wolouj.foundation.embedded.trouble import MachineTrouble, unreachable

PATIENCE = 60.0
LOG_LIMIT = 10_000_000
# sh -c LAUNCH sh LOG LIMIT COMMAND…: keeps the last log when it has grown, and becomes the server.
LAUNCH = (
    'log=$1; limit=$2; shift 2; if [ -f "$log" ] && [ "$(wc -c < "$log")" -gt "$limit" ]; then mv "$log" "$log.1"; fi;'
    ' exec "$@" >> "$log" 2>&1'
)
# No TCP; errors without the rows they are about, since those hold people's data.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "timezone": "UTC",
    # Our questions are short: compiling one takes longer than answering it.
    "jit": "off",
}
# For tests only: data that nobody misses after a power cut.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Status:
    """What is known of a server without starting it."""

    running: bool
    pid: int | None
    where: Places


def ensure_running(data: Path, *, url: str | None = None, database: str | None = None, careless: bool = False) -> None:
    """Make sure the database of ``data`` answers: start the server and make the database when they are missing.

    Args:
        data: the data folder.
        url: ``DATABASE_URL``; when given nothing is started, that server is somebody else's care.
        database: its name inside the embedded server, by default ``WOLOUJ_DATABASE`` or ``wolouj``.
        careless: faster and unsafe on a power cut; for tests.

    Raises:
        MachineTrouble: in plain words, whatever stops the server.
    """
    if url:
        return
    name = database or database_name()
    if _answers(data, name):
        return
    at.prepare_data(at.places(data))
    with _locked(at.places(data)):
        where = at.prepare(at.places(data))
        if _running_pid(where) is None:
            if not (where.cluster / "PG_VERSION").exists():
                _make_cluster(where)
            _write_access(where)
            _start(where, CARELESS if careless else {})
        _wait_ready(where)
        _make_roles_and_database(where, name)


def stop(data: Path) -> bool:
    """Stop the server of ``data``, letting it finish its writing. True when one was running."""
    where = at.places(data)
    if _running_pid(where) is None:
        return False
    with _locked(where):
        pg_ctl = [str(at.binaries(where) / "pg_ctl"), "stop", "-D", str(where.cluster), "-m", "fast", "-w", "-t", "60"]
        done = as_account(where, pg_ctl)
        if done.returncode and _running_pid(where) is not None:
            raise _failed(where, "arrêter", "إيقاف", done.stderr)
        if where.socket.parent != where.home:
            with contextlib.suppress(OSError):
                where.socket.rmdir()
    return True


def status(data: Path) -> Status:
    """Whether a server of ``data`` is running, and where it lives."""
    where = at.places(data)
    pid = _running_pid(where)
    return Status(running=pid is not None, pid=pid, where=where)


def drop_database(data: Path, name: str) -> None:
    """Remove one database of the embedded server, closing whoever is in it."""
    with _owner_connection(at.places(data)) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _answers(data: Path, name: str) -> bool:
    import psycopg

    address = database_settings(data, None)
    if not (Path(str(address["HOST"])) / at.PORT_FILE).exists():
        return False
    try:
        psycopg.connect(host=str(address["HOST"]), user=APPLICATION_ROLE, dbname=name, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def _locked(where: Places) -> Iterator[None]:
    """One process at a time makes, starts or stops the server of a data folder. The kernel frees a dead one's lock."""
    try:
        handle = os.open(where.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise unreachable(where.lock, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _pid_file(where: Places) -> list[str]:
    try:
        return (where.cluster / "postmaster.pid").read_text(errors="replace").splitlines()
    except OSError:
        return []


def _running_pid(where: Places) -> int | None:
    """The server's process, or None. A number left by a dead server may belong to anything else by now."""
    lines = _pid_file(where)
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    return pid if _is_our_server(pid, where) else None


def _is_our_server(pid: int, where: Places) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        # Somebody else's process: our server's always runs under the account that owns the folder.
        return False
    if Path("/proc/self/cwd").exists():
        try:
            # A server sits in its own data folder.
            return os.path.samefile(f"/proc/{pid}/cwd", where.cluster)
        except OSError:
            return False
    seen = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)
    return "postgres" in seen.stdout


def _make_cluster(where: Places) -> None:
    at.say("Création de la base de données… · يتم إنشاء قاعدة المعطيات…")
    if where.cluster.exists() and not (where.cluster / "PG_VERSION").exists():
        # A first start cut short leaves nothing worth keeping: PG_VERSION is written before any data.
        as_account(where, ["rm", "-rf", "--", str(where.cluster)])
    command = [str(at.binaries(where) / "initdb"), "-D", str(where.cluster), "--username", OWNER_ROLE]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    command += ["--auth-local=peer", "--auth-host=scram-sha-256", "--data-checksums", "--no-instructions"]
    done = as_account(where, command)
    if done.returncode:
        as_account(where, ["rm", "-rf", "--", str(where.cluster)])
        raise _failed(where, "créer", "إنشاء", done.stderr)


def _write_access(where: Places) -> None:
    """Only the socket, only the server's own account and root, known by the kernel and not by a password."""
    accounts = dict.fromkeys([at.account_name(where.uid), at.account_name(0)])
    ident = "".join(f'wolouj "{account}" {role}\n' for account in accounts for role in (APPLICATION_ROLE, OWNER_ROLE))
    _write_as_account(where, where.cluster / "pg_hba.conf", "local all all peer map=wolouj\n")
    _write_as_account(where, where.cluster / "pg_ident.conf", ident)


def _write_as_account(where: Places, path: Path, text: str) -> None:
    command = ["sh", "-c", 'printf %s "$1" > "$2.new" && mv "$2.new" "$2"', "sh", text, str(path)]
    done = as_account(where, command)
    if done.returncode:
        raise _failed(where, "préparer", "تهيئة", done.stderr)


def _buffers() -> str:
    """The rows PostgreSQL keeps at hand: an eighth of the machine's memory, from its own 128 MB up to 1 GB.

    A search that counts its choices looks at rows all over a large table: with 128 MB it took three times as long.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return f"{min(max(memory // 8, 128), 1024)}MB"


def _start(where: Places, extra: dict[str, str]) -> None:
    """Start ``postgres`` in a session of its own: it outlives whoever started it."""
    _clear_stale(where)
    settings = {**SETTINGS, "shared_buffers": _buffers(), **extra, "unix_socket_directories": str(where.socket)}
    command = [str(at.binaries(where) / "postgres"), "-D", str(where.cluster)]
    for key, value in settings.items():
        command += ["-c", f"{key}={value}"]
    # The account opens its own log, so that nothing it could plant there is opened by root.
    command = ["sh", "-c", LAUNCH, "sh", str(where.log), str(LOG_LIMIT), *command]
    deadline = time.monotonic() + PATIENCE
    while True:
        before = _log_size(where)
        process = subprocess.Popen(  # type: ignore[call-overload]
            command,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **at.as_account_arguments(where),
        )
        while process.poll() is None and time.monotonic() < deadline:
            if _is_ready(where, process.pid):
                # It is a daemon from here on: never waited for, never reported as a forgotten child.
                process.returncode = 0
                return
            time.sleep(0.02)
        said = _log_since(where, before)
        # After kill -9 the dead server's children need a moment to notice and let go of its memory.
        if "shared memory" not in said or time.monotonic() > deadline:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGTERM)
            raise _failed(where, "démarrer", "تشغيل", said)
        time.sleep(0.3)


def _clear_stale(where: Places) -> None:
    """After a crash: wait for the dead server's children, then remove a number that now means something else.

    PostgreSQL sees by itself that a number is dead. It cannot tell when the number was given to another process, or
    when the dead one is still listed because nobody collected it (containers). The children must be gone first: two
    servers on one folder would spoil it.
    """
    lines = _pid_file(where)
    if not lines or not Path("/proc/self/cwd").exists():
        return
    deadline = time.monotonic() + PATIENCE
    while _working_in(where):
        if time.monotonic() > deadline:
            raise _failed(where, "démarrer", "تشغيل", "a process of the last server is still at work")
        time.sleep(0.05)
    if lines[0].strip().isdigit() and Path(f"/proc/{lines[0].strip()}").exists():
        left = [where.cluster / "postmaster.pid", where.socket / f"{at.PORT_FILE}.lock"]
        as_account(where, ["rm", "-f", "--", *map(str, left)])


def _working_in(where: Places) -> bool:
    """Whether any process sits in the cluster's folder, as a server and its children do."""
    try:
        here = os.stat(where.cluster)
    except OSError:
        return False
    for process in os.listdir("/proc"):
        if process.isdigit():
            with contextlib.suppress(OSError):
                there = os.stat(f"/proc/{process}/cwd")
                if (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino):
                    return True
    return False


def _is_ready(where: Places, pid: int | None = None) -> bool:
    lines = _pid_file(where)
    return len(lines) >= 8 and lines[7].strip() == "ready" and (pid is None or lines[0].strip() == str(pid))


def _wait_ready(where: Places) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _is_ready(where):
        if time.monotonic() > deadline:
            raise _failed(where, "attendre", "انتظار", _log_since(where, max(0, _log_size(where) - 2000)))
        time.sleep(0.05)


def _make_roles_and_database(where: Places, name: str) -> None:
    """The application is no superuser: it owns its databases and may make others (tests need it)."""
    with _owner_connection(where) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE]).fetchone():
            connection.execute(f"CREATE ROLE {APPLICATION_ROLE} LOGIN CREATEDB")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}" OWNER {APPLICATION_ROLE}')


@contextlib.contextmanager
def _owner_connection(where: Places):  # type: ignore[no-untyped-def]  # psycopg is imported only when needed
    import psycopg

    try:
        connection = psycopg.connect(
            host=str(where.socket), user=OWNER_ROLE, dbname="postgres", autocommit=True, connect_timeout=10
        )
    except psycopg.OperationalError as error:
        raise _failed(where, "joindre", "الاتصال بـ", str(error)) from error
    with connection:
        yield connection


def _log_size(where: Places) -> int:
    try:
        return where.log.stat().st_size
    except OSError:
        return 0


def _log_since(where: Places, start: int) -> str:
    try:
        with where.log.open("rb") as log:
            log.seek(start)
            return log.read(4000).decode("utf-8", "replace")
    except OSError:
        return ""


def _failed(where: Places, fr: str, ar: str, said: str) -> MachineTrouble:
    last = " / ".join(line.strip() for line in said.strip().splitlines()[-3:])
    return MachineTrouble(
        f"Impossible de {fr} le serveur de base de données ({where.home}) : {last or 'aucune explication'}."
        f" Le journal est dans {where.log}.",
        f"تعذر {ar} خادم قاعدة المعطيات ({where.home}): {last or 'دون تفسير'}. السجل في {where.log}.",
    )
