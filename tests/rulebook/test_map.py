"""The map of the law says what the law says today."""

from __future__ import annotations

from pathlib import Path

from rulebook.engine.chapters import CHAPTERS
from rulebook.engine.law import HOME, PARAMETERS
from rulebook.engine.map import main, page
from rulebook.engine.rule import RULES


def test_the_map_is_up_to_date(tmp_path: Path) -> None:
    main([str(tmp_path / "map.md")])
    written = (HOME.parent / "docs" / "map-of-the-law.md").read_text(encoding="utf-8")
    assert written == (tmp_path / "map.md").read_text(encoding="utf-8"), (
        "the law changed: run python -m rulebook.engine.map docs/map-of-the-law.md"
    )


def test_nothing_is_left_out() -> None:
    text = page()
    names = [*CHAPTERS, *(key.partition(".")[2] for key in [*RULES, *PARAMETERS])]
    assert not [name for name in names if name not in text]
