"""Where the database is: the embedded server's socket, or whatever ``DATABASE_URL`` names."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from wolouj.foundation.embedded.layout import APPLICATION_ROLE, places
from wolouj.foundation.embedded.trouble import MachineTrouble

ENGINE = "django.db.backends.postgresql"
# Names we make ourselves stay plain, so that no tool has to quote them.
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def database_settings(data: Path, url: str | None) -> dict[str, object]:
    """Django's ``DATABASES["default"]`` for ``url``, or for the embedded server under ``data``.

    Computes only: neither starts a server nor makes a folder.

    Raises:
        MachineTrouble: ``url`` or ``WOLOUJ_DATABASE`` cannot be understood.
    """
    if url:
        return parse_url(url)
    return {
        "ENGINE": ENGINE,
        "NAME": database_name(),
        "USER": APPLICATION_ROLE,
        "PASSWORD": "",
        "HOST": str(places(data).socket),
        "PORT": "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10},
    }


def database_name() -> str:
    """The database inside the embedded server: ``WOLOUJ_DATABASE``, or ``wolouj``."""
    name = os.environ.get("WOLOUJ_DATABASE") or "wolouj"
    if not _PLAIN_NAME.fullmatch(name):
        raise MachineTrouble(
            "WOLOUJ_DATABASE ne peut contenir que des lettres minuscules, des chiffres et « _ ».",
            "لا يقبل WOLOUJ_DATABASE إلا الحروف اللاتينية الصغيرة والأرقام و «_».",
        )
    return name


def parse_url(url: str) -> dict[str, object]:
    """``postgres://user:password@host:port/name?option=value`` as Django settings.

    Each part may be percent-encoded; a socket folder is written as a percent-encoded host or as ``?host=/folder``.

    Raises:
        MachineTrouble: naming the part that is wrong, never repeating the address (it may hold a password).
    """
    parts = _split(url)
    options: dict[str, object] = dict(parse_qsl(parts.query, keep_blank_values=True))
    host = unquote(parts.hostname or "") or str(options.pop("host", ""))
    name = unquote(parts.path.lstrip("/"))
    if not name or "/" in name:
        raise _bad("le nom de la base manque après la dernière barre", "ينقص اسم القاعدة بعد آخر شرطة مائلة")
    try:
        port = str(parts.port or options.pop("port", ""))
    except ValueError:
        raise _bad("le port n'est pas un nombre entre 1 et 65535", "رقم المنفذ ليس بين 1 و65535") from None
    options.setdefault("connect_timeout", 10)
    return {
        "ENGINE": ENGINE,
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def connection_text(settings: dict[str, object], *, password: bool = False) -> str:
    """The address as libpq takes it. The password stays out unless asked for: arguments are seen by everybody."""
    from psycopg.conninfo import make_conninfo

    parts: dict[str, Any] = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    if password:
        parts["password"] = settings["PASSWORD"]
    options: Any = settings.get("OPTIONS")
    return make_conninfo("", **{k: v for k, v in parts.items() if v}, **(options if isinstance(options, dict) else {}))


def sibling_database(url: str, name: str, *, fresh: bool = False) -> str:
    """The address of database ``name`` on the server of ``url``, made when it is missing; ``fresh`` empties it."""
    import psycopg

    try:
        with psycopg.connect(connection_text(parse_url(url), password=True), autocommit=True) as connection:
            if fresh:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(f'CREATE DATABASE "{name}"')
    except psycopg.Error as error:
        why = str(error).splitlines()[0]
        raise _bad(f"la base « {name} » n'a pas pu être préparée ({why})", f"تعذرت تهيئة القاعدة {name}") from error
    return urlunsplit(_split(url)._replace(path=f"/{name}"))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise _bad("l'adresse est mal formée", "العنوان غير سليم") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise _bad("elle doit commencer par postgres://", "يجب أن يبدأ بـ postgres://")
    return parts


def _bad(fr: str, ar: str) -> MachineTrouble:
    return MachineTrouble(
        f"DATABASE_URL n'est pas utilisable : {fr}. Forme attendue : postgres://utilisateur:secret@machine:port/base",
        f"تعذر استعمال DATABASE_URL: {ar}. الشكل المنتظر: postgres://user:secret@host:port/name",
    )
