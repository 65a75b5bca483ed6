"""``wolouj check``, ``wolouj quote`` and ``wolouj words``: files in, one answer out. No database, no Django.

As thin as views: each reads its arguments, calls one function of the house and prints. They may read the clock.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rulebook.engine.facts import Bidder, Notice, Quote
from rulebook.engine.verdict import Bilingual, Finding, Verdict
from wolouj.bids.pricing_types import PricedLine, PricedQuote
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, parser, printable, read_file, run
from wolouj.foundation.documents import Where, amount, day, instant
from wolouj.foundation.in_words import in_words
from wolouj.foundation.words import pair
from wolouj.notices.documents import read_notice
from wolouj.structures.documents import read_structure

if TYPE_CHECKING:
    from rulebook.engine.counterfactual import Way

PAPERS = ("quote.pdf", "quote.xlsx", "quote.txt")


def words(argv: list[str]) -> int:
    """``wolouj words AMOUNT``: the amount in words, in both languages."""

    def work(args: list[str]) -> Answer:
        options = parser("words", "An amount in dirhams, in words, in French and in Arabic.")
        options.add_argument("amount", metavar="AMOUNT", help="from 0 to 999999999.99, such as 9840.50")
        try:
            said = in_words(options.parse_args(args).amount)
        except BadInput as bad:
            raise BadInput(bad.text, bad.file, bad.row, bad.field or "AMOUNT") from bad
        return Answer(0, _both(said), [said])

    return run(argv, work)


def check(argv: list[str]) -> int:
    """``wolouj check``: what the law says of a structure before a notice. 1 when it may not answer."""

    def work(args: list[str]) -> Answer:
        options = parser("check", "May this structure answer this notice? The law's answer, with articles.")
        documents(options)
        options.add_argument("--on", metavar="DAY", help="the law of this day, when the notice has no publication date")
        options.add_argument("--total", metavar="AMOUNT", help="what you would offer, taxes included")
        options.add_argument("--changes", action="store_true", help="also: what would change the answer")
        given = options.parse_args(args)
        ignored: list[str] = []
        notice, bidder = read_both(given, ignored)
        on = clock.today() if given.on is None else day_of(given.on)
        offered = _offered(given.total)
        # The law is read from its files on import: only this command pays for all of it.
        from rulebook.engine.judge import as_json, judge

        if not given.changes:
            verdict = judge(bidder, notice, offered, on=on)
            return Answer(int(verdict.outcome == "not_met"), as_json(verdict), list(_told(verdict, {})), ignored)
        from rulebook.engine.counterfactual import changes_of
        from rulebook.engine.plain import changes_as_json

        found = changes_of(bidder, notice, offered, on=on, at=on)
        ways = {turned.finding.rule: turned.ways for turned in found.of_findings}
        data = {**as_json(found.verdict), "changes": changes_as_json(found)}
        return Answer(int(found.verdict.outcome == "not_met"), data, list(_told(found.verdict, ways)), ignored)

    return run(argv, work)


def _offered(total: str | None) -> Quote | None:
    """The quote of which only the total is told, as of now."""
    if total is None:
        return None
    return Quote(total_incl_vat=amount(total, Where(None, None, "--total")), at=clock.now())


def quote(argv: list[str]) -> int:
    """``wolouj quote``: price a notice and write PDF, XLSX and text. 1 when the quote is not ready."""

    def work(args: list[str]) -> Answer:
        options = parser("quote", "Price a notice and write quote.pdf, quote.xlsx and quote.txt into a folder.")
        documents(options)
        options.add_argument("--prices", required=True, metavar="P.csv", help="one row a line of the notice")
        options.add_argument("--out", required=True, metavar="DIR", help="folder to write into, made if absent")
        options.add_argument("--at", metavar="INSTANT", help="when the quote would be sent (now), with its offset")
        options.add_argument("--accept-loss", action="store_true", help="selling below cost no longer blocks")
        given = options.parse_args(args)
        ignored: list[str] = []
        notice, bidder = read_both(given, ignored)
        at = clock.now() if given.at is None else _instant(given.at)
        from wolouj.bids.documents import read_prices
        from wolouj.bids.pricing import price_quote

        prices = read_prices(read_file(given.prices), file=given.prices)
        _know_the_notice(notice, given.notice)
        priced = price_quote(notice, bidder, prices, at=at, accept_loss=given.accept_loss, file=given.prices)
        files = _write(priced, notice, bidder, given.out, at)
        return Answer(int(not priced.ready), quote_json(priced, files), list(_read_out(priced)), ignored)

    return run(argv, work)


def documents(options: Any) -> None:
    """The two files most commands take."""
    options.add_argument("--notice", required=True, metavar="N.json", help="the notice")
    options.add_argument("--structure", required=True, metavar="S.json", help="the structure that would answer")


def read_both(given: Namespace, notes: list[str]) -> tuple[Notice, Bidder]:
    """Both documents; ``notes`` receives a line for each file that has keys nobody here knows."""
    ignored: list[str] = []
    notice = read_notice(read_file(given.notice), file=given.notice, ignored=ignored)
    notes += _ignored(given.notice, ignored)
    ignored = []
    bidder = read_structure(read_file(given.structure), file=given.structure, ignored=ignored)
    notes += _ignored(given.structure, ignored)
    return notice, bidder


def _ignored(file: str, keys: list[str]) -> list[str]:
    return [f"wolouj: {printable(file)}: not ours, left aside: {printable(', '.join(keys[:20]))}"] if keys else []


def _know_the_notice(notice: Notice, file: str) -> None:
    if not notice.lines:
        raise BadInput(pair("bids.nothing_to_price"), file, None, "lines")


def day_of(text: str) -> date:
    """The day given as ``--on``."""
    found = day(text, Where(None, None, "--on"))
    assert found is not None  # only ``None`` gives ``None``
    return found


def _instant(text: str) -> datetime:
    found = instant(text, Where(None, None, "--at"))
    assert found is not None  # only ``None`` gives ``None``
    return found


def _write(priced: PricedQuote, notice: Notice, bidder: Bidder, out: str, at: datetime) -> dict[str, str]:
    """The three papers, all or none: made in a folder aside, then moved. Name -> path as ``--out`` gave it."""
    from wolouj.bids.papers import write_all

    if not out.strip():
        raise BadInput(pair("foundation.folder_unnamed"), None, None, "--out")
    folder = Path(out)
    made_here = not folder.exists()
    aside = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".quote-", dir=folder))
        if any((folder / name).is_dir() for name in PAPERS):
            raise PermissionError
        written = write_all(priced, notice, bidder, out=aside, at=at, draft=not priced.ready)
        for name in written:
            os.replace(aside / name, folder / name)
    except OSError as error:
        if made_here and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
        key = "folder_is_file" if isinstance(error, FileExistsError | NotADirectoryError) else "folder_unwritable"
        raise BadInput(pair(f"foundation.{key}"), printable(out), None, "--out") from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return {name: str(folder / name) for name in written}


def quote_json(priced: PricedQuote, files: dict[str, str]) -> dict[str, Any]:
    """The object ``wolouj quote --json`` prints; schema: ``schema/quote.schema.json``."""
    return {
        "ready": priced.ready,
        "lines": [_line(line) for line in priced.lines],
        "total_excl_vat": _money(priced.total_excl_vat),
        "vat_by_rate": [
            {"rate": _rate(share.rate), "base": _money(share.base), "amount": _money(share.amount)}
            for share in priced.vat_by_rate
        ],
        "vat": _money(priced.vat),
        "total_incl_vat": _money(priced.total_incl_vat),
        "floor_incl_vat": _money(priced.floor_incl_vat),
        "in_words": _both(priced.in_words),
        "warnings": [
            {"code": seen.code.value, "line": seen.line, "blocking": seen.blocking, "text": _both(seen.text)}
            for seen in priced.warnings
        ],
        "files": files,
    }


def _line(line: PricedLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "designation": line.designation,
        "unit": line.unit,
        "quantity": f"{line.quantity:f}" if line.quantity is not None else None,
        "unit_price_excl_vat": _money(line.unit_price),
        "vat_rate": _rate(line.vat_rate),
        "amount_excl_vat": _money(line.amount),
        "unit_cost": _money(line.unit_cost),
        "cost": _money(line.cost),
        "margin": _money(line.margin),
    }


def _money(amount: Decimal | None) -> str | None:
    return f"{amount:.2f}" if amount is not None else None


def _rate(rate: Decimal | None) -> str | None:
    """``20.00`` as ``20``, ``7.50`` as ``7.5``."""
    return f"{rate.normalize():f}" if rate is not None else None


def _both(text: Bilingual) -> dict[str, str]:
    return {"fr": text.fr, "ar": text.ar}


def _read_out(priced: PricedQuote) -> list[Bilingual]:
    """The quote for a reader: the floor before anything else, then the total, then what was seen."""
    lines = [pair("bids.said.floor", floor=priced.floor_incl_vat)] if priced.floor_incl_vat is not None else []
    lines.append(pair("bids.said.total", total=priced.total_incl_vat))
    lines.append(pair("bids.said.words", text=priced.in_words))
    lines += [pair(f"bids.said.{'blocks' if seen.blocking else 'hint'}", text=seen.text) for seen in priced.warnings]
    lines.append(pair("bids.said.ready" if priced.ready else "bids.said.not_ready"))
    return lines


def _told(verdict: Verdict, ways: Mapping[str, Sequence[Way]]) -> list[Bilingual]:
    """The verdict for a reader: the answer first, then each finding with what to do, then what to ask.

    ``ways``: what would change each finding, by rule; empty when nobody asked.
    """
    lines = [pair(f"bids.check.outcome_{verdict.outcome.value}"), pair("bids.check.law_on", day=verdict.law_on)]
    for finding in verdict.findings:
        if finding.outcome.value == "not_concerned" or _told_elsewhere(finding):
            continue
        lines.append(finding.text)
        if finding.remedy_text:
            lines.append(pair("bids.check.remedy", text=finding.remedy_text))
        lines += [pair("bids.check.change", text=all_of(way)) for way in ways.get(finding.rule, ())]
    lines += [figure.text for figure in verdict.figures]
    lines += [pair("bids.check.question", text=asked.text, ask=asked.ask) for asked in verdict.questions]
    if verdict.requirements:
        lines.append(pair("bids.check.papers", n=len(verdict.requirements), command="wolouj papers"))
    return lines


def all_of(way: Way) -> Bilingual:
    """The changes of a way in one sentence."""
    text = way.changes[0].text
    for change in way.changes[1:]:
        text = pair("bids.check.and_then", text=text, more=change.text)
    return text


def _told_elsewhere(finding: Finding) -> bool:
    """What only informs of the file is told by ``wolouj papers``."""
    return finding.rule.startswith("bid_file.") and finding.force.value == "informs"
