"""``wolouj evaluate`` as another program drives it: the contract's keys, exit codes and refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.bids.test_commands import ROOT, SAMPLES, answer, failure, wolouj
from wolouj.bids.evaluating import evaluate

ANSWERS = Draft202012Validator(json.loads((ROOT / "wolouj/bids/schema/evaluation.schema.json").read_text("utf-8")))
FILES = Draft202012Validator(json.loads((ROOT / "wolouj/bids/schema/opening.schema.json").read_text("utf-8")))
USUAL = {"procedure": "open", "category": "works", "price_mode": "prices", "rulebook": "decree", "estimate": "1000.00"}
KEYS = {
    "outcome",
    "reference_price",
    "excluded",
    "ranking",
    "first",
    "draw_between",
    "preferred",
    "steps",
    "confidence",
}


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Evaluate an opening inside this process; gives the exit code and the object printed."""

    def run(offers: Any, *args: str, raw: bytes | None = None, **told: Any) -> tuple[int, dict[str, Any]]:
        path = tmp_path / "opening.json"
        path.write_bytes(raw if raw is not None else json.dumps({**USUAL, **told, "offers": offers}).encode())
        capsys.readouterr()
        code = evaluate([str(path), "--json", *args])
        printed = capsys.readouterr()
        tree: dict[str, Any] = json.loads(printed.out)
        ANSWERS.validate(tree)
        if code == 2:
            assert printed.err.count("\n") == 1 and "Traceback" not in printed.err
            assert tree["error"]["file"] == (None if tree["error"]["field"] == "--on" else str(path))
        else:
            assert set(tree) == KEYS
        return code, tree

    return run


def offers(**amounts: Any) -> list[dict[str, Any]]:
    return [{"bidder": name, "amount": amount} for name, amount in amounts.items()]


def test_the_samples_follow_both_schemas() -> None:
    for path in sorted(SAMPLES.glob("opening-*.json")):
        FILES.validate(json.loads(path.read_text("utf-8")))
        ANSWERS.validate(answer(wolouj("evaluate", path, "--json"), 0))
    works = answer(wolouj("evaluate", SAMPLES / "opening-works.json", "--json"), 0)
    assert (works["outcome"], works["reference_price"], works["first"]) == ("ranked", "972500.00", "Sample D")
    assert works["ranking"] == ["Sample D", "Sample C", "Sample B", "Sample E"]
    assert [(gone["bidder"], gone["reason"]) for gone in works["excluded"]] == [
        ("Sample A", "abnormally_low"),
        ("Sample F", "excessive"),
    ]
    plain = wolouj("evaluate", SAMPLES / "opening-cleaning.json")
    lines = plain.stdout.splitlines()
    assert plain.returncode == 0 and len(lines) % 2 == 0
    assert all(line.startswith("\u2067") and line.endswith("\u2069") for line in lines[1::2])


def test_outcomes_and_exit_codes(ask) -> None:
    code, found = ask(offers(A="900.00", B=950))
    assert (code, found["outcome"], found["first"], found["reference_price"]) == (0, "ranked", "B", "962.50")
    code, found = ask(offers(A="900.00", B="900.00"))
    assert (code, found["outcome"], found["first"], found["draw_between"]) == (0, "draw", None, ["A", "B"])
    code, found = ask([])
    assert (code, found["outcome"], found["ranking"]) == (1, "unsuccessful", [])
    code, found = ask(offers(A="1"))
    assert (code, found["outcome"], found["reference_price"]) == (1, "unsuccessful", None)
    code, found = ask(offers(A="900"), rulebook="own")
    assert (code, found["outcome"], found["ranking"]) == (0, "not_covered", [])


def test_the_day_of_the_law(ask) -> None:
    some = offers(A="900")
    assert ask(some, "--on", "2023-08-31")[1]["outcome"] == "not_covered"
    assert ask(some, "--on", "2023-09-01")[1]["outcome"] == "ranked"
    for before in ("2023-08-31", "2023-08-31T22:59:00+00:00", "2010-01-01"):
        assert ask(some, "--on", "2026-01-01", published=before)[1]["steps"][0]["step"] == "before_the_decree"
    # 23:30 in UTC is the next day in Casablanca: the first day of the decree.
    assert ask(some, published="2023-08-31T23:30:00Z")[1]["outcome"] == "ranked"
    assert ask(some, "--on", "1900-01-01")[0] == 2
    assert ask(some, published="1900-01-01")[1]["error"]["field"] == "published"


