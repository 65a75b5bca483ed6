"""Keys: made once, private, rotated without losing anything."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wolouj.foundation import keys
from wolouj.foundation.embedded import MachineTrouble


def test_a_key_is_made_once_even_by_many_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(keys.secret_key, [tmp_path / "data"] * 16))
    assert len(made) == 1
    assert len(made.pop()) > 60


def test_keys_are_private(tmp_path: Path) -> None:
    keys.secret_key(tmp_path / "data")
    keys.personal_keys(tmp_path / "data")
    folder = keys.keys_folder(tmp_path / "data")
    assert {path.name for path in folder.iterdir()} == {"django", "personal"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_rotation_keeps_what_was_encrypted_before(tmp_path: Path) -> None:
    before = keys.encrypt("AB123456", tmp_path)
    keys.rotate(tmp_path)
    renewed = keys.renew(before, tmp_path)
    newest = keys.personal_keys(tmp_path)[0]
    assert keys.decrypt(before, tmp_path) == keys.decrypt(renewed, tmp_path) == "AB123456"
    (keys.keys_folder(tmp_path) / "personal").write_bytes(newest)
    assert keys.decrypt(renewed, tmp_path) == "AB123456"
    with pytest.raises(keys.WrongKey):
        keys.decrypt(before, tmp_path)


def test_a_key_brought_back_takes_nothing_away(tmp_path: Path) -> None:
    there = keys.encrypt("there", tmp_path / "there")
    here = keys.encrypt("here", tmp_path / "here")
    keys.import_personal_keys(tmp_path / "here", keys.personal_keys(tmp_path / "there")[0].decode())
    assert keys.decrypt(here, tmp_path / "here") == "here"
    assert keys.decrypt(there, tmp_path / "here") == "there"
    with pytest.raises(ValueError):
        keys.import_personal_keys(tmp_path / "here", "not a key")


def test_an_empty_key_file_is_said_and_never_replaced(tmp_path: Path) -> None:
    keys.secret_key(tmp_path)
    path = keys.keys_folder(tmp_path) / "django"
    os.truncate(path, 0)
    with pytest.raises(MachineTrouble):
        keys.secret_key(tmp_path)
    assert path.read_text() == ""


def test_the_signing_key_travels_with_the_other_and_what_it_replaces_is_kept(tmp_path: Path) -> None:
    """Every PIN is mixed with it: a house restored without it would know nobody's."""
    old, new = tmp_path / "old", tmp_path / "new"
    signing, token = keys.secret_key(old), keys.encrypt("AB123456", old)
    was, fingerprint = keys.secret_key(new), keys.signing_fingerprint(new)
    assert keys.import_keys(new, keys.export_keys(old)) is True
    assert keys.secret_key(new) == signing and keys.decrypt(token, new) == "AB123456"
    aside = keys.keys_folder(new) / f"django-{fingerprint}"
    assert aside.read_text().strip() == was and aside.stat().st_mode & 0o077 == 0
    assert keys.import_keys(new, keys.export_keys(old)) is False
    with pytest.raises(ValueError):
        keys.import_keys(new, "signing:short")
    assert keys.secret_key(new) == signing
