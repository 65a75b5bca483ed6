"""When one may be told: never in the silence, never after what it is about. Pure, so tried on anything."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.format import CASABLANCA
from wolouj.alerts.timing import Hours, after_quiet, before_quiet, daily, may_suggest, quiet, reminder

HOUR = timedelta(hours=1)
hours = st.builds(
    Hours, hour=st.none() | st.integers(5, 22), quiet_from=st.integers(17, 23), quiet_to=st.integers(0, 11)
)
BEGINS = datetime(2026, 1, 1, tzinfo=CASABLANCA)
instants = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: BEGINS + timedelta(minutes=minutes))


@given(hours, instants)
def test_out_of_the_silence_and_no_further_than_it_takes(mine: Hours, at: datetime) -> None:
    later, sooner = after_quiet(mine, at), before_quiet(mine, at)
    assert not quiet(mine, later) and not quiet(mine, sooner)
    if quiet(mine, at):
        assert sooner < at < later and later - sooner <= timedelta(hours=19)
        assert not may_suggest(Hours(None, mine.quiet_from, mine.quiet_to), at, told_today=False)
    else:
        assert sooner == at == later


@given(hours, instants, st.sampled_from([24, 4]))
def test_a_reminder_comes_before_the_deadline_and_leaves_time(mine: Hours, deadline: datetime, before: int) -> None:
    due = reminder(mine, deadline - before * HOUR, deadline=deadline)
    assert not quiet(mine, due) and deadline - due >= timedelta(hours=2)


@given(hours, instants)
def test_what_is_told_once_a_day_is_told_that_day(mine: Hours, at: datetime) -> None:
    due = daily(mine, at.date())
    assert due.astimezone(CASABLANCA).date() == at.date()
    assert may_suggest(Hours(9), due.replace(hour=9), told_today=True) is False
