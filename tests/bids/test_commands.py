"""The three commands as another program drives them: in a process of their own, with the contract's keys."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wolouj.bids.papers.wording import say
from wolouj.cli import COMMANDS

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
AT = "2026-11-24T10:00:00+01:00"
SCHEMAS = {
    name: Draft202012Validator(json.loads((ROOT / f"wolouj/bids/schema/{name}.schema.json").read_text("utf-8")))
    for name in ("check", "papers", "quote")
}


def wolouj(*args: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run one command. The locale is the poorest one: words must come out right all the same."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON", "DJANGO"))}
    call = [sys.executable, "-m", "wolouj.cli", *map(str, args)]
    path = {"PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    return subprocess.run(call, capture_output=True, encoding="utf-8", cwd=cwd, env=clean | path | env, timeout=120)


def answer(done: subprocess.CompletedProcess[str], code: int) -> dict[str, Any]:
    """The one object printed, whatever the exit code."""
    assert done.returncode == code, done.stderr
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def failure(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The error object, and the one plain line beside it."""
    error = answer(done, 2)["error"]
    assert set(error) == {"file", "row", "field", "text"} and set(error["text"]) == {"fr", "ar"}
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("wolouj: ")
    assert re.search(r"[؀-ۿ]", error["text"]["ar"]) and "Traceback" not in done.stderr
    return error  # type: ignore[no-any-return]


def quote(out: Path, notice: str, structure: str, prices: str, *more: str) -> subprocess.CompletedProcess[str]:
    return wolouj(
        "quote", "--notice", SAMPLES / notice, "--structure", SAMPLES / structure, "--prices", SAMPLES / prices,
        "--out", out, "--at", AT, *more,
    )  # fmt: skip


def check(notice: str | Path, structure: str | Path, *more: str) -> subprocess.CompletedProcess[str]:
    return wolouj("check", "--notice", SAMPLES / notice, "--structure", SAMPLES / structure, *more)


# ---- answers ------------------------------------------------------------------------------------------------


def test_words() -> None:
    assert answer(wolouj("words", "9840.50", "--json"), 0) == {
        "fr": "neuf mille huit cent quarante dirhams et cinquante centimes",
        "ar": "تسعة آلاف وثمانمائة وأربعون درهما وخمسون سنتيما",
    }
    plain = wolouj("words", "9840.50")
    assert plain.returncode == 0 and len(plain.stdout.splitlines()) == 2
    assert plain.stdout.splitlines()[1].startswith("\u2067")


@pytest.mark.parametrize("structure", sorted(path.name for path in SAMPLES.glob("structure-*.json")))
@pytest.mark.parametrize("notice", sorted(path.name for path in SAMPLES.glob("notice-*.json")))
def test_check_follows_its_schema(notice: str, structure: str) -> None:
    done = check(notice, structure, "--json")
    verdict = answer(done, 1 if json.loads(done.stdout).get("outcome") == "not_met" else 0)
    SCHEMAS["check"].validate(verdict)
    assert set(verdict) == {"outcome", "law_on", "findings", "requirements", "figures", "questions"}
    published = json.loads((SAMPLES / notice).read_text("utf-8"))["published"]
    assert verdict["law_on"] == published[:10] and verdict["findings"]


def test_check_says_no_with_exit_1(tmp_path: Path) -> None:
    excluded = json.loads((SAMPLES / "structure-company.json").read_text("utf-8")) | {"excluded": True}
    (tmp_path / "s.json").write_text(json.dumps(excluded), "utf-8")
    tender = json.loads((SAMPLES / "notice-reserved.json").read_text("utf-8"))
    (tmp_path / "n.json").write_text(json.dumps(tender), "utf-8")
    verdict = answer(check(tmp_path / "n.json", tmp_path / "s.json", "--json"), 1)
    assert verdict["outcome"] == "not_met"
    assert any(seen["outcome"] == "not_met" and seen["force"] == "decides" for seen in verdict["findings"])


