"""The chapters, in the order a reader meets them, each with its rules and its words.

Importing this module loads and checks the chapters that judge a bidder; those that work something out
(:mod:`rulebook.engine.calculation`) have doors of their own and are loaded by whoever asks for them. A chapter is a
folder with ``rules.py``, ``parameters.yaml``, ``wording.yaml`` and ``cases.yaml``; adding one is adding its name here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from rulebook.engine.calculation import PROVISIONS, Provision
from rulebook.engine.law import HOME
from rulebook.engine.rule import RULES, Rule
from rulebook.engine.wording import Words

NAMES = (
    "scope",
    "eligibility",
    "bid_file",
    "purchase_orders",
    "procedures",
    "preference",
    "guarantees",
    "deadlines",
    "taxes",
    "identifiers",
)
CALCULATIONS = ("evaluation", "payment", "petitions", "recourse", "cooperatives", "auto_entrepreneur")
"""Chapters that work something out: no verdict is asked of them."""


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


@dataclass(frozen=True, slots=True)
class Calculation:
    """One chapter that works something out: its signed functions, and its words."""

    name: str
    provisions: tuple[Provision, ...]
    words: Words
    doc: str


@cache
def calculations() -> Mapping[str, Calculation]:
    """The chapters that work something out, loaded when first asked for."""
    return {name: _calculation(name) for name in CALCULATIONS}


def _calculation(name: str) -> Calculation:
    doc = import_module(f"rulebook.{name}").__doc__ or ""
    import_module(f"rulebook.{name}.rules")
    signed = tuple(found for key, found in PROVISIONS.items() if key.partition(".")[0] == name)
    return Calculation(name, signed, Words.load(HOME / name / "wording.yaml"), doc)


def every_chapter() -> Mapping[str, Chapter | Calculation]:
    """The chapters that judge, then those that work something out."""
    return {**CHAPTERS, **calculations()}
