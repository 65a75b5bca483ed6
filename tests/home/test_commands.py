"""``wolouj import`` and ``wolouj daily``: their answers, exit codes, and what a reader is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.notices.published import lines, result, tender
from wolouj.config import service
from wolouj.foundation.embedded import MachineTrouble
from wolouj.foundation.models import AuditLine
from wolouj.home import commands, work_command
from wolouj.notices.models import ImportRun, Notice, Result

pytestmark = pytest.mark.django_db
AT = "2026-11-24T10:00:00+01:00"


@pytest.fixture(autouse=True)
def database_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own database is there already: the command need not open the house's."""
    monkeypatch.setattr(service, "migrate", lambda argv: 0)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """``run(command, *arguments)`` → (exit code, what it printed, what it complained of)."""

    def call(command: Callable[[list[str]], int], *argv: str) -> tuple[int, str, str]:
        try:
            code = command(list(argv))
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


Run = Callable[..., tuple[int, str, str]]


def file(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_everything_taken_is_zero(tmp_path: Path, run: Run) -> None:
    name = file(tmp_path, "a.jsonl", lines(tender(1), tender(2)))
    code, out, err = run(commands.import_files, name, "--json", "--at", AT)
    assert (code, err) == (0, "")
    assert json.loads(out) == {"read": 2, "created": 2, "updated": 0, "unchanged": 0, "refused": []}
    assert {row.entered_at.isoformat() for row in Notice.objects.all()} == {"2026-11-24T09:00:00+00:00"}
    assert not Notice.objects.filter(is_sample=True).exists()
    assert AuditLine.objects.get().person is None


def test_rows_refused_are_one_and_named(tmp_path: Path, run: Run) -> None:
    name = file(tmp_path, "a.jsonl", lines(tender(1), b"{", tender(3, estimation_ttc="1,234")))
    code, out, _ = run(commands.import_files, name, "--json")
    told: dict[str, Any] = json.loads(out)
    assert code == 1 and (told["read"], told["created"]) == (3, 1)
    assert [(each["file"], each["row"], each["field"], each["reason"]) for each in told["refused"]] == [
        (name, 2, None, "json_broken"),
        (name, 3, "estimation_ttc", "amount"),
    ]
    assert set(told["refused"][0]["text"]) == {"fr", "ar"}


def test_what_a_reader_is_told(tmp_path: Path, run: Run) -> None:
    rows = [tender(1), *(b"{" for _ in range(60)), tender(3, objet="")]
    name = file(tmp_path, "a.jsonl", lines(*rows))
    code, out, _ = run(commands.import_files, name)
    assert code == 1
    for word in ("Nouveau", "Refusé", "ligne", "الجديد", "المرفوض", "السطر"):
        assert word in out, word
    assert out.count("n’est pas du JSON complet") == commands.SHOWN, "the first fifty one by one"


def test_many_files_at_once_and_the_same_again(tmp_path: Path, run: Run) -> None:
    names = [file(tmp_path, "a.jsonl", lines(tender(1))), file(tmp_path, "b.jsonl", lines(result(1), result(2)))]
    assert json.loads(run(commands.import_files, *names, "--json")[1])["created"] == 3
    again = json.loads(run(commands.import_files, *names, "--json")[1])
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    assert (Notice.objects.count(), Result.objects.count(), ImportRun.objects.count()) == (1, 2, 4)


def test_invented_rows_say_so(tmp_path: Path, run: Run) -> None:
    run(commands.import_files, file(tmp_path, "a.jsonl", lines(tender(1))), "--sample")
    run(commands.import_files, file(tmp_path, "b.jsonl", lines(result(1))), "--sample")
    assert Notice.objects.get().is_sample and Result.objects.get().is_sample


def test_nothing_is_imported_when_one_file_is_not_there(tmp_path: Path, run: Run) -> None:
    good = file(tmp_path, "a.jsonl", lines(tender(1)))
    for bad in (str(tmp_path / "nulle-part"), str(tmp_path), "\x00", ""):
        code, out, err = run(commands.import_files, good, bad)
        assert code not in (0, 1) and (out or err)
    assert not Notice.objects.exists() and not ImportRun.objects.exists()


def test_a_database_that_cannot_be_opened_is_said_plainly(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(argv: list[str]) -> int:
        raise MachineTrouble("Le dossier est plein.", "المجلد ممتلئ.")

    monkeypatch.setattr(service, "migrate", closed)
    name = file(tmp_path, "a.jsonl", lines(tender(1)))
    code, out, err = run(commands.import_files, name)
    assert (code, out) == (2, "") and "Le dossier est plein." in err and "Traceback" not in err
    code, out, _ = run(commands.import_files, name, "--json")
    assert code == 2 and json.loads(out)["error"]


@pytest.mark.parametrize("argv", [[], ["--format", "pdf", "x"], ["--at", "hier", "x"], ["--at", "2026-11-24", "x"]])
def test_a_command_line_that_is_wrong_writes_nothing(tmp_path: Path, run: Run, argv: list[str]) -> None:
    name = file(tmp_path, "a.jsonl", lines(tender(1)))
    code, out, err = run(commands.import_files, *[name if word == "x" else word for word in argv])
    assert code not in (0, 1) and (out or err)
    assert not Notice.objects.exists()


def test_a_format_may_be_said(tmp_path: Path, run: Run) -> None:
    name = file(tmp_path, "a.txt", lines(result(1)))
    told = json.loads(run(commands.import_files, name, "--format", "results-jsonl", "--json")[1])
    assert told["created"] == 1
    code, out, _ = run(commands.import_files, name, "--format", "ocds", "--json")
    assert code == 1 and json.loads(out)["refused"][0]["reason"] in ("not_a_package", "json_broken")


def test_names_of_files_never_write_on_the_terminal(tmp_path: Path, run: Run) -> None:
    name = file(tmp_path, "a\x1b[31m.jsonl", b"{")
    _, out, err = run(commands.import_files, name)
    assert "\x1b" not in out + err


def test_progress_on_a_terminal_only(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    name = file(tmp_path, "a.jsonl", lines(*(tender(n) for n in range(1, 30))))
    assert run(commands.import_files, name, "--json")[2] == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _, out, err = run(commands.import_files, name, "--json")
    assert "29/29" in err and "▱" not in err.rsplit("\r", 1)[-1] and json.loads(out)["unchanged"] == 29


def test_the_order_of_the_day(run: Run) -> None:
    code, out, _ = run(commands.daily, "--at", AT, "--json")
    told = json.loads(out)
    assert code == 0 and all(isinstance(value, int) for value in told.values()) and "drafts_forgotten" in told
    code, out, _ = run(commands.daily, "--at", AT)
    assert code == 0 and "oubliés" in out
    assert run(commands.daily, "--at", "demain")[0] not in (0, 1)


def test_the_alerts_are_written_and_said(run: Run) -> None:
    code, out, err = run(work_command.alerts, "--json", "--at", AT)
    assert (code, err) == (0, "") and json.loads(out)["planned"]["match"] == 0 and "sent" not in json.loads(out)
    code, out, _ = run(work_command.alerts)
    assert code == 0 and "Alertes écrites" in out and "Parties" in out
