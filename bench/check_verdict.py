"""How long does one verdict take, words in two languages included, and against the plain way?

Run ``python -m bench.check_verdict``. It prints milliseconds a verdict (the median of several rounds over a mix of
bidders, notices and quotes, all different), and the ratio to the same questions asked by a bare chain of ``if``:
no law of a day, no signature, no words. A ratio in one run means something on any machine; no test looks at it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from time import process_time

from rulebook.engine.facts import AeActivity, Bidder, BidderKind, BuyerRules, Category, Notice, Paper, Procedure, Quote
from rulebook.engine.judge import as_json, judge

Situation = tuple[Bidder, Notice, Quote]
ROUNDS = 9


def situations(turn: int, count: int = 400) -> list[Situation]:
    """Bidders of every kind before notices of every category, no two amounts alike from one turn to the next."""
    kinds, categories = list(BidderKind), list(Category)
    found = []
    for i in range(turn * count, (turn + 1) * count):
        published = datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(hours=i)
        bidder = Bidder(
            kind=kinds[i % len(kinds)],
            activities=frozenset({1, 2, 3}),
            ae_activity=AeActivity.SERVICES,
            turnover_received={2026: Decimal(100_000 + 37 * i)},
            received_by_buyer={2026: {"Commune A": Decimal(50_000 + 11 * i)}},
            identifiers={"ice": "001234567000062", "rib": "011519000001205000534921"},
            papers=(Paper("tax_certificate", date(2026, 3, 1)), Paper("cnss_certificate", date(2025, 6, 1))),
            excluded=False,
        )
        notice = Notice(
            procedure=Procedure.PURCHASE_ORDER if i % 4 else Procedure.TENDER,
            buyer="Commune A",
            rulebook=BuyerRules.DECREE,
            category=categories[i % len(categories)],
            nature=i % 5,
            published=published,
            deadline=published + timedelta(days=9),
        )
        total = Decimal(19_438) + Decimal(i * 1_371) / 100
        found.append((bidder, notice, Quote(total, total, frozenset({Decimal(20)}), published)))
    return found


def bare(bidder: Bidder, notice: Notice, quote: Quote) -> list[tuple[str, str]]:
    """The plain way: the same requirements as a chain of ``if``, figures in the code, codes for answers."""
    order, ae = notice.procedure is Procedure.PURCHASE_ORDER, bidder.kind is BidderKind.AUTO_ENTREPRENEUR
    out = [("in_force", "met" if notice.published and notice.published.date() >= date(2023, 9, 1) else "unknown")]
    out.append(("bound", notice.rulebook.value))
    out.append(("excluded", "unknown" if bidder.excluded is None else "not_met" if bidder.excluded else "met"))
    out.append(("activity", "met" if bidder.activities and notice.nature in bidder.activities else "not_met"))
    day = notice.deadline.date() if notice.deadline else date.max
    for kind in ("tax_certificate", "cnss_certificate"):
        papers = [p for p in bidder.papers or () if p.kind == kind and p.issued]
        fresh = any(p.issued and day < p.issued + timedelta(days=365) for p in papers)
        out.append((kind, "met" if fresh else "not_met" if papers else "unknown"))
    if order and quote.total_incl_vat is not None:
        out.append(("ceiling", "not_met" if quote.total_incl_vat > 500_000 else "met"))
    if notice.reserved:
        out.append(("reserved", "unknown" if bidder.kind is BidderKind.COMPANY else "met"))
    if ae and quote.total_incl_vat is not None:
        received = (bidder.turnover_received or {}).get(2026)
        over = received is not None and received + quote.total_incl_vat > 200_000
        out.append(("ae_ceiling", "unknown" if received is None else "not_met" if over else "met"))
        if notice.category is Category.SERVICES:
            paid = (bidder.received_by_buyer or {}).get(2026, {}).get(notice.buyer)
            more = paid is not None and paid + quote.total_incl_vat > 80_000
            out.append(("client", "unknown" if paid is None else "not_met" if more else "met"))
    for key, length in (("ice", 15), ("rib", 24)):
        text = (bidder.identifiers or {}).get(key, "")
        out.append((key, "met" if len(text) == length and int(text) % 97 == 0 else "not_met"))
    return out


def milliseconds(work: Callable[[Bidder, Notice, Quote], object], first_turn: int) -> float:
    """The median processor time of one call, over several rounds (other programs do not count)."""
    rounds = []
    for turn in range(first_turn, first_turn + ROUNDS):
        found = situations(turn)
        start = process_time()
        for bidder, notice, quote in found:
            work(bidder, notice, quote)
        rounds.append((process_time() - start) / len(found) * 1000)
    return median(rounds)


def main() -> None:
    """Measure and print."""
    ours = milliseconds(judge, 0)
    json = milliseconds(lambda *told: as_json(judge(*told)), ROUNDS)
    plain = milliseconds(bare, 0)
    print(f"verdict, words in two languages: {ours:.3f} ms  (target 0.5 ms)")
    print(f"the same, as JSON data:          {json:.3f} ms")
    print(f"bare chain of ifs, no words:     {plain:.4f} ms  ({ours / plain:.0f} times faster, and says nothing)")


if __name__ == "__main__":
    main()
