"""A real Chromium for the tests that walk pages, and the addresses to walk.

* ``chromium``: the browser, one for the session; tests that ask for it skip, with a reason, where there is none.
* ``site``: address of a server for pages that need nobody signed in (no database behind it).
* ``look``: ``look(url, lang="ar", width=360, dark=False)`` opens a page that fails the test on any script error.
* ``page_ar``, ``page_fr``: an empty phone page on the live server (database included): ``page_ar.goto("/ar/…")``.
* ``screens``: ``screens(page, "quote-ready-ar")`` saves what is seen into ``screens/`` (kept out of git).
* ``axe``: ``axe(page)`` -> the faults of accessibility axe-core finds, contrast of Arabic included.
"""

from __future__ import annotations

import json
import os
import shutil
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import axe_playwright_python
import pytest
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "screens"
WHERE = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# axe takes joined Arabic letters for the ligatures of an icon font and passes over their contrast in silence:
# every width made plain, it looks at them all.
LIGATURES = "() => { CanvasRenderingContext2D.prototype.measureText = s => ({width: 30 * String(s).length}) }"
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str | None:
    """The browser of this machine: WOLOUJ_CHROMIUM, or one of the usual places."""
    named = os.environ.get("WOLOUJ_CHROMIUM") or next((path for path in WHERE if Path(path).exists()), None)
    return named or shutil.which("chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium, or WOLOUJ_CHROMIUM=path)")
    # Playwright runs an event loop in this thread; Django would then refuse the tests' own database work.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        try:
            browser = play.chromium.launch(executable_path=path, args=QUIET)
        except Error as fault:
            pytest.skip(f"Chromium does not start here: {str(fault).splitlines()[0]}")
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 32


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test says what matters."""


@pytest.fixture(scope="session")
def site(open_rooms: None) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), _Silent)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


class Faults(list[str]):
    """What went wrong in a page: errors of scripts, refusals of the content policy, requests to other hosts."""


def _phone(browser: Browser, base: str, lang: str, width: int = 360, dark: bool = False) -> BrowserContext:
    return browser.new_context(
        base_url=base,
        locale={"ar": "ar-MA", "fr": "fr-MA"}[lang],
        timezone_id="Africa/Casablanca",
        viewport={"width": width, "height": 740 if width < 600 else 900},
        color_scheme="dark" if dark else "light",
    )


def _watch(page: Page, base: str) -> Faults:
    faults = Faults()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.on(
        "request", lambda asked: None if asked.url.startswith((base, "data:", "blob:")) else faults.append(asked.url)
    )
    return faults


@pytest.fixture
def look(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    opened: list[tuple[BrowserContext, Faults]] = []

    def _look(url: str, *, lang: str = "ar", width: int = 360, dark: bool = False) -> Page:
        context = _phone(chromium, site, lang, width, dark)
        page = context.new_page()
        opened.append((context, _watch(page, site)))
        page.goto(url)
        return page

    yield _look
    for context, faults in opened:
        context.close()
        assert not faults, faults


def _page(browser: Browser, base: str, lang: str) -> Iterator[Page]:
    context = _phone(browser, base, lang)
    page = context.new_page()
    faults = _watch(page, base)
    yield page
    context.close()
    assert not faults, faults


@pytest.fixture
def page_ar(chromium: Browser, live_server: Any) -> Iterator[Page]:
    yield from _page(chromium, live_server.url, "ar")


@pytest.fixture
def page_fr(chromium: Browser, live_server: Any) -> Iterator[Page]:
    yield from _page(chromium, live_server.url, "fr")


@pytest.fixture(scope="session")
def screens() -> Callable[[Page, str], Path]:
    def save(page: Page, name: str) -> Path:
        SCREENS.mkdir(exist_ok=True)
        path = SCREENS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return save


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    source = AXE.read_text(encoding="utf-8")

    def run(page: Page) -> list[str]:
        page.evaluate(LIGATURES)
        page.evaluate(source)  # through the debugger: the page's own content policy stays whole
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {json.dumps(node['target'], ensure_ascii=False)} {node['html'][:120]}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return run
