"""Documents as another team would write them from the contract alone: what only means one thing is never refused."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.engine.facts import AeActivity, BidderKind, Category, Procedure, VatStatus
from wolouj.bids.documents import read_prices
from wolouj.cli import main
from wolouj.foundation.bad_input import BadInput
from wolouj.notices.documents import read_notice
from wolouj.structures.documents import read_structure

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
AT = "2026-11-24T10:00:00+01:00"
NOTICE = json.loads((SAMPLES / "notice-catering.json").read_text("utf-8"))
COOPERATIVE = json.loads((SAMPLES / "structure-cooperative-exempt.json").read_text("utf-8"))
HEADER = "number,unit_price_excl_vat,vat_rate\n"


def call(*argv: str | Path) -> tuple[int, dict[str, Any], str]:
    """Run a command in this process: its exit code, the one object it printed, its other words."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*map(str, argv), "--json"])
    tree = json.loads(out.getvalue())
    assert isinstance(tree, dict) and code in (0, 1, 2) and "Traceback" not in err.getvalue()
    assert ("error" in tree) == (code == 2)
    return code, tree, err.getvalue()


def check(folder: Path, notice: object, structure: object, *more: str) -> tuple[int, dict[str, Any], str]:
    (folder / "n.json").write_text(json.dumps(notice), "utf-8")
    (folder / "s.json").write_text(json.dumps(structure), "utf-8")
    return call("check", "--notice", folder / "n.json", "--structure", folder / "s.json", *more)


def bidder(**told: Any) -> Any:
    return read_structure(json.dumps(told).encode(), file="s.json")


def notice(**told: Any) -> Any:
    return read_notice(json.dumps(told).encode(), file="n.json")


# ---- what is taken --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"capacity": {"per_month": "100"}},
        {"capacity": {}},
        {"capacity": {"meals_per_month": 1200}},
        {"papers": [{"kind": "attestation_fiscale", "issued": "2026-01-01", "expires": None}]},
        {"papers": [{"kind": "statuts", "issued": "1998-04-02", "number": "12"}]},
        {"identifiers": {"ice": None}},
        {"identifiers": {}},
        {"received_by_buyer": {"2026": {"Commune X": "61000.00"}}},
        {"received_by_buyer": {"2026": {}}},
        {"turnover_received": {"1998": 12, "2026": 61000}},
        {"vat_regime": {"is": None, "stated_on": None, "source": None}},
        {"vat_regime": {}},
        {"vat_regime": {"is": "exempt"}},
        {"registered_on": "", "ae_activity": ""},
        {"serves": [{"code": "01.081.", "name": {"fr": "Azilal", "ar": "أزيلال"}}, "Demnate"]},
        {"id": 4, "names": "both", "created_at": "2026-01-01"},
    ],
    ids=str,
)
def test_structures_of_others_are_read(tmp_path: Path, told: dict[str, Any]) -> None:
    code, tree, _ = check(tmp_path, NOTICE, COOPERATIVE | told)
    assert code == 0, tree


@pytest.mark.parametrize(
    "told",
    [
        {"lots": []},
        {"lots": ["Lot 1 : repas", "Lot 2 : pauses"]},
        {"lots": [{"object": "repas", "estimation": "beaucoup", "title": "x"}]},
        {"lots": [1, 2]},
        {"lots": [{"number": 1, "object": "repas", "estimate": 1000, "lines": [1], "reserved": True}]},
        {"lines": [{"number": 1.0, "quantity": "12.50000000", "unit": 5}]},
        {"deadline": "2026-11-26 10:00:00+01:00"},
        {"deadline": "2026-11-26T10:00:00.123456789Z"},
        {"deadline": "2026-11-26T10:00:00+01"},
        {"estimate": "", "deadline": "", "nature": ""},
        {"reference": 12},
        {"publisher": "PMMP", "url": "x"},
    ],
    ids=str,
)
def test_notices_of_others_are_read(tmp_path: Path, told: dict[str, Any]) -> None:
    code, tree, _ = check(tmp_path, NOTICE | told, COOPERATIVE)
    assert code == 0, tree


def test_another_spelling_has_the_same_meaning() -> None:
    theirs = {"Kind": "AUTO-ENTREPRENEUR", "ae activity": "Services", "identifiers": {"ICE": 1234567890123, "RC": "7"}}
    same = bidder(**theirs, activities=["1", 2.0], vat_regime={"is": "Exempt"})
    assert (same.kind, same.ae_activity) == (BidderKind.AUTO_ENTREPRENEUR, AeActivity.SERVICES)
    assert same.identifiers == {"ice": "1234567890123", "rc": "7"}
    assert same.activities == {1, 2} and same.vat_regime.status is VatStatus.EXEMPT
    read = notice(
        kind="Purchase Order", category="SERVICES", nature="20", lines=[{"Number": 1, "quantity": "2.5000000"}]
    )
    assert (read.procedure, read.category, read.nature) == (Procedure.PURCHASE_ORDER, Category.SERVICES, 20)
    assert [(line.number, line.quantity) for line in read.lines] == [("1", Decimal("2.5"))]


