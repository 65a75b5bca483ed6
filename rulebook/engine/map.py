"""The map of the law: what we know row by row, then every chapter, rule, quantity, text and article on one page.

``python -m rulebook.engine.map`` prints it; ``python -m rulebook.engine.map FILE`` writes it. A test holds
``docs/map-of-the-law.md`` equal to what this prints.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rulebook.deadlines.milestones import MARKS, Mark
from rulebook.engine import format as fmt
from rulebook.engine import map_texts
from rulebook.engine.calculation import PROVISIONS, Provision
from rulebook.engine.chapters import CHAPTERS, Calculation, Chapter, calculations
from rulebook.engine.law import PARAMETERS, Parameter
from rulebook.engine.rule import Rule

HEAD = """# The map of the law

Written by `python -m rulebook.engine.map docs/map-of-the-law.md` from the rulebook itself. Do not edit by hand.
How to read a chapter and what each confidence may do: `rulebook/README.md`.
"""


def page() -> str:
    """The whole map, as Markdown."""
    chapters: list[Chapter | Calculation] = [*CHAPTERS.values(), *calculations().values()]
    by_chapter = (line for chapter in chapters for line in _chapter(chapter))
    return "\n".join([HEAD, *map_texts.rows(), *by_chapter, *map_texts.texts(), *map_texts.sources()]) + "\n"


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
        yield "| quantity | what | value | since | article | confidence | source | read on |"
        yield "|---|---|---|---|---|---|---|---|"
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
        row = (f"`{name}`", parameter.title.fr, value, dated.since, dated.article, dated.confidence, dated.source)
        yield "| " + " | ".join(map(str, (*row, parameter.still_true_on))) + " |"


def main(arguments: list[str]) -> None:
    """Print the map, or write it to the file named."""
    if arguments:
        Path(arguments[0]).write_text(page(), encoding="utf-8")
    else:
        print(page(), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
