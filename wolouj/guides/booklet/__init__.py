"""The guide as a booklet: A5, cover, contents, every subject, the words of the trade; one file a language.

It is set once and kept on disk under the mark of its content: another day with the same law serves the same file.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.guides.booklet.context import context

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
"""What the page may import from: its own folder, and the runs of text that every paper shares."""
SOURCES = (HERE / "page.typ", ROOT / "foundation" / "paper.typ")


@dataclass(frozen=True, slots=True)
class Booklet:
    """One language's booklet, ready to be set."""

    lang: Lang
    data: Mapping[str, Any]
    mark: str
    """Changes with every word, every figure and every stroke of the page, and with nothing else."""

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"wolouj-{self.lang}.pdf"


@lru_cache(maxsize=4)
def booklet(lang: Lang, *, on: date) -> Booklet:
    """The booklet as the law of that day fills it."""
    data = context(lang, on=on)
    told = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    whole = hashlib.sha256(told + b"".join(source.read_bytes() for source in SOURCES))
    return Booklet(lang, data, whole.hexdigest()[:24])


def set_in_type(found: Booklet) -> bytes:
    """The PDF. Raises what :func:`~wolouj.foundation.printing.pdf` raises."""
    return printing.pdf(HERE / "page.typ", found.data, root=ROOT)


def kept(found: Booklet, folder: Path) -> bytes:
    """The PDF from ``folder``, or set now and kept there, whole or not at all; older ones of that language leave."""
    path = folder / f"{found.lang}-{found.mark}.pdf"
    if path.exists():
        return path.read_bytes()
    made = set_in_type(found)
    put(path, made)
    for old in folder.glob(f"{found.lang}-*.pdf"):
        if old != path:
            old.unlink(missing_ok=True)
    return made


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; its folder is made if absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
