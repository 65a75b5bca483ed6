"""The chapters, in the order a reader meets them, each with its rules and its words.

Importing this module loads and checks the whole law. A chapter is a folder with ``rules.py``, ``parameters.yaml``,
``wording.yaml`` and ``cases.yaml``; adding one is adding its name here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from rulebook.engine.law import HOME
from rulebook.engine.rule import RULES, Rule
from rulebook.engine.wording import Words

NAMES = ("scope", "eligibility", "purchase_orders", "preference", "deadlines", "taxes", "identifiers")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its rules in the order they are written, and its words."""

    name: str
    rules: tuple[Rule, ...]
    words: Words
    doc: str


def _chapter(name: str) -> Chapter:
    doc = import_module(f"rulebook.{name}").__doc__ or ""
    import_module(f"rulebook.{name}.rules")
    rules = tuple(rule for rule in RULES.values() if rule.chapter == name)
    return Chapter(name, rules, Words.load(HOME / name / "wording.yaml"), doc)


CHAPTERS: Mapping[str, Chapter] = {name: _chapter(name) for name in NAMES if (HOME / name / "rules.py").exists()}
