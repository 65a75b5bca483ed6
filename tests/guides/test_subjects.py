"""The subjects: told whole in both languages, signed by the rulebook, no figure of the law typed in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulebook.engine.format import CASABLANCA
from rulebook.engine.texts import LawError
from wolouj.foundation.drawing import drawings
from wolouj.guides import traps
from wolouj.guides.figures import check_forms, figures
from wolouj.guides.page import worked
from wolouj.guides.registry import TOOLS
from wolouj.guides.standing import questions, standing
from wolouj.guides.subject import FOLDER, MOMENTS, subjects, tell

ON = date(2026, 11, 28)
AT = datetime(2026, 11, 28, 12, 0, tzinfo=CASABLANCA)
FILES = sorted(FOLDER.glob("*.yaml"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_subject = pytest.mark.parametrize("slug", subjects())

# Numbers in letters, from three on: "one" and "two" are words of every day, and the law's own are blanks.
FRENCH = """trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
    cinquante soixante septante quatre-vingts cent cents mille million millions milliard troisième quatrième cinquième
    sixième septième huitième neuvième dixième moitié tiers quart""".split()
ARABIC = """ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثمان ثماني ثمانية تسع تسعة عشر عشرة عشرون عشرين ثلاثون
    ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتان مئتين مائتان مائتين
    ألف ألفان ألفين آلاف مليون مليونان مليونين ملايين الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع
    السابعة الثامن التاسع العاشر العاشرة نصف ثلث ربع خمسمائة""".split()
LETTERS = re.compile(rf"(?<!\w)(?:[وفبلك]?ال)?(?:{'|'.join([*FRENCH, *ARABIC])})(?!\w)", re.IGNORECASE)


def prose(tree: Any) -> Iterator[str]:
    """Every sentence of a file, blanks taken out."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in {"fr", "ar"} and isinstance(value, str):
                yield re.sub(r"\{[^}]*\}", "", value)
            elif key not in {"figures", "with", "law"}:
                yield from prose(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from prose(value)


def typed_figures(sentence: str) -> list[str]:
    return re.findall(r"[0-9٠-٩]+", sentence) + LETTERS.findall(sentence)


@each_file
def test_no_figure_is_typed_in_the_prose(path: Path) -> None:
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert not {s: found for s in prose(tree) if (found := typed_figures(s))}


def test_traps_type_no_figure_either() -> None:
    tree = yaml.safe_load(traps.FILE.read_text(encoding="utf-8"))["traps"]
    assert not {s: found for s in prose(tree) if (found := typed_figures(s))}


@pytest.mark.parametrize(
    "sentence", ["75 jours", "soixante jours", "ستين يوما", "خلال العشرين يوما", "le cinquième", "٧٥ يوما"]
)
def test_the_finder_sees_a_figure(sentence: str) -> None:
    assert typed_figures(sentence)


@pytest.mark.parametrize("sentence", ["une seule fois", "deux façons", "ستحصلون", "الجمعة", "يجتمع", "ربما", "percer"])
def test_the_finder_leaves_words_alone(sentence: str) -> None:
    assert not typed_figures(sentence)


@each_subject
def test_every_subject_is_whole(slug: str) -> None:
    subject = subjects()[slug]
    told = tell(subject, on=ON)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)
    assert len(told.parts) >= 3 and len(told.mistakes) >= 2 and len(told.now) >= 2
    assert all(part.standing.articles and part.standing.checked_on <= ON for part in told.parts)
    assert told.checked_on.year >= 2026
    assert f"i-{subject.icon}" in drawings()
    texts = [told.lead, *told.mistakes, *told.now, *(text for part in told.parts for text in (part.title, part.text))]
    for text in texts:
        assert len(text.fr) < 420 and len(text.ar) < 420, text.fr
    assert len({text.fr for text in texts}) == len(texts)


@each_subject
def test_every_example_is_answered(slug: str) -> None:
    subject = subjects()[slug]
    if subject.example is None:
        pytest.skip("no example")
    assert subject.example.tool in TOOLS
    example = worked(subject, {}, at=AT)
    assert example is not None and example["shown"] is not None, example and example["form"].errors


def test_every_moment_has_its_subjects_and_every_trap_its_page() -> None:
    assert {subject.moment for subject in subjects().values()} <= set(MOMENTS)
    told = {key for subject in subjects().values() for key in subject.traps}
    assert told == set(traps.keys())


@pytest.mark.parametrize("key", traps.keys())
def test_a_trap_says_what_was_and_what_is(key: str) -> None:
    trap = traps.told(key, on=ON)
    assert trap.standing.articles
    assert trap.confidence != "unsure"
    assert trap.text.fr != trap.text.ar


def test_questions_asked_are_those_of_the_rulebook() -> None:
    asked = {key for subject in subjects().values() for key in subject.asks}
    assert asked <= set(questions())


def test_what_the_rulebook_does_not_hold_is_refused() -> None:
    with pytest.raises(LawError, match="no quantity"):
        figures({"x": "purchase_orders.nothing"})
    with pytest.raises(LawError, match="different units"):
        figures({"x": ["purchase_orders.ceiling", "deadlines.approval"]})
    with pytest.raises(LawError, match="MAD"):
        check_forms(figures({"x": "purchase_orders.ceiling"})["x"], "count.day", "here")
    with pytest.raises(LawError, match="nothing in the rulebook"):
        standing(["purchase_orders.no_such_rule"], on=ON)
    with pytest.raises(LawError, match="stands on nothing"):
        standing([], on=ON)


def test_standing_takes_the_least_sure_and_the_oldest_reading() -> None:
    sure = standing(["purchase_orders.lowest_price_wins"], on=ON)
    assert sure.confidence == "certain" and sure.articles == ("decree-2-22-431/91",)
    both = standing(["purchase_orders.lowest_price_wins", "bid_file.light_file_of_an_order"], on=ON)
    assert both.confidence == "likely"
    assert standing(["eligibility.tax_is_in_order"], on=ON).confidence == "certain"
    assert standing(["eligibility.tax_is_in_order@orders"], on=ON).confidence == "likely"
