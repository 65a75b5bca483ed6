"""Everything out of a programme: every column told in both languages, nothing that must stay, in fixed memory."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.programme.conftest import AT, enter
from wolouj.coaching.models import Following, PlanAction, PlanGoal, Visit, Where
from wolouj.foundation.folding import fold
from wolouj.foundation.models import AuditLine
from wolouj.gatherings.models import Gathering, How, Kind, Registration
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.programme.models import Participant, Sensitive
from wolouj.results.exporting import archive, dictionary
from wolouj.results.exporting.tables import Table, tables

NEVER = ("sensitive", "quote", "quoteline", "identity", "batch", "secondcoach", "person", "structure", "auditline")
"""Tables that leave in no export: private facts, prices of quotes, identities, rows that wait, who watches whom."""
DOORS = ("link_digest", "link_sealed", "code", "sound", "file", "papers")
"""Columns that open a door or hold a file, in any table of people."""

KEYS = ("cofinancing/budgetline.csv", "training/module.csv", "training/exercise.csv")
"""Where ``code`` is the key of a list, and opens nothing."""


def read(data: bytes) -> dict[str, list[list[str]]]:
    made = zipfile.ZipFile(io.BytesIO(data))
    assert made.testzip() is None
    return {name: list(csv.reader(io.StringIO(made.read(name).decode("utf-8-sig")))) for name in made.namelist()}


def taken(cast: Cast, lived: Lived, name: str = "all.zip", **typed: str) -> bytes:
    answer = enter(cast, "rachid").post(f"/fr/results/{lived.programme.pk}/export/{name}", typed)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_each_column_of_each_table_is_told_in_both_languages_or_kept_back_on_purpose(lived: Lived) -> None:
    told, found = dictionary.words(), tables(lived.programme, sentences=True)
    assert {dictionary.key_of(table.model) for table in found} == set(told["tables"])
    for table in found:
        mine = told["tables"][dictionary.key_of(table.model)]
        fields = {field.attname for field in table.model._meta.concrete_fields}
        leaves, back = {one.name for one in table.columns if one.field}, set(mine.get("back", ()))
        assert leaves | back == fields, table.name
        assert not leaves & back and set(mine["columns"]) <= leaves, table.name
        assert mine["fr"] and mine["ar"] and all(one.fr and one.ar for one in table.columns)
    assert all(set(pair) == {"fr", "ar"} for pair in told["each"].values())


def test_the_export_holds_every_room_its_dictionary_and_nothing_that_must_stay(cast: Cast, lived: Lived) -> None:
    her = Participant.objects.filter(applications__call=lived.first).exclude(phone="").order_by("id")[0]
    Sensitive.objects.create(participant=her, kind="violence", text="ne sort jamais", told_at=AT)
    Visit.objects.create(
        id="6ba7b810-9dad-41d1-80b4-00c04fd430c8", participant=her, coach=cast.people["hayat"], on=AT.date(),
        where=Where.HOME, done="=HYPERLINK(1)", kept_at=AT,
    )  # fmt: skip
    met = Gathering.objects.create(
        body=lived.programme.body, kind=Kind.MEETING, title_fr="Rencontre", day=AT.date(), made_at=AT
    )
    named = {"name": her.name or her.name_ar, "name_key": fold(her.name or her.name_ar)[:120], "phone": her.phone}
    hers = Registration.objects.create(gathering=met, how=How.LIST, signed_up_at=AT, arrived_at=AT, **named)
    Registration.objects.create(
        gathering=met, how=How.LIST, signed_up_at=AT, name="Sa voisine", name_key="sa voisine", phone=her.phone,
        phone_rank=1,
    )  # fmt: skip
    found = read(taken(cast, lived))
    assert {name.partition("/")[0] for name in found} == {
        "programme", "training", "gatherings", "coaching", "cofinancing", "support", "results", "dictionary.csv",
    }  # fmt: skip
    both = lived.first.applications.count() + lived.second.applications.count()
    assert len(found["programme/application.csv"]) == 1 + both
    visit = dict(zip(*found["coaching/visit.csv"], strict=True))
    assert "done" not in visit and visit["on"] == AT.date().isoformat()
    head, *rows = found["gatherings/registration.csv"]
    assert [row[head.index("id")] for row in rows] == [str(hers.pk)] and rows[0][-1] == str(her.pk)
    words = {(row[0].replace(".", "/"), row[3]) for row in found["dictionary.csv"][1:]}
    for name, (head, *_) in found.items():
        if name != "dictionary.csv":
            assert {(name.removesuffix(".csv"), column) for column in head} <= words
            assert not set(head) & set(DOORS) or name in (
                "cofinancing/budgetline.csv",
                "training/module.csv",
                "training/exercise.csv",
            )
    assert not {name.rpartition("/")[2].removesuffix(".csv") for name in found} & set(NEVER)
    assert not any("ne sort jamais" in cell for rows in found.values() for row in rows for cell in row)
    assert AuditLine.objects.filter(act="programme_exported").count() == 1
    assert enter(cast, "hayat").post(f"/fr/results/{lived.programme.pk}/export/all.zip").status_code == 404


def test_sentences_about_people_leave_only_for_a_reason_said_by_a_manager_and_each_reads_it(
    cast: Cast, lived: Lived
) -> None:
    her = Participant.objects.filter(applications__call=lived.first, person__isnull=False).order_by("id")[0]
    said = "elle a dit la peur chez elle"
    goal = PlanGoal.objects.create(participant=her, position=1, text=f"{said} : partir", opened_at=AT)
    PlanAction.objects.create(goal=goal, participant=her, text=f"{said} : appeler", due=AT.date(), made_at=AT)
    Visit.objects.create(
        id="6ba7b810-9dad-41d1-80b4-00c04fd430c8", participant=her, coach=cast.people["hayat"], on=AT.date(),
        where=Where.HOME, done=said, kept_at=AT,
    )  # fmt: skip
    facts = read(taken(cast, lived))
    assert not any(said in cell for rows in facts.values() for row in rows for cell in row)
    assert [len(facts[f"coaching/{name}.csv"]) for name in ("plangoal", "planaction", "visit")] == [2, 2, 2]
    assert "yes" not in [row[-1] for row in facts["dictionary.csv"][1:]]
    where = f"/fr/results/{lived.programme.pk}/export/all-sentences.zip"
    browser = enter(cast, "rachid")
    for typed, wrong in (({}, "une des trois"), ({"why": "study"}, "promesse"), ({"why": "x", "known": "1"}, "trois")):
        answer = browser.post(where, typed)
        assert answer.status_code == 422 and wrong in answer.content.decode()
    assert enter(cast, "hayat").post(where, {"why": "study", "known": "1"}).status_code == 404
    assert not AuditLine.objects.filter(act="sentences_taken").exists()
    made = taken(cast, lived, "all-sentences.zip", why="study", known="1")
    note = zipfile.ZipFile(io.BytesIO(made)).read("0-READ-ME.txt").decode()
    assert "CONFIDENTIEL" in note and "سري" in note and cast.people["rachid"].full_name in note
    found = read(made)
    free = {(row[0].replace(".", "/"), row[3]) for row in found["dictionary.csv"][1:] if row[-1] == "yes"}
    assert ("coaching/visit", "done") in free and ("coaching/following", "coach_id") not in free
    for table, column in free:
        assert column in found[f"{table}.csv"][0] and column not in facts[f"{table}.csv"][0]
    assert dict(zip(*found["coaching/visit.csv"], strict=True))["done"] == said
    line = AuditLine.objects.get(act="sentences_taken", concerns=her.person_id)
    assert line.detail == {"file": "all-sentences.zip", "why": "study"} and line.person == cast.people["rachid"].id


def test_parquet_tells_the_same_rows_with_their_types(cast: Cast, lived: Lived) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    Following.objects.create(
        participant=Participant.objects.order_by("id")[0], coach=cast.people["hayat"], since=AT.date(), given_at=AT
    )
    same, made = read(taken(cast, lived)), zipfile.ZipFile(io.BytesIO(taken(cast, lived, "all-parquet.zip")))
    for table in tables(lived.programme):
        got = pq.read_table(io.BytesIO(made.read(f"{table.name}.parquet")))
        assert got.column_names == same[f"{table.name}.csv"][0]
        assert got.num_rows == len(same[f"{table.name}.csv"]) - 1
    row = pq.read_table(io.BytesIO(made.read("programme/decision.parquet"))).to_pylist()[0]
    assert isinstance(row["total"], Decimal | None) and row["decided_at"].tzinfo is not None
    assert isinstance(pq.read_table(io.BytesIO(made.read("programme/call.parquet"))).to_pylist()[0]["places"], int)


def test_parquet_is_offered_only_where_its_library_is(
    cast: Cast, lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, page = enter(cast, "rachid"), f"/fr/results/{lived.programme.pk}/export/"
    monkeypatch.setattr(archive, "find_spec", lambda name: object())
    assert "all-parquet.zip" in browser.get(page).content.decode()
    monkeypatch.setattr(archive, "find_spec", lambda name: None)
    assert "all-parquet.zip" not in browser.get(page).content.decode()
    assert browser.post(f"{page}all-parquet.zip").status_code == 404


def test_rows_are_read_some_at_a_time(lived: Lived, monkeypatch: pytest.MonkeyPatch) -> None:
    held, most = 0, 0

    def rows() -> Any:
        nonlocal held, most
        for i in range(5000):
            held += 1
            most = max(most, held)
            yield (f"{i}",)
            held -= 1

    one = Table(Participant, dictionary.columns(Participant)[:1], rows)
    monkeypatch.setattr(archive, "tables", lambda programme, sentences: [one])
    with archive.archive(lived.programme) as made:
        assert len(read(made.read())["programme/participant.csv"]) == 5001
    assert most == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [("=1+1", "'=1+1"), ("-3.5", "-3.5"), ("-x", "'-x"), (None, ""), (0, "0"), (True, "yes"), (["é", 1], '["é", 1]'),
     (date(2026, 3, 4), "2026-03-04"), ("\r=1", "'\r=1")],
)  # fmt: skip
def test_nothing_typed_becomes_a_formula(value: object, said: str) -> None:
    assert archive.cell(value) == said
