"""A request and its answer, and the reasons for which a run stops."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``form`` makes it a post of a form; ``headers`` are those asked for beside the agent's name."""

    url: str
    form: tuple[tuple[str, str], ...] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes | None:
        """The form as it travels."""
        return urlencode(self.form).encode() if self.form is not None else None

    @property
    def key(self) -> str:
        """A name for what is asked, whatever is held already."""
        return hashlib.sha256(b"|".join((self.url.encode(), self.body or b""))).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. ``headers`` by their names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


Transport = Callable[[Request], Response]


class Trouble(Exception):
    """One page could not be had: it is told, and tried again later. ``reason`` is a key of ``notices.collect``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stopped(Exception):
    """The run stops here, nothing lost. ``until``: when to come back; ``held``: only when the operator says."""

    def __init__(self, reason: str, *, until: datetime | None = None, held: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.until, self.held = reason, until, held
