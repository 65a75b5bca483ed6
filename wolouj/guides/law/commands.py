"""``wolouj law check | diff | export | terms``. No database, no Django. As thin as views; they may read the clock."""

from __future__ import annotations

import shutil
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from rulebook.engine.changes import Change, Shift, changes
from rulebook.engine.upkeep import Due, to_read_again
from rulebook.engine.verdict import Bilingual, Question
from rulebook.export import FORMAT, files
from rulebook.glossary import glossary, to_be_checked
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, Parser, parser, printable, read_file, run
from wolouj.foundation.documents import Where, day
from wolouj.foundation.words import pair
from wolouj.guides.law import plain
from wolouj.guides.law.effects import Effect, effects
from wolouj.notices.documents import read_notice
from wolouj.structures.documents import read_structure


def law(argv: list[str]) -> int:
    """``wolouj law NAME``: one of the four commands about the law itself."""
    argv = [argv[1], argv[0], *argv[2:]] if len(argv) > 1 and argv[0] == "--json" else argv
    name, rest = (argv[0], argv[1:]) if argv else ("", [])
    work = WORKS.get(name)
    if work is None:
        return run(argv, _group)
    return run(rest, work)


def _group(args: list[str]) -> Answer:
    """No such command, or none: the usage, or a plain refusal naming the four."""
    options = parser("law", "The law itself: what to read again, what changed, the law as data, the words to check.")
    options.add_argument("command", choices=list(WORKS), help="each has its own --help")
    options.parse_args(args)
    raise AssertionError("a known command was dispatched before")


def _check(args: list[str]) -> Answer:
    options = parser("law check", "What must be read again in its source, oldest first.")
    options.add_argument("--before", metavar="DAY", help="only what was last read before this day")
    before = _day(options.parse_args(args).before, "--before")
    due = to_read_again(before)
    data = {"before": before.isoformat() if before else None, "due": [plain.due(one) for one in due]}
    if not due:
        return Answer(0, data, [pair("guides.law.nothing_due")])
    lines = [pair("guides.law.due", n=len(due), day=due[0].read_on)]
    return Answer(0, data, [*lines, *map(_due, due)])


def _due(one: Due) -> Bilingual:
    name, sure = plain.named(one.name), plain.sure(one.confidence)
    return pair("guides.law.due_line", day=one.read_on, name=name, key=one.key, sure=sure)


def _terms(args: list[str]) -> Answer:
    options = parser("law terms", "Arabic legal terms that must still be checked against an official text.")
    options.add_argument("--all", action="store_true", help="every word of the glossary, checked or not")
    found = tuple(glossary().values()) if options.parse_args(args).all else to_be_checked()
    lines = [pair("guides.law.terms", n=len(to_be_checked()), of=len(glossary()))]
    lines += [
        pair("guides.law.term" if term.to_check else "guides.law.term_seen", term=term.term, means=term.means)
        for term in found
    ]
    return Answer(0, {"terms": [plain.term(term) for term in found]}, lines)


def _export(args: list[str]) -> Answer:
    options = parser("law export", "The law as data: law.json, its schema, and how to read them, into a folder.")
    options.add_argument("folder", metavar="DIR", help="folder to write into, made if absent")
    options.add_argument("--openfisca", action="store_true", help="also the quantities as OpenFisca parameters")
    given = options.parse_args(args)
    made = files(openfisca=given.openfisca)
    written = _write(made, given.folder)
    data = {"format": FORMAT, "version": plain.version(made), "files": written}
    return Answer(0, data, [pair("guides.law.exported", n=len(written), folder=printable(given.folder))])


def _write(made: Mapping[str, str], name: str) -> list[str]:
    """The files, all or none: made in a folder aside, then moved over those of an earlier export."""
    if not name.strip():
        raise BadInput(pair("foundation.folder_unnamed"), None, None, "DIR")
    folder, made_here, aside = Path(name), not Path(name).exists(), None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".law-", dir=folder))
        for file, text in made.items():
            (aside / file).parent.mkdir(parents=True, exist_ok=True)
            (aside / file).write_text(text, encoding="utf-8")
            if (folder / file).is_dir():
                raise PermissionError
        for file in made:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (aside / file).replace(folder / file)
    except (OSError, ValueError) as error:
        if made_here and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
        key = "folder_is_file" if isinstance(error, FileExistsError | NotADirectoryError) else "folder_unwritable"
        raise BadInput(pair(f"foundation.{key}"), printable(name), None, "DIR") from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return [str(folder / file) for file in made]


