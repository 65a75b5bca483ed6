"""Rows copied in come out as they went in, whatever their text; a list as one array finds what ``IN`` finds."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from wolouj.foundation.arrays import array
from wolouj.foundation.copying import copy_in, copy_values
from wolouj.notices.models import Buyer, Lot, Notice

AT = datetime(2026, 11, 24, 9, 0, 30, 5, tzinfo=UTC)
SHARP = ['a"b', "a\\b", "{x,y}", "NULL", "", "é،ع", "tab\tline\nend", "\\N", "'); --", "🙂"]
pytestmark = pytest.mark.django_db


def row(number: int, **told: object) -> dict[str, object]:
    usual = {"id": uuid4(), "reference": str(number), "object": "x", "source": "json", "identity": f"i{number}",
             "entered_at": AT, "estimate": None, "places": [], "choices": []}  # fmt: skip
    return usual | told


def test_what_goes_in_comes_out() -> None:
    buyer = Buyer.objects.create(name="X", name_key="x")
    rows = [
        row(n, object=text, places=SHARP, choices=SHARP, estimate=Decimal("12345.60"), deadline=AT, buyer_id=buyer.id)
        for n, text in enumerate(SHARP)
    ]
    copy_values(Notice, rows)
    for told in rows:
        kept = Notice.objects.defer(None).get(id=told["id"])
        assert {name: getattr(kept, name) for name in told} == told
        assert kept.kind == "purchase_order" and kept.asks is None and kept.natures == [] and kept.closes == AT


def test_instances_go_in_with_their_defaults_and_are_saved_rows() -> None:
    buyer = Buyer(name="X", name_key="x", other_names=['"X"'])
    copy_in([buyer])
    assert not buyer._state.adding and Buyer.objects.get().other_names == ['"X"']
    notice = Notice(reference="1", object="y", buyer=buyer, source="json", identity="i", entered_at=AT)
    copy_in([notice])
    copy_in([Lot(notice=notice, position=n, number=str(n)) for n in range(3)])  # keys made by the database
    assert notice.lots.count() == 3
    copy_in([])


def test_a_value_the_table_refuses_or_a_column_it_has_not_is_no_row() -> None:
    buyer = Buyer.objects.create(name="X", name_key="x")
    with pytest.raises(ValueError, match="no such column of Notice: buyer"):
        copy_values(Notice, [row(1, buyer=buyer)])
    for wrong, refusal in (({"reference": "x" * 201}, DataError), ({"object": None}, IntegrityError)):
        with pytest.raises(refusal), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT here")
            try:
                copy_values(Notice, [row(1, buyer_id=buyer.id), row(2, buyer_id=buyer.id) | wrong])
            finally:
                cursor.execute("ROLLBACK TO SAVEPOINT here")
    assert not Notice.objects.exists()


def test_any_of_finds_what_in_finds() -> None:
    buyers = [Buyer.objects.create(name=text, name_key=text) for text in SHARP]
    for names in ([], SHARP[:3], [*SHARP, "another"]):
        assert set(Buyer.objects.filter(name_key__any_of=names)) == set(Buyer.objects.filter(name_key__in=names))
    ids = {buyer.id for buyer in buyers[:4]}
    assert set(Buyer.objects.filter(id__any_of=ids)) == set(buyers[:4])
    Buyer.objects.filter(id=buyers[5].id).update(same_as=buyers[0])
    assert Buyer.objects.get(same_as__any_of=ids) == buyers[5]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=12), max_size=6))
def test_any_texts_make_an_array(texts: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [array(texts)])
        assert cursor.fetchone() == (texts,)
