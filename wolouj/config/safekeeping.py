"""`wolouj backup` and `wolouj restore`: the database and the files in one tar; the encryption key apart.

The tar holds ``manifest.json`` first (versions, rows per table, a sha256 of everything, the fingerprints of the keys),
then ``database.dump`` (pg_dump's own format), then ``files/…``. The key is never in it: who finds the backup reads
no national identity number.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any

from wolouj.config.service import open_database, say
from wolouj.foundation import embedded, keys
from wolouj.foundation.embedded import MachineTrouble
from wolouj.foundation.embedded.address import connection_text
from wolouj.foundation.embedded.layout import wheel_folder

FORMAT = 1
# Filled by migrations alone: a database that has rows only here is empty to a person.
FURNITURE = {"django_migrations", "django_content_type", "auth_permission"}


def backup(argv: list[str]) -> int:
    """Write FILE whole, or leave it as it was."""
    options = _options("backup", argv)
    if options.key:
        return _export_key(Path(options.file))
    open_database()
    target = Path(options.file).absolute()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=_beside(target)) as folder:
        dump = Path(folder) / "database.dump"
        rows = _dump(dump)
        files = _files(_media())
        manifest = _manifest(rows, dump, files)
        whole = Path(folder) / "whole.tar"
        with tarfile.open(whole, "w") as tar:
            _add_text(tar, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
            tar.add(dump, "database.dump")
            for name in files:
                tar.add(_media() / name, f"files/{name}", recursive=False)
        whole.chmod(0o600)
        os.replace(whole, target)
    say(f"Sauvegarde écrite : {target} ({target.stat().st_size} octets, {len(files)} fichiers). · كُتبت النسخة.")
    say("La clé n'y est pas : gardez-la ailleurs. · المفتاح ليس فيها، احفظوه في مكان آخر: wolouj backup --key FILE")
    return 0


def restore(argv: list[str]) -> int:
    """Bring FILE back: everything is checked first, the database changes in one transaction, then the files."""
    options = _options("restore", argv)
    if options.key:
        return _import_key(Path(options.file))
    open_database()
    media = _media()
    media.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=media.parent) as folder:
        manifest = _unpack(Path(options.file), Path(folder))
        if not options.replace and (busy := _busy_tables()):
            raise MachineTrouble(
                f"Cette base n'est pas vide ({', '.join(busy[:3])}…). Pour la remplacer : --replace",
                f"هذه القاعدة ليست فارغة ({', '.join(busy[:3])}…). لاستبدالها: wolouj restore --replace FILE",
            )
        _load(Path(folder) / "database.dump", Path(folder) / "database.sql")
        _swap(Path(folder) / "files", media)
    _check_rows(manifest)
    say("Base et fichiers rétablis. · أعيدت القاعدة والملفات.")
    _speak_of_key(manifest)
    return 0


def _options(name: str, argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(f"wolouj {name}")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--key", action="store_true", help="the encryption key instead of the database and files")
    if name == "restore":
        parser.add_argument("--replace", action="store_true", help="even when the database is not empty")
    return parser.parse_args(argv)


# --- the key -------------------------------------------------------------------------------------------------------


def _export_key(target: Path) -> int:
    data = embedded.data_folder()
    if not keys.has_personal_key(data) and not keys.signing_fingerprint(data):
        raise MachineTrouble("Il n'y a pas encore de clé à sauvegarder.", "لا يوجد بعد مفتاح لنسخه.")
    handle, name = tempfile.mkstemp(dir=_beside(target.absolute()))
    with os.fdopen(handle, "wb") as file:
        file.write(keys.export_keys(data).encode())
    os.replace(name, target)
    say(
        f"Clé écrite : {target} (lisible par vous seul). À garder loin des sauvegardes : avec elles, elle ouvre tout."
        f" · كُتب المفتاح، احفظوه بعيدا عن النسخ."
    )
    return 0


def _import_key(source: Path) -> int:
    try:
        changed = keys.import_keys(embedded.data_folder(), source.read_text())
    except (OSError, ValueError) as error:
        raise MachineTrouble(
            f"{source} ne contient pas de clé de Wolouj.", f"لا يحتوي {source} على مفتاح لولوج."
        ) from error
    say("Clé remise. · أعيد المفتاح.")
    if changed:
        say("La clé de signature a changé : redémarrez le service, chacun se reconnecte. L'ancienne reste à côté.")
        say("تغير مفتاح التوقيع: أعيدوا تشغيل الخدمة. يبقى المفتاح القديم بجانبه.")
    return 0


def _fingerprints(data: Path) -> list[str]:
    if not keys.has_personal_key(data):
        return []
    return [hashlib.sha256(key).hexdigest()[:16] for key in keys.personal_keys(data)]


def _speak_of_key(manifest: dict[str, Any]) -> None:
    missing = set(manifest["keys"]) - set(_fingerprints(embedded.data_folder()))
    if manifest.get("signing") not in ("", None, keys.signing_fingerprint(embedded.data_folder())):
        say(
            "\nATTENTION : la clé de signature de cette sauvegarde n'est pas ici. Aucun code PIN ne sera reconnu"
            " jusqu'à : wolouj restore --key FICHIER, puis un redémarrage"
            "\nتنبيه: مفتاح التوقيع الخاص بهذه النسخة غير موجود هنا. لن يعرف أي رمز سري"
            " إلى حين: wolouj restore --key FILE ثم إعادة التشغيل"
        )
    if not missing:
        return
    say(
        "\nATTENTION : la clé de chiffrement de cette sauvegarde n'est pas ici. Les numéros chiffrés (carte nationale)"
        " restent illisibles jusqu'à : wolouj restore --key FICHIER"
        "\nتنبيه: مفتاح التشفير الخاص بهذه النسخة غير موجود هنا. تبقى الأرقام المشفرة (البطاقة الوطنية) غير مقروءة"
        " إلى حين: wolouj restore --key FILE"
    )


# --- writing -------------------------------------------------------------------------------------------------------


def _dump(target: Path) -> dict[str, int]:
    """Dump the database and count its rows, both in one snapshot."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _client("pg_dump", "-Fc", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", "-f", str(target))
        return _count_rows()


