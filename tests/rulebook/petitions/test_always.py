"""What holds of every petition, whatever is told: more signatures never make it worse, exactly the number is in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.law import Law, NotYetLaw
from rulebook.engine.verdict import Confidence, Outcome
from rulebook.petitions import Association, Filer, Level, Petition, Subject, advise, how_close, required_signatures
from tests.rulebook.examples import quickly

ON = date(2026, 11, 28)
days = st.dates(date(2023, 9, 1), date(2090, 1, 1))
maybe = st.none() | st.booleans()
counts = st.integers(0, 600)
names = ("a", "b", "c", "d")
subjects = st.builds(
    Subject, **dict.fromkeys(("within_powers", "touches_constants", "common_interest", "before_the_courts"), maybe)
)
associations = st.builds(
    Association,
    founded=st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    members=st.none() | counts,
    seat_in_territory=maybe,
    activity_linked=maybe,
    democratic=maybe,
    in_good_standing=maybe,
)


@st.composite
def petitions(draw: st.DrawFn) -> Petition:
    level = draw(st.sampled_from(Level))
    region = level is Level.REGION
    by_province = draw(st.none() | st.dictionaries(st.sampled_from(names), counts)) if region else None
    return Petition(
        level=level,
        filer=draw(st.sampled_from([None, *Filer])),
        population=draw(st.none() | st.integers(1, 9_000_000)),
        arrondissements=draw(maybe),
        provinces=names if region and (by_province is not None or draw(st.booleans())) else None,
        inner_prefectures=draw(maybe),
        signatures=None if by_province else draw(st.none() | st.integers(0, 30_000)),
        by_province=by_province,
        filed=draw(st.none() | days),
        subject=draw(subjects),
        association=draw(associations),
        committee=draw(st.none() | counts),
        committee_regions=draw(st.none() | st.integers(0, 12)),
        list_holds_id_numbers=draw(maybe),
        authorised_list=draw(maybe),
    )


@st.composite
def counted(draw: st.DrawFn) -> Petition:
    """A region whose provinces were all counted."""
    by_province = draw(st.fixed_dictionaries(dict.fromkeys(names, counts)))
    return Petition(Level.REGION, population=draw(st.integers(1, 9_000_000)), provinces=names, by_province=by_province)


RANK = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1, Outcome.MET: 2}


@quickly
@given(petitions() | counted(), st.integers(1, 500), st.randoms())
def test_more_signatures_never_make_it_worse(petition: Petition, more: int, random: Random) -> None:
    if petition.by_province:
        told = {**petition.by_province}
        told[random.choice(sorted(told))] += more
        better = replace(petition, by_province=told)
    else:
        better = replace(petition, signatures=(petition.signatures or 0) + more)
        petition = replace(petition, signatures=petition.signatures or 0)
    before, after = how_close(petition, on=ON), how_close(better, on=ON)
    assert before.missing is None or after.missing is None or after.missing <= before.missing
    assert after.missing is not None or before.enough is not True
    assert before.enough is not True or after.enough is True
    assert before.enough is not None or after.enough is not False
    assert RANK[advise(better, on=ON).outcome] >= RANK[advise(petition, on=ON).outcome]


@quickly
@given(counted())
def test_what_is_missing_is_enough_and_no_fewer(full: Petition) -> None:
    """Bring exactly what is said to be missing, where it is missing: it is enough. One fewer is not."""
    found = how_close(full, on=ON)
    assert found.missing is not None and found.signatures is not None
    brought = {share.province: (share.signatures or 0) + (share.missing or 0) for share in found.shares}
    left = found.missing - sum(share.missing or 0 for share in found.shares)
    assert left >= 0
    brought["a"] += left
    assert how_close(replace(full, by_province=brought), on=ON).enough is True
    if found.missing:
        fewer = next(name for name in brought if brought[name] > (full.by_province or {})[name])
        assert how_close(replace(full, by_province={**brought, fewer: brought[fewer] - 1}), on=ON).enough is False


@quickly
@given(petitions())
def test_exactly_the_number_is_in_and_one_less_is_out(petition: Petition) -> None:
    alone = replace(petition, provinces=None, by_province=None)
    needed = required_signatures(alone, Law.on(ON))
    assert 0 < needed.least <= needed.most
    required = needed.exact
    if required is None:
        assert needed.least < needed.most
        return
    exactly = how_close(replace(alone, signatures=required), on=ON)
    assert exactly.missing in {0, None} and exactly.enough is (None if petition.level is Level.REGION else True)
    short = how_close(replace(alone, signatures=required - 1), on=ON)
    assert short.missing == 1 and short.enough is False


@quickly
@given(st.integers(1, 9_000_000), st.integers(0, 5_000_000))
def test_more_people_never_ask_for_fewer_signatures(population: int, more: int) -> None:
    law = Law.on(ON)
    for level in (Level.COMMUNE, Level.REGION):
        small = Petition(level, population=population, arrondissements=False)
        large = replace(small, population=population + more)
        assert required_signatures(small, law).least <= required_signatures(large, law).least


@quickly
@given(petitions())
def test_every_answer_is_signed_and_worded(petition: Petition) -> None:
    advice = advise(petition, on=ON)
    texts = {
        Level.COMMUNE: "organic-law-113-14",
        Level.PROVINCE: "organic-law-112-14",
        Level.REGION: "organic-law-111-14",
        Level.STATE: "organic-law-44-14",
        Level.MOTION: "organic-law-64-14",
    }
    for answer in (*advice.findings, *advice.figures, *advice.requirements):
        assert answer.articles and answer.text.fr and answer.text.ar
        cited = {article.partition("/")[0] for article in answer.articles}
        assert not cited & (set(texts.values()) - {texts[petition.level]}), "the articles of another level"
    for figure in advice.figures:
        sure = petition.level in {Level.REGION, Level.STATE, Level.MOTION} or figure.name == "refusal_by"
        assert (figure.confidence is Confidence.CERTAIN) is sure


@quickly
@given(petitions(), st.dates(date(2000, 1, 1), date(2023, 8, 31)))
def test_before_the_first_day_no_number_is_given(petition: Petition, day: date) -> None:
    for ask in (advise, how_close):
        with pytest.raises(NotYetLaw):
            ask(petition, on=day)


@quickly
@given(st.sampled_from([Level.COMMUNE, Level.PROVINCE, Level.REGION]), days)
def test_the_sessions_follow_in_order(level: Level, filed: date) -> None:
    found = advise(Petition(level, filed=filed), on=ON).finding("next_sessions")
    assert found is not None
    first, second, third = (found.values[name] for name in ("first", "second", "third"))
    assert isinstance(first, date) and isinstance(second, date) and isinstance(third, date)
    assert filed < first < second < third and third - filed < timedelta(days=366 + 31)
    assert ("now" in found.values) is (found.reason == "perhaps_this_month")


@quickly
@given(associations, days, st.integers(1, 4000))
def test_an_association_only_grows_older(association: Association, day: date, later: int) -> None:
    young = Petition(Level.REGION, filer=Filer.ASSOCIATION, association=association, filed=day)
    old = replace(young, filed=day + timedelta(days=later))
    before, after = (advise(one, on=ON).finding("association_is_old_enough") for one in (young, old))
    assert before is not None and after is not None
    assert RANK[after.outcome] >= RANK[before.outcome]
    if before.outcome is Outcome.NOT_MET:
        first = before.values["first"]
        assert isinstance(first, date)
        on_time = advise(replace(young, filed=first), on=ON).finding("association_is_old_enough")
        the_eve = advise(replace(young, filed=first - timedelta(days=1)), on=ON).finding("association_is_old_enough")
        assert on_time is not None and on_time.outcome is Outcome.MET
        assert the_eve is not None and the_eve.outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (Petition(Level.COMMUNE, signatures=-1), "count of -1"),
        (Petition(Level.COMMUNE, population=0), "population of 0"),
        (Petition(Level.STATE, committee=-9), "count of -9"),
        (Petition(Level.COMMUNE, association=Association(members=-2)), "count of -2"),
        (Petition(Level.REGION, provinces=("a",), by_province={"a": -3}), "count of -3"),
        (Petition(Level.PROVINCE, by_province={"a": 3}), "only a region"),
        (Petition(Level.REGION, provinces=("a",), by_province={"b": 3}), r"not a province.*\['b'\]"),
        (Petition(Level.REGION, provinces=("a", "b"), by_province={"a": 3}, signatures=2), "add up"),
        (Petition(Level.REGION, provinces=("a", "b"), by_province={"a": 3, "b": 1}, signatures=5), "add up"),
    ],
)
def test_nonsense_is_refused(told: Petition, says: str) -> None:
    for ask in (advise, how_close):
        with pytest.raises(ValueError, match=says):
            ask(told, on=ON)


def test_a_total_may_be_told_beside_provinces_still_being_counted() -> None:
    told = Petition(Level.REGION, population=2_525_801, provinces=("a", "b"), by_province={"a": 3}, signatures=3)
    found = how_close(told, on=ON)
    assert (found.required, found.signatures, found.missing, found.enough) == (400, 3, 397, False)
    assert [(share.least, share.signatures, share.missing) for share in found.shares] == [(20, 3, 17), (20, None, None)]


def test_counts_of_a_region_nobody_named() -> None:
    found = how_close(Petition(Level.REGION, population=5_000_000, by_province={"x": 500}), on=ON)
    assert (found.required, found.signatures, found.missing, found.shares, found.enough) == (500, None, None, (), None)
    nothing = how_close(Petition(Level.REGION, by_province={"x": 500}), on=ON)
    assert (nothing.required, nothing.missing, nothing.enough) == (None, None, None)
