"""Identifiers read and checked, from any way of typing them. Pure functions, usable alone."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rulebook.engine.law import Law
from rulebook.engine.rule import Said, met, not_concerned, not_met
from rulebook.engine.verdict import Force

if TYPE_CHECKING:
    from rulebook.engine.verdict import Finding

KINDS = ("ice", "rib", "if", "rc", "tp", "cnss", "cin", "local_register", "ae_register")
FREE = frozenset({"rc", "local_register", "ae_register"})
"""Kinds whose form nobody described: kept as typed (a register number also needs its court)."""


def plain(text: str) -> str:
    """``text`` with Western figures, capitals, and no spaces, signs or invisible marks."""
    if text.isascii() and text.isdigit():
        return text
    out = []
    for char in unicodedata.normalize("NFKC", text):
        if char.isdecimal():
            out.append(str(unicodedata.decimal(char)))
        elif char.isalpha():
            out.append(char.upper())
    return "".join(out)


def ice_check(text: str, law: Law | None = None) -> bool:
    """Whether an ICE has its length and its check figures (the whole number is a multiple of the modulus)."""
    return _adds_up(plain(text), "ice", law or Law.latest())


def rib_check(text: str, law: Law | None = None) -> bool:
    """Whether a RIB, its key included, has its length and adds up. An IBAN is refused: give the RIB inside it."""
    return _adds_up(plain(text), "rib", law or Law.latest())


def look(kind: str, text: str) -> Finding:
    """One identifier looked at alone, for a form: a finding with words and remedy, and no notice needed.

    ``kind`` is one of :data:`KINDS`; another raises KeyError. Blank text is "not concerned".
    """
    from rulebook.engine.judge import one_finding

    name = {"ice": "ice_adds_up", "rib": "rib_adds_up"}.get(kind, "others_look_usual")
    if kind not in KINDS:
        raise KeyError(f"unknown identifier {kind!r}")
    law = Law.latest()
    return one_finding(f"identifiers.{name}", checked(kind, text, law), law)


def checked(kind: str, text: str | None, law: Law) -> Said:
    """What to say of one identifier."""
    clean = plain(text or "")
    if not clean:
        return not_concerned("not_told")
    if kind in {"ice", "rib"}:
        return _check_figures(kind, clean, law)
    return met("usual", kind=_shown(kind)) if _usual(kind, clean, law) else _odd(kind)


def _check_figures(kind: str, clean: str, law: Law) -> Said:
    digits = law.count(f"identifiers.{kind}_digits")
    if not clean.isdecimal() or len(clean) != digits:
        return not_met("wrong_length", remedy=f"copy_the_{kind}", at_most=Force.WARNS, digits=digits)
    if not _adds_up(clean, kind, law):
        return not_met("does_not_add_up", remedy=f"copy_the_{kind}", at_most=Force.WARNS)
    return met("adds_up", at_most=Force.WARNS)


def _adds_up(clean: str, kind: str, law: Law) -> bool:
    right_length = clean.isdecimal() and len(clean) == law.count(f"identifiers.{kind}_digits")
    # Zeros alone are a multiple too, and nobody's number; a control of 00 is written as the modulus itself.
    return right_length and int(clean) > 0 and clean[-2:] != "00" and not int(clean) % law.count(_MODULUS)


_MODULUS = "identifiers.check_modulus"


def _usual(kind: str, clean: str, law: Law) -> bool:
    """Whether the form is one that is usually seen. Kinds of free form always are, if they hold a figure."""
    if kind in FREE:
        return any(char.isdecimal() for char in clean)
    if kind == "cin":
        return _usual_cin(clean, law)
    if kind == "tp":
        return clean.isdecimal() and len(clean) == law.count("identifiers.tp_digits")
    least, most = law.count(f"identifiers.{kind}_digits_least"), law.count(f"identifiers.{kind}_digits_most")
    return clean.isdecimal() and least <= len(clean) <= most


def _usual_cin(clean: str, law: Law) -> bool:
    figures = clean.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letters = len(clean) - len(figures)
    least, most = law.count("identifiers.cin_digits_least"), law.count("identifiers.cin_digits_most")
    few = 0 < letters <= law.count("identifiers.cin_letters_most")
    return few and figures.isdecimal() and least <= len(figures) <= most


def _odd(kind: str) -> Said:
    return not_met("unusual", remedy="check_the_number", at_most=Force.INFORMS, kind=_shown(kind))


def _shown(kind: str) -> str:
    """The short name printed on papers: ICE, IF, RC, TP, CNSS, CIN."""
    return kind.upper().replace("_", " ")
