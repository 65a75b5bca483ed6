"""Where the pages' files are, and a reader of rendered HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "wolouj" / "static"
TEMPLATES = sorted((ROOT / "wolouj").rglob("templates/**/*.html"))
VOID = frozenset("area base br col embed hr img input link meta source track wbr path circle rect use".split())


def template_name(path: Path) -> str:
    """The name by which Django knows a template: what follows ``templates/``."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


class Texts(HTMLParser):
    """Collects (text, names of the tags it stands in), outside drawings, scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.attrs: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attrs += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attrs += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"svg", "script", "style"} & set(self.stack):
            self.found.append((data, tuple(self.stack)))
