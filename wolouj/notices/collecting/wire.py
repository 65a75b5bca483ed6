"""Over HTTP, by Python's own ``urllib``: one request at a time needs no pool and no dependency to keep."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.parse import urlsplit

from wolouj.notices.collecting.exchanges import Request, Response, Trouble

MAX_BYTES = 5_000_000
TIMEOUT = 60.0
_CHUNK = 65_536


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirection on the same host only: a sign-in kept elsewhere is never visited."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise Trouble("sent_elsewhere")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Wire:
    """A transport that keeps the cookies of its session, as the portal's stateful lists need."""

    def __init__(
        self,
        agent: str,
        *,
        timeout: float = TIMEOUT,
        most: int = MAX_BYTES,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timeout, self._most, self._ticks = timeout, most, ticks
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._open = urllib.request.build_opener(cookies, _SameHost()).open
        self._told = {
            "User-Agent": agent,
            "Accept": "text/html,*/*;q=0.5",
            "Accept-Language": "fr",
            "Accept-Encoding": "identity",
        }

    def __call__(self, request: Request) -> Response:
        """The answer, whatever its status. Raises :class:`Trouble`: too slow, too big, cut short, unreachable."""
        asked = urllib.request.Request(request.url, data=request.body, headers=self._told | dict(request.headers))
        started = self._ticks()
        try:
            with self._open(asked, timeout=self._timeout) as answer:
                return Response(answer.status, _headers(answer.headers), self._read(answer, started), answer.url)
        except urllib.error.HTTPError as told:
            with told:
                return Response(told.code, _headers(told.headers), told.read(_CHUNK), request.url)
        except TimeoutError as bad:
            raise Trouble("too_slow") from bad
        except http.client.HTTPException as bad:
            raise Trouble("half_page" if isinstance(bad, http.client.IncompleteRead) else "unreachable") from bad
        except OSError as bad:
            slow = isinstance(getattr(bad, "reason", None), TimeoutError)
            raise Trouble("too_slow" if slow else "unreachable") from bad

    def _read(self, answer: http.client.HTTPResponse, started: float) -> bytes:
        """The body. A server that sends a letter a second never times out by itself: the whole has its time."""
        parts, held = [], 0
        while part := answer.read1(_CHUNK):
            parts.append(part)
            held += len(part)
            if held > self._most:
                raise Trouble("too_big")
            if self._ticks() - started > self._timeout:
                raise Trouble("too_slow")
        told = answer.headers.get("Content-Length", "")
        if told.isdigit() and held < int(told):
            raise Trouble("half_page")
        return b"".join(parts)


def _headers(told: object) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in told.items()}  # type: ignore[attr-defined]
