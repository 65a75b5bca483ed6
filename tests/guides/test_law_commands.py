"""``wolouj law`` as another program drives it: the keys of each answer, exit codes, refusals, and what is said."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rulebook.engine import law as engine
from rulebook.engine.law import PARAMETERS, load_parameters
from tests.bids.test_commands import ROOT, SAMPLES, answer, wolouj
from wolouj.guides.law.commands import WORKS, law

SCHEMAS = {
    name: Draft202012Validator(json.loads((ROOT / f"wolouj/guides/law/schema/{name}.schema.json").read_text("utf-8")))
    for name in WORKS
}
COMPANY = SAMPLES / "structure-company.json"
AE, COOPERATIVE = SAMPLES / "structure-auto-entrepreneur.json", SAMPLES / "structure-cooperative.json"


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]):
    """Run one command inside this process; gives the object printed, checked against its schema."""

    def run(name: str, *args: str | Path, code: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        assert law([name, *map(str, args), "--json"]) == code
        printed = capsys.readouterr()
        tree: dict[str, Any] = json.loads(printed.out)
        if name in SCHEMAS:
            SCHEMAS[name].validate(tree)
        if code == 2:
            assert printed.err.count("\n") == 1 and "Traceback" not in printed.err
        return tree

    return run


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]):
    def run(name: str, *args: str | Path) -> str:
        capsys.readouterr()
        assert law([name, *map(str, args)]) == 0
        return capsys.readouterr().out

    return run


def test_in_a_process_of_its_own_and_without_django() -> None:
    tree = answer(wolouj("--json", "law", "terms"), 0)
    SCHEMAS["terms"].validate(tree)
    done = wolouj("law", "check", "--before", "2000-01-01")
    assert done.returncode == 0 and "Rien à relire" in done.stdout


def test_what_must_be_read_again_comes_oldest_first(ask, say) -> None:
    due = ask("check")["due"]
    assert [one["read_on"] for one in due] == sorted(one["read_on"] for one in due)
    assert "purchase_orders.ceiling" in {one["key"] for one in due}
    oldest = due[0]["read_on"]
    assert ask("check", "--before", oldest) == {"before": oldest, "due": []}
    text = say("check")
    assert "purchase_orders.ceiling" in text and "قراءة" in text


def test_the_words_to_check_are_listed(ask, say) -> None:
    to_check = ask("terms")["terms"]
    every = ask("terms", "--all")["terms"]
    assert {term["mark"] for term in to_check} == {"to_check"}
    assert {"quote", "reference_price"} <= {term["key"] for term in to_check} < {term["key"] for term in every}
    assert "arabe à vérifier" in say("terms") and "للتحقق" in say("terms")


def test_the_law_is_exported(ask, tmp_path: Path) -> None:
    out = tmp_path / "new" / "law"
    tree = ask("export", out)
    assert {Path(file).name for file in tree["files"]} == {"law.json", "law.schema.json", "README.md"}
    exported = json.loads((out / "law.json").read_text("utf-8"))
    assert (exported["version"], exported["format"]) == (tree["version"], tree["format"])
    Draft202012Validator(json.loads((out / "law.schema.json").read_text("utf-8"))).validate(exported)
    again = ask("export", "--openfisca", out)
    assert str(out / "parameters/purchase_orders/ceiling.yaml") in again["files"]
    assert all(Path(file).is_file() for file in again["files"])
    assert not list(out.glob(".law-*"))


def test_an_export_that_cannot_be_written_leaves_nothing(ask, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    assert ask("export", taken, code=2)["error"]["field"] == "DIR"
    assert ask("export", "", code=2)["error"]["field"] == "DIR"
    out = tmp_path / "out"
    (out / "law.json").mkdir(parents=True)
    ask("export", out, code=2)
    assert [path.name for path in out.iterdir()] == ["law.json"]


def test_the_registration_duty_came_with_2026(ask, say) -> None:
    tree = ask("diff", "2025-12-31", "2026-01-01")
    (duty,) = [one for one in tree["values"] if one["name"] == "taxes.registration_rate"]
    assert (duty["kind"], duty["on"], duty["after"]["article"]) == ("changed", "2026-01-01", "cgi/127-I-B")
    assert (duty["before"]["value"], duty["after"]["value"]) == ("0", "0.1")
    assert {one["kind"] for one in tree["values"]} >= {"changed", "ended"}
    assert tree["structure"] is None
    text = say("diff", "2025-12-31", "2026-01-01")
    assert "Changé depuis le" in text and "N’existe plus" in text and "Droit d’enregistrement" in text


def test_a_day_against_itself_changes_nothing(ask, say) -> None:
    assert ask("diff", "2026-05-01", "2026-05-01", "--structure", AE)["values"] == []
    assert "aucun chiffre n’a changé" in say("diff", "2026-05-01", "2026-05-01")
    told = say("diff", "2026-05-01", "2026-05-01", "--structure", AE)
    assert "Rien ne change" in told and "لا شيء يتغير" in told


def test_what_it_does_to_one_structure(ask, say) -> None:
    """On the eve of the decree the answer is "not covered"; the next day the same rules speak."""
    notices = ask("diff", "2023-08-31", "2023-09-01", "--structure", COOPERATIVE)["structure"]["notices"]
    order = notices[0]
    assert order["sample"] and order["before"] == "unknown"
    moved = {(one["what"], one["key"]): one for one in order["changes"]}
    assert moved["finding", "scope.decree_is_in_force"]["kind"] == "changed"
    assert moved["finding", "purchase_orders.lowest_price_wins"]["kind"] == "came"
    assert moved["finding", "purchase_orders.lowest_price_wins"]["before"] is None
    assert "inventé" in say("diff", "2023-08-31", "2023-09-01", "--structure", COOPERATIVE)


def test_the_threshold_of_one_client_is_less_sure_since_2026(ask, say) -> None:
    """The same answer, less sure: it is told as such, not as a new one."""
    notices = ask("diff", "2025-12-31", "2026-01-01", "--structure", AE)["structure"]["notices"]
    (kept,) = [one for one in notices[0]["changes"] if one["key"] in {"least_withholding", "expected_withholding"}]
    assert kept["before"]["value"] == kept["after"]["value"]
    assert (kept["before"]["confidence"], kept["after"]["confidence"]) == ("certain", "likely")
    assert "C’est maintenant" in say("diff", "2025-12-31", "2026-01-01", "--structure", AE)


def test_the_payment_feels_the_registration_duty(ask, say) -> None:
    """Between two days, the same invented payment: the duty is the only line that moved, and it takes its share."""
    notices = ask("diff", "2025-12-31", "2026-01-01", "--structure", COMPANY)["structure"]["notices"]
    tender = notices[2]["payment"]
    assert [line["after"]["line"] for line in tender["lines"]] == ["registration_due"]
    assert (tender["lines"][0]["before"]["applies"], tender["lines"][0]["after"]["applies"]) == ("no", "yes")
    assert Decimal(tender["before"]["low"]) - Decimal(tender["after"]["low"]) == Decimal("100.00")
    assert tender["amount"] == "100000.00"
    assert "Droit d’enregistrement" in say("diff", "2025-12-31", "2026-01-01", "--structure", COMPANY)


def test_before_the_texts_a_payment_has_no_figures(ask) -> None:
    order = ask("diff", "2023-08-31", "2023-09-01", "--structure", COMPANY)["structure"]["notices"][0]
    assert order["payment"]["before"] == {"low": None, "high": None}
    assert Decimal(order["payment"]["after"]["low"]) <= Decimal(order["payment"]["after"]["high"])


def test_a_value_that_turns_a_verdict(ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a ceiling that falls tomorrow, the same order is over it: an invented law, the real rules."""
    path = tmp_path / "purchase_orders" / "parameters.yaml"
    path.parent.mkdir()
    source = (engine.HOME / "purchase_orders" / "parameters.yaml").read_text(encoding="utf-8")
    line = next(line for line in source.splitlines() if '"500000"' in line)
    lower = line.replace("2023-09-01", "2030-01-01").replace("500000", "5000")
    path.write_text(source.replace(line, f"{line}\n{lower}"), encoding="utf-8")
    fallen = {parameter.name: parameter for parameter in load_parameters(path)}
    for name, parameter in fallen.items():
        monkeypatch.setitem(PARAMETERS, name, parameter)  # type: ignore[arg-type]
    monkeypatch.setattr(engine, "_STEPS", sorted({*engine._STEPS, date(2030, 1, 1)}))
    tree = ask("diff", "2029-12-31", "2030-01-01", "--structure", COOPERATIVE)
    assert [one["name"] for one in tree["values"]] == ["purchase_orders.ceiling"]
    moved = {one["key"]: one for one in tree["structure"]["notices"][0]["changes"]}
    ceiling = moved["purchase_orders.quote_stays_under_the_ceiling"]
    assert (ceiling["before"]["outcome"], ceiling["after"]["outcome"]) == ("met", "not_met")


