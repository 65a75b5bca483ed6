"""The restore drill: what was backed up comes back, with its files, and nothing is read without the key."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator

import pytest

from tests.foundation.servers import Account, account

pytestmark = pytest.mark.embedded

FILL = """
from wolouj.config import service; service.migrate([])
from django.conf import settings
from django.db import connection
from wolouj.foundation import keys
with connection.cursor() as c:
    c.execute("CREATE TABLE secrets (id int PRIMARY KEY, cin bytea)")
    c.execute("INSERT INTO secrets VALUES (1, %s)", [keys.encrypt("AB123456")])
paper = settings.MEDIA_ROOT / "papers" / "attestation échantillon.pdf"
paper.parent.mkdir(parents=True)
paper.write_bytes(b"%PDF sample")
"""
READ = """
from wolouj.config import service; service.open_database()
from django.conf import settings
from django.db import connection
from wolouj.foundation import keys
with connection.cursor() as c:
    c.execute("SELECT cin FROM secrets")
    token = c.fetchone()[0]
    c.execute("SELECT count(*) FROM django_migrations")
    assert c.fetchone()[0] > 3
print((settings.MEDIA_ROOT / "papers" / "attestation échantillon.pdf").read_bytes().decode())
try:
    print(keys.decrypt(token))
except keys.WrongKey:
    print("unreadable")
"""
CLI = "import sys; from wolouj.cli import main; sys.exit(main(sys.argv[1:]))"


class House:
    """One installation: an account, and its data folder."""

    def __init__(self, who: Account, name: str) -> None:
        self.who, self.data = who, who.folder / name

    def run(self, code: str, *arguments: object) -> str:
        return self.who.run(code, *arguments, WOLOUJ_DATA=str(self.data))

    def wolouj(self, *arguments: object) -> str:
        return self.who.run(CLI, *arguments, check=False, WOLOUJ_DATA=str(self.data))


@pytest.fixture(scope="module")
def houses() -> Iterator[tuple[House, House]]:
    """One that holds something, made once: no test here may change it, and each says so at its end. One that is new."""
    with account("self") as who:
        pair = House(who, "old house"), House(who, "new")
        try:
            pair[0].run(FILL)
            yield pair
        finally:
            for house in pair:
                who.stop(house.data)


def test_the_restore_drill(houses: tuple[House, House]) -> None:
    old, new = houses
    saved, key = old.who.folder / "saved.tar", old.who.folder / "key"
    assert "Sauvegarde écrite" in old.wolouj("backup", saved)
    assert "Clé écrite" in old.wolouj("backup", "--key", key)
    assert saved.stat().st_mode & 0o077 == 0 == key.stat().st_mode & 0o077
    assert key.read_bytes().strip() not in saved.read_bytes()
    assert b"AB123456" not in saved.read_bytes()

    told = new.wolouj("restore", saved)
    assert "la clé de chiffrement de cette sauvegarde n'est pas ici" in told
    assert "مفتاح التشفير" in told
    assert new.run(READ).split("\n") == ["%PDF sample", "unreadable"]
    assert "Clé remise" in new.wolouj("restore", "--key", key)
    assert new.run(READ).split("\n") == ["%PDF sample", "AB123456"]

    # A busy database is not touched unless that is said.
    new.run(READ.split("with connection")[0] + "connection.cursor().execute('DELETE FROM secrets')")
    new.run(READ.split("with connection")[0] + "connection.cursor().execute('CREATE TABLE later AS SELECT 1 AS n')")
    assert "pas vide" in new.wolouj("restore", saved)
    assert "clé de chiffrement" not in new.wolouj("restore", "--replace", saved)
    assert new.run(READ).split("\n") == ["%PDF sample", "AB123456"]


def test_a_damaged_backup_changes_nothing(houses: tuple[House, House]) -> None:
    old, _ = houses
    saved = old.who.folder / "whole.tar"
    old.wolouj("backup", saved)
    for damage in (cut_short, changed, with_a_stranger, climbing, not_ours):
        broken = old.who.folder / f"{damage.__name__}.tar"
        broken.write_bytes(damage(saved.read_bytes()))
        told = old.wolouj("restore", "--replace", broken)
        assert "Rien n'a été changé" in told and "Traceback" not in told, (damage.__name__, told)
        assert old.run(READ).split("\n") == ["%PDF sample", "AB123456"]


def test_a_dump_that_fails_leaves_the_database_as_it_was(houses: tuple[House, House]) -> None:
    """The manifest agrees, the dump does not load: the transaction gives everything back."""
    import hashlib

    old, _ = houses
    saved = old.who.folder / "half.tar"
    old.wolouj("backup", saved)
    members = unpacked(saved.read_bytes())
    dump = members["database.dump"][: len(members["database.dump"]) // 2]
    manifest = json.loads(members["manifest.json"])
    manifest["database"] = {"bytes": len(dump), "sha256": hashlib.sha256(dump).hexdigest()}
    saved.write_bytes(packed(members | {"manifest.json": json.dumps(manifest).encode(), "database.dump": dump}))
    assert "restée comme elle était" in old.wolouj("restore", "--replace", saved)
    assert old.run(READ).split("\n") == ["%PDF sample", "AB123456"]


def unpacked(tar: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        return {member.name: opened.extractfile(member).read() for member in opened}  # type: ignore[union-attr]


def packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, content in members.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    return made.getvalue()


def cut_short(tar: bytes) -> bytes:
    return tar[: len(tar) // 2]


def changed(tar: bytes) -> bytes:
    members = unpacked(tar)
    members["files/papers/attestation échantillon.pdf"] = b"%PDF simple"
    return packed(members)


def with_a_stranger(tar: bytes) -> bytes:
    return packed(unpacked(tar) | {"files/other": b"x"})


def climbing(tar: bytes) -> bytes:
    members = unpacked(tar)
    manifest = json.loads(members["manifest.json"])
    manifest["files"] = {"../../climbed": {"bytes": 1, "sha256": "0"}}
    return packed({"manifest.json": json.dumps(manifest).encode(), "files/../../climbed": b"x"})


def not_ours(tar: bytes) -> bytes:
    return b"just a text"
