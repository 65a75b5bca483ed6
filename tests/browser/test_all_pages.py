"""Every page of the product, opened as three of the cast, in both languages, on a phone and on a wide screen.

On each: no sideways scroll, no refusal of the content policy, nothing that axe finds, and in Arabic no figure outside
a ``bdi`` of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.attacks.conftest import published
from tests.browser.conftest import _phone, _watch
from tests.browser.test_person_way import cast, sign_in  # noqa: F401  (cast is a fixture)
from tests.house.pages import Texts
from wolouj.bids import actions as bids
from wolouj.bids.models import Quote
from wolouj.home.cast import Cast
from wolouj.people.models import Mandate

WIDTHS = (360, 1280)
AXE_AT = {"ar": 360, "fr": 1280}
OWN = ("", "today/", "people/account/", "people/account/card/", "people/account/secret/", "people/account/export/",
       "people/account/erase/", "people/account/who-did-what/", "people/mandates/", "people/mandates/give/",
       "people/act-for/")  # fmt: skip
AFFAIRS = ("", "today/", "structures/", "structures/new/", "structures/new/file/", "structures/papers/", "notices/",
           "notices/new/", "notices/new/file/", "notices/open/", "fitting/", "quotes/")  # fmt: skip
DESK = ("people/account/", "people/desk/", "people/act-for/")
SEARCH = ("notices/open/", "notices/open/?q=repsa", "notices/open/?place=05&q=introuvable")
STRANGER = ("", *SEARCH, "people/sign-in/", "people/sign-up/", "people/recover/")
STRUCTURE = ("", "people/", "capacity/", "receipts/", "papers/", "papers/add/", "papers/about/cnss_certificate/")


def quote_of(cast: Cast, who: str) -> Quote:  # noqa: F811
    """A draft of hers, with nothing priced yet."""
    return bids.open_quote(
        structure=cast.structures[who], notice=cast.notices[who], by=cast.actor(who), at=timezone.now()
    )


def hers(cast: Cast, quote: Quote) -> list[str]:  # noqa: F811
    """The pages about Ftoum's cooperative, its papers, its notice and its quote."""
    structure = cast.structures["ftoum"]
    steps = ("kind", "name", "place", "contact", "trades", "serves", "signs", "ice", "local_register", "vat",
             "excluded", "papers")  # fmt: skip
    base, paper = f"structures/{structure.id}/", structure.papers.first()
    assert paper is not None
    return [
        *(base + end for end in STRUCTURE),
        *(f"{base}setup/{step}/" for step in steps),
        f"structures/paper/{paper.id}/",
        f"notices/{cast.notices['ftoum'].id}/",
        f"quotes/{quote.id}/",
        f"quotes/{quote.id}/prices/",
        f"quotes/{quote.id}/prices/{quote.version.lines.first().position}/",
    ]


SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Tour:
    """Opens pages one after the other and keeps what is wrong with each."""

    def __init__(self, page: Page, lang: str, axe: Callable[[Page], list[str]]) -> None:
        self.page, self.lang, self.axe = page, lang, axe
        self.wrong: list[str] = []
        self.seen = 0

    def visit(self, paths: Any, *, look: bool = True) -> None:
        """Open each path at both widths; ``look``: with axe, which is slow, at one of them in each language."""
        for path in paths:
            answer = self.page.goto(f"/{self.lang}/{path}")
            if answer is None or not answer.ok:
                self.wrong.append(f"{path}: {answer and answer.status}")
                continue
            self.seen += 1
            if self.lang == "ar":
                self.wrong += [f"{path}: bare figure in {text!r}" for text in bare_figures(answer.text())]
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 800})
                if (over := self.page.evaluate(SIDEWAYS)) > 0:
                    self.wrong.append(f"{path} at {width}: {over} px sideways")
                if look and width == AXE_AT[self.lang]:
                    self.wrong += [f"{path} at {width}: {fault}" for fault in self.axe(self.page)]


def bare_figures(html: str) -> list[str]:
    """Texts of the page where a figure stands outside a ``bdi``; boxes to type in and choices are the phone's own."""
    found = Texts(html).found
    boxed = {"bdi", "title", "option", "textarea"}
    return [text.strip()[:60] for text, tags in found if re.search(r"\d", text) and not boxed & set(tags)]


@pytest.fixture
def tour(chromium: Browser, live_server: Any, axe: Callable[[Page], list[str]]) -> Iterator[Callable[[str], Tour]]:
    opened = []

    def begin(lang: str) -> Tour:
        context = _phone(chromium, live_server.url, lang)
        page = context.new_page()
        opened.append((context, _watch(page, live_server.url)))
        return Tour(page, lang, axe)

    yield begin
    for context, faults in opened:
        context.close()
        assert not faults, faults


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_page(
    lang: str,
    tour: Callable[[str], Tour],
    cast: Cast,  # noqa: F811
    record_property: Callable[[str, object], None],
) -> None:
    quote = quote_of(cast, "ftoum")
    walk = tour(lang)
    public = published(timezone.now())
    walk.visit(STRANGER)
    walk.visit([f"notices/{public.id}/", f"notices/{public.id}/share/"])
    sign_in(walk.page, lang, "ftoum")
    walk.visit(OWN)
    walk.visit(AFFAIRS[2:])
    walk.visit([f"quotes/decide/{notice.id}/" for notice in (cast.notices["ftoum"], public)])
    walk.visit(hers(cast, quote))
    for who in ("hayat", "rachid"):
        walk.page.context.clear_cookies()
        sign_in(walk.page, lang, who)
        walk.visit(DESK)
        if who == "hayat":
            walk.visit(
                [
                    f"notices/{public.id}/reading/",
                    "people/desk/mandate/",
                    f"people/desk/{cast.people['ftoum'].id}/code/",
                ]
            )
            mandate = Mandate.objects.get(holder=cast.people["hayat"], for_person=cast.people["ftoum"])
            walk.page.goto(f"/{lang}/people/act-for/")
            walk.page.locator(f"form:has([value='{mandate.id}']) button").click()
            # The same templates as hers, with the strip that says who acts: axe has seen them, the widths have not.
            walk.visit(AFFAIRS, look=False)
            walk.visit(hers(cast, quote), look=False)
    assert not walk.wrong, "\n".join(walk.wrong)
    record_property("walk", f"every page [{lang}]: {walk.seen} opened, each at {WIDTHS[0]} and {WIDTHS[1]} px")
