"""``wolouj net``, ``interest`` and ``ceiling`` as another program drives them: keys, exit codes, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.bids.test_commands import ROOT, SAMPLES, answer, failure, wolouj
from wolouj.bids import paying

ANSWERS = {
    name: Draft202012Validator(json.loads((ROOT / f"wolouj/bids/schema/{name}.schema.json").read_text("utf-8")))
    for name in ("net", "interest", "ceiling")
}
ON = "2026-11-02"
Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run one command inside this process; gives the exit code and the object printed."""

    def run(name: str, *args: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = getattr(paying, name)([*args, "--json"])
        printed = capsys.readouterr()
        tree: dict[str, Any] = json.loads(printed.out)
        ANSWERS[name].validate(tree)
        if code == 2:
            assert printed.err.count("\n") == 1 and "Traceback" not in printed.err
        return code, tree

    return run


def lines(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["line"]: line for line in tree["lines"]}


# ---- net ----------------------------------------------------------------------------------------------------


def test_net_line_by_line(ask: Ask) -> None:
    usual = ("--category", "services", "--procedure", "purchase_order", "--buyer", "local", "--on", ON)
    code, tree = ask("net", "--amount", "12 000,00", "--kind", "cooperative", "--vat", "20", *usual)
    assert (code, tree["outcome"], tree["amount"], tree["vat"]) == (
        0,
        "worked_out",
        "12000.00",
        {"least": "2000.00", "most": "2000.00"},
    )
    assert (tree["low"], tree["high"], tree["confidence"]) == ("9148.00", "12000.00", "unsure")
    assert {name: line["applies"] for name, line in lines(tree).items()} == {
        "vat_withheld": "unknown",
        "fees_withheld": "unknown",
        "one_client_withheld": "no",
        "registration_due": "unknown",
        "retention_kept": "unknown",
    }
    assert tree["advance"]["applies"] == "no" and tree["afterwards"] == []


def test_the_worked_example_of_an_auto_entrepreneur(ask: Ask) -> None:
    told = ("--category", "services", "--paid-before", "0", "--retention", "no", "--activity", "services")
    code, tree = ask("net", "--amount", "120000", "--kind", "auto-entrepreneur", *told, "--on", ON)
    assert code == 0 and lines(tree)["one_client_withheld"]["most"] == "12000.00"
    assert tree["afterwards"][0]["most"] == "800.00"
    assert tree["high"] == "108000.00"


@pytest.mark.parametrize(
    "amount", ["7 200,00", "7200,00", "7200.00", "7200", "7 200 DH", "\u0667\u0662\u0660\u0660", "7\u202f200,00"]
)
def test_amounts_as_people_write_them(ask: Ask, amount: str) -> None:
    code, tree = ask("net", "--amount", amount, "--kind", "cooperative")
    assert (code, tree["amount"]) == (0, "7200.00")


def test_entries_of_a_file(ask: Ask, tmp_path: Path) -> None:
    told = ("net", "--amount", "12000", "--kind", "company", "--vat", "20", "--category", "services", "--nature", "12")
    assert lines(ask(*told, "--on", ON)[1])["vat_withheld"]["applies"] == "unknown"
    code, tree = ask(*told, "--on", ON, "--entered", str(SAMPLES / "entered.json"))
    line = lines(tree)["vat_withheld"]
    assert (code, line["applies"], line["least"], line["confidence"]) == (0, "yes", "1500.00", "likely")
    assert "SAMPLE" in line["text"]["fr"]
    path = tmp_path / "entered.json"
    path.write_text(json.dumps({"orders_are_registered": {"answer": False, "read_on": ON, "source": "x"}, "x": 1}))
    order = ("--procedure", "purchase_order", "--entered", str(path))
    assert lines(ask(*told, *order)[1])["registration_due"]["applies"] == "no"
    plain = wolouj(*told, *order)
    assert plain.returncode == 0 and "left aside: x" in plain.stderr


def test_the_day_of_the_law(ask: Ask) -> None:
    told = ("net", "--amount", "12000", "--kind", "company", "--vat", "20", "--category", "services")
    code, tree = ask(*told, "--on", "2023-08-31")
    assert (code, tree["outcome"], tree["why"], tree["low"]) == (0, "not_covered", "before_the_text", None)
    assert lines(ask(*told, "--on", "2024-06-30")[1])["vat_withheld"]["applies"] == "no"
    assert lines(ask(*told, "--on", "2024-07-01")[1])["vat_withheld"]["applies"] == "unknown"
    signed = ("--procedure", "tender", "--on", "2026-02-01")
    assert lines(ask(*told, *signed, "--signed", "2025-12-31")[1])["registration_due"]["applies"] == "no"
    assert lines(ask(*told, *signed, "--signed", "2026-01-01")[1])["registration_due"]["applies"] == "yes"
    assert ask(*told, "--buyer", "other")[1]["why"] == "other_buyer"


def test_an_advance_hangs_on_the_months(ask: Ask) -> None:
    told = ("net", "--amount", "100000", "--kind", "company", "--contract", "600 000", "--procedure", "tender")
    assert ask(*told, "--on", ON)[1]["advance"]["applies"] == "unknown"
    code, tree = ask(*told, "--on", ON, "--months", "6")
    assert (code, tree["advance"]["applies"], tree["advance"]["least"]) == (0, "yes", "60000.00")


COOP = ("--amount", "12000", "--kind", "cooperative")
BAD: dict[str, tuple[tuple[str, ...], str]] = {
    "read in two ways": (("--amount", "7,200", "--kind", "cooperative"), "--amount"),
    "zero": (("--amount", "0", "--kind", "cooperative"), "--amount"),
    "negative": (("--amount=-5", "--kind", "cooperative"), "--amount"),
    "words": (("--amount", "mille", "--kind", "cooperative"), "--amount"),
    "three decimals": (("--amount", "12,0000", "--kind", "cooperative"), "--amount"),
    "beyond all": (("--amount", "9" * 14, "--kind", "cooperative"), "--amount"),
    "unknown kind": (("--amount", "1", "--kind", "sarl"), "--kind"),
    "rate as a fraction": ((*COOP, "--vat", "0,2"), "--vat"),
    "rate too high": ((*COOP, "--vat", "25"), "--vat"),
    "rate above hundred": ((*COOP, "--vat", "120"), "--vat"),
    "VAT of an auto-entrepreneur": (("--amount", "1200", "--kind", "auto_entrepreneur", "--vat", "20"), "--vat"),
    "VAT twice": ((*COOP, "--vat", "20", "--vat-amount", "2000"), "--vat-amount"),
    "VAT too large": ((*COOP, "--vat-amount", "2000,02"), "--vat"),
    "single of a cooperative": ((*COOP, "--income-tax", "single"), "--income-tax"),
    "signed after": ((*COOP, "--on", ON, "--signed", "2026-11-03"), "--signed"),
    "a day in French": ((*COOP, "--on", "02/11/2026"), "--on"),
    "a year beyond all": ((*COOP, "--on", "1999-12-31"), "--on"),
    "yes or no": ((*COOP, "--fees", "maybe"), "--fees"),
    "months": ((*COOP, "--months", "6.5"), "--months"),
    "too many months": ((*COOP, "--months", "601"), "--months"),
    "nature": ((*COOP, "--nature=-1"), "--nature"),
    "a contract of nothing": ((*COOP, "--contract", "0"), "--contract"),
    "no such file": ((*COOP, "--entered", "absent.json"), ""),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_names_its_option(ask: Ask, name: str) -> None:
    args, option = BAD[name]
    code, tree = ask("net", *args)
    assert code == 2, tree
    assert (tree["error"]["field"] or "") == option


def test_what_is_missing_is_said() -> None:
    for name in ("net", "interest"):
        assert failure(wolouj(name, "--json"))["text"]["fr"]


# ---- interest -----------------------------------------------------------------------------------------------

DEBT = ("--amount", "36 500,00", "--served", "2026-04-01", "--papers", "2026-04-01", "--buyer", "local")


def test_interest_in_every_way(ask: Ask) -> None:
    code, tree = ask("interest", *DEBT, "--paid", "2026-06-30", "--rate", "2026-Q1=2,00")
    assert (code, tree["outcome"], tree["due"], tree["days_late"]) == (0, "due", "2026-05-31", 30)
    assert [(way["year_days"], way["rate"], way["amount"]) for way in tree["ways"]] == [
        (360, "each_quarter", "91.25"),
        (365, "each_quarter", "90.00"),
    ]
    assert (tree["low"], tree["high"], tree["confidence"]) == ("90.00", "91.25", "unsure")
    assert tree["quarters"][0]["rate"] == "3.00" and tree["quarters"][0]["source"] == "--rate"
    assert tree["told_by"] and tree["ordered_by"]


def test_rates_of_a_file_and_of_the_line(ask: Ask) -> None:
    entered = ("--entered", str(SAMPLES / "entered.json"))
    code, tree = ask("interest", *DEBT, "--paid", "2026-07-30", *entered)
    assert (code, tree["outcome"], len(tree["ways"])) == (0, "due", 4)
    assert tree["quarters"][0]["read_on"] == "2026-04-06" and tree["quarters"][0]["source"] == "SAMPLE"
    over = ask("interest", *DEBT, "--paid", "2026-07-30", *entered, "--rate", "2026-Q2=9", "--on", ON)[1]
    assert over["quarters"][1]["treasury_rate"] == "9" and over["quarters"][1]["read_on"] == ON
    assert Decimal(over["high"]) > Decimal(tree["high"])


def test_the_house_ships_no_rate(ask: Ask) -> None:
    code, tree = ask("interest", *DEBT, "--paid", "2026-06-30")
    assert (code, tree["outcome"], tree["low"], tree["missing"]) == (0, "rate_unknown", None, ["2026-Q1"])


def test_on_time_not_covered_and_not_paid_yet(ask: Ask) -> None:
    assert ask("interest", *DEBT, "--paid", "2026-05-31")[1]["outcome"] == "on_time"
    late = ask("interest", "--amount", "1", "--due", "2023-08-31", "--paid", "2024-01-01")
    assert (late[0], late[1]["outcome"]) == (0, "not_covered")
    still = ask("interest", *DEBT, "--on", "2026-06-10", "--rate", "2026-Q1=2")[1]
    assert (still["days_late"], still["ordered_by"]) == (10, None)
    assert ask("interest", "--amount", "1", "--from", "2026-06-01", "--paid", "2026-06-01")[1]["days_late"] == 1


BAD_DEBTS: dict[str, tuple[tuple[str, ...], str]] = {
    "no start": (("--amount", "1", "--paid", ON), "--served"),
    "two starts": (("--amount", "1", "--served", ON, "--due", ON, "--paid", ON), "--served"),
    "papers alone": (("--amount", "1", "--due", ON, "--papers", ON), "--papers"),
    "retention beyond": (("--amount", "1", "--due", ON, "--retention", "1,01"), "--retention"),
    "a slip in a quarter": (("--amount", "1", "--due", ON, "--rate", "2026-Q5=2"), "--rate"),
    "a rate without its quarter": (("--amount", "1", "--due", ON, "--rate", "2,15"), "--rate"),
    "a rate without figure": (("--amount", "1", "--due", ON, "--rate", "2026-Q1="), "--rate"),
    "from a day that is none": (("--amount", "1", "--from", "2026-02-30"), "--from"),
}


@pytest.mark.parametrize("name", BAD_DEBTS)
def test_a_bad_debt_names_its_option(ask: Ask, name: str) -> None:
    args, option = BAD_DEBTS[name]
    code, tree = ask("interest", *args)
    assert (code, tree["error"]["field"]) == (2, option)


# ---- ceiling ------------------------------------------------------------------------------------------------


def test_ceiling(ask: Ask) -> None:
    year = ("--activity", "services", "--year", "2026")
    code, tree = ask("ceiling", *year, "--received", "2026=150 000,00", "--expected", "50 000,00")
    assert (code, tree["outcome"], tree["left"], tree["own_tax"]) == (0, "under", "0.00", "2000.00")
    again = ask("ceiling", *year, "--received", "2025=200000,01", "--received", "2026=200000,01")[1]
    assert (again["outcome"], again["over"]) == ("over_again", "0.01")
    client = ask("ceiling", *year, "--received", "2026=120000", "--client", "Commune  A=120000")[1]
    assert client["clients"] == [{"name": "Commune A", "paid": "120000.00", "excess": "40000.00", "kept": "12000.00"}]
    assert (client["kept"], client["own_tax"]) == ("12000.00", "800.00")
    assert ask("ceiling", "--year", "2022", "--received", "2022=1")[1]["outcome"] == "not_covered"
    assert ask("ceiling")[1]["outcome"] == "unknown"


BAD_YEARS: dict[str, tuple[tuple[str, ...], str]] = {
    "no year": (("--received", "150000"), "--received"),
    "a year in letters": (("--received", "MMXXVI=1"), "--received"),
    "a year too far": (("--received", "2150=1"), "--received"),
    "a year twice": (("--received", "2026=1", "--received", "2026=2"), "--received"),
    "a client twice": (("--client", "A=1", "--client", " A =2"), "--client"),
    "a client without name": (("--client", "=1"), "--client"),
    "negative": (("--expected=-1",), "--expected"),
    "clients beyond all": (("--year", "2026", "--received", "2026=1", "--client", "A=2"), "--client"),
    "unknown activity": (("--activity", "fishing"), "--activity"),
}


@pytest.mark.parametrize("name", BAD_YEARS)
def test_a_bad_year_names_its_option(ask: Ask, name: str) -> None:
    args, option = BAD_YEARS[name]
    code, tree = ask("ceiling", *args)
    assert (code, tree["error"]["field"]) == (2, option)


# ---- for a reader -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        ["net", "--amount", "120000", "--kind", "auto_entrepreneur", "--category", "services"],
        ["interest", *DEBT, "--paid", "2026-07-30", "--entered", "samples/entered.json"],
        ["ceiling", "--received", "2026=1", "--client", "A=1"],
    ],
)
def test_sentences_come_in_both_languages(call: list[str]) -> None:
    told = wolouj(*call)
    spoken = told.stdout.splitlines()
    assert told.returncode == 0 and len(spoken) > 3 and len(spoken) % 2 == 0
    assert all(line.startswith("\u2067") and line.endswith("\u2069") for line in spoken[1::2])


def test_json_from_a_process() -> None:
    tree = answer(wolouj("net", "--amount", "7 200,00", "--kind", "cooperative", "--json"), 0)
    ANSWERS["net"].validate(tree)
