"""Identifiers looked at alone, and how many of them a verdict tells."""

from __future__ import annotations

import pytest

from rulebook.engine.facts import Bidder, BuyerRules, Notice, Procedure
from rulebook.engine.judge import judge
from rulebook.engine.law import Law
from rulebook.identifiers import ice_check, rib_check

RIB = "011 519 0000012050005349 21"


def others(**identifiers: str) -> list[str]:
    notice = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE)
    findings = judge(Bidder(identifiers=identifiers), notice, on=Law.latest().day).findings
    return [f.reason for f in findings if f.rule == "identifiers.others_look_usual"]


def test_the_usual_are_told_once_and_the_odd_each() -> None:
    assert others(**{"if": "1234567", "tp": "12345678"}) == ["usual"]
    assert others(**{"if": "1", "tp": "1", "cnss": "1234567"}) == ["unusual", "unusual"]


@pytest.mark.parametrize("text", [RIB, RIB.replace(" ", ""), RIB.replace(" ", "-")])
def test_a_rib_adds_up_however_it_is_spaced(text: str) -> None:
    assert rib_check(text) is True


@pytest.mark.parametrize("text", ["", "0" * 24, RIB.replace("21", "22"), "1" * 23, RIB[:-1] + "A", "A" * 24])
def test_a_rib_that_does_not_add_up(text: str) -> None:
    assert rib_check(text) is False


@pytest.mark.parametrize("text", ["000000000009700", "0" * 15, "00000000000097", "0000000000000097"])
def test_an_ice_that_does_not_add_up(text: str) -> None:
    assert ice_check(text) is False


def test_the_smallest_ice_that_adds_up() -> None:
    assert ice_check("000000000000097") is True
