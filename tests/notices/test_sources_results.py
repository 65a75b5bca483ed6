"""Awarded purchase orders, a card a line: what is taken, and every reason one is not."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rulebook.engine.facts import Procedure
from tests.notices import published
from tests.notices.published import lines, one_result, read, result
from wolouj.notices.sources.incoming import IncomingResult

FORMAT = "results-jsonl"
SHOWN = datetime(2026, 11, 2, 15, 30, tzinfo=ZoneInfo("Africa/Casablanca"))


def test_a_card_as_the_portal_tells_it() -> None:
    found = one_result(FORMAT, lines(result()))
    assert (found.row, found.reference, found.buyer) == (1, "1/2026", "COMMUNE AFOURER")
    assert found.object == "Achat de fournitures de bureau (échantillon)"
    assert (found.kind, found.outcome) == (Procedure.PURCHASE_ORDER, "awarded")
    assert (found.published, found.quotes, found.amount) == (SHOWN, 4, Decimal(7200))
    assert found.awardee == "Titulaire inventé"


NOTHING = {"attribue": None, "montant": None, "entreprise_attributaire": None}


@pytest.mark.parametrize(
    ("change", "outcome", "amount"),
    [
        ({"attribue": None}, "awarded", Decimal(7200)),
        ({"attribue": False}, "unsuccessful", None),
        ({"attribue": False, "montant": "", "entreprise_attributaire": ""}, "unsuccessful", None),
        ({"montant": "1.234,5"}, "awarded", Decimal("1234.5")),
        ({"nombre_devis": 4}, "awarded", Decimal(7200)),
    ],
)
def test_how_it_ended(change: dict[str, Any], outcome: str, amount: Decimal | None) -> None:
    found = one_result(FORMAT, lines(result(**change)))
    assert (found.outcome, found.amount) == (outcome, amount)
    assert bool(found.awardee) == (outcome == "awarded")


def test_how_many_quotes_there_were_may_be_untold() -> None:
    assert one_result(FORMAT, lines(result(nombre_devis=""))).quotes is None
    assert one_result(FORMAT, lines(result(nombre_devis="0"))).quotes == 0


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"reference": " "}, "reference", "missing"),
        ({"acheteur": None}, "acheteur", "missing"),
        ({"objet": ""}, "objet", "missing"),
        ({"date_publication": None}, "date_publication", "missing"),
        ({"date_publication": "06/07/2026"}, "date_publication", "not_an_instant"),
        ({"date_publication": "06/07/1999 10:00"}, "date_publication", "year_out_of_range"),
        ({"montant": "1,234"}, "montant", "amount"),
        ({"montant": "7 200,00 EUR"}, "montant", "amount"),
        ({"montant": "0,00 MAD"}, "montant", "missing"),
        ({"montant": None}, "montant", "missing"),
        ({"attribue": None, "montant": None}, "montant", "missing"),
        (NOTHING, "attribue", "missing"),
        ({"attribue": "oui"}, "attribue", "not_yes_or_no"),
        ({"attribue": 1}, "attribue", "not_yes_or_no"),
        ({"attribue": {}}, "attribue", "not_yes_or_no"),
        ({"nombre_devis": "-1"}, "nombre_devis", "not_a_count"),
        ({"nombre_devis": "4,5"}, "nombre_devis", "not_a_count"),
        ({"nombre_devis": "quatre"}, "nombre_devis", "not_a_count"),
        ({"nombre_devis": "1234567"}, "nombre_devis", "not_a_count"),
        ({"reference": "1" * 201}, "reference", "too_long"),
        ({"objet": "x" * 2001}, "objet", "too_long"),
        ({"acheteur": "x" * 401}, "acheteur", "too_long"),
        ({"entreprise_attributaire": "x" * 301}, "entreprise_attributaire", "too_long"),
        ({"entreprise_attributaire": "a\u2066b"}, "entreprise_attributaire", "hidden_character"),
        ({"objet": 12.5}, "objet", "not_text"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_refused_says_row_and_field(change: dict[str, Any], field: str, reason: str) -> None:
    first, second, third = read(FORMAT, lines(result(1), result(2, **change), result(3)))
    assert published.told(second) == (2, field, reason)
    assert isinstance(first, IncomingResult) and isinstance(third, IncomingResult)


def test_a_card_is_named_by_buyer_reference_and_instant_whatever_the_way_they_are_written() -> None:
    same = one_result(FORMAT, lines(result(acheteur="Commune  Afourer", reference="1/2026 ", montant="9,00")))
    first = one_result(FORMAT, lines(result()))
    assert same.identity == first.identity
    others = [
        result(acheteur="COMMUNE AZILAL"), result(reference="2/2026"), result(date_publication="02/11/2026 15:31"),
    ]  # fmt: skip
    assert first.identity not in {one_result(FORMAT, lines(other)).identity for other in others}


def test_every_real_row_is_read() -> None:
    with published.shared("results/purchase-orders-2025-07-06_10.jsonl").open("rb") as file:
        found = read(FORMAT, file.read())
    assert len(found) == 1804 and all(isinstance(each, IncomingResult) for each in found)
    assert all(each.amount and each.awardee for each in found if isinstance(each, IncomingResult))
