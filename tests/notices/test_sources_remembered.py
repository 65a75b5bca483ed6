"""OCDS over several files, JSON lines, gzip; a folder watched for files."""

from __future__ import annotations

import gzip
import json
import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.notices.published import AT, bring_in, lines, tender, told
from tests.notices.test_ocds import AWARD, package, release, update
from wolouj.foundation.actor import OPERATOR
from wolouj.notices.importing import Imported
from wolouj.notices.inbox import take_folder
from wolouj.notices.models import ImportRun, Notice, NoticeChange, OcdsProcess, Result
from wolouj.notices.sources import formats, ocds_known

pytestmark = pytest.mark.django_db


def jsonl(*rows: Any) -> bytes:
    return b"\n".join(each if isinstance(each, bytes) else json.dumps(each).encode() for each in rows)


def reasons(done: Imported) -> list[tuple[int | None, str | None, str]]:
    return [told(each) for each in done.refused]


def test_a_later_file_may_tell_only_what_it_changes(tmp_path: Path) -> None:
    bring_in(tmp_path, package(release()))
    later = update("2026-11-25T10:00:00+01:00", tender={"tenderPeriod": {"endDate": "2026-12-09T10:00:00+01:00"}})
    done = bring_in(tmp_path, package(later), "later.json", at=AT + timedelta(days=1))
    assert (done.updated, done.refused) == (1, [])
    row = Notice.objects.get()
    assert (row.object, row.estimate, row.lines.count()) == (
        "Fourniture de repas (échantillon)",
        Decimal("15000.50"),
        2,
    )
    assert row.deadline is not None and row.deadline.day == 9
    assert set(NoticeChange.objects.get().fields) == {"deadline"}
    assert bring_in(tmp_path, package(later), "again.json", at=AT + timedelta(days=2)).unchanged == 1
    older = bring_in(tmp_path, package(release()), "older.json", at=AT + timedelta(days=3))
    assert (older.updated, older.unchanged) == (0, 1), "an older file takes nothing back"


def test_items_are_completed_and_taken_away_over_files(tmp_path: Path) -> None:
    bring_in(tmp_path, package(release()))
    more = {"items": [{"id": "1", "quantity": 80}], "value": None}
    bring_in(tmp_path, package(update("2026-11-25T10:00:00+01:00", tender=more)), "later.json")
    row = Notice.objects.get()
    assert [(x.designation, x.quantity) for x in row.lines.all()] == [("Repas", 80), ("Eau", Decimal("12.5"))]
    assert row.estimate is None


def test_a_cancellation_and_an_award_alone_in_their_files(tmp_path: Path) -> None:
    bring_in(tmp_path, package(release()))
    gone = update("2026-11-25T10:00:00+01:00", tender={"status": "cancelled"})
    bring_in(tmp_path, package(gone), "gone.json")
    assert Notice.objects.get().cancelled_at is not None
    award = update("2026-12-04T10:00:00+01:00", tag=["award"], awards=[AWARD])
    done = bring_in(tmp_path, package(award), "award.json")
    assert done.refused == []
    found = Result.objects.get()
    assert (found.reference, found.notice_id) == ("12/2026", Notice.objects.get().id)
    third = update("2026-12-05T10:00:00+01:00", tender={"title": "Repas (échantillon)"})
    assert bring_in(tmp_path, package(third), "third.json").read == 1, "an award of before is not told again"


def test_an_update_of_what_nobody_knows_is_refused_and_completed_when_it_comes(tmp_path: Path) -> None:
    late = update("2026-11-25T10:00:00+01:00", tender={"tenderPeriod": {"endDate": "2026-12-09T10:00:00+01:00"}})
    assert reasons(bring_in(tmp_path, package(late))) == [(1, "tender.id", "missing")]
    done = bring_in(tmp_path, package(release()), "first.json")
    row = Notice.objects.get()
    assert done.created == 1 and row.deadline is not None and row.deadline.day == 9, "nothing of it was lost"


def test_samples_never_complete_what_is_real(tmp_path: Path) -> None:
    bring_in(tmp_path, package(release()), is_sample=True)
    late = update("2026-11-25T10:00:00+01:00", tender={"title": "Autre"})
    assert bring_in(tmp_path, package(late), "b.json").refused


def test_only_what_is_read_is_kept(tmp_path: Path) -> None:
    officer = {
        "id": "1",
        "name": "COMMUNE AFOURER",
        "roles": ["buyer"],
        "contactPoint": {"name": "Mme X", "email": "x@y"},
    }
    bring_in(tmp_path, package(release(parties=[officer])))
    kept = OcdsProcess.objects.get().told
    assert "Mme X" not in kept and "COMMUNE AFOURER" in kept
    assert ocds_known.read_back(kept)["tender"]["value"]["amount"] == Decimal("15000.5")
    assert ocds_known.written({"tender": {"title": "x" * ocds_known.LONGEST}}) is None


