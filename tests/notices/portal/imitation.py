"""The imitation's server: real HTTP on loopback, its faults on demand, and a note of all it was asked."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.notices.portal import paper
from tests.notices.portal.paper import Shelf

Answer = tuple[int, dict[str, str], bytes]
Fault = Callable[["Asked", bytes], Answer | None]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    form: dict[str, str]
    headers: dict[str, str]


@dataclass
class Imitation:
    """A portal: what it holds, how it answers, what it was asked.

    Attributes:
        before: called before each answer with its number from 1: the world moves between two requests.
        faults: part of an address -> how that answer goes wrong; returning ``None`` lets it be.
        counted: whether lists tell how many they hold.
    """

    shelf: Shelf = field(default_factory=Shelf)
    asked: list[Asked] = field(default_factory=list)
    before: Callable[[int, Asked], None] = lambda number, asked: None
    faults: dict[str, Fault] = field(default_factory=dict)
    counted: bool = True
    orders_a_page: int = 10
    tenders_a_page: int = 500
    robots: str | None = None
    versions: bool = True
    most_at_once: int = 0
    url: str = ""
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Answer:
        with self._lock:
            self.asked.append(asked)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            self.before(len(self.asked), asked)
        try:
            return self._answer(asked)
        finally:
            with self._lock:
                self._now -= 1

    def _answer(self, asked: Asked) -> Answer:
        body = self._page(asked)
        data = b"absent" if body is None else body.encode()
        if body is None:
            found: Answer = (404, {}, data)
        else:
            mark = f'"{hashlib.sha1(data).hexdigest()}"'
            unchanged = self.versions and asked.headers.get("if-none-match") == mark
            headers = {"ETag": mark} if self.versions else {}
            found = (304, headers, b"") if unchanged else (200, headers, data)
        for part, fault in self.faults.items():
            if part in asked.path and (wrong := fault(asked, data)) is not None:
                return wrong
        return found

    def _page(self, asked: Asked) -> str | None:
        parts = urlsplit(asked.path)
        told = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if parts.path == "/robots.txt":
            return self.robots
        if told.get("page") == "entreprise.EntrepriseAdvancedSearch":
            return self._tender_list(asked)
        if told.get("page") == "entreprise.EntrepriseDetailsConsultation":
            key = f"tender:{told['refConsultation']}:{told['orgAcronyme']}"
            return next((paper.tender_page(each) for each in self.shelf.tenders if each.key == key), None)
        if parts.path.startswith("/bdc/entreprise/consultation/"):
            return self._orders(parts.path.removeprefix("/bdc/entreprise/consultation/"), int(told.get("page", "1")))
        return None

    def _tender_list(self, asked: Asked) -> str:
        state = asked.form.get("PRADO_PAGESTATE", "")
        size, number = 10, 1
        if asked.method == "POST":
            assert state.startswith("état+"), "the state of the page before, as it stood in it"
            _, told_size, told_number = state.split("|")
            size, number = int(told_size), int(told_number)
            if asked.form["PRADO_POSTBACK_TARGET"].endswith("listePageSizeTop"):
                size, number = self.tenders_a_page, 1
            elif asked.form["PRADO_POSTBACK_TARGET"].endswith("PagerTop$ctl2"):
                number += 1
        rows = self.shelf.tenders[(number - 1) * size : number * size]
        total = len(self.shelf.tenders) if self.counted else None
        return paper.tender_list(rows, total=total, state=f"état+|{size}|{number}")

    def _orders(self, rest: str, number: int) -> str | None:
        size = self.orders_a_page
        if rest.startswith("show/"):
            return next((paper.order_page(o) for o in self.shelf.orders if str(o.number) == rest[5:]), None)
        if rest == "resultat":
            return paper.result_list(self.shelf.cards[(number - 1) * size : number * size])
        rows = self.shelf.orders[(number - 1) * size : number * size]
        return paper.order_list(rows, total=len(self.shelf.orders) if self.counted else None)

    def paths(self, part: str = "") -> list[str]:
        """The addresses asked for that hold ``part``."""
        return [each.path for each in self.asked if part in each.path]


@contextmanager
def serving(portal: Imitation) -> Iterator[Imitation]:
    """The portal on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._go({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._go({name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()})

        def _go(self, form: dict[str, str]) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, data = portal.answer(Asked(self.command, self.path, form, headers))
            slow, short = more.pop("x-slowly", ""), more.pop("x-short", "")
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data) * 2 if short else len(data)))
            if short:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            if slow:
                for letter in data[:40]:
                    self.wfile.write(bytes([letter]))
                    self.wfile.flush()
                    time.sleep(0.002)
                self.wfile.write(data[40:])
                return
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    portal.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
