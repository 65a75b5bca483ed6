"""Finds every sentence the house names, in Python and in templates, for the tests beside this file."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAYERS = frozenset({"say", "pair", "say_lazy"})
_TAG = re.compile(r"""{%\s*say(?:_text|_in\s+\S+)?\s+(?P<quote>["'])(?P<key>[^"']+)(?P=quote)(?P<rest>[^%]*)%}""")
_NAMED = re.compile(r"\b([A-Za-z_]\w*)=")
HOLE = "\0"
_QUOTED = re.compile(r"""["']([a-z][a-z0-9_.]*)["']""")


@dataclass(frozen=True)
class Call:
    """One place that says a sentence: where, which key, with which values (``None`` when not readable)."""

    where: str
    key: str
    values: frozenset[str] | None


@dataclass
class Use:
    """All that is said: calls with a key written out, and every literal, and every literal with holes, met."""

    calls: list[Call] = field(default_factory=list)
    literals: set[str] = field(default_factory=set)
    built: set[str] = field(default_factory=set)

    def names(self, room: str, key: str) -> bool:
        """Whether ``room.key`` is written somewhere, whole or built.

        ``f"bids.state_{x}"`` builds every ``state_…``; where the code shows less than that, as in
        ``f"people.{x}_title"`` or ``f"{room}.act_{x}"``, what fills the hole must be a literal met too.
        """
        return f"{room}.{key}" in self.literals or any(self._builds(built, room, key) for built in self.built)

    def _builds(self, built: str, room: str, key: str) -> bool:
        start, dot, rest = built.partition(".")
        if not dot or start not in {room, HOLE} or HOLE not in rest:
            return False
        match = re.fullmatch("(.+)".join(re.escape(part) for part in rest.split(HOLE)), key)
        spelled = start == room and not rest.startswith(HOLE)
        return match is not None and (spelled or all(hole in self.literals for hole in match.groups()))


def _sayers_of(tree: ast.AST) -> tuple[set[str], set[str]]:
    """Names under which a module knows the sayers of ``wolouj.foundation.words``, and that module itself."""
    names, modules = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "wolouj.foundation.words":
            names |= {a.asname or a.name for a in node.names if a.name in SAYERS}
        if isinstance(node, ast.ImportFrom) and node.module == "wolouj.foundation":
            modules |= {a.asname or a.name for a in node.names if a.name == "words"}
    return names, modules


def _says(call: ast.Call, names: set[str], modules: set[str]) -> bool:
    func = call.func
    if isinstance(func, ast.Name):
        return func.id in names
    attribute = isinstance(func, ast.Attribute) and func.attr in SAYERS and isinstance(func.value, ast.Name)
    return attribute and func.value.id in modules


def read_python(path: Path, use: Use) -> None:
    """Add what one module says or names to ``use``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names, modules = _sayers_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            use.literals.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            use.built.add("".join(str(v.value) if isinstance(v, ast.Constant) else HOLE for v in node.values))
        elif isinstance(node, ast.Call) and _says(node, names, modules) and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                given = {k.arg for k in node.keywords}
                values = None if None in given else frozenset(str(name) for name in given)
                use.calls.append(Call(f"{path.relative_to(ROOT)}:{node.lineno}", str(first.value), values))


def read_template(path: Path, use: Use) -> None:
    """Add what one template says or names to ``use``."""
    text = path.read_text(encoding="utf-8")
    use.literals |= set(_QUOTED.findall(text))
    for tag in _TAG.finditer(text):
        where = f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, tag.start()) + 1}"
        use.calls.append(Call(where, tag["key"], frozenset(_NAMED.findall(tag["rest"]))))


def templates(root: Path = ROOT) -> list[Path]:
    """Every template of the product."""
    return sorted(p for p in (root / "wolouj").rglob("templates/**/*") if p.suffix in {".html", ".txt", ".svg", ".xml"})


@cache
def whole_house() -> Use:
    """What Python (tests apart) and templates say and name."""
    use = Use()
    for path in sorted((ROOT / "wolouj").rglob("*.py")):
        read_python(path, use)
    for path in templates():
        read_template(path, use)
    return use


# ---- prose typed in a template --------------------------------------------------------------------------------

_HIDDEN = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|<svg\b.*?</svg>"
    # blocks that fill an attribute: names of classes, not words
    r"|{%\s*block \w+_(?:class|attrs)\s*%}.*?{%\s*endblock\s*\w*\s*%}",
    re.DOTALL,
)
_TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_SPOKEN_ATTRIBUTE = re.compile(r"""\b(?:aria-label|aria-description|title|alt|placeholder)=(["'])(.*?)\1""", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-zÀ-ɏ\u0600-\u06ff]{2,}|[\u0600-\u06ff]")
# The name of each language is written in that language, whichever page one is on; DH is a unit.
_ALLOWED = re.compile(r"العربية|Français|Wolouj|ولوج|&[a-z]+;|\bFR\b|\bDH\b|\bPDF\b|\bXLSX\b")


def prose(text: str) -> list[str]:
    """The words a template would print by itself, outside every tag: there should be none."""
    text = _TAGS.sub(" ", _HIDDEN.sub(" ", text))
    spoken = [match[2] for match in _SPOKEN_ATTRIBUTE.finditer(text)]
    shown = re.sub(r"<[^>]*>", " ", text)
    found = [piece.strip() for piece in [*spoken, *shown.splitlines()]]
    return [piece for piece in found if _LETTERS.search(_ALLOWED.sub(" ", piece))]
