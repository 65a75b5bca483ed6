"""A folder watched for files: each is taken once, by what it holds, never by its name; nothing is moved or deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from wolouj.foundation.actor import Actor
from wolouj.notices.importing import Imported, Progress, import_files
from wolouj.notices.models import TakenFile
from wolouj.notices.sources import formats

STILL_WRITTEN = 10
"""Seconds: a file touched so lately may not be whole yet, and is left for the next look."""
_PASSING = (".part", ".tmp", ".crdownload", ".new")


@dataclass
class Looked:
    """What a look at the folder came to: the files taken, in order, how many had been taken before, how many wait."""

    taken: list[tuple[str, Imported]] = field(default_factory=list)
    before: int = 0
    waiting: int = 0
    unreadable: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Imported:
        """All of it counted together."""
        told = Imported()
        for _, each in self.taken:
            told.add(each)
        return told


def take_folder(
    folder: Path, *, by: Actor, at: datetime, format: str = formats.AUTO, is_sample: bool = False,
    progress: Progress | None = None,
) -> Looked:  # fmt: skip
    """Take what is new in ``folder``, the oldest file first. One that failed is told once, and again if it changes."""
    looked = Looked()
    for path in _files(folder):
        try:
            if at.timestamp() - path.stat().st_mtime < STILL_WRITTEN:
                looked.waiting += 1
                continue
            mark = _digest(path)
        except OSError:
            looked.unreadable.append(path.name)
            continue
        if TakenFile.objects.filter(digest=mark).exists():
            looked.before += 1
            continue
        done = import_files([(path, path.name)], by=by, at=at, format=format, is_sample=is_sample, progress=progress)
        # Noted after it went in: an import that was cut short is simply run again, and changes nothing twice.
        TakenFile.objects.create(digest=mark, file=path.name[:300], at=at, refused=len(done.refused), read=done.read)
        looked.taken.append((path.name, done))
    return looked


def _files(folder: Path) -> Iterator[Path]:
    """Its own files, the oldest first: no folder below it, no link out of it, none still on its way."""
    found = [
        path
        for path in folder.iterdir()
        if not path.is_symlink() and path.is_file() and path.name[0] != "." and path.suffix.lower() not in _PASSING
    ]
    return iter(sorted(found, key=lambda path: (path.stat().st_mtime, path.name)))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