def test_a_notice_of_ones_own(ask) -> None:
    notice = SAMPLES / "notice-catering.json"
    tree = ask("diff", "2025-12-31", "2026-01-01", "--structure", AE, "--notice", notice, "--notice", notice)
    first, second = tree["structure"]["notices"]
    assert not first["sample"] and first == second
    assert first["notice"]["fr"] == json.loads(notice.read_text("utf-8"))["reference"]


@pytest.mark.parametrize(
    ("args", "field"),
    [
        (("diff", "2026-01-02", "2026-01-01"), "DAY2"),
        (("diff", "2026-02-30", "2026-03-01"), "DAY1"),
        (("diff", "2026-01-01", "soon"), "DAY2"),
        (("check", "--before", "hier"), "--before"),
        (("diff", "2026-01-01"), None),
        (("diff", "2026-01-01", "2026-01-02", "--notice", "x.json"), None),
        (("check", "more"), None),
        (("read",), None),
    ],
)
def test_what_cannot_be_used_is_refused(ask, args: tuple[str, ...], field: str | None) -> None:
    assert ask(*args, code=2)["error"]["field"] == field


def test_a_file_that_is_not_one_is_named(ask, tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    error = ask("diff", "2026-01-01", "2026-01-02", "--structure", missing, code=2)["error"]
    assert error["file"] == str(missing)


def test_alone_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert law([]) == 2
    assert "law --help" in capsys.readouterr().err


def test_a_structure_with_strange_keys_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps({**json.loads(AE.read_text("utf-8")), "colour": "blue"}), encoding="utf-8")
    assert law(["diff", "2026-01-01", "2026-01-02", "--structure", str(path)]) == 0
    assert "colour" in capsys.readouterr().err
