"""The three commands that read words alone, as another program drives them. Every row here was written by us."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.bids.test_commands import ROOT, answer, failure, wolouj

SCHEMAS = {
    name: Draft202012Validator(json.loads((ROOT / f"wolouj/notices/schema/{name}.schema.json").read_text("utf-8")))
    for name in ("nature", "place", "buyer")
}


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return path


def test_natures(tmp_path: Path) -> None:
    objects = ("Achat de fournitures de bureau", "", "Divers", "شراء مواد التنظيف", "Gardiennage des locaux")
    file = written(tmp_path / "objets.jsonl", *({"objet": text} for text in objects))
    found = answer(wolouj("nature", file, "--json"), 0)
    SCHEMAS["nature"].validate(found)
    assert set(found) == {"rows"} and [row["row"] for row in found["rows"]] == [1, 2, 3, 4, 5]
    assert [row["natures"][:1] for row in found["rows"]] == [[20], [], [], [29], [57]]
    assert found["rows"][1]["confidence"] == "unsure"
    told = wolouj("nature", file)
    assert told.returncode == 0 and "Fournitures de bureau" in told.stdout and "لوازم المكتب" in told.stdout


def test_the_category_of_a_row_weighs(tmp_path: Path) -> None:
    rows = [{"objet": "Climatisation du siège", "categorie": told} for told in ("Travaux", "Fournitures", None, "?")]
    found = answer(wolouj("nature", written(tmp_path / "objets.jsonl", *rows), "--json"), 0)["rows"]
    assert [row["natures"][0] for row in found[:2]] == [18, 5] and found[2]["natures"] == found[3]["natures"]


def test_places() -> None:
    texts = ("Afourer", "MAROC", "Wialya de Fès", "TCHAD", "Tazarine", "إقليم أزيلال")
    found = answer(wolouj("place", *texts, "--json"), 0)
    SCHEMAS["place"].validate(found)
    assert [(one["text"], one["level"], one["code"]) for one in found["places"]] == [
        ("Afourer", "commune", "05.081.11.01"),
        ("MAROC", "country", None),
        ("Wialya de Fès", "province", "03.231"),
        ("TCHAD", "foreign", None),
        ("Tazarine", "none", None),
        ("إقليم أزيلال", "province", "05.081"),
    ]
    told = wolouj("place", *texts)
    assert told.returncode == 0 and len(told.stdout.splitlines()) == 2 * len(texts)


def test_buyers(tmp_path: Path) -> None:
    names = ("COMMUNE AFOURER", "SOCIETE AL OMRANE X", "Direction provinciale de l'agriculture d'Azilal", "Office X")
    file = written(tmp_path / "acheteurs.jsonl", *({"acheteur": name, "x": 1} for name in names))
    found = answer(wolouj("buyer", file, "--json"), 0)
    SCHEMAS["buyer"].validate(found)
    assert [(r["province"], r["commune"], r["region"], r["rulebook"]) for r in found["rows"]] == [
        ("05.081", "05.081.11.01", "05", "decree"),
        (None, None, None, "own"),
        ("05.081", None, "05", "decree"),
        (None, None, None, "unknown"),
    ]
    assert "أفورار" in wolouj("buyer", file).stdout


def test_a_broken_row_is_told_and_hides_no_other(tmp_path: Path) -> None:
    file = written(tmp_path / "objets.jsonl", *({"objet": "Achat de ciment"} for _ in range(500)))
    lines = file.read_bytes().splitlines(keepends=True)
    lines[250] = b'{"objet": "Achat de cim\n'
    lines[300] = '{"objet": "Réparation"}\n'.encode("cp1252")
    lines[350] = b'{"object": "Achat de ciment"}\n'
    lines[400] = b'{"objet": ["Achat"]}\n'
    file.write_bytes(b"".join(lines))
    done = wolouj("nature", file, "--json")
    found = answer(done, 1)
    SCHEMAS["nature"].validate(found)
    assert len(found["rows"]) == 496 and all(row["natures"][0] == 47 for row in found["rows"])
    told = [(row["row"], row["field"], row["reason"]) for row in found["refused"]]
    assert told == [
        (251, None, "json_broken"),
        (301, None, "encoding"),
        (351, "objet", "missing"),
        (401, "objet", "not_text"),
    ]
    assert done.stderr.count("\n") == 4 and "objets.jsonl, row 251" in done.stderr


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "objets.jsonl"
    file.write_bytes('{"objet": "Entretien et réparation des climatiseurs"}\n'.encode("utf-16"))
    assert answer(wolouj("nature", file, "--json"), 0)["rows"][0]["natures"][0] == 41


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (None, None),
        (b"", None),
        (b"\n\n", None),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3\n", 1),
        ('{"acheteur": "R\u00e9gie"}\n'.encode("cp1252"), 1),
        (b"[1, 2]\n", 1),
        (b'{"objet": null}\n', 1),
    ],
)
@pytest.mark.parametrize("command", ["nature", "buyer"])
def test_a_file_that_cannot_be_used_is_one_plain_line(
    command: str, content: bytes | None, row: int | None, tmp_path: Path
) -> None:
    file = tmp_path / "rows.jsonl"
    if content is not None:
        file.write_bytes(content)
    done = wolouj(command, file, "--json")
    error = failure(done)
    SCHEMAS[command].validate({"error": error})
    assert error["row"] == row and error["file"].endswith("rows.jsonl")


def test_arguments_that_are_missing() -> None:
    for command in ("nature", "buyer", "place"):
        assert failure(wolouj(command, "--json"))["file"] is None
    assert failure(wolouj("nature", ROOT, "--json"))["file"] == str(ROOT)
