"""A run written to a folder, one file for each answer, and played again from it without touching the network."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.collecting.exchanges import Request, Response, Stopped, Transport

KEPT_HEADERS = ("content-type", "etag", "last-modified", "retry-after")
"""All that is kept of an answer's headers: a cookie of a session is nobody's business afterwards."""


def recorded(transport: Transport, folder: Path) -> Transport:
    """The same transport, each answer also written to ``folder`` as ``NNNNN.json`` and ``NNNNN.body``."""
    folder.mkdir(parents=True, exist_ok=True)
    held = [int(path.stem) for path in folder.glob("*.json") if path.stem.isdigit()]
    number = max(held, default=0)

    def ask(request: Request) -> Response:
        nonlocal number
        answer = transport(request)
        number += 1
        kept = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
        told = {"key": request.key, "asked": request.url, "url": answer.url, "status": answer.status, "headers": kept}
        (folder / f"{number:05}.body").write_bytes(answer.body)
        # The second file is written last: an answer without it was cut short, and is not played.
        (folder / f"{number:05}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        return answer

    return ask


def replayed(folder: Path) -> Transport:
    """Answers from a recording, each in its turn. What was never asked stops the run.

    Raises:
        BadInput: when the folder holds no recording, or one that cannot be read.
    """
    waiting: dict[str, list[Response]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            body = path.with_suffix(".body").read_bytes()
            answer = Response(int(told["status"]), dict(told["headers"]), body, str(told["url"]))
            waiting[str(told["key"])].append(answer)
        except (OSError, ValueError, KeyError, TypeError) as bad:
            raise BadInput(pair("notices.collect.recording_broken"), path.name) from bad
    if not waiting:
        raise BadInput(pair("notices.collect.recording_empty"), folder.name)

    def ask(request: Request) -> Response:
        found = waiting[request.key]
        if not found:
            raise Stopped("not_recorded")
        return found.pop(0) if len(found) > 1 else found[0]

    return ask
