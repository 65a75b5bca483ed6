"""Reading a list to its end, so that nothing is lost when it moves meanwhile, and nothing taken twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from wolouj.notices.collecting import lists
from wolouj.notices.collecting.exchanges import Trouble
from wolouj.notices.collecting.lists import Adapter
from wolouj.notices.collecting.run import Run, stop_at_sign_in
from wolouj.notices.collecting_models import CollectedList, ListedNotice, ListName
from wolouj.notices.sources.incoming import Refusal
from wolouj.notices.sources.tender_list import ListPage

PASS_LASTS = timedelta(hours=20)
"""An unfinished reading of a list older than this is begun again: what it saw is too old to say what is gone."""
FIRST_RESULTS = timedelta(days=7)
"""How far back the first reading of the results goes."""
OVERLAP = timedelta(days=1)
MOST_ROUNDS = 3


def read_list(run: Run, adapter: Adapter, state: CollectedList) -> None:
    """Read a list to its end, in rounds until it stood still; what it shows no more is noted as gone."""
    if state.pass_began is None or run.now - state.pass_began > PASS_LASTS:
        state.pass_began, state.next_page = run.now, 1
        state.save()
    began: datetime = state.pass_began
    ended = "list_moved"
    try:
        for _ in range(MOST_ROUNDS):
            if _round(run, adapter, state, began):
                ended = "whole"
                break
            state.next_page = 1
    except Trouble as bad:
        ended = bad.reason
    except Refusal as bad:
        ended = bad.reason
        run.refuse(bad, f"{adapter.name} {state.next_page}")
        stop_at_sign_in(bad)
    run.row.lists[adapter.name] = ended
    if ended == "whole":
        gone = ListedNotice.objects.filter(list=adapter.name, listed_at__lt=began, gone_at=None)
        run.row.gone += gone.update(gone_at=run.now)
        state.whole_at = run.now
    if ended in ("whole", "list_moved"):
        state.pass_began, state.next_page = None, 1
        state.save()
    run.save()


def _round(run: Run, adapter: Adapter, state: CollectedList, began: datetime) -> bool:
    """Read the list once; whether it stood still, so that no row slipped from a page to one already read.

    A list that tells how many it holds stood still when the number never changed and as many were seen. One row
    withdrawn and another published between two pages keep the number: the row that slipped is met the next day.
    """
    totals: set[int | None] = set()
    refused = fresh = pages = 0
    start = state.next_page
    for number, page in adapter.walk(run.visitor, run.portal, start):
        totals.add(page.total)
        refused += len(page.refused)
        pages += 1
        with transaction.atomic():
            fresh += _note(run, adapter, page, began)
            state.next_page = number + 1
            state.save()
        for row, bad in page.refused:
            run.refuse(bad, f"{adapter.name} {number}", row)
        run.save()
    seen = ListedNotice.objects.filter(list=adapter.name, listed_at__gte=began).count()
    total = next(iter(totals)) if len(totals) == 1 else None
    if total is not None:
        return seen + refused >= total
    return fresh == 0 or (pages == 1 and start == 1)


def _note(run: Run, adapter: Adapter, page: ListPage, began: datetime) -> int:
    """Write the rows of a page; how many were not yet met in this reading of the list."""
    by_id = {each.identity: each for each in page.rows}
    known = {row.identity: row for row in ListedNotice.objects.filter(identity__in=by_id)}
    met = sum(1 for row in known.values() if row.listed_at >= began)
    for identity, each in by_id.items():
        row = known.get(identity) or ListedNotice(list=adapter.name, identity=identity)
        if row.digest != each.digest:
            row.failures, row.failure = 0, ""
        row.digest, row.listed_at, row.gone_at = each.digest, run.now, None
        row.deadline = each.deadline or row.deadline
        row.save()
    run.row.listed += len(by_id) - met
    return len(by_id) - met


def read_results(run: Run, state: CollectedList) -> None:
    """Read the cards, newest first, back to the newest of the last reading that came to its end, and a day more."""
    back_to = (state.whole_at - OVERLAP) if state.whole_at else run.now - FIRST_RESULTS
    newest = state.whole_at
    ended = "whole"
    try:
        for number, page in enumerate(lists.results(run.visitor, run.portal), start=1):
            where = f"{ListName.RESULTS} {number}"
            for row, bad in page.refused:
                run.refuse(bad, where, row)
            run.take(list(page.results), where)
            run.row.listed += len(page.results)
            run.save()
            told = [each.published for each in page.results]
            newest = max([*told, *([newest] if newest else [])], default=None)
            if told and max(told) < back_to:
                break
    except Trouble as bad:
        ended = bad.reason
    except Refusal as bad:
        ended = bad.reason
        run.refuse(bad, ListName.RESULTS)
        stop_at_sign_in(bad)
    run.row.lists[ListName.RESULTS] = ended
    if ended == "whole":
        state.whole_at = newest
        state.save()
