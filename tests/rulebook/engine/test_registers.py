"""How functions are signed: under which name, on which articles, never twice, and unchanged."""

from __future__ import annotations

import pytest

from rulebook.engine.calculation import PROVISIONS, provision
from rulebook.engine.facts import Notice, Procedure
from rulebook.engine.law import Law
from rulebook.engine.rule import RULES, Asks, Case, Said, met, rule
from rulebook.engine.strict_yaml import LawError
from rulebook.engine.verdict import About, Confidence

TAX, ORDERS = "cgi/73", "decree-2-22-431/91"
HERE = "engine"
"""The folder a function stands in is its chapter."""


def says(notice: Notice) -> Said:
    """One line.

    Then another.
    """
    return met("fine", procedure=notice.procedure)


def works(number: int) -> int:
    """Twice the number."""
    return 2 * number


@pytest.fixture(autouse=True)
def nothing_stays():
    yield
    for register in (RULES, PROVISIONS):
        for key in [key for key in register if key.startswith(f"{HERE}.")]:
            del register[key]


def test_a_rule_is_registered_under_its_chapter_and_its_name() -> None:
    applied = {Procedure.TENDER: Confidence.LIKELY}
    sign = rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=[TAX], applied=applied)
    assert sign(says) is says
    written = RULES["engine.says"]
    assert (written.key, written.chapter, written.cites) == ("engine.says", "engine", (TAX,))
    assert (written.answers, written.about, written.confidence) == (Asks.MAY_BID, About.BIDDER, Confidence.CERTAIN)
    assert dict(written.applied) == applied and written.doc.startswith("One line.\n")
    assert written.of_the_decree is False
    with pytest.raises(ValueError, match=r"two rules are called engine\.says"):
        sign(says)


def test_a_rule_of_the_decree_is_known_by_its_articles() -> None:
    rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=[TAX, ORDERS])(says)
    written = RULES["engine.says"]
    assert written.of_the_decree is True and dict(written.applied) == {}


def test_a_rule_sees_only_what_it_names() -> None:
    rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=[TAX])(says)
    case = Case(None, Notice(procedure=Procedure.TENDER), None, Law.latest())  # type: ignore[arg-type]
    assert RULES["engine.says"].call(case) == (met("fine", procedure=Procedure.TENDER),)


def test_several_answers_stay_several() -> None:
    def several(notice: Notice, law: Law) -> list[Said]:
        return [met("one"), met("two")]

    rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=[TAX])(several)
    written = RULES["engine.several"]
    case = Case(None, Notice(), None, Law.latest())  # type: ignore[arg-type]
    assert list(written.call(case)) == [met("one"), met("two")] and written.doc == ""


def test_a_calculation_is_registered_too() -> None:
    sign = provision(cites=[TAX], confidence=Confidence.LIKELY)
    assert sign(works) is works and works(2) == 4
    signed = PROVISIONS["engine.works"]
    assert (signed.key, signed.cites, signed.confidence) == ("engine.works", (TAX,), Confidence.LIKELY)
    assert signed.doc == "Twice the number." and signed.call is works
    with pytest.raises(ValueError, match=r"two provisions are called engine\.works"):
        sign(works)


def test_an_article_nobody_holds_signs_nothing() -> None:
    for sign in (rule(answers=Asks.MAY_BID, about=About.BIDDER, cites=["x/1"]), provision(cites=["x/1"])):
        with pytest.raises(LawError, match="no article"):
            sign(says)
    assert "engine.says" not in RULES and "engine.says" not in PROVISIONS
