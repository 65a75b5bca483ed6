"""Keys kept in files of mode 0600 under the data folder, apart from the database and its backups.

``<data>/keys/django`` signs sessions and is mixed into every PIN before it is hashed: without it nobody signs in.
``<data>/keys/personal`` encrypts national identity numbers, one key a line, the newest first: the first encrypts, all
decrypt. Each is made once, whole or not at all. Never logged, never shown.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from wolouj.foundation.embedded.layout import owner_of, private_folder
from wolouj.foundation.embedded.trouble import MachineTrouble, unreachable

PERSONAL = "personal"
SIGNING = "django"
_SIGNING_LINE = "signing:"


class WrongKey(Exception):
    """What was encrypted cannot be read with the keys at hand."""


def keys_folder(data: Path) -> Path:
    """Where the keys of ``data`` are."""
    return Path(data) / "keys"


def secret_key(data: Path) -> str:
    """Django's signing key, made once per data folder."""
    return _read_or_make(data, SIGNING, secrets.token_urlsafe(64))


def personal_keys(data: Path) -> list[bytes]:
    """The keys of personal data, newest first; the first is made when there is none."""
    text = _read_or_make(data, PERSONAL, Fernet.generate_key().decode())
    return [line.strip().encode() for line in text.splitlines() if line.strip()]


def has_personal_key(data: Path) -> bool:
    """Whether a key of personal data is there, without making one."""
    return (keys_folder(data) / PERSONAL).is_file()


def encrypt(text: str, data: Path | None = None) -> bytes:
    """``text`` unreadable without the key. Two calls give two different results: never compare them."""
    return _fernet(data).encrypt(text.encode())


def decrypt(token: bytes | memoryview, data: Path | None = None) -> str:
    """What ``encrypt`` was given.

    Raises:
        WrongKey: encrypted with a key that is not here.
    """
    return decrypt_bytes(token, data).decode()


def encrypt_bytes(content: bytes, data: Path | None = None) -> bytes:
    """As :func:`encrypt`, for a file."""
    return _fernet(data).encrypt(content)


def decrypt_bytes(token: bytes | memoryview, data: Path | None = None) -> bytes:
    """What :func:`encrypt_bytes` was given. Raises :class:`WrongKey` as :func:`decrypt`."""
    try:
        return _fernet(data).decrypt(bytes(token))
    except InvalidToken:
        raise WrongKey("encrypted with a key that is not in the keys folder") from None


def rotate(data: Path) -> None:
    """Put a new key first; the old ones still decrypt. Rows are renewed by ``renew`` when they are next written."""
    kept = personal_keys(data)
    text = "\n".join([Fernet.generate_key().decode(), *(key.decode() for key in kept)])
    _write(keys_folder(data) / PERSONAL, text, replace=True)


def renew(token: bytes | memoryview, data: Path | None = None) -> bytes:
    """The same secret, encrypted by the newest key."""
    return _fernet(data).rotate(bytes(token))


def import_personal_keys(data: Path, text: str) -> None:
    """Add keys brought from elsewhere. Those already here stay first: nothing readable becomes unreadable.

    Raises:
        ValueError: ``text`` is not made of keys.
    """
    brought = text.split()
    if not brought:
        raise ValueError("no key")
    for line in brought:
        Fernet(line.encode())
    _folder(data)
    kept = [key.decode() for key in personal_keys(data)] if has_personal_key(data) else []
    _write(keys_folder(data) / PERSONAL, "\n".join(dict.fromkeys([*kept, *brought])), replace=True)


def signing_fingerprint(data: Path) -> str:
    """Which signing key is here, in sixteen figures that tell nothing of it; empty when there is none."""
    path = keys_folder(data) / SIGNING
    return hashlib.sha256(path.read_bytes().strip()).hexdigest()[:16] if path.is_file() else ""


def export_keys(data: Path) -> str:
    """Both keys as the text of one file: those of personal data a line each, then ``signing:`` and the other."""
    personal = [key.decode() for key in personal_keys(data)]
    return "\n".join([*personal, f"{_SIGNING_LINE}{secret_key(data)}"]) + "\n"


def import_keys(data: Path, text: str) -> bool:
    """Bring back what :func:`export_keys` wrote. Returns whether the signing key changed.

    The signing key that was here is kept beside it, named by its fingerprint: PINs chosen under it need it again.

    Raises:
        ValueError: ``text`` is not made of keys.
    """
    lines = text.split()
    signing = [line.removeprefix(_SIGNING_LINE) for line in lines if line.startswith(_SIGNING_LINE)]
    if len(signing) > 1 or any(len(key) < 40 for key in signing):
        raise ValueError("not a signing key")
    import_personal_keys(data, "\n".join(line for line in lines if not line.startswith(_SIGNING_LINE)))
    if not signing:
        return False
    path, was = keys_folder(data) / SIGNING, signing_fingerprint(data)
    if was:
        here = path.read_text().strip()
        if here == signing[0]:
            return False
        _write(path.with_name(f"{SIGNING}-{was}"), here, replace=True)
    _write(path, signing[0], replace=True)
    return True


def _fernet(data: Path | None) -> MultiFernet:
    if data is None:
        from django.conf import settings

        data = settings.DATA
    return MultiFernet([Fernet(key) for key in personal_keys(data)])


def _folder(data: Path) -> Path:
    data = Path(os.path.realpath(data))
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unreachable(data, error) from error
    owner = owner_of(data, os.geteuid())
    private_folder(data, owner)
    private_folder(keys_folder(data), owner)
    return keys_folder(data)


def _read_or_make(data: Path, name: str, fresh: str) -> str:
    path = keys_folder(data) / name
    try:
        text = path.read_text().strip()
    except FileNotFoundError:
        _folder(data)
        _write(path, fresh, replace=False)
        text = path.read_text().strip()
    except OSError as error:
        raise unreachable(path, error) from error
    if not text:
        raise MachineTrouble(f"La clé {path} est vide : remettez sa copie.", f"المفتاح {path} فارغ: أعيدوا نسخته.")
    return text


def _write(path: Path, text: str, *, replace: bool) -> None:
    """Whole or not at all. Without ``replace`` the first writer wins and the others read her key."""
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        if os.geteuid() == 0:
            os.chown(name, path.parent.stat().st_uid, -1)
        if replace:
            os.replace(name, path)
        else:
            try:
                os.link(name, path)
            except FileExistsError:
                return
    except OSError as error:
        raise unreachable(path, error) from error
    finally:
        Path(name).unlink(missing_ok=True)
