"""The law keeps its own house: every value cited and dated, no clock, no float, no figure in code or prose."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from rulebook.engine.calculation import PROVISIONS
from rulebook.engine.chapters import CALCULATIONS, CHAPTERS, NAMES, calculations
from rulebook.engine.law import HOME, PARAMETERS, read_yaml
from rulebook.engine.rule import RULES
from rulebook.engine.texts import TEXTS

PYTHON = sorted(HOME.rglob("*.py"))
SIGNED = re.compile(r"^@(rule|provision|milestone)\(", re.MULTILINE)
RULES_PY = sorted({path for path in PYTHON if SIGNED.search(path.read_text("utf-8"))} | {*HOME.glob("*/checks.py")})
ANSWERS = {"met", "not_met", "unknown", "not_concerned"}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(HOME))


def test_every_folder_of_law_is_a_chapter() -> None:
    folders = {path.parent.name for path in HOME.glob("*/parameters.yaml")}
    assert set(NAMES) == set(CHAPTERS)
    assert folders == {*NAMES, *CALCULATIONS}
    chapters = {**CHAPTERS, **calculations()}
    for name, chapter in chapters.items():
        for furniture in ("rules.py", "parameters.yaml", "wording.yaml", "cases.yaml", "__init__.py"):
            assert (HOME / name / furniture).is_file(), f"{name} lacks {furniture}"
        assert "?" in chapter.doc.splitlines()[0], f"{name} does not say which question it answers"
        assert "Not established" in chapter.doc or name == "identifiers"


def test_every_value_is_cited_dated_and_weighed() -> None:
    for parameter in PARAMETERS.values():
        assert parameter.title.fr and parameter.title.ar
        for value in parameter.values:
            assert TEXTS.article(value.article).summary.ar
            assert TEXTS.source(value.source).ar
            assert value.confidence


def test_every_quantity_is_read_by_a_rule() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in RULES_PY)
    for name in PARAMETERS:
        kind = re.sub(r"^identifiers\.(ice|rib|if|cnss)_", "identifiers.{kind}_", name)
        assert f'"{name}"' in code or f'f"{kind}"' in code, f"{name} is read by nobody"


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_is_cited_and_told(rule) -> None:
    assert rule.cites and rule.doc
    for article in rule.cites:
        assert TEXTS.article(article)


def test_every_text_in_use_and_every_source_too() -> None:
    cited = {article for signed in [*RULES.values(), *PROVISIONS.values()] for article in signed.cites}
    cited |= {value.article for parameter in PARAMETERS.values() for value in parameter.values}
    sources = {value.source for parameter in PARAMETERS.values() for value in parameter.values}
    assert sources <= set(TEXTS.sources)
    for text in TEXTS.texts.values():
        for article in text.articles.values():
            assert article.summary.fr and article.summary.ar and article.checked_on
    assert cited <= {key for text in TEXTS.texts.values() for key in text.articles}


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_no_clock_no_float_no_framework(path: Path) -> None:
    tree = tree_of(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{path.name}:{node.lineno}: a float"
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now", "utcnow"}, f"{path.name}:{node.lineno}: a clock"
        if isinstance(node, ast.Name):
            assert node.id != "float", f"{path.name}:{node.lineno}: a float"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            for name in names:
                assert name.split(".")[0] not in {"django", "wolouj", "time"}, f"{path.name}: {name}"


@pytest.mark.parametrize("path", RULES_PY, ids=name_of)
def test_no_figure_in_a_rule(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool):
            assert node.value in {0, 1, 2}, f"{path}:{node.lineno}: {node.value} belongs in parameters.yaml"


@pytest.mark.parametrize("path", sorted(HOME.glob("*/wording.yaml")), ids=name_of)
def test_no_figure_in_prose(path: Path) -> None:
    """Figures come through blanks. The name of a form (modèle 9), a phone number (3737) are no figures of the law."""
    text = re.sub(r"#.*|modèle 9|النموذج 9|3737", "", path.read_text(encoding="utf-8"))
    found = re.search(r"\d", text)
    assert not found, f"{path.parent.name}: a figure near {text[max(0, found.start() - 40) : found.end() + 10]!r}"


@pytest.mark.parametrize("path", [HOME / name / "rules.py" for name in NAMES], ids=name_of)
def test_every_reason_written_has_words(path: Path) -> None:
    words = read_yaml(path.parent / "wording.yaml")
    reasons = {reason for of_rule in words.get("findings", {}).values() for reason in of_rule}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ANSWERS:
            reason = node.args[0]
            if isinstance(reason, ast.Constant):
                assert reason.value in reasons, f"{path}:{node.lineno}: {reason.value} has no words"
            for keyword in node.keywords:
                if keyword.arg == "remedy" and isinstance(keyword.value, ast.Constant):
                    assert keyword.value.value in words["remedies"], f"{path}:{node.lineno}"


def test_functions_and_modules_stay_short() -> None:
    for path in PYTHON:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 45, f"{path.name}: {node.name} is long"
