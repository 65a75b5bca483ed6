"""What we know of the law is accounted for: each row encoded or left to people, none surer than it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from rulebook.coverage import FOLDER, Subject, coverage, load_coverage
from rulebook.coverage.holders import cited, holders
from rulebook.engine.law import HOME
from rulebook.engine.map_texts import STATES, state
from rulebook.engine.strict_yaml import LawError
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Bilingual, Confidence

NOTES = HOME.parent.parent / "shared" / "law"
OURS = {row.key: row for subject in coverage() for row in subject.rows}
NAMED = yaml.safe_load(Path(__file__).with_name("notes.yaml").read_text(encoding="utf-8"))
SURER = {"inf.c", "old.losers"}
"""Only likely, held by something certain: the answer itself is lowered (a case says so); the doubt is about 2013."""
MARK = re.compile(r"\**(certain|likely|[CL])\b")


def notes(name: str) -> str:
    if not (NOTES / name).exists():
        pytest.skip("the notes on the law are not at hand")
    return (NOTES / name).read_text(encoding="utf-8")


def marked(text: str) -> Iterator[tuple[str, str, str]]:
    """``(section, first cell, confidence)`` of every row of a table whose confidence begins with C or L."""
    section, head = "", []
    for line in text.splitlines():
        if found := re.match(r"#+ (\d+(\.\d+)?)", line):
            section = found[1]
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            head = []
        elif not head:
            head = cells
        else:
            sure = [cell for name, cell in zip(head, cells, strict=False) if name.startswith("conf")]
            if sure and MARK.match(sure[0]):
                yield section, cells[0], sure[0]


def our_row(section: str, cell: str) -> str:
    return NAMED["rows"].get(section, {}).get(cell, cell)


def test_every_row_of_the_note_on_the_decree_is_accounted_for() -> None:
    found = [(section, cell, sure) for section, cell, sure in marked(notes("decree.md"))]
    assert len(found) > 130
    assert not [(section, cell) for section, cell, _ in found if our_row(section, cell) not in OURS]


def test_no_row_is_held_for_surer_than_the_note_says() -> None:
    for section, cell, sure in marked(notes("decree.md")):
        if re.match(r"\**L\b", sure) and section != "12":
            assert OURS[our_row(section, cell)].confidence is not Confidence.CERTAIN, (section, cell)


def test_every_constant_of_the_companion_note_is_accounted_for() -> None:
    section = notes("context.md").partition("## 0.")[2].partition("\n## ")[0]
    found = list(marked("## 0.\n" + section))
    assert len(found) > 25
    for _, cell, sure in found:
        row = OURS[our_row("0", cell)]
        assert row.confidence.value == MARK.match(sure)[1], cell


def test_every_section_told_in_prose_is_accounted_for() -> None:
    text = notes("decree.md")
    named = {number for number in NAMED["headings"] if number != "0"}
    told = set(re.findall(r"^### (\d\.\d).*— C", text, re.MULTILINE)) - {"1.1"}
    assert told <= named
    assert {key for keys in NAMED["headings"].values() for key in keys} <= set(OURS)


def test_what_holds_a_row_exists_and_is_no_surer_than_it() -> None:
    for row in OURS.values():
        for name in row.encoded:
            assert name in holders(), f"{row.key}: nothing is called {name}"
        sure = [holders()[name] for name in row.encoded if holders()[name] is not None]
        if row.confidence is Confidence.LIKELY and sure and row.key not in SURER:
            assert any(one is not Confidence.CERTAIN for one in sure), f"{row.key} is only likely"


def test_what_holds_a_row_stands_on_one_of_its_articles() -> None:
    stands: dict[str, set[str]] = {}
    for article, names in cited().items():
        for name in names:
            stands.setdefault(name, set()).add(article)
    for row in OURS.values():
        held = {article for name in row.encoded for article in stands.get(name, ())}
        # A word of the glossary stands on nothing; the old decree's articles are held by the day it ended.
        assert not held or held & set(row.of) or row.key.startswith("old."), (row.key, held)


def test_every_row_has_one_fate_and_two_languages() -> None:
    for row in OURS.values():
        assert bool(row.encoded) is not bool(row.for_humans), row.key
        assert row.says.fr.endswith(".") and row.says.ar.endswith("."), row.key
        assert re.search(r"[\u0600-\u06ff]", row.says.ar) and not re.search(r"[\u0600-\u06ff]", row.says.fr), row.key


def test_nothing_told_of_an_article_is_forgotten() -> None:
    told = [article for text in TEXTS.texts.values() for article in text.articles.values()]
    assert [article.key for article in told if state(article) == STATES[-1]] == []


def test_articles_know_what_stands_on_them() -> None:
    cited.cache_clear(), holders.cache_clear()
    assert "purchase_orders.ceiling" in cited()["decree-2-22-431/91"]
    assert all(len(names) == len(set(names)) and set(names) <= set(holders()) for names in cited().values())
    assert set(cited()) <= {article for text in TEXTS.texts.values() for article in text.articles}
    assert "deadlines.last_day_to_ask" in cited()["decree-2-22-431/25"]
    assert "decree-2-22-431/3" not in cited()


GOOD = """
title: {fr: "Sujet", ar: "موضوع"}
rows:
  one:
    says: {fr: "Dit.", ar: "يقول."}
    confidence: certain
    of: [decree-2-22-431/91]
    encoded: [purchase_orders.ceiling]
"""


def loaded(folder: Path, **files: str) -> tuple[Subject, ...]:
    (folder / "reasons.yaml").write_text((FOLDER / "reasons.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_coverage(folder)


def test_rows_are_read_as_written(tmp_path: Path) -> None:
    human = GOOD.replace("one:", "two:").replace("encoded: [purchase_orders.ceiling]", "for_humans: judged")
    first, second = loaded(tmp_path, **{"02-after": human, "01-before": GOOD.replace("certain", "likely")})
    assert (first.key, first.title, second.key) == ("before", Bilingual("Sujet", "موضوع"), "after")
    (row,) = first.rows
    assert (row.key, row.says.fr, row.says.ar, row.confidence) == ("one", "Dit.", "يقول.", Confidence.LIKELY)
    assert (row.of, row.encoded, row.for_humans) == (("decree-2-22-431/91",), ("purchase_orders.ceiling",), None)
    (left,) = second.rows
    assert left.encoded == () and left.for_humans is not None and "pièces" in left.for_humans.fr
    assert re.search(r"[\u0600-\u06ff]", left.for_humans.ar)


def test_the_rows_are_read_once() -> None:
    coverage.cache_clear()
    assert coverage() is coverage() and len(coverage()) > 10


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ("certain", "sure", "^coverage/01-one.yaml, one: .*sure"),
        ("431/91", "431/999", "one: no article"),
        ("encoded: [purchase_orders.ceiling]", "for_humans: nobody_knows", "nobody_knows"),
        ("    encoded: [purchase_orders.ceiling]\n", "", "one of"),
        ("    of:", "    for_humans: judged\n    of:", "one of"),
        ("    confidence: certain\n", "", "needs"),
        ('ar: "يقول."', 'ar: ""', "needs exactly fr and ar"),
    ],
)
def test_the_loader_refuses(tmp_path: Path, found: str, put: str, says: str) -> None:
    with pytest.raises(LawError, match=says):
        loaded(tmp_path, **{"01-one": GOOD.replace(found, put, 1)})


def test_a_row_in_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match=r"twice.*one"):
        loaded(tmp_path, **{"01-one": GOOD, "02-two": GOOD})