def _diff(args: list[str]) -> Answer:
    options = parser("law diff", "What changed in the law between two days, and what it does to one structure.")
    options.add_argument("first", metavar="DAY1", help="such as 2025-12-31")
    options.add_argument("second", metavar="DAY2", help="such as 2026-01-01")
    options.add_argument("--structure", metavar="S.json", help="ask the same rules about this structure on both days")
    options.add_argument(
        "--notice", metavar="N.json", action="append", default=[], help="instead of samples; repeatable"
    )
    given = options.parse_args(args)
    first, second = _two_days(given, options)
    found = changes(first, second)
    notes: list[str] = []
    data: dict[str, Any] = {"from": first.isoformat(), "to": second.isoformat()}
    data |= {"values": [plain.change(one) for one in found], "structure": None}
    lines = [
        pair("guides.law.moved" if found else "guides.law.nothing_moved", first=first, second=second, n=len(found))
    ]
    lines += [_said(one) for one in found]
    if given.structure:
        shown = _effects(given, first, second, notes)
        data["structure"] = {"notices": [plain.effect(one) for one in shown]}
        lines += [line for one in shown for line in _felt(one)]
    return Answer(0, data, lines, notes)


def _two_days(given: Namespace, options: Parser) -> tuple[date, date]:
    first, second = _day(given.first, "DAY1"), _day(given.second, "DAY2")
    assert first is not None and second is not None  # only ``None`` gives ``None``
    if second < first:
        raise BadInput(pair("guides.law.days_reversed", first=first, second=second), None, None, "DAY2")
    if given.notice and not given.structure:
        options.error("--notice: --structure?")
    return first, second


def _effects(given: Namespace, first: date, second: date, notes: list[str]) -> list[Effect]:
    ignored: list[str] = []
    bidder = read_structure(read_file(given.structure), file=given.structure, ignored=ignored)
    notices = [(file, read_notice(read_file(file), file=file, ignored=ignored)) for file in given.notice]
    if ignored:
        notes.append(f"wolouj: not ours, left aside: {printable(', '.join(ignored[:20]))}")
    return list(effects(bidder, first, second, notices))


def _said(change: Change) -> Bilingual:
    """One change for a reader: what, from what, to what, since when, and how sure."""
    unit, after = change.parameter.unit, change.after
    return pair(
        f"guides.law.value_{change.kind.value}",
        name=plain.named(change.parameter.title),
        day=after.since,
        before=plain.worded(change.before.value if change.before else None, unit),
        after=plain.worded(after.value, unit),
        sure=plain.sure(after.confidence),
    )


def _felt(effect: Effect) -> list[Bilingual]:
    """One notice for a reader: the verdict on each day, then each answer that moved."""
    outcomes = {name: pair(f"guides.law.outcome_{getattr(effect, name).value}") for name in ("before", "after")}
    head = pair(f"guides.law.felt{'_sample' if effect.sample else ''}", title=effect.title)
    if not effect.shifts and not effect.paid_otherwise:
        return [head, pair("guides.law.nothing_felt", **outcomes)]
    lines = [head, pair("guides.law.verdicts", **outcomes), *(_moved(one) for one in effect.shifts)]
    return [*lines, *_paid(effect)]


def _paid(effect: Effect) -> Iterator[Bilingual]:
    """What comes in of the sample payment, when that moved; a day before the texts has no figures."""
    before, after = effect.paid
    if not effect.paid_otherwise:
        return
    for key, net in (("before", before), ("after", after)):
        if net.low is not None and net.high is not None:
            yield pair(f"guides.law.paid_{key}", amount=net.amount, low=net.low, high=net.high)
    for old, new in effect.paid_otherwise:
        if new is not None and (old is None or old.text != new.text):
            yield pair("guides.law.paid_line", title=new.title, text=new.text)


def _moved(one: Shift) -> Bilingual:
    """One answer that moved; the same words said more or less surely are told as such."""
    text = one.record.text
    if one.before and one.after and one.before.text == one.after.text and not isinstance(one.after, Question):
        return pair("guides.law.answer_surer", text=text, sure=plain.sure(one.after.confidence))
    return pair(f"guides.law.answer_{one.kind.value}", text=text)


def _day(text: str | None, option: str) -> date | None:
    return day(text, Where(None, None, option))


WORKS: Mapping[str, Callable[[list[str]], Answer]] = {
    "check": _check,
    "diff": _diff,
    "export": _export,
    "terms": _terms,
}
