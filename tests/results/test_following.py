"""After creation: when a follow-up is due, what she says, what the product knows by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT, enter
from tests.results.test_counting import FIRST, LAST, file, framed, key, value
from wolouj.bids.models import State
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.people.models import Mandate
from wolouj.programme.models import Outcome
from wolouj.results import personal
from wolouj.results.actions import following, measuring
from wolouj.results.counting.frame import Answers, Due, Held, Sold, months_after
from wolouj.results.models import FollowUp
from wolouj.results.page.after import first_day, opens_on
from wolouj.results.page.following import waiting
from wolouj.results.queries import indicators_of
from wolouj.results.views.indicators import to_date
from wolouj.structures.models import Member, Structure


@pytest.mark.parametrize(
    ("day", "months", "said"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)), (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2023, 11, 29), 3, date(2024, 2, 29)), (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)  # fmt: skip
def test_months_end_where_the_month_ends(day: date, months: int, said: date) -> None:
    assert months_after(day, months) == said


def test_months_run_from_her_own_creation_when_she_created_since() -> None:
    taken = FIRST + timedelta(days=10)
    held = [Held(key(50), key(1), taken + timedelta(days=20)), Held(key(51), key(1), FIRST)]
    frame = framed([file(1, 1, FIRST, taken), file(2, 2, FIRST, taken)], held=held)
    assert frame.began(frame.filed[0]) == taken + timedelta(days=20)
    assert frame.began(frame.filed[1]) == taken


def told(n: int, on: date, *, sold: bool | None = None, jobs: int | None = None, income: str = "") -> Answers:
    return Answers(UUID(int=800 + n), on, sold, jobs, income)


def test_who_was_not_followed_stays_in_the_total() -> None:
    files = [file(n, n, FIRST, FIRST) for n in (1, 2, 3)]
    dues = [
        Due(key(1), key(1), 3, LAST, told(1, LAST, sold=True, jobs=3)),
        Due(key(2), key(2), 3, LAST, told(2, LAST, sold=None)), Due(key(3), key(3), 3, LAST, None),
    ]  # fmt: skip
    frame = framed(files, dues=dues)
    assert value("selling_3", frame) == Decimal("33.3") and value("followed", frame) == Decimal("66.7")
    assert value("selling_6", frame) is None
    assert value("jobs", frame) == 3, "untold jobs are not zero jobs, and add nothing"


def test_days_to_payment_are_a_median_of_what_was_told() -> None:
    sold = [Sold(key(70 + i), (key(1),), State.WON, FIRST) for i in range(4)]
    paid = {key(70 + i): (FIRST, FIRST + timedelta(days=days)) for i, days in enumerate((10, 30, 50))}
    paid[key(73)] = (None, LAST)
    frame = framed([file(1, 1, FIRST, FIRST)], sold=sold, paid=paid)
    assert value("days_to_payment", frame) == 30
    assert value("days_to_payment", framed([file(1, 1, FIRST, FIRST)], sold=sold, paid={})) is None


def test_a_sheet_opens_the_day_the_desk_says(cast: Cast, lived: Lived) -> None:
    frame = to_date(lived.programme, AT.date())
    hers = {due.application: due for due in frame.dues if due.month == 6}
    rows = lived.first.applications.filter(decision__outcome=Outcome.SELECTED).select_related("call", "participant")
    assert len(rows) == len(hers) >= 3
    structure = Structure.objects.create(
        kind="cooperative", name="Neuve", registered_on=AT.date() - timedelta(days=3), made_at=AT
    )
    Member.objects.create(structure=structure, person=cast.people["ftoum"], role="president", since=AT.date())
    frame = to_date(lived.programme, AT.date())
    hers = {due.application: due for due in frame.dues if due.month == 6}
    for row in rows:
        assert opens_on(row, 6) == first_day(hers[row.pk])
    assert len({due.on for due in hers.values()}) == 2, "hers runs from the day she created"


def test_a_sheet_is_filled_in_few_taps_and_corrected_in_place(
    cast: Cast, lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = AT + timedelta(days=70)
    monkeypatch.setattr(clock, "now", lambda: later)
    hers = lived.first.applications.filter(decision__outcome=Outcome.SELECTED)[0]
    frame = to_date(lived.programme, later.date())
    assert any(due.application == hers.pk and due.month == 3 for due in waiting(frame))
    browser = enter(cast, "hayat")
    listed = browser.get(f"/ar/results/{lived.programme.id}/after/").content.decode()
    address = f"/ar/results/after/{hers.pk}/3/"
    assert address in listed and bare_digits(listed) == []
    bad = browser.post(address, {"how": "call", "done_on": "2030-01-01", "jobs_self": "beaucoup"})
    assert bad.status_code == 422 and "beaucoup" in bad.content.decode() and not FollowUp.objects.exists()
    assert "؟:" not in bad.content.decode(), "a question is not followed by a colon"
    given = {"how": "call", "done_on": later.date().isoformat(), "sold": "yes", "jobs_self": "2"}
    assert browser.post(address, given).status_code == 302
    browser.post(address, given | {"jobs_seasonal": "3"})
    kept = FollowUp.objects.get()
    assert (kept.sold, kept.jobs, kept.income) == (True, 5, "")
    assert AuditLine.objects.filter(act="followed_up", concerns=hers.participant.person_id).count() == 2
    assert not any(
        due.application == hers.pk and due.month == 3 for due in waiting(to_date(lived.programme, later.date()))
    )
    page = browser.get(f"/fr/results/after/{hers.pk}/").content.decode()
    assert "Vente ces 60 derniers jours" in page and "Non dit" in page and "Corriger" in page
    assert f"/after/{hers.pk}/12/" not in page, "it is not the time yet"
    row = indicators_of(lived.programme)[0]
    measuring.choose(indicator=row, measure="jobs", by=cast.actor("rachid"), at=later)
    shown = browser.get(f"/fr/results/indicator/{row.pk}/").content.decode()
    assert f"/fr/results/after/{hers.pk}/" in shown, "a figure of follow-ups opens what she said"
    early = browser.post(address.replace("/3/", "/12/"), given)
    assert early.status_code == 422 and FollowUp.objects.count() == 1
    for stranger in ("nadia", "admin"):
        assert enter(cast, stranger).get(address).status_code == 404


def test_she_reads_her_own_and_changes_nothing(cast: Cast, lived: Lived) -> None:
    hers = lived.first.applications.get(participant__person=cast.people["ftoum"])
    browser = enter(cast, "ftoum")
    given = {"done_on": AT.date(), "how": "visit", "sold": False, "jobs_self": 7}
    following.follow(application=hers, month=3, fields=given, by=cast.actor("hayat"), at=AT)
    page = browser.get(f"/ar/results/after/{hers.pk}/")
    assert page.status_code == 200 and "7" in page.content.decode() and bare_digits(page.content.decode()) == []
    assert f"/ar/results/after/{hers.pk}/" in browser.get(f"/ar/programme/files/{hers.pk}/").content.decode()
    helper = enter(cast, "salma")
    helper.post("/ar/people/act-for/", {"mandate": str(Mandate.objects.get(holder=cast.people["salma"]).pk)})
    file = helper.get(f"/ar/programme/files/{hers.pk}/").content.decode()
    assert "/ar/training/mine/" in file and f"/ar/results/after/{hers.pk}/" not in file, "no link to a shut door"
    assert browser.get(f"/ar/results/after/{hers.pk}/3/").status_code == 404


def test_only_who_was_accepted_is_followed_and_all_is_forgotten_with_her(cast: Cast, lived: Lived) -> None:
    refused = lived.first.applications.filter(decision__outcome=Outcome.REFUSED)[0]
    fields = {"how": "call", "done_on": AT.date()}
    with pytest.raises(BadInput):
        following.follow(application=refused, month=3, fields=fields, by=cast.actor("hayat"), at=AT)
    hers = lived.first.applications.get(participant__person=cast.people["ftoum"])
    with pytest.raises(BadInput):
        following.follow(application=hers, month=4, fields=fields, by=cast.actor("hayat"), at=AT)
    following.follow(application=hers, month=3, fields=fields, by=cast.actor("hayat"), at=AT)
    person = cast.people["ftoum"].pk
    assert len(personal.export(person)["follow_ups"]) == 1
    assert personal.erase(person, by=cast.actor("ftoum"), at=AT) == {"told_later": 0, "follow_ups": 1}
    assert isinstance(AT, datetime) and not FollowUp.objects.exists()
