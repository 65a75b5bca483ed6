"""Units and kinds of paper."""

from __future__ import annotations

import pytest

from rulebook.engine.facts import BidderKind
from wolouj.reference import coded


@pytest.mark.parametrize(
    ("said", "code"),
    [("U", "u"), ("Unité", "u"), ("KG", "kg"), ("كيلو", "kg"), ("M²", "m2"), ("m2", "m2"), ("M3", "m3"), ("Bte", "box"),
     ("JOURS", "day"), ("وجبة", "meal"), ("forfait", "lump"), ("ml", "m")],
)  # fmt: skip
def test_a_unit_however_written(said: str, code: str) -> None:
    found = coded.unit(said)
    assert found is not None and found.code == code


def test_an_unknown_unit_is_left_as_typed() -> None:
    assert coded.unit("brouette") is None and coded.unit("") is None


def test_no_spelling_means_two_units() -> None:
    seen: dict[str, str] = {}
    for unit in coded.units():
        for said in unit.said:
            assert seen.setdefault(said, unit.code) == unit.code, said
        assert coded.unit(unit.mark) == unit


def test_papers_are_whole_and_name_real_kinds() -> None:
    kinds = {k.value for k in BidderKind}
    for paper in coded.paper_kinds().values():
        assert paper.kinds <= kinds and paper.kinds
        assert paper.needed in ("orders", "tenders", "sometimes")
        assert paper.name.fr and paper.name.ar and paper.where.ar and paper.how.ar
    assert coded.paper_name("unheard_of").fr == "unheard_of"


def test_the_papers_the_law_asks_a_structure_to_hold_are_all_known() -> None:
    from rulebook.eligibility.rules import REGISTER

    assert set(REGISTER.values()) <= coded.paper_kinds().keys()