def test_a_line_for_each_release(tmp_path: Path) -> None:
    data = jsonl(release("a"), b"{broken", release("b"), {"records": [{"compiledRelease": release("c")}]}, {"x": 1})
    path = tmp_path / "avis.jsonl"
    path.write_bytes(data)
    assert formats.format_of(path) == "ocds-jsonl"
    done = bring_in(tmp_path, data)
    assert (done.created, reasons(done)) == (3, [(2, None, "json_broken"), (5, None, "not_a_package")])


def test_a_line_may_come_before_what_it_completes(tmp_path: Path) -> None:
    late = update("2026-11-25T10:00:00+01:00", tender={"title": "Repas et eau"})
    done = bring_in(tmp_path, jsonl(late, release()))
    assert done.refused == [] and Notice.objects.get().object == "Repas et eau"


def test_a_packed_file_is_read_as_it_is(tmp_path: Path) -> None:
    for name, data in (("a", package(release())), ("b", jsonl(release("x"), release("y"))), ("c", lines(tender()))):
        assert bring_in(tmp_path, gzip.compress(data), f"{name}.gz").refused == []
    assert Notice.objects.count() == 4


def test_a_packed_file_cut_short_keeps_what_came_before(tmp_path: Path) -> None:
    packed = gzip.compress(lines(*(tender(n) for n in range(2000))))
    done = bring_in(tmp_path, packed[: len(packed) // 2], format="tenders-jsonl")
    assert 0 < done.created < 2000 and reasons(done)[-1][2] == "gz_broken"


@pytest.mark.parametrize("data", [b"\x1f\x8b", b"\x1f\x8bpas du tout", gzip.compress(b"rien", mtime=0)])
def test_what_is_packed_and_is_nothing_is_one_refusal(tmp_path: Path, data: bytes) -> None:
    (found,) = reasons(bring_in(tmp_path, data))
    assert found[2] in ("gz_broken", "format_unknown")


def test_a_bomb_is_put_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MOST_UNPACKED", 100_000)
    data = gzip.compress(b'{"ocid":' + b" " * 5_000_000)
    assert reasons(bring_in(tmp_path, data)) == [(None, None, "page_too_big")]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


def put(box: Path, name: str, data: bytes, *, age: int = 60) -> None:
    (box / name).write_bytes(data)
    then = AT.timestamp() - age
    os.utime(box / name, (then, then))


def test_a_file_of_the_folder_is_taken_once_by_what_it_holds(box: Path) -> None:
    put(box, "b.jsonl", lines(tender(1)), age=30)
    put(box, "a.jsonl", lines(tender(1, date_limite="02/12/2026 10:00")), age=90)
    looked = take_folder(box, by=OPERATOR, at=AT)
    assert [name for name, _ in looked.taken] == ["a.jsonl", "b.jsonl"], "the oldest first"
    put(box, "copie.jsonl", lines(tender(1)))
    again = take_folder(box, by=OPERATOR, at=AT)
    assert (again.taken, again.before) == ([], 3) and ImportRun.objects.count() == 2
    put(box, "b.jsonl", lines(tender(2)))
    assert take_folder(box, by=OPERATOR, at=AT).whole.created == 1


def test_what_failed_is_told_and_moved_nowhere(box: Path) -> None:
    put(box, "photo.png", b"\x89PNG")
    put(box, "bon.jsonl", lines(tender(1)))
    looked = take_folder(box, by=OPERATOR, at=AT)
    assert [each.reason for each in looked.whole.refused] == ["format_unknown"] and looked.whole.created == 1
    assert sorted(path.name for path in box.iterdir()) == ["bon.jsonl", "photo.png"]
    assert take_folder(box, by=OPERATOR, at=AT).taken == [], "told once"


def test_a_file_still_being_written_waits_and_others_are_not_ours(box: Path) -> None:
    put(box, "en-cours.jsonl", lines(tender(1)), age=2)
    for name in (".cache", "x.part"):
        put(box, name, lines(tender(2)))
    (box / "dossier").mkdir()
    (box / "lien").symlink_to(box / ".cache")
    looked = take_folder(box, by=OPERATOR, at=AT)
    assert (looked.taken, looked.waiting, looked.before) == ([], 1, 0)
    assert take_folder(box, by=OPERATOR, at=AT + timedelta(minutes=1)).whole.created == 1
