"""What holds of every grievance: a later day never moves an answer earlier, working days are open, all is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.deadlines.counting import is_working
from rulebook.engine.facts import BuyerRules, Procedure
from rulebook.engine.law import NotYetLaw
from rulebook.engine.verdict import Confidence
from rulebook.recourse import Grievance, Ground, advise
from tests.rulebook.examples import quickly
from tests.rulebook.recourse.test_cases import November

days = st.dates(date(2023, 9, 1), date(2040, 1, 1))
DATES = [name for name, field in Grievance.__dataclass_fields__.items() if "date" in str(field.type)]
grievances = st.builds(
    Grievance,
    ground=st.sampled_from(Ground),
    procedure=st.none() | st.sampled_from(Procedure),
    rulebook=st.sampled_from(BuyerRules),
    urgent=st.none() | st.booleans(),
    **{name: st.none() | days for name in DATES},
)
TO_ACT = {"write_to_the_buyer_by", "answer_the_sanction_by", "go_to_court_by", "write_to_the_head_by"}
TO_ACT |= {"seize_the_commission_by", "information_court_by"}


@quickly
@given(grievances, days)
def test_every_answer_is_signed_worded_and_dated(grievance: Grievance, on: date) -> None:
    advice = advise(grievance, on=on, calendar=November())
    for answer in (*advice.findings, *advice.figures):
        assert answer.articles and answer.text.fr and answer.text.ar
        if grievance.rulebook is BuyerRules.OWN:
            assert not {a for a in answer.articles if a.startswith("decree-2-22-431/")} - {"decree-2-22-431/2"}
    for figure in advice.figures:
        assert isinstance(figure.value, date) and figure.steps
        if figure.name in TO_ACT:
            assert is_working(figure.value, November()), "one cannot act on a closed day"


@quickly
@given(grievances, days, st.integers(1, 300))
def test_what_happened_later_is_never_due_earlier(grievance: Grievance, on: date, later: int) -> None:
    moved = replace(
        grievance,
        **{
            name: getattr(grievance, name) + timedelta(days=later)
            for name in DATES
            if getattr(grievance, name) is not None
        },
    )
    before = {figure.name: figure.value for figure in advise(grievance, on=on, calendar=November()).figures}
    for figure in advise(moved, on=on + timedelta(days=later), calendar=November()).figures:
        assert figure.name not in before or figure.value >= before[figure.name]


@quickly
@given(grievances)
def test_what_is_not_established_never_decides(grievance: Grievance) -> None:
    for finding in advise(grievance, on=date(2026, 11, 28)).findings:
        if finding.confidence is Confidence.UNSURE:
            assert finding.force == "informs"


@quickly
@given(grievances, st.dates(date(2000, 1, 1), date(2023, 8, 31)))
def test_before_the_first_day_no_delay_is_given(grievance: Grievance, on: date) -> None:
    with pytest.raises(NotYetLaw):
        advise(grievance, on=on)
