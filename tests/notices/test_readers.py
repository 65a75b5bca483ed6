"""A file read by several processes gives what one gives: rows, refusals, order; and says so plainly when one dies."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.notices.published import AT, bring_in, lines, result, tender
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.notices import importing, readers
from wolouj.notices.ahead import ahead_of, digest
from wolouj.notices.importing import import_files
from wolouj.notices.models import ImportRun, Notice, Result, SearchWord
from wolouj.notices.readers import Readers
from wolouj.notices.rows_ahead import begin
from wolouj.notices.sources import formats
from wolouj.notices.sources.incoming import Refused

pytestmark = pytest.mark.django_db
TOLD = ("identity", "reference", "object", "nature", "natures", "nature_confidence", "place_codes", "digest")
_OF_NOTICES = ("natures", "place_codes")


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Two readers for the whole module: starting them is most of what this costs."""
    with ProcessPoolExecutor(2, get_context("spawn"), initializer=begin) as started:
        yield started


@pytest.fixture
def by_many(pool: ProcessPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of one row a line is read by both, in packs of seven lines, from the first on."""
    monkeypatch.setattr(readers, "_pool", lambda many: pool)
    monkeypatch.setattr(pool, "shutdown", lambda **how: None)
    monkeypatch.setattr(importing, "readers_for", lambda files: 2)
    monkeypatch.setattr(readers, "AT_ONCE", 7)
    monkeypatch.setattr(readers, "HERE", 1)


OBJECTS = ("Travaux de peinture de l'école", "Achat de fournitures de bureau", "شراء مواد التنظيف", "Location de bus")
TENDERS = lines(
    *(tender(n, objet=f"{OBJECTS[n % 4]} {n}") for n in range(20)),
    b"{not json", b"", tender(3), tender(4, objet="Autre chose"), tender(30, ref=None), b'{"objet": "\xff"}',
    tender(31, date_limite="le 3"), *(tender(n, scraped_at=None) for n in range(40, 55)), b"[1]",
)  # fmt: skip
RESULTS = lines(*(result(n, acheteur=f"COMMUNE {n % 5}", objet=OBJECTS[n % 4]) for n in range(30)), result(2),
                result(40, montant="1,234"), *(result(n) for n in range(50, 60)))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tenders.jsonl", TENDERS),
        ("results.jsonl", RESULTS),
        ("packed.gz", gzip.compress(TENDERS, mtime=0)),
        ("cut.gz", gzip.compress(lines(*map(tender, range(120))), compresslevel=0, mtime=0)[:-400]),
    ],
)
def test_rows_and_refusals_are_those_of_one_process(
    tmp_path: Path, name: str, data: bytes, request: pytest.FixtureRequest
) -> None:
    def stored() -> tuple[list[object], list[object], list[object]]:
        rows = Notice.objects.order_by("identity").values_list(*TOLD, "search_words", "choices", "buyer__name")
        results = Result.objects.order_by("identity").values_list(*(n for n in TOLD if n not in _OF_NOTICES))
        return list(rows), list(results), list(SearchWord.objects.order_by("word").values_list("word", "held_by"))

    alone = bring_in(tmp_path, data, name).as_json()
    before, report = stored(), ImportRun.objects.get().refused
    for model in (Result, Notice, SearchWord, ImportRun):
        model.objects.all().delete()
    request.getfixturevalue("by_many")
    assert bring_in(tmp_path, data, name).as_json() == alone
    assert (stored(), ImportRun.objects.get().refused) == (before, report)
    assert len(before[0]) + len(before[1]) > 25
    assert alone["refused"], "a file without a bad row would say little"


def test_rows_come_back_with_what_is_worked_out_and_it_is_the_same_here(by_many: None, tmp_path: Path) -> None:
    path = tmp_path / "tenders.jsonl"
    path.write_bytes(TENDERS)
    here = list(formats.rows(path, "t", "tenders-jsonl"))
    there = list(Readers(2).rows(path, "t", "tenders-jsonl"))
    assert here == there
    for one, other in zip(here, there, strict=True):
        if not isinstance(one, Refused) and not isinstance(other, Refused):
            assert one.ahead is None and other.ahead == ahead_of(one)
            assert digest(one) == digest(other)


def test_a_reader_that_dies_is_told_plainly_and_the_same_import_ends_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = ProcessPoolExecutor(1, get_context("spawn"))
    dying.submit(os._exit, 9)
    monkeypatch.setattr(readers, "_pool", lambda many: dying)
    monkeypatch.setattr(importing, "readers_for", lambda files: 1)
    monkeypatch.setattr(readers, "AT_ONCE", 7)
    monkeypatch.setattr(readers, "HERE", 2)
    monkeypatch.setattr(importing, "BATCH", 5)
    data = lines(*(tender(n) for n in range(40)))
    with pytest.raises(BadInput) as told:
        bring_in(tmp_path, data, "avis.jsonl")
    assert (told.value.file, told.value.row) == ("avis.jsonl", 15)
    assert "mémoire" in told.value.text.fr and "15" in told.value.text.ar
    assert Notice.objects.count() == 10 and not ImportRun.objects.exists()  # two whole batches, no report of a whole
    monkeypatch.undo()
    done = import_files([(tmp_path / "avis.jsonl", "avis.jsonl")], by=OPERATOR, at=AT)
    assert (done.created, done.unchanged, done.refused) == (30, 10, [])


def test_where_no_process_can_be_started_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object, **named: object) -> None:
        raise OSError("no semaphore")

    monkeypatch.setattr(readers, "ProcessPoolExecutor", refused)
    path = tmp_path / "t.jsonl"
    path.write_bytes(TENDERS)
    assert list(Readers(2).rows(path, "t", "tenders-jsonl")) == list(formats.rows(path, "t"))


def test_others_help_only_with_many_rows_of_one_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, packed = tmp_path / "t.jsonl", tmp_path / "t.gz"
    path.write_bytes(TENDERS)
    packed.write_bytes(gzip.compress(TENDERS, mtime=0))
    plain, zipped = (path, "tenders-jsonl"), (packed, "tenders-jsonl")
    monkeypatch.setattr(readers, "_cores", lambda: 8)
    assert readers.readers_for([plain, zipped]) == 0
    monkeypatch.setattr(readers, "MANY", 40)
    assert readers.readers_for([plain]) == readers.readers_for([zipped]) == readers.MOST == 4
    assert readers.readers_for([(path, "ocds-jsonl"), (path, "notice-json")]) == 0
    monkeypatch.setattr(readers, "MANY", 80)
    assert readers.readers_for([plain]) == 0
    assert readers.readers_for([plain, zipped]) == 4, "several files of one import count together"
    assert Readers(4).read("tenders-jsonl") and not Readers(4).read("notice-json") and not Readers(0).read(plain[1])
    monkeypatch.setattr(readers, "_cores", lambda: 1)
    assert readers.readers_for([plain, zipped]) == 0
