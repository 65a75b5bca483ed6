"""The trail of docs/house.md leads somewhere: each link to a file that exists, each name into code that holds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[`?([^\]`]+)`?\]\(([^)]+)\)")
PAGES = ("docs/house.md", "README.md", "CONTRIBUTING.md", "GLOSSARY.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    here = (ROOT / page).parent
    lost = [
        target
        for _, target in LINK.findall((ROOT / page).read_text(encoding="utf-8"))
        if not target.startswith("http") and not (here / target.split("#")[0]).exists()
    ]
    assert not lost


def test_every_name_on_the_trail_stands_in_the_file_it_points_to() -> None:
    page = ROOT / "docs/house.md"
    lost = []
    for name, target in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target).resolve()
        if path.suffix == ".py" and not name.endswith(".py"):
            text = path.read_text(encoding="utf-8")
            if not re.search(rf"^\s*(def|class) {name}\b|^{name}\b.*=", text, re.MULTILINE):
                lost.append(f"{name} in {target}")
    assert not lost


def test_every_decision_has_its_number_once() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
