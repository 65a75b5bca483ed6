"""The demo's first call lives its co-financing: each state a person may see, and books that balance."""

from __future__ import annotations

from datetime import timedelta

from tests.cofinancing.conftest import AT, enter
from tests.house.test_templates import bare_digits
from wolouj.cofinancing import ledger
from wolouj.cofinancing.models import BudgetLine, Entry, Hand, Request
from wolouj.home import sample_cofinancing, sample_selection
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived


def test_the_first_call_has_lived_its_co_financing(cast: Cast, lived: Lived) -> None:
    people = cast.people
    sample_selection.lived(
        lived.first, people=people, manager=cast.actor("rachid"), coach=cast.actor("hayat"), at=AT - timedelta(days=35)
    )
    rows = sample_cofinancing.lived(lived.first, people=people, at=AT)
    states = {(row.state, row.turn) for row in Request.objects.all()}
    assert states == {
        ("closed", 2), ("proved", 1), ("paid", 1), ("accepted", 0), ("stopped", 1), ("refused", 0),
    }  # fmt: skip
    for line in BudgetLine.objects.all():
        held = ledger.balance(line.entries.all())
        assert held.allotted == held.free + held.committed + held.paid and held.paid > 0
    assert not Request.objects.filter(is_sample=False).exists()
    assert {hand.duty for hand in Hand.objects.all()} == {"propose", "decide", "pay"} and Entry.objects.count() > 10
    call = lived.first
    for name, path in (
        ("hayat", "desk/"), ("souad", "finance/"), ("souad", f"budget/{lived.programme.pk}/"), ("souad", "register/"),
        ("rachid", f"calls/{call.pk}/day/"), *(("hayat", f"files/{row.pk}/") for row in rows), ("ftoum", ""),
    ):  # fmt: skip
        page = enter(cast, name).get(f"/ar/cofinancing/{path}")
        assert page.status_code == 200 and bare_digits(page.content.decode()) == [], path
    home = enter(cast, "ftoum").get("/fr/today/").content.decode()
    assert "Mes demandes d’argent" in home and "Clos" in home