@pytest.mark.parametrize("structure", sorted(path.name for path in SAMPLES.glob("structure-*.json")))
def test_what_would_change_the_answer(structure: str) -> None:
    found = answer(check("notice-tender.json", structure, "--on", "2026-11-24", "--changes", "--json"), 0)
    SCHEMAS["check"].validate(found)
    told = found["changes"]
    open_ones = [f["rule"] for f in found["findings"] if f["outcome"] in ("not_met", "unknown")]
    assert {turned["rule"] for turned in told["of_findings"]} <= set(open_ones) and told["judgements"] > 1
    for way in told["of_verdict"]:
        assert way["verdict"] == "met" and way["changes"] and way["finding"] is None
    assert any(turned["ways"] for turned in told["of_findings"])


def test_a_total_too_high_comes_down_to_the_ceiling() -> None:
    over = ("--total", "520000", "--on", "2026-11-17", "--changes")
    found = answer(check("notice-catering.json", "structure-company.json", *over, "--json"), 0)
    turned = next(t for t in found["changes"]["of_findings"] if t["reason"] == "over_the_ceiling")
    assert turned["ways"][0]["changes"][0]["key"] == "price_is_lowered"
    assert turned["ways"][0]["changes"][0]["values"] == {"total": "500000.00"}
    lines = check("notice-catering.json", "structure-company.json", *over).stdout
    assert "Ce qui changerait la réponse" in lines and "ما قد يغير الجواب" in lines
    wrong = check("notice-catering.json", "structure-company.json", "--total", "beaucoup", "--json")
    assert failure(wrong)["field"] == "--total"


def test_the_day_of_the_law(tmp_path: Path) -> None:
    (tmp_path / "n.json").write_text('{"kind": "purchase_order", "rulebook": "decree"}')
    verdict = answer(check(tmp_path / "n.json", "structure-company.json", "--on", "2025-03-01", "--json"), 0)
    assert verdict["law_on"] == "2025-03-01"
    assert re.fullmatch(
        r"20\d\d-\d\d-\d\d", answer(check(tmp_path / "n.json", "structure-company.json", "--json"), 0)["law_on"]
    )
    assert (
        failure(check(tmp_path / "n.json", "structure-company.json", "--on", "1900-01-01", "--json"))["field"] == "--on"
    )


def test_a_ready_quote(tmp_path: Path) -> None:
    out = tmp_path / "a folder" / "quote"
    done = quote(out, "notice-cleaning.json", "structure-company.json", "prices-cleaning.csv", "--json")
    found = answer(done, 0)
    SCHEMAS["quote"].validate(found)
    assert found["ready"] is True and found["warnings"] == [] and done.stderr == ""
    assert found["vat_by_rate"] == [{"rate": "20", "base": found["total_excl_vat"], "amount": found["vat"]}]
    assert Decimal(found["total_excl_vat"]) == sum(Decimal(line["amount_excl_vat"]) for line in found["lines"])
    assert Decimal(found["total_incl_vat"]) == Decimal(found["total_excl_vat"]) + Decimal(found["vat"])
    assert Decimal(found["floor_incl_vat"]) < Decimal(found["total_incl_vat"])
    assert (
        sorted(path.name for path in out.iterdir())
        == ["quote.pdf", "quote.txt", "quote.xlsx"]
        == sorted(found["files"])
    )
    assert all(Path(path).stat().st_size for path in found["files"].values())
    assert (out / "quote.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (
            ("notice-catering.json", "structure-cooperative.json", "prices-catering.csv"),
            {"vat_regime_unconfirmed": True, "expired_paper": False},
        ),
        (
            ("notice-catering.json", "structure-cooperative-exempt.json", "prices-catering-draft.csv"),
            {"below_cost": True, "unpriced_line": True},
        ),
    ],
)
def test_a_quote_that_is_not_ready_is_written_as_a_draft(
    tmp_path: Path, names: tuple[str, str, str], codes: dict[str, bool]
) -> None:
    found = answer(quote(tmp_path, *names, "--json"), 1)
    SCHEMAS["quote"].validate(found)
    assert found["ready"] is False
    assert {seen["code"]: seen["blocking"] for seen in found["warnings"]} == codes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quote.pdf", "quote.txt", "quote.xlsx"]
    printed = subprocess.run(["pdftotext", str(tmp_path / "quote.pdf"), "-"], capture_output=True, encoding="utf-8")
    assert say("mark_draft", "fr").upper() in printed.stdout.upper()