def _manifest(rows: dict[str, int], dump: Path, files: list[str]) -> dict[str, Any]:
    from importlib.metadata import version

    from django.db import connection

    from wolouj.foundation.clock import now

    return {
        "format": FORMAT,
        "made_at": now().isoformat(timespec="seconds"),
        "wolouj": version("wolouj"),
        "postgresql": connection.pg_version,  # type: ignore[attr-defined]
        "rows": rows,
        "database": {"bytes": dump.stat().st_size, "sha256": _sha256(dump)},
        "files": {
            name: {"bytes": (_media() / name).stat().st_size, "sha256": _sha256(_media() / name)} for name in files
        },
        "keys": _fingerprints(embedded.data_folder()),
        "signing": keys.signing_fingerprint(embedded.data_folder()),
    }


def _files(media: Path) -> list[str]:
    found = (path for path in media.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path.relative_to(media).as_posix() for path in found)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    import io

    data = text.encode()
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(data), 0o600
    tar.addfile(about, io.BytesIO(data))


# --- reading -------------------------------------------------------------------------------------------------------


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Lay everything out in ``folder``, checked against the manifest: no name and no byte it does not announce."""
    try:
        with tarfile.open(source, "r:") as tar:
            members = iter(tar)
            first = next(members, None)
            opened = tar.extractfile(first) if first is not None and first.name == "manifest.json" else None
            if opened is None:
                raise ValueError("no manifest")
            manifest: dict[str, Any] = json.load(opened)
            if manifest.get("format") != FORMAT:
                raise ValueError(f"format {manifest.get('format')}")
            awaited = _awaited(manifest)
            for member in members:
                said = awaited.pop(member.name)
                if not member.isreg() or member.size != said["bytes"]:
                    raise ValueError(member.name)
                _lay(tar.extractfile(member), folder / member.name, said["sha256"])
            if awaited:
                raise ValueError(f"missing {next(iter(awaited))}")
    except OSError as error:
        raise MachineTrouble(
            f"Impossible de lire {source} : {error.strerror or error}.", f"تعذرت قراءة {source}."
        ) from error
    except (tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MachineTrouble(
            f"{source} n'est pas une sauvegarde entière de Wolouj ({error}). Rien n'a été changé.",
            f"{source} ليس نسخة احتياطية سليمة ({error}). لم يتغير أي شيء.",
        ) from error
    (folder / "files").mkdir(exist_ok=True)
    return manifest


def _awaited(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    awaited = {"database.dump": manifest["database"]}
    for name, said in manifest["files"].items():
        if name.startswith("/") or ".." in Path(name).parts:
            raise ValueError(name)
        awaited[f"files/{name}"] = said
    return awaited


def _lay(source: IO[bytes] | None, target: Path, sha256: str) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if source is None:
        raise ValueError(target.name)
    with target.open("xb") as file:
        shutil.copyfileobj(source, file)
    target.chmod(0o600)
    if _sha256(target) != sha256:
        raise ValueError(f"{target.name}: sha256")


EMPTY = """
DO $$ DECLARE it record; BEGIN
  FOR it IN SELECT c.relname, c.relkind FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
            AND c.relkind IN ('r', 'p', 'v', 'm') LOOP
    EXECUTE format('DROP %s IF EXISTS public.%I CASCADE',
      CASE it.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, it.relname);
  END LOOP;
  FOR it IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' LOOP
    EXECUTE format('DROP SEQUENCE IF EXISTS public.%I CASCADE', it.relname);
  END LOOP;
  FOR it IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', it.name);
  END LOOP;
  FOR it IN SELECT t.typname FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
            WHERE t.typnamespace = 'public'::regnamespace AND (t.typtype IN ('e', 'd') OR c.relkind = 'c')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP TYPE IF EXISTS public.%I CASCADE', it.typname);
  END LOOP;