def test_an_empty_text_is_not_known() -> None:
    read = bidder(
        registered_on="", vat_regime={"is": ""}, turnover_received={"2026": ""}, papers=[{"kind": "x", "issued": ""}]
    )
    assert read.registered_on is None and read.vat_regime is None and read.turnover_received == {}
    assert read.papers[0].issued is None
    assert notice(estimate="", deadline=" ").estimate is None


def test_lots_and_places_keep_what_they_say() -> None:
    assert [(lot.number, lot.object) for lot in notice(lots=["Repas", {"object": "Thé"}, 7]).lots] == [
        ("1", "Repas"),
        ("2", "Thé"),
        ("7", ""),
    ]
    places = [{"name": {"fr": "Azilal"}}, "Demnate", {"commune": "Afourer", "province": "Azilal"}, {"lat": 1}, None]
    assert bidder(serves=places).serves == ("Azilal", "Demnate", "Afourer")
    assert bidder(papers=[{"kind": "statuts", "issued": "1998-04-02"}]).papers[0].issued == date(1998, 4, 2)


# ---- what stays refused, since it could mean two things ---------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"estimate": "100 000,00"}, "estimate"),
        ({"estimate": "61.000"}, "estimate"),
        ({"deadline": "2026-11-26"}, "deadline"),
        ({"deadline": "2026-11-26T10:00:00"}, "deadline"),
        ({"reserved": "false"}, "reserved"),
        ({"cancelled": 0}, "cancelled"),
        ({"lines": [{"number": "1", "quantity": "10,5"}]}, "lines.quantity"),
        ({"lines": [{"designation": "sans numéro"}]}, "lines.number"),
        ({"dedline": AT}, "dedline"),
    ],
    ids=str,
)
def test_two_meanings_are_refused(tmp_path: Path, told: dict[str, Any], field: str) -> None:
    kept = {key: value for key, value in NOTICE.items() if key != "deadline"}
    code, tree, words = check(tmp_path, kept | told, COOPERATIVE)
    assert code == 2 and tree["error"]["field"] == field and words.count("\n") == 1


# ---- prices ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_mark_of_excel_above_the_header(mark: str) -> None:
    prices = read_prices(f"{mark}\nnumber;unit_price_excl_vat;vat_rate\n1;10,50;20\n".encode())
    assert [(price.number, price.unit_price, price.row) for price in prices] == [("1", Decimal("10.50"), 3)]


