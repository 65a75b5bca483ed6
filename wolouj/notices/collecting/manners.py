"""How we behave at somebody else's door: slowly, one at a time, under our own name, and gone when told to go."""

from __future__ import annotations

import contextlib
import re
import time as clocks
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from wolouj.notices.collecting.cache import Cache
from wolouj.notices.collecting.exchanges import Request, Response, Stopped, Transport, Trouble
from wolouj.notices.sources.incoming import CASABLANCA

REFUSALS = (401, 403, 406, 407, 451)
"""Statuses by which a site says no. Nothing is ever tried again under another name: the operator decides."""
LATER = (429, 503)
LONGEST_WAIT = timedelta(days=7)
_HOURS = re.compile(r"([01]?\d|2[0-4])-([01]?\d|2[0-4])")


def agent_of(contact: str) -> str:
    """The name we give: what this is, and whom to write to."""
    return f"Wolouj-collector/1.0 (lecture des avis publics; contact: {contact})"


@dataclass(frozen=True, slots=True)
class Manners:
    """The measure of it.

    Attributes:
        pause: seconds between the end of an answer and the next request.
        hours: (from, to) in whole hours of Morocco, the first included; ``(22, 6)`` goes over midnight.
        most_requests: in one run.
        most_pages: of one list in one reading; some five times what the portal had open in 2026.
        after_troubles: so many pages in a row that could not be had, and the run stops.
    """

    pause: float = 5.0
    hours: tuple[int, int] = (22, 6)
    most_requests: int = 3000
    most_pages: int = 400
    after_troubles: int = 5

    def is_open(self, at: datetime) -> bool:
        """Whether the hour is one of ours."""
        first, last = self.hours
        hour = at.astimezone(CASABLANCA).hour
        return first <= hour < last if first < last else hour >= first or hour < last


def hours_of(told: str) -> tuple[int, int] | None:
    """``"22-6"`` as hours; ``None`` when it is not such a pair, or one that leaves no hour."""
    found = _HOURS.fullmatch(told.strip())
    hours = (int(found[1]) % 24, int(found[2])) if found else (0, 0)
    return hours if hours[0] != hours[1] % 24 or hours == (0, 24) else None


@dataclass
class Visitor:
    """Asks for pages one after the other with :class:`Manners`, and counts.

    Attributes:
        now: the instant it is; read before each request.
        wait: lets so many seconds pass.
    """

    transport: Transport
    manners: Manners
    now: Callable[[], datetime]
    agent: str
    wait: Callable[[float], None] = clocks.sleep
    cache: Cache | None = None
    requests: int = 0
    unchanged: int = 0
    _troubles: int = 0
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def get(self, url: str, *, fresh: bool = False) -> bytes:
        """The page at ``url``, from the cache when the site says it did not change; ``fresh`` leaves the cache aside.

        Raises:
            Stopped: the run is over: hours, number of requests, a refusal, too many troubles.
            Trouble: this page cannot be had now.
        """
        plain = Request(url)
        self._may(url)
        cache = None if fresh else self.cache
        answer = self._ask(replace(plain, headers=cache.conditions(plain)) if cache else plain)
        if answer.status == 304:
            if cache is None or (held := cache.held(plain)) is None:
                raise Trouble("unexpected_answer")
            self.unchanged += 1
            return held
        if cache:
            cache.keep(plain, answer)
        return answer.body

    def post(self, url: str, form: tuple[tuple[str, str], ...]) -> bytes:
        """The page that answers a form; never cached."""
        self._may(url)
        return self._ask(Request(url, form)).body

    def forget(self, url: str) -> None:
        """The page held of ``url`` could not be used."""
        if self.cache:
            self.cache.forget(Request(url))

    def _may(self, url: str) -> None:
        """Read the site's robots.txt once a run, when it has one, and keep to it."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = RobotFileParser()
            answer = self._ask(Request(f"{site}/robots.txt"), gone=True)
            rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
            self._robots[site] = rules
        if not self._robots[site].can_fetch(self.agent, url):
            raise Stopped("robots", held=True)

    def _ask(self, request: Request, *, gone: bool = False) -> Response:
        """One request when it may be made. ``gone``: a page that is not there is an answer too."""
        if not self.manners.is_open(self.now()):
            raise Stopped("outside_hours")
        if self.requests >= self.manners.most_requests:
            raise Stopped("most_requests")
        if self.requests:
            self.wait(self.manners.pause)
        self.requests += 1
        try:
            answer = self.transport(request)
            self._accept(answer, gone)
        except Trouble as bad:
            self._troubles += 1
            if self._troubles >= self.manners.after_troubles:
                raise Stopped("too_many_troubles") from bad
            raise
        self._troubles = 0
        return answer

    def _accept(self, answer: Response, gone: bool) -> None:
        status = answer.status
        if status in REFUSALS:
            raise Stopped("refused", held=True)
        if status in LATER:
            raise Stopped("asked_to_wait", until=self._back_at(answer.headers.get("retry-after", "")))
        if status in (404, 410):
            if not gone:
                raise Trouble("not_there")
        elif status not in (200, 304):
            raise Trouble("server_error" if status >= 500 else "unexpected_answer")

    def _back_at(self, told: str) -> datetime:
        """When the site says to come back (seconds or a date), at most a week; an hour later when it does not say."""
        now = self.now()
        wait = timedelta(hours=1)
        if told.isascii() and told.isdigit() and len(told) < 9:
            wait = timedelta(seconds=int(told))
        elif told:
            with contextlib.suppress(ValueError, TypeError):
                wait = parsedate_to_datetime(told) - now
        return now + min(max(wait, timedelta(0)), LONGEST_WAIT)
