"""The portal's lists and pages, one small adapter each: which addresses, in which order, read by which reader.

The addresses and the fields of the forms are those public collections of the portal used in 2025 and 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wolouj.notices.collecting.exchanges import Trouble
from wolouj.notices.collecting.manners import Visitor
from wolouj.notices.collecting_models import ListName
from wolouj.notices.sources import order_list, order_page, order_results, pages, portal_html, tender_list
from wolouj.notices.sources.incoming import Incoming, Refusal
from wolouj.notices.sources.order_results import ResultPage
from wolouj.notices.sources.tender_list import ListPage

TENDERS_A_PAGE = 500
_FIELD = "ctl0$CONTENU_PAGE$resultSearch$"


@dataclass(frozen=True, slots=True)
class Portal:
    """The base addresses of its two applications, without a slash at the end."""

    tenders: str
    orders: str


@dataclass(frozen=True, slots=True)
class Adapter:
    """A list whose rows each have a page.

    Attributes:
        walk: the pages of the list from the one asked for, with their numbers.
        address: where the page of a notice stands.
        read: the notice of its page. Raises :class:`Refusal`.
    """

    name: ListName
    walk: Callable[[Visitor, Portal, int], Iterator[tuple[int, ListPage]]]
    address: Callable[[Portal, str], str]
    read: Callable[[bytes, str, str], Incoming]


def _tenders(visitor: Visitor, portal: Portal, start: int) -> Iterator[tuple[int, ListPage]]:
    """The list keeps its state in the page: it is read from its beginning, five hundred rows a page."""
    url = f"{portal.tenders}/index.php?page=entreprise.EntrepriseAdvancedSearch&AllCons&EnCours&searchAnnCons"
    page = tender_list.read_page(visitor.get(url, fresh=True))
    if page.total is not None and page.total <= len(page.rows) + len(page.refused):
        yield 1, page
        return
    target = "listePageSizeTop"
    for number in _numbers(visitor, 1):
        if not page.state:
            raise Refusal("list_state", tender_list.STATE)
        form = (
            (tender_list.STATE, page.state),
            ("PRADO_POSTBACK_TARGET", _FIELD + target),
            ("PRADO_POSTBACK_PARAMETER", ""),
            (_FIELD + "listePageSizeTop", str(TENDERS_A_PAGE)),
        )
        before, page = page, tender_list.read_page(visitor.post(url, form))
        _moved_on(before, page, number)
        yield number, page
        if _is_last(page, number * TENDERS_A_PAGE, len(page.rows) + len(page.refused) < TENDERS_A_PAGE):
            return
        target = "PagerTop$ctl2"


def _orders(visitor: Visitor, portal: Portal, start: int) -> Iterator[tuple[int, ListPage]]:
    before = ListPage(())
    seen = 0
    for number in _numbers(visitor, start):
        page = order_list.read_page(visitor.get(f"{portal.orders}{ORDERS}?page={number}", fresh=True))
        _moved_on(before, page, number)
        yield number, page
        seen += len(page.rows)
        if _is_last(page, seen if start == 1 else 0, not page.rows):
            return
        before = page


ORDERS = "/bdc/entreprise/consultation/"


def results(visitor: Visitor, portal: Portal) -> Iterator[ResultPage]:
    """The cards of results, newest first, a page after the other."""
    for number in _numbers(visitor, 1):
        page = order_results.read_page(visitor.get(f"{portal.orders}{ORDERS}resultat?page={number}", fresh=True))
        if not page.results and not page.refused:
            return
        yield page


def _numbers(visitor: Visitor, start: int) -> Iterator[int]:
    """Numbers of pages up to the ceiling, which is said."""
    yield from range(start, visitor.manners.most_pages + 1)
    raise Trouble("too_many_pages")


def _moved_on(before: ListPage, page: ListPage, number: int) -> None:
    """A portal that forgets where we were gives the first page for ever: a collection that looks as if it worked."""
    if number > 1 and page.rows and [each.identity for each in page.rows] == [each.identity for each in before.rows]:
        raise Trouble("same_page_again")


def _is_last(page: ListPage, seen: int, short: bool) -> bool:
    return short if page.total is None else seen >= page.total or not page.rows


def _tender_address(portal: Portal, identity: str) -> str:
    _, number, org = identity.split(":")
    page = "entreprise.EntrepriseDetailsConsultation"
    return f"{portal.tenders}/index.php?page={page}&refConsultation={number}&orgAcronyme={org}"


def _order_address(portal: Portal, identity: str) -> str:
    return f"{portal.orders}{ORDERS}show/{identity.split(':')[1]}"


def _read_tender(data: bytes, identity: str, url: str) -> Incoming:
    pages.whole(pages.decoded(data))
    return portal_html.read_page(data)


def _read_order(data: bytes, identity: str, url: str) -> Incoming:
    return order_page.read_page(data, number=identity.split(":")[1], url=url)


ADAPTERS = (
    Adapter(ListName.TENDERS, _tenders, _tender_address, _read_tender),
    Adapter(ListName.ORDERS, _orders, _order_address, _read_order),
)