@pytest.mark.parametrize("rate", ["0.2", "0,2", "0.07"])
def test_a_rate_written_as_a_fraction_is_asked_again(rate: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_prices((HEADER + "1,10,20\n" + f'2,10,"{rate}"\n').encode(), file="p.csv")
    assert (caught.value.row, caught.value.field) == (3, "vat_rate") and "%" in caught.value.text.fr


def quoted(folder: Path, structure: dict[str, Any], total: str) -> tuple[int, dict[str, Any], str]:
    order = NOTICE | {"lines": [{"number": "1", "designation": "Repas", "unit": "U", "quantity": "1"}]}
    (folder / "n.json").write_text(json.dumps(order), "utf-8")
    (folder / "s.json").write_text(json.dumps(structure), "utf-8")
    (folder / "p.csv").write_text(f"{HEADER}1,{total},0\n")
    files = ("--notice", folder / "n.json", "--structure", folder / "s.json", "--prices", folder / "p.csv")
    return call("quote", *files, "--out", folder / "out", "--at", AT)


@pytest.mark.parametrize(
    ("activity", "received", "seen"),
    [
        ("services", "199000.00", 1),
        ("services", "199500.00", 0),  # 200,000.00 exactly is not above
        ("commerce", "199000.00", 0),
        ("commerce", "499600.00", 1),
        ("services", None, 0),
    ],
)
def test_an_auto_entrepreneur_is_warned_of_her_ceiling(
    tmp_path: Path, activity: str, received: str | None, seen: int
) -> None:
    told = json.loads((SAMPLES / "structure-auto-entrepreneur.json").read_text("utf-8"))
    told |= {"ae_activity": activity, "turnover_received": {"2026": received} if received else None}
    told |= {"received_by_buyer": None}
    code, tree, _ = quoted(tmp_path, told, "500.00" if received != "199000.00" else "1500.00")
    over = [each for each in tree["warnings"] if each["code"] == "over_ceiling"]
    assert len(over) == seen and not any(each["blocking"] for each in over) and code == 0


def test_an_auto_entrepreneur_is_warned_of_one_buyer(tmp_path: Path) -> None:
    told = json.loads((SAMPLES / "structure-auto-entrepreneur.json").read_text("utf-8"))
    told |= {"turnover_received": {"2026": "90000.00"}, "received_by_buyer": {"2026": {NOTICE["buyer"]: "79900.00"}}}
    _, tree, _ = quoted(tmp_path, told, "500.00")
    assert [(each["code"], each["blocking"]) for each in tree["warnings"]] == [("over_ceiling", False)]
    assert "80" in tree["warnings"][0]["text"]["fr"]


# ---- the way commands are called ---------------------------------------------------------------------------------


def test_json_before_the_name_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "words", "12"]) == 0
    assert json.loads(capsys.readouterr().out)["fr"] == "douze dirhams"
    assert main(["words", "12", "--json=1"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["text"]["ar"]


def test_no_folder_named_writes_nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = (
        "--notice",
        "notice-cleaning.json",
        "--structure",
        "structure-company.json",
        "--prices",
        "prices-cleaning.csv",
    )
    paths = [part if part.startswith("--") else str(SAMPLES / part) for part in files]
    code, tree, _ = call("quote", *paths, "--out", " ", "--at", AT)
    assert code == 2 and tree["error"]["field"] == "--out" and not list(tmp_path.iterdir())


@pytest.mark.parametrize("args", [["words", "12"], ["words", "x", "--json"], ["words", "12", "--json"]])
def test_a_reader_who_left(args: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-m", "wolouj.cli", *args], cwd=ROOT, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert done.returncode == 141 and b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_answer_that_cannot_be_written() -> None:
    with open("/dev/full", "wb") as full:
        call = [sys.executable, "-m", "wolouj.cli", "words", "12", "--json"]
        done = subprocess.run(call, cwd=ROOT, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and b"Traceback" not in done.stderr


# ---- anything at all -----------------------------------------------------------------------------------------------

ODD = st.sampled_from(
    [None, "", " ", 0, -1, 1, 1.5, "0", "-1", "1e9", "1 000", "12.345", True, False, [], {}, [None], [{}], {"": 1}]
) | st.sampled_from(
    ["x" * 5000, "\u202eabc", "\x00", "1900-01-01", "2100-01-01", AT, "2026-11-26", 10**30, "COOPERATIVE", "tender"]
)
ODDER = st.recursive(
    ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
PARTS = ["kind", "issued", "is", "2026", "ice", "per_month", "quantity", "number", "estimate", "designation"]
LIVED_IN = ODDER | st.dictionaries(st.sampled_from(PARTS), ODDER, max_size=4)
QUIET = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def spoiled(sample: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The sample with a few of its keys replaced by anything, or taken away."""
    changes = st.dictionaries(st.sampled_from(sorted(sample)), LIVED_IN | st.lists(LIVED_IN, max_size=3), max_size=3)
    gone = st.sets(st.sampled_from(sorted(sample)), max_size=3)
    return st.builds(lambda new, less: {k: v for k, v in (sample | new).items() if k not in less}, changes, gone)


@QUIET
@given(theirs=spoiled(NOTICE), hers=spoiled(COOPERATIVE))
def test_check_answers_whatever_is_written(tmp_path: Path, theirs: dict[str, Any], hers: dict[str, Any]) -> None:
    code, tree, _ = check(tmp_path, theirs, hers, "--on", "2026-11-24")
    assert code != 1 or tree["outcome"] == "not_met"


@QUIET
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_told_plainly(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.csv").write_bytes(data)
    (tmp_path / "n.json").write_bytes(data)
    good = ("--structure", SAMPLES / "structure-company.json")
    assert call("check", "--notice", tmp_path / "n.json", *good)[0] in (0, 2)
    cleaning = ("--notice", SAMPLES / "notice-cleaning.json")
    code, tree, _ = call("quote", *cleaning, *good, "--prices", tmp_path / "p.csv", "--out", tmp_path / "o", "--at", AT)
    assert code == 2 and tree["error"]["file"] == str(tmp_path / "p.csv") and not (tmp_path / "o").exists()


@QUIET
@given(amount=st.decimals(0, Decimal("999999999.99"), places=2))
def test_words_of_any_amount_have_balanced_isolates(amount: Decimal) -> None:
    code, tree, _ = call("words", f"{amount:.2f}")
    assert code == 0 and set(tree) == {"fr", "ar"}
    for text in tree.values():
        opened = sum(text.count(mark) for mark in "\u2066\u2067\u2068")
        assert opened == text.count("\u2069") and not any(figure.isdigit() for figure in text)
