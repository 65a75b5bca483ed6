"""Which amount is whose, in the parts of minutes that tell the offers.

A row holds a name and its amount, or a name stands above its amount. Where all names come first and all amounts after,
they are paired only when there are as many of both; any other layout is left alone: not found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from rulebook.engine.verdict import Confidence, lower
from wolouj.notices.minutes import names
from wolouj.notices.minutes.figures import Amount, amounts, cut_short
from wolouj.notices.minutes.told import Found


@dataclass(slots=True)
class Row:
    """A name as written, and the amounts told right after it."""

    name: str
    words: str
    figures: list[Amount] = field(default_factory=list)
    same_line: bool = True
    left: bool = False
    """Whether something unreadable stands after its amounts on the line."""
    closed: bool = False
    """Whether its amount stands there, unreadable: no other is its own."""


def rows(body: str, known: list[str], *, more: bool = False) -> list[Row]:
    """The rows of a part: known bidders, and with ``more`` new names that bear an amount on their line."""
    made: list[Row] = []
    pending = ""
    for line in body.split("\n"):
        found = amounts(line)
        unread = not found and cut_short(line)
        text = line[: found[0].start] if found else line
        text = names.unranked(text)
        whole = f"{pending} {text}".strip()
        name = _of(whole, known) or _of(text, known)
        if name:
            pending = ""
            left = bool(found) and any(each.isdigit() for each in line[found[-1].end :])
            made.append(Row(name, " ".join(line.split()), list(found), left=left, closed=unread))
        elif unread and made:
            made[-1].closed = made[-1].closed or not made[-1].figures
            pending = ""
        elif found and more and (fresh := names.tidy(text)) and len(names.key(fresh)) > 3:
            made.append(Row(fresh, " ".join(line.split()), list(found)))
        elif found:
            _give(made, found, line)
            pending = ""
        elif _goes_on(whole, known) or _goes_on(text, known):
            pending = whole if _goes_on(whole, known) else text
        else:
            if not found and names.tidy(text) and made:
                made.append(Row("", text))  # somebody whose name is not recognised: an amount may be hers
            pending = ""
    return made


def _goes_on(text: str, known: list[str]) -> bool:
    """Whether a line is the beginning of a known name that goes on below."""
    told = names.key(text)
    return len(told) > 5 and any(names.key(each).startswith(told) for each in known)


def _of(text: str, known: list[str]) -> str:
    """The known bidder a piece of text names, when it names one and only one."""
    if len(names.key(text)) < 2:
        return ""
    scored = sorted(((names.score(text, each), each) for each in known), reverse=True)
    if not scored or scored[0][0] < names.ALIKE:
        return ""
    if len(scored) > 1 and scored[1][0] >= scored[0][0] and names.key(scored[0][1]) != names.key(scored[1][1]):
        return ""
    return scored[0][1]


def _give(made: list[Row], found: list[Amount], line: str) -> None:
    """Amounts on a line of their own: those of the row above, unless several names wait for theirs."""
    if not made:
        return
    last = made[-1]
    if not last.closed and not (last.figures and last.same_line):
        last.same_line = False
        last.figures += found
        last.words = f"{last.words} {' '.join(line.split())}"


def settled(made: list[Row]) -> list[Row]:
    """Rows whose amount is theirs beyond doubt; a column of names followed by a column of amounts is paired."""
    blocks: list[tuple[list[Row], list[Amount]]] = []
    names_in_row: list[Row] = []
    for row in made:
        if row.closed or (row.figures and row.same_line):
            names_in_row = []
        if not row.closed:
            names_in_row.append(row)
        if row.figures:
            blocks.append((names_in_row, row.figures))
            names_in_row = []
    kept: list[Row] = []
    for waiting, figures in blocks:
        if len(waiting) == 1:
            kept.append(waiting[0])
        elif not waiting[-1].same_line and len(figures) in (len(waiting), 2 * len(waiting)):
            kept += _paired(waiting, figures)
        elif waiting[-1].same_line:
            kept.append(waiting[-1])
    told: dict[str, set[Decimal]] = {}
    for row in kept:
        told.setdefault(row.name, set()).update(each.value for each in row.figures[:1])
    # One who offers twice in a part bids for several lots: none of the amounts is hers alone.
    return [row for row in kept if row.name and len(told[row.name]) == 1]


def _paired(waiting: list[Row], figures: list[Amount]) -> list[Row]:
    number = len(waiting)
    if len(figures) == 2 * number:
        if [each.value for each in figures[:number]] != [each.value for each in figures[number:]]:
            return []
        pairs = zip(waiting, figures, figures[number:], strict=False)
        return [Row(row.name, row.words, [one, other], False) for row, one, other in pairs]
    return [Row(row.name, row.words, [each], False) for row, each in zip(waiting, figures, strict=True)]


def found(row: Row, position: int) -> Found[Decimal]:
    """One amount of a row as found."""
    figure = row.figures[position]
    sure = figure.confidence if row.same_line else lower(figure.confidence, Confidence.LIKELY)
    return Found(figure.value, sure, row.words)
