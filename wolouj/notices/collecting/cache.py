"""Pages kept on disk with what the portal said of their version, so that an unchanged page is not sent twice."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wolouj.notices.collecting.exchanges import Request, Response


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers by what was asked. A file that cannot be read counts as absent."""

    folder: Path

    def conditions(self, request: Request) -> Mapping[str, str]:
        """The headers that ask for the page only if it is not the one held; empty when none is held."""
        held = self._held(request)
        told = {"If-None-Match": held.get("etag"), "If-Modified-Since": held.get("last-modified")} if held else {}
        return {name: value for name, value in told.items() if value}

    def held(self, request: Request) -> bytes | None:
        """The page as it was last sent."""
        with contextlib.suppress(OSError):
            return self._path(request, "body").read_bytes()
        return None

    def keep(self, request: Request, answer: Response) -> None:
        """Keep an answer that tells its version; any other is asked for again each time."""
        version = {name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers}
        if not version:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self._path(request, "json").unlink(missing_ok=True)  # never the new version's name over the old page
        _write(self._path(request, "body"), answer.body)
        _write(self._path(request, "json"), json.dumps(version).encode())

    def forget(self, request: Request) -> None:
        """A page that could not be used is asked for again whole."""
        self._path(request, "json").unlink(missing_ok=True)

    def _held(self, request: Request) -> dict[str, str]:
        with contextlib.suppress(OSError, ValueError):
            told = json.loads(self._path(request, "json").read_bytes())
            if isinstance(told, dict) and self._path(request, "body").is_file():
                return told
        return {}

    def _path(self, request: Request, kind: str) -> Path:
        return self.folder / f"{request.key}.{kind}"


def _write(path: Path, data: bytes) -> None:
    beside = path.with_suffix(path.suffix + ".new")
    beside.write_bytes(data)
    os.replace(beside, path)
