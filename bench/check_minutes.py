"""Do published minutes agree with our ranking? Run ``python -m bench.check_minutes [FOLDER]``.

``FOLDER`` holds ``manifest.jsonl`` and ``text/`` (minutes of tenders, text by OCR). It stays where it is, and no
bidder's name is read: only amounts. Most minutes print no estimate. For those we ask: is there an estimate for which
our rule gives the published winner? A no is a contradiction; a yes is weak, because an estimate that may be anything
lets almost any offer win: the share that chance would give is printed beside, and how often the lowest price won.

Minutes whose amounts cannot be read for sure are left out. For sure: from the table of prices to the reason of the
choice, every offer's amount is there as many times (once, or twice: before and after correction), but for one that is
there once more, the last: the winner's. That also leaves out whatever was corrected or misread.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rulebook.engine.facts import BuyerRules, Category
from rulebook.evaluation import Mode, Offer, Opening, Outcome, Way, evaluate

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "minutes"
AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{4,9})[.,](\d{2})(?![\d])")
OFFERS = re.compile(r"montants?\s+des\s+(?:actes|offres)", re.I)
REASON = re.compile(r"justification|date\s+d.ach[èe]vement", re.I)
PRICE = re.compile(r"prix\s+de\s+r[ée]f[ée]rence\s*:?", re.I)
OTHER = re.compile(
    r"2[-.]12[-.]349|majoration|\blots?\s*n|note\s+(?:technique|financi)|architecte|rabais|\bH\.?T\b", re.I
)
DECREE = re.compile(r"2[-.\s]+22[-.\s]+431")
CATEGORIES = {"Travaux": Category.WORKS, "Fournitures": Category.SUPPLIES, "Services": Category.SERVICES}
CENTIME = Decimal("0.01")


@dataclass(frozen=True)
class Minutes:
    """What could be read for sure."""

    key: str
    category: Category
    offers: tuple[Decimal, ...]
    winner: Decimal
    reference_price: Decimal | None


def amounts(text: str) -> list[Decimal]:
    """Every amount with two decimals, in order."""
    return [Decimal(re.sub(r"\D", "", whole) + "." + cents) for whole, cents in AMOUNT.findall(text)]


def read(row: dict[str, Any], text: str) -> Minutes | None:
    """The amounts of one text, or ``None`` when they cannot be read for sure or another rule holds."""
    year = str(row["date_publication"])[-4:]
    if OTHER.search(text) or (year < "2024" and not DECREE.search(text)):
        return None
    start = OFFERS.search(text)
    body = text[start.end() if start else 0 :]
    end = REASON.search(body)
    body = body[: end.start()] if end else body
    printed = PRICE.search(body)
    price = (amounts(body[printed.end() : printed.end() + 60]) or [None])[0] if printed else None
    found = [amount for amount in amounts(body) if amount != price]
    counts = Counter(found)
    times = min(counts.values(), default=0)
    ahead = [amount for amount, seen in counts.items() if seen != times]
    if len(counts) == 1 and price is not None:
        ahead = found[:1]
    elif len(counts) < 2 or times > 2 or ahead != [found[-1]] or counts[ahead[0]] != times + 1:
        return None
    category = CATEGORIES.get(row.get("categorie_principale") or "", Category.SERVICES)
    return Minutes(row["text"], category, tuple(counts), ahead[0], price)


def first(found: Minutes, estimate: Decimal) -> tuple[Decimal | None, bool]:
    """Who comes first under the rulebook, by amount, and whether nobody is set aside."""
    offers = tuple(Offer(str(amount), amount) for amount in found.offers)
    told = Opening(date(2025, 1, 2), Way.OPEN, found.category, Mode.PRICES, BuyerRules.DECREE, estimate, offers)
    result = evaluate(told)
    head = Decimal(result.first) if result.outcome is Outcome.RANKED and result.first else None
    return head, not result.excluded


def possible_winners(found: Minutes) -> tuple[set[Decimal], set[Decimal]]:
    """The offers that some estimate lets win, and those that one lets win with nobody set aside.

    Tried: each turning point of the rule, and a fine row between.
    """
    low, high = min(found.offers) / Decimal("1.2"), max(found.offers) / Decimal("0.75")
    turns = {amount / bound for amount in found.offers for bound in map(Decimal, ("1.2", "0.8", "0.75"))}
    mean = sum(found.offers) / len(found.offers)
    turns |= {2 * amount - mean for amount in found.offers}
    tries = {low + (high - low) * step / 150 for step in range(151)}
    tries |= {turn + shift * CENTIME for turn in turns for shift in (-1, 0, 1)}
    heads = {first(found, estimate.quantize(CENTIME)) for estimate in tries if estimate > 0}
    heads = {(head, whole) for head, whole in heads if head is not None}
    return {head for head, _ in heads if head}, {head for head, whole in heads if whole and head}


def main(arguments: list[str]) -> None:
    """Read, ask, print."""
    folder = Path(arguments[0]) if arguments else SHARED
    if not (folder / "manifest.jsonl").exists():
        print(f"PUBLISHED MINUTES NOT CHECKED: no manifest.jsonl in {folder.name}")
        return
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    texts = {row["text"]: row for row in rows if (folder / row["text"]).exists()}
    readable = [read(row, (folder / name).read_text("utf-8", "replace")) for name, row in texts.items()]
    checked = [found for found in readable if found is not None]
    agreed = close = close_agreed = lowest = 0
    chance = Decimal(0)
    for found in checked:
        anyhow, whole = possible_winners(found)
        agreed += found.winner in anyhow
        lowest += found.winner == min(found.offers)
        if found.winner not in anyhow:
            print(f"against: {found.key} ({found.category}), {len(found.offers)} offers")
        if whole:
            close, close_agreed = close + 1, close_agreed + (found.winner in whole)
            chance += Decimal(len(whole)) / len(found.offers)
            if found.winner not in whole:
                print(f"somebody was set aside, or against: {found.key} ({found.category})")
        if found.reference_price is not None:
            mean = sum(found.offers) / len(found.offers)
            estimate = (2 * found.reference_price - mean).quantize(CENTIME)
            print(f"{found.key}: price printed; the same winner: {first(found, estimate)[0] == found.winner}")
    print(f"texts {len(texts)}; read for sure {len(checked)}, of which the lowest price won {lowest}")
    print(f"the winner is ours for some estimate: {agreed} of {len(checked)}")
    if close:
        print(f"with nobody set aside: {close_agreed} of {close}; by chance {chance / close:.0%}")


if __name__ == "__main__":
    main(sys.argv[1:])
