"""The map of the law: every chapter, rule, quantity and article on one page.

``python -m rulebook.engine.map`` prints it; ``python -m rulebook.engine.map FILE`` writes it. A test holds
``docs/map-of-the-law.md`` equal to what this prints.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rulebook.deadlines.milestones import MARKS, Mark
from rulebook.engine import format as fmt
from rulebook.engine.calculation import PROVISIONS, Provision
from rulebook.engine.chapters import CHAPTERS, Calculation, Chapter, calculations
from rulebook.engine.law import PARAMETERS, Parameter
from rulebook.engine.rule import RULES, Rule
from rulebook.engine.texts import TEXTS, Article

HEAD = """# The map of the law

Written by `python -m rulebook.engine.map docs/map-of-the-law.md` from the rulebook itself. Do not edit by hand.
How to read a chapter and what each confidence may do: `rulebook/README.md`.
"""


def page() -> str:
    """The whole map, as Markdown."""
    chapters: list[Chapter | Calculation] = [*CHAPTERS.values(), *calculations().values()]
    return "\n".join([HEAD, *(line for chapter in chapters for line in _chapter(chapter)), *_texts()]) + "\n"


def _chapter(chapter: Chapter | Calculation) -> Iterator[str]:
    yield f"## {chapter.name}\n"
    yield chapter.doc.strip() + "\n"
    if isinstance(chapter, Chapter) and chapter.rules:
        yield "| rule | it says | about | articles | confidence |"
        yield "|---|---|---|---|---|"
        yield from (_rule(rule) for rule in chapter.rules)
        yield ""
    if signed := [one for key, one in PROVISIONS.items() if key.partition(".")[0] == chapter.name]:
        yield "| works out | how | articles | confidence |"
        yield "|---|---|---|---|"
        yield from map(_provision, signed)
        yield ""
    if chapter.name == "deadlines":
        yield "| milestone | it says | counted from | articles | confidence |"
        yield "|---|---|---|---|---|"
        yield from (_mark(mark) for mark in MARKS.values())
        yield ""
    parameters = [p for name, p in PARAMETERS.items() if name.partition(".")[0] == chapter.name]
    if parameters:
        yield "| quantity | what | value | since | article | confidence | read on |"
        yield "|---|---|---|---|---|---|---|"
        yield from (row for parameter in parameters for row in _parameter(parameter))
        yield ""
    questions = sorted({key.split(".")[1] for key in chapter.words.keys() if key.startswith("questions.")})  # noqa: SIM118
    if questions:
        yield "Asked of a person, never ruled:\n"
        for key in questions:
            text, whom = (chapter.words.pair(f"questions.{key}.{part}").fr for part in ("text", "ask"))
            yield f"- `{key}`: {text} → {whom}"
        yield ""


def _rule(rule: Rule) -> str:
    applied = "".join(f"; {where}: {how}" for where, how in rule.applied.items())
    first = rule.doc.splitlines()[0]
    name = rule.key.partition(".")[2]
    return f"| `{name}` | {first} | {rule.about} | {', '.join(rule.cites)} | {rule.confidence}{applied} |"


def _mark(mark: Mark) -> str:
    first = mark.doc.splitlines()[0]
    return f"| `{mark.key}` | {first} | {mark.counted_from} | {', '.join(mark.cites)} | {mark.confidence} |"


def _provision(signed: Provision) -> str:
    name, first = signed.key.partition(".")[2], signed.doc.splitlines()[0]
    return f"| `{name}` | {first} | {', '.join(signed.cites)} | {signed.confidence} |"


def _parameter(parameter: Parameter) -> Iterator[str]:
    name = parameter.name.partition(".")[2]
    for dated in parameter.values:
        value = "ended" if dated.value is None else f"{fmt.number(dated.value)} {parameter.unit}"
        row = (f"`{name}`", parameter.title.fr, value, dated.since, dated.article, dated.confidence)
        yield "| " + " | ".join(map(str, (*row, parameter.still_true_on))) + " |"


def _texts() -> Iterator[str]:
    used = {article for rule in RULES.values() for article in rule.cites}
    used |= {article for mark in MARKS.values() for article in mark.cites}
    used |= {article for signed in PROVISIONS.values() for article in signed.cites}
    used |= {dated.article for parameter in PARAMETERS.values() for dated in parameter.values}
    yield "## The texts\n"
    for text in TEXTS.texts.values():
        yield f"### {text.name.fr}\n"
        yield f"{text.name.ar}. {text.bulletin or 'Bulletin not noted'}; in force {text.in_force or 'day not noted'}.\n"
        for article in text.articles.values():
            yield f"- `{article.key}` ({article.confidence}{_left(article, used)}): {article.summary.fr}"
            if article.for_humans:
                yield f"  For humans: {article.for_humans.fr}"
        yield ""


def _left(article: Article, used: set[str]) -> str:
    """What the rules do not hold of an article."""
    if article.for_humans:
        return "; encoded in part" if article.key in used else "; for humans"
    return "" if article.key in used else "; told, not encoded yet"


def main(arguments: list[str]) -> None:
    """Print the map, or write it to the file named."""
    if arguments:
        Path(arguments[0]).write_text(page(), encoding="utf-8")
    else:
        print(page(), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