def test_losses_accepted_and_a_notice_cancelled(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("number,unit_price_excl_vat,vat_rate,unit_cost\n1,1,20,2\n")
    args = (SAMPLES / "notice-cancelled.json", SAMPLES / "structure-company.json", tmp_path / "p.csv")
    found = answer(quote(tmp_path / "o", *map(str, args), "--accept-loss", "--json"), 1)
    assert [(seen["code"], seen["blocking"], seen["line"]) for seen in found["warnings"]] == [
        ("below_cost", False, "1"),
        ("cancelled", True, None),
    ]


def test_an_auto_entrepreneur(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("number,unit_price_excl_vat,vat_rate\n1,1.25,\n")
    args = (SAMPLES / "notice-cancelled.json", SAMPLES / "structure-auto-entrepreneur.json", tmp_path / "p.csv")
    found = answer(quote(tmp_path / "o", *map(str, args), "--json"), 1)
    assert (found["vat"], found["total_incl_vat"], found["floor_incl_vat"]) == ("0.00", "2500.00", None)
    (tmp_path / "p.csv").write_text("number,unit_price_excl_vat,vat_rate\n1,1.25,20\n")
    error = failure(quote(tmp_path / "o2", *map(str, args), "--json"))
    assert (error["file"], error["row"], error["field"]) == (str(tmp_path / "p.csv"), 2, "vat_rate")
    assert not (tmp_path / "o2").exists()


def test_sentences_without_json(tmp_path: Path) -> None:
    done = quote(tmp_path, "notice-catering.json", "structure-cooperative.json", "prices-catering.csv")
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and lines[0].startswith("En dessous de")  # the floor, before anything else
    assert all(line.startswith("\u2067") and line.endswith("\u2069") for line in lines[1::2])
    verdict = check("notice-catering.json", "structure-cooperative.json")
    assert verdict.returncode == 0 and len(verdict.stdout.splitlines()) % 2 == 0


def test_keys_of_others_are_noted_and_change_nothing(tmp_path: Path) -> None:
    tree = json.loads((SAMPLES / "structure-company.json").read_text("utf-8")) | {"id": 3, "x_mine": 1}
    (tmp_path / "s.json").write_text(json.dumps(tree), "utf-8")
    done = check("notice-cleaning.json", tmp_path / "s.json", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)
    assert done.stderr == f"wolouj: {tmp_path / 's.json'}: not ours, left aside: id\n"


# ---- input that cannot be used ---------------------------------------------------------------------------------

GOOD = {"--notice": "notice-cleaning.json", "--structure": "structure-company.json", "--prices": "prices-cleaning.csv"}
BAD_JSON: dict[str, bytes] = {
    "broken": b'{"kind": "tender",',
    "latin": b'{"name": "B\xe9ni", "buyer": "B\xe9ni"}',
    "pdf renamed": b"%PDF-1.4 ...",
    "zip bomb renamed": b"PK\x03\x04" + b"\0" * 1000,
    "too big": b'{"x_": "' + b"x" * 2_100_000 + b'"}',
    "20 MB photo": b"\xff\xd8\xff\xe0" + b"\0" * 20_000_000,
    "nested": b"[" * 200_000,
    "empty": b"",
    "override": '{"name": "a\u202eb", "buyer": "a\u202eb"}'.encode(),
    "1900": b'{"registered_on": "1900-01-01", "deadline": "1900-01-01T10:00:00+01:00"}',
    "2100": b'{"registered_on": "2100-01-01", "deadline": "2100-01-01T10:00:00+01:00"}',
}
BAD_CSV: dict[str, tuple[bytes, int | None]] = {
    "formula": (b"number,unit_price_excl_vat,vat_rate\n1,=1+1,20\n", 2),
    "negative": (b"number,unit_price_excl_vat,vat_rate\n1,-4,20\n", 2),
    "huge": (b"number,unit_price_excl_vat,vat_rate\n1,99999999999999,20\n", 2),
    "not in the notice": (b"number,unit_price_excl_vat,vat_rate\n1,4,20\n77,4,20\n", 3),
    "twice": (b"number,unit_price_excl_vat,vat_rate\n1,4,20\n1,4,20\n", 3),
    "workbook": (b"PK\x03\x04rest", None),
    "thousands": (b"number,unit_price_excl_vat,vat_rate\n" + b"".join(b"%d,1,0\n" % i for i in range(1500)), 1002),
}


def with_bad(option: str, path: Path, out: Path) -> subprocess.CompletedProcess[str]:
    files = {name: SAMPLES / sample for name, sample in GOOD.items()} | {option: path}
    return wolouj("quote", "--json", "--out", out, "--at", AT, *(part for pair in files.items() for part in pair))


@pytest.mark.parametrize("option", ["--notice", "--structure"])
@pytest.mark.parametrize("name", BAD_JSON)
def test_bad_documents_write_nothing(tmp_path: Path, option: str, name: str) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(BAD_JSON[name])
    error = failure(with_bad(option, path, tmp_path / "out"))
    assert error["file"] == str(path)
    assert [each.name for each in tmp_path.iterdir()] == ["given.json"]


def test_bad_lines_name_their_row(tmp_path: Path) -> None:
    path = tmp_path / "n.json"
    for quantity in ("-1", "1e12", "99999999999", "=1+1"):
        path.write_text(json.dumps({"lines": [{"number": "1"}, {"number": "2", "quantity": quantity}]}))
        error = failure(with_bad("--notice", path, tmp_path / "out"))
        assert (error["row"], error["field"]) == (2, "lines.quantity")
    path.write_text(json.dumps({"lines": [{"number": str(i)} for i in range(1001)]}))
    assert failure(with_bad("--notice", path, tmp_path / "out"))["field"] == "lines"
    path.write_text(json.dumps({"lines": []}))
    assert failure(with_bad("--notice", path, tmp_path / "out"))["field"] == "lines"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", BAD_CSV)
def test_bad_prices_write_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(BAD_CSV[name][0])
    error = failure(with_bad("--prices", path, tmp_path / "out"))
    assert (error["file"], error["row"]) == (str(path), BAD_CSV[name][1])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", GOOD)
def test_files_that_are_not_there(tmp_path: Path, option: str) -> None:
    assert failure(with_bad(option, tmp_path / "absent", tmp_path / "out"))["file"] == str(tmp_path / "absent")
    assert failure(with_bad(option, tmp_path, tmp_path / "out"))["file"] == str(tmp_path)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    for out in (tmp_path / "file", tmp_path / "file" / "inside"):
        assert failure(with_bad("--notice", SAMPLES / "notice-cleaning.json", out))["field"] == "--out"
    assert (tmp_path / "file").read_text() == "kept"
    (tmp_path / "out" / "quote.pdf").mkdir(parents=True)
    assert failure(with_bad("--notice", SAMPLES / "notice-cleaning.json", tmp_path / "out"))["field"] == "--out"
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["quote.pdf"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_nobody_may_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert failure(with_bad("--notice", SAMPLES / "notice-cleaning.json", tmp_path / "out"))["field"] == "--out"
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", "--notice"],
        ["check", "--notise", "x", "--structure", "y"],
        ["quote", "--notice", "a", "--structure", "b"],
        ["quote", *(f"{k}={SAMPLES / v}" for k, v in GOOD.items()), "--out", "never", "--at", "2026-11-24T10:00:00"],
        ["words"],
        ["words", "1", "2"],
        ["words", "douze"],
        ["words", "--", "-1"],
        ["words", "1000000000"],
        ["words", "1.234"],
        ["words", ""],
        ["word", "1"],
    ],
)
def test_a_command_badly_written(tmp_path: Path, args: list[str]) -> None:
    extra = args.index("--") if "--" in args else len(args)
    failure(wolouj(*args[:extra], "--json", *args[extra:], cwd=tmp_path))
    quiet = wolouj(*args, cwd=tmp_path)
    assert quiet.returncode == 2 and quiet.stdout == "" and quiet.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_name_that_cannot_be_printed(tmp_path: Path) -> None:
    error = failure(wolouj("check", "--json", "--notice", "a\n\x1b[31m\u202eb", "--structure", "x", cwd=tmp_path))
    assert error["file"] == "a??[31m?b"


# ---- the house ---------------------------------------------------------------------------------------------------


def test_help_and_the_list_of_commands() -> None:
    assert wolouj("--help").returncode == 0
    assert wolouj().returncode == 2
    listed = wolouj("--help").stdout
    for name in COMMANDS:
        assert f"  {name}" in listed
    for name in ("check", "papers", "quote", "evaluate", "calendar", "net", "interest", "ceiling", "words"):
        assert wolouj(name, "--help").returncode == 0


@pytest.mark.parametrize(
    "call",
    [
        ["words", "12"],
        ["evaluate", "samples/opening-works.json"],
        ["calendar", "--notice", "samples/notice-tender.json"],
        ["net", "--amount", "12000", "--kind", "cooperative"],
        ["interest", "--amount", "12000", "--due", "2026-04-01", "--paid", "2026-05-01"],
        ["ceiling", "--received", "2026=1"],
        ["check", "--notice", "samples/notice-catering.json", "--structure", "samples/structure-company.json"],
        ["papers", "--notice", "samples/notice-tender.json", "--structure", "samples/structure-grouping.json"],
    ],
)
def test_no_django(call: list[str]) -> None:
    """These commands start at once because nothing of the pages comes with them."""
    code = "import sys; from wolouj.cli import main; main(sys.argv[1:]); sys.exit(40 + ('django' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, *call], capture_output=True, cwd=ROOT)
    assert done.returncode == 40, done.stderr


def test_quote_loads_no_django_either(tmp_path: Path) -> None:
    files = [part for name, sample in GOOD.items() for part in (name, f"samples/{sample}")]
    call = ["quote", *files, "--out", str(tmp_path), "--at", AT]
    code = "import sys; from wolouj.cli import main; main(sys.argv[1:]); sys.exit(40 + ('django' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, *call], capture_output=True, cwd=ROOT)
    assert done.returncode == 40, done.stderr


def test_the_page_of_the_command_line_tells_the_truth(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    commands = re.findall(r"^wolouj .*$", page, re.MULTILINE)
    told = {shlex.split(line)[1] for line in commands}
    assert {"check", "quote", "evaluate", "calendar", "words", "import", "nature", "place", "buyer"} <= told
    assert told <= set(COMMANDS)
    for line in commands:
        args = [str(ROOT / arg) if arg.startswith("samples/") else arg for arg in shlex.split(line)[1:]]
        if args[0] in ("import", "daily", "collect", "alerts", "work"):  # they open the database; other tests run them
            continue
        done = wolouj(*args, cwd=tmp_path)
        assert answer(done, 0) if "--json" in args else done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "quote").iterdir()) == ["quote.pdf", "quote.txt", "quote.xlsx"]
    for path in re.findall(r"`(wolouj/[\w/.]+\.json|samples/[\w.-]+)`", page):
        assert (ROOT / path).exists(), path
