"""Reads an amount in words back into a number. It shares no table and no rule with the writer."""

from __future__ import annotations

import re
from decimal import Decimal

FRENCH = {
    "zéro": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
}  # fmt: skip


def french(text: str) -> Decimal:
    """« deux cent un dirhams et trois centimes » -> 201.03."""
    total, done, group = Decimal(0), 0, 0
    for token in re.split(r"[ -]", text):
        if token in {"et", "de"}:
            continue
        if token in {"vingt", "vingts"}:
            group += 76 if group % 100 == 4 else 20  # quatre-vingt: the four becomes eighty
        elif token in {"cent", "cents"}:
            group = (group or 1) * 100
        elif token == "mille":
            done, group = done + (group or 1) * 1000, 0
        elif token in {"million", "millions"}:
            done, group = done + group * 1_000_000, 0
        elif token in {"dirham", "dirhams"}:
            total, done, group = total + done + group, 0, 0
        elif token in {"centime", "centimes"}:
            total, done, group = total + Decimal(done + group) / 100, 0, 0
        else:
            group += FRENCH[token]
    assert not done and not group, f"words after the last unit: {text}"
    return total


ARABIC = {
    "صفر": 0, "واحد": 1, "أحد": 1, "اثنان": 2, "اثنا": 2, "ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7,
    "ثمانية": 8, "تسعة": 9, "عشرة": 10, "عشر": 10, "عشرون": 20, "ثلاثون": 30, "أربعون": 40, "خمسون": 50, "ستون": 60,
    "سبعون": 70, "ثمانون": 80, "تسعون": 90, "مائة": 100, "مائتان": 200, "مائتا": 200, "ثلاثمائة": 300,
    "أربعمائة": 400, "خمسمائة": 500, "ستمائة": 600, "سبعمائة": 700, "ثمانمائة": 800, "تسعمائة": 900,
}  # fmt: skip
SCALES = {"ألف": 1000, "آلاف": 1000, "ألفا": 1000, "مليون": 1_000_000, "ملايين": 1_000_000, "مليونا": 1_000_000}
DUALS = {"ألفان": 2000, "ألفا": 2000, "مليونان": 2_000_000, "مليونا": 2_000_000}
UNITS = {
    "درهم": 100, "درهما": 100, "دراهم": 100, "درهمان": 200,
    "سنتيم": 1, "سنتيما": 1, "سنتيمات": 1, "سنتيمان": 2,
}  # fmt: skip


def arabic(text: str) -> Decimal:
    """«مائة درهم ودرهمان وثلاثة سنتيمات» -> 102.03."""
    cents, done, group, alone = 0, 0, 0, False
    for raw in text.split(" "):
        bare = raw in ARABIC or raw in SCALES or raw in DUALS or raw in UNITS
        word, joined = (raw, False) if bare else (raw[1:], raw[0] == "و")
        assert bare or joined, raw
        if word == "واحد" and alone:  # درهم واحد: the adjective of a noun already counted
            alone = False
            continue
        alone = False
        if word in UNITS:
            said = (done + group) if not joined else 0
            assert not (joined and (done or group)), f"a unit joined to an open number: {text}"
            spoken = said or text == "صفر درهم"
            alone = not spoken and UNITS[word] in {1, 100}
            cents += (said if spoken else 1) * UNITS[word]
            done, group = 0, 0
        elif word in SCALES and group and not joined:
            done, group = done + group * SCALES[word], 0
        elif word in SCALES or word in DUALS:
            assert not group, f"a scale joined to an open group: {text}"
            done += DUALS.get(word) or SCALES[word]
        else:
            group += ARABIC[word]
    assert not done and not group, f"words after the last unit: {text}"
    return Decimal(cents) / 100
