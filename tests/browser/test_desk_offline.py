"""The desk at the door with the network cut and restored: two desks, nothing lost, nobody twice, nothing left."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import _phone
from tests.browser.test_person_way import cast, sign_in  # noqa: F401
from wolouj.gatherings.models import Gathering
from wolouj.home.cast import Cast


class Wire:
    """The network between the phones and the house: one address, that can be cut and mended."""

    def __init__(self, house: str) -> None:
        self.house, self.cut, self.open = urlsplit(house), False, True
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.lines: set[socket.socket] = set()
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while self.open:
            try:
                phone, _ = self.door.accept()
            except OSError:
                return
            if self.cut:
                phone.close()
            else:
                threading.Thread(target=self._carry, args=(phone,), daemon=True).start()

    def _carry(self, phone: socket.socket) -> None:
        with phone, socket.create_connection((self.house.hostname or "", self.house.port or 0)) as house:
            self.lines |= {phone, house}
            other = {phone: house, house: phone}
            try:
                while not self.cut:
                    for ready in select.select([phone, house], [], [], 0.2)[0]:
                        if not (data := ready.recv(65536)):
                            return
                        other[ready].sendall(data)
            except OSError:
                return
            finally:
                self.lines -= {phone, house}

    def down(self) -> None:
        """No line goes through, those that were open included."""
        self.cut = True
        for line in list(self.lines):
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def up(self) -> None:
        """As before."""
        self.cut = False

    def close(self) -> None:
        """For good."""
        self.open = False
        self.down()
        self.door.close()


@pytest.fixture
def wire(live_server: Any) -> Iterator[Wire]:
    found = Wire(live_server.url)
    yield found
    found.close()


@pytest.fixture
def desks(chromium: Browser, wire: Wire, cast: Cast) -> Iterator[list[Page]]:  # noqa: F811
    """Two phones, each with its desk open and ready."""
    contexts: list[BrowserContext] = [_phone(chromium, wire.url, lang) for lang in ("ar", "fr")]
    pages, faults = [], []
    for context, lang in zip(contexts, ("ar", "fr"), strict=True):
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        sign_in(page, lang, "hayat")
        page.goto(desk_of(cast.meetings["today"].gathering, lang))
        page.wait_for_selector("[data-desk][data-started]", state="attached")
        assert page.locator("[data-desk][data-prepared]").count() == 1
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()
    assert not faults, faults


def desk_of(gathering: Gathering, lang: str) -> str:
    return f"/{lang}/gatherings/{gathering.id}/desk/"


def arrives(page: Page, name: str) -> None:
    page.fill("#q", name)
    page.locator("[data-waiting] [data-act]").first.click()
    page.fill("#q", "")


def walks_in(page: Page, name: str, phone: str) -> None:
    page.fill("#f [name=phone]", phone)
    page.fill("#f [name=name]", name)
    page.locator("#f .btn--main").click()
    expect(page.locator("#f [name=name]")).to_have_value("")


def unsent(page: Page, number: int) -> None:
    line = page.locator("[data-unsent-line]")
    expect(page.locator("[data-unsent-n]")).to_have_text(str(number), timeout=15_000)
    expect(line).to_be_visible() if number else expect(line).to_be_hidden()


def send(page: Page) -> None:
    """The network is back: the browser says so to the page."""
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-state-cut]")).to_be_hidden(timeout=15_000)


def test_two_desks_with_the_network_cut_and_restored(desks: list[Page], wire: Wire, cast: Cast) -> None:  # noqa: F811
    gathering = cast.meetings["today"].gathering
    first, second = list(gathering.registrations.order_by("name_key")[:2])
    before = gathering.registrations.count()
    here, there = desks

    wire.down()
    arrives(here, first.name)
    expect(here.locator("[data-state-cut]")).to_be_visible(timeout=15_000)
    here.reload()  # the page closes and opens again, still without a network
    here.wait_for_selector("[data-desk][data-started]", state="attached", timeout=20_000)
    unsent(here, 1)
    walks_in(here, "حادة (عينة)", "06 61 22 33 44")
    walks_in(here, "صفية (عينة)", "06 61 22 33 44")  # the same phone: her daughter
    unsent(here, 3)
    for page, name in ((there, first.name), (there, second.name)):
        arrives(page, name)
    walks_in(there, "حادة (عينة)", "0661223344")  # she passed both desks
    walks_in(there, "موحا (عينة)", "")
    unsent(there, 4)
    assert gathering.registrations.count() == before, "nothing has left yet"

    wire.up()
    send(here)
    expect(here.locator("[data-settle-rows] > li")).to_have_count(1, timeout=15_000)
    send(there)
    unsent(there, 0)
    expect(there.locator("[data-settle-rows] > li")).to_have_count(0)

    conflict = here.locator("[data-settle-rows] > li")
    expect(conflict).to_contain_text("صفية")
    conflict.locator("[data-another]").click()
    expect(here.locator("[data-settle]")).to_be_hidden(timeout=15_000)
    unsent(here, 0)
    assert gathering.registrations.count() == before + 3
    for row in (first, second):
        row.refresh_from_db()
        assert row.arrived_at is not None and row.attendances.count() == 1
    family = gathering.registrations.filter(phone="+212661223344").order_by("phone_rank")
    assert [(row.name, row.phone_rank) for row in family] == [("حادة (عينة)", 0), ("صفية (عينة)", 1)]
    assert gathering.registrations.filter(name="موحا (عينة)", phone="").count() == 1

    closes(here)
    leaves(there)


def closes(page: Page) -> None:
    """The day is closed on this device: nothing is left on it."""
    page.locator("details[data-desk-part] > summary").click()
    page.locator("[data-close]").click()
    expect(page.locator("[data-closed]")).to_be_visible(timeout=15_000)
    assert left_on(page) == {"lists": 0, "entries": 0, "workers": 0, "caches": 0}


def leaves(page: Page) -> None:
    """Signing out with something unsent asks first; then nothing is left."""
    page.evaluate(PUT_ONE)
    page.goto("/fr/people/account/")
    page.locator("form[data-leave] button").click()
    expect(page.locator("[data-leave-unsent]")).to_be_visible()
    page.locator("form[data-leave] button").click()
    page.wait_for_url("**/people/sign-in/")
    assert left_on(page) == {"lists": 0, "entries": 0, "workers": 0, "caches": 0}


PUT_ONE = """() => new Promise((done) => { const asked = indexedDB.open("wolouj-desk", 1); asked.onsuccess = () => {
  const turn = asked.result.transaction("entries", "readwrite");
  turn.objectStore("entries").put({id: "x", gathering: "y", order: Date.now()}, "x");
  turn.oncomplete = () => { asked.result.close(); done(); }; }; })"""

LEFT = """async () => { const count = (name) => new Promise((done) => { const asked = indexedDB.open("wolouj-desk", 1);
  asked.onupgradeneeded = () => ["lists", "entries", "device"].forEach((each) => asked.result.createObjectStore(each));
  asked.onsuccess = () => { const all = asked.result.transaction(name).objectStore(name).count();
    all.onsuccess = () => { asked.result.close(); done(all.result); }; }; });
  return { lists: await count("lists"), entries: await count("entries"), caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length }; }"""


def left_on(page: Page) -> dict[str, int]:
    found: dict[str, int] = page.evaluate(LEFT)
    return found