END $$;
"""


def _load(dump: Path, script: Path) -> None:
    """Replace what is in the database, in one transaction: all of it, or nothing."""
    from django.db import connection

    _tool(["pg_restore", "--no-owner", "--no-privileges", "-f", str(script), str(dump)])
    emptied = script.with_name("empty.sql")
    emptied.write_text(EMPTY)
    connection.close()
    _client("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(emptied), "-f", str(script))


def _swap(fresh: Path, media: Path) -> None:
    """Two renames; the files of before are kept until the new ones are in place."""
    before = fresh.with_name("files-before")
    if media.exists():
        os.rename(media, before)
    os.rename(fresh, media)
    media.chmod(0o700)


def _check_rows(manifest: dict[str, Any]) -> None:
    now = _count_rows()
    different = [table for table, count in manifest["rows"].items() if now.get(table) != count]
    if different:
        raise MachineTrouble(
            f"Après la remise, le compte de lignes diffère : {', '.join(different)}.",
            f"بعد الاستعادة يختلف عدد الأسطر: {', '.join(different)}.",
        )


# --- shared --------------------------------------------------------------------------------------------------------


def _media() -> Path:
    from django.conf import settings

    return Path(settings.MEDIA_ROOT)


def _beside(target: Path) -> Path:
    if not os.access(target.parent, os.W_OK):
        raise MachineTrouble(f"Impossible d'écrire dans {target.parent}.", f"تعذرت الكتابة في {target.parent}.")
    return target.parent


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tables() -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
        return sorted(name for (name,) in cursor.fetchall())


def _count_rows() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        counts = {}
        for table in _tables():
            cursor.execute(f"SELECT count(*) FROM public.{connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
        return counts


def _busy_tables() -> list[str]:
    return [table for table, count in _count_rows().items() if count and table not in FURNITURE]


def _client(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password travels in the environment only."""
    from django.db import connection

    settings: dict[str, object] = dict(connection.settings_dict)
    password = {"PGPASSWORD": str(settings["PASSWORD"])} if settings["PASSWORD"] else {}
    _tool([name, "--dbname", connection_text(settings), *arguments], password)


def _tool(command: list[str], extra: dict[str, str] | None = None) -> None:
    path = wheel_folder() / "bin" / command[0]
    environment = {**os.environ, "PGOPTIONS": "", **(extra or {})}
    done = subprocess.run([str(path), *command[1:]], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        why = " / ".join(done.stderr.strip().splitlines()[:3])
        raise MachineTrouble(
            f"{command[0]} n'a pas abouti : {why}. La base est restée comme elle était.",
            f"لم يكتمل {command[0]}: {why}. بقيت القاعدة كما كانت.",
        )