def test_missing_keys_are_unknown(ask) -> None:
    for key in ("procedure", "category", "rulebook", "estimate"):
        assert ask(offers(A="900"), **{key: None})[1]["outcome"] == "not_covered", key
    assert ask(offers(A="900"), estimate=0)[1]["steps"][0]["step"] == "estimate_unknown"
    assert ask([{"bidder": "A"}])[1]["steps"][0]["step"] == "amount_unknown"
    assert ask(None)[1]["outcome"] == "not_covered"
    code, found = ask(None, raw=b"{}")
    assert (code, found["outcome"]) == (0, "not_covered")


BAD_OFFERS: dict[str, tuple[Any, int | None, str]] = {
    "zero": (offers(A="900", B="0"), 2, "offers.amount"),
    "zero as a number": (offers(A="900", B=0), 2, "offers.amount"),
    "negative": (offers(A="-900"), 1, "offers.amount"),
    "negative number": (offers(A=-900), 1, "offers.amount"),
    "French spaces and comma": (offers(A="1 234 567,89"), 1, "offers.amount"),
    "French comma": (offers(A="900,50"), 1, "offers.amount"),
    "narrow spaces": (offers(A="1\u202f234.50"), 1, "offers.amount"),
    "three decimals": (offers(A="900.505"), 1, "offers.amount"),
    "not a number": (offers(A="NaN"), 1, "offers.amount"),
    "a formula": (offers(A="=1+1"), 1, "offers.amount"),
    "huge": (offers(A="99999999999999"), 1, "offers.amount"),
    "true": (offers(A=True), 1, "offers.amount"),
    "corrected to zero": ([{"bidder": "A", "amount": "9", "corrected": "0"}], 1, "offers.corrected"),
    "increase in French": ([{"bidder": "A", "increase": "0,01"}], 1, "offers.increase"),
    "increase in words": ([{"bidder": "A", "increase": "1 %"}], 1, "offers.increase"),
    "increase beyond all": ([{"bidder": "A", "increase": 99999}], 1, "offers.increase"),
    "mark above the scale": ([{"bidder": "A", "amount": "9", "technical": "101"}], 1, "offers.technical"),
    "mark below zero": ([{"bidder": "A", "amount": "9", "technical": -1}], 1, "offers.technical"),
    "unknown kind": ([{"bidder": "A", "amount": "9", "kind": "sarl"}], 1, "offers.kind"),
    "no bidder": ([{"amount": "9"}], 1, "offers.bidder"),
    "bidder without a name": ([{"bidder": " ", "amount": "9"}], 1, "offers.bidder"),
    "twice": (offers(A="9", B="9") + offers(A="8"), 3, "offers.bidder"),
    "twice but for a space": (offers(**{"A B": "9", " A  B ": "9"}), 2, "offers.bidder"),
    "not a list": ({"A": "9"}, None, "offers"),
    "not an object": (["A"], 1, "offers"),
    "a slip": ([{"bidder": "A", "amont": "9"}], 1, "offers.amont"),
}


@pytest.mark.parametrize("name", BAD_OFFERS)
def test_bad_offers_name_their_row(ask, name: str) -> None:
    bad, row, field = BAD_OFFERS[name]
    code, found = ask(bad)
    assert code == 2, found
    assert (found["error"]["row"], found["error"]["field"]) == (row, field)


@pytest.mark.parametrize(
    "told",
    [
        {"estimate": "-1"},
        {"estimate": "1 000 000,00"},
        {"procedure": "auction"},
        {"rulebook": "custom"},
        {"price_mode": "free"},
        {"financial_weight": "130"},
        {"technical_minimum": "-1"},
        {"published": "31/08/2023"},
    ],
)
def test_bad_values_name_their_field(ask, told: dict[str, Any]) -> None:
    code, found = ask(offers(A="900"), **told)
    assert (code, found["error"]["field"]) == (2, next(iter(told)))


def test_ten_thousand_offers_and_not_one_more(ask) -> None:
    many = [{"bidder": f"B{i}", "amount": f"{900 + i / 100:.2f}"} for i in range(10_001)]
    code, found = ask(many[:-1])
    assert (code, len(found["ranking"])) == (0, 10_000)
    code, found = ask(many)
    assert (code, found["error"]["field"]) == (2, "offers")


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b"\xff\xfe", b'{"offers": NaN}', b"%PDF-1.4", b'{"offers": [], "offers": []}']
)
def test_bad_files(ask, raw: bytes) -> None:
    assert ask(None, raw=raw)[0] == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert failure(wolouj("evaluate", tmp_path / "absent.json", "--json"))["file"] == str(tmp_path / "absent.json")
    failure(wolouj("evaluate", "--json"))
