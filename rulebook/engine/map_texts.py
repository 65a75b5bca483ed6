"""The second half of the map of the law: what became of each row we know, of each article, and what it was read in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rulebook.coverage import Row, coverage
from rulebook.coverage.holders import cited
from rulebook.engine.texts import TEXTS, Article, Part, Text
from rulebook.engine.verdict import Bilingual, Confidence


def rows() -> Iterator[str]:
    """What our sources establish, subject by subject, each with where it went."""
    every = [row for subject in coverage() for row in subject.rows]
    yield "## What we know, row by row\n"
    yield (
        f"{len(every)} rows: {sum(bool(row.encoded) for row in every)} encoded, "
        f"{sum(row.for_humans is not None for row in every)} for humans.\n"
    )
    for subject in coverage():
        yield f"### {subject.title.fr}\n"
        yield "| row | it says | articles | confidence | where it went |"
        yield "|---|---|---|---|---|"
        for row in subject.rows:
            yield f"| `{row.key}` | {row.says.fr} | {', '.join(row.of)} | {row.confidence} | {_fate(row)} |"
        yield ""


def _fate(row: Row) -> str:
    return f"for humans: {row.for_humans.fr}" if row.for_humans else _names(row.encoded)


def texts() -> Iterator[str]:
    """Every article of every text: encoded, for humans, told, or not read."""
    yield "## The texts\n"
    for text in TEXTS.texts.values():
        yield f"### {text.name.fr}\n"
        yield f"{text.name.ar}. {text.bulletin or 'Bulletin not noted'}; in force {text.in_force or 'day not noted'}.\n"
        yield from _by_part(text) if text.contents else _as_told(text)
        yield ""


def _as_told(text: Text) -> Iterator[str]:
    yield from (line for article in text.articles.values() for line in _article(article))
    yield "- Its other articles: not read."


def _by_part(text: Text) -> Iterator[str]:
    numbers = {key: article for key, article in text.articles.items() if key.partition("/")[2].isdigit()}
    states = Counter(state(article) for article in numbers.values())
    states["not read"] = text.contents[-1].last - len(numbers)
    told = ", ".join(f"{states[name]} {name}" for name in (*STATES, "not read") if states[name])
    yield f"{text.contents[-1].last} articles: {told}.\n"
    for part in text.contents:
        span = f"{part.first}" if part.first == part.last else f"{part.first} to {part.last}"
        yield f"**{span}**: {part.about.fr if part.about else 'our notes say nothing of them'}\n"
        yield from _part(text, part)
        yield ""
    yield "**Beside its numbered articles**\n"
    yield from (line for key, article in text.articles.items() if key not in numbers for line in _article(article))


def _part(text: Text, part: Part) -> Iterator[str]:
    unread: list[int] = []
    for number in range(part.first, part.last + 1):
        article = text.articles.get(f"{text.key}/{number}")
        if article is None:
            unread.append(number)
            continue
        yield from _not_read(unread)
        unread = []
        yield from _article(article)
    yield from _not_read(unread)


def _not_read(numbers: list[int]) -> Iterator[str]:
    if numbers:
        yield f"- {numbers[0]}{f' to {numbers[-1]}' if len(numbers) > 1 else ''}: not read"


def _article(article: Article) -> Iterator[str]:
    yield f"- `{article.key}` ({article.confidence}, {state(article)}): {article.summary.fr}"
    if names := held_by(article):
        yield f"  Held by {_names(names)}."
    for why in left_to_humans(article):
        yield f"  For humans: {why.fr}"


STATES = ("encoded", "encoded in part", "for humans", "told, not encoded")


def state(article: Article) -> str:
    """One of :data:`STATES`. The last: something is known of it that nothing holds and nobody was left to judge."""
    held, left = bool(held_by(article)), bool(left_to_humans(article))
    return STATES[0 if held and not left else 1 if held else 2 if left else 3]


def held_by(article: Article) -> tuple[str, ...]:
    """What cites the article, then what holds a row that stands on it."""
    by_rows = (name for row in on(article) for name in row.encoded)
    return tuple(dict.fromkeys([*cited().get(article.key, ()), *by_rows]))


def left_to_humans(article: Article) -> tuple[Bilingual, ...]:
    """Why it, or a part of it, is left to people: its own reason, else those of its rows."""
    if article.for_humans:
        return (article.for_humans,)
    return tuple(dict.fromkeys(row.for_humans for row in on(article) if row.for_humans))


def on(article: Article) -> tuple[Row, ...]:
    """The rows that stand on an article."""
    return tuple(row for subject in coverage() for row in subject.rows if article.key in row.of)


def sources() -> Iterator[str]:
    """Through what the texts were read."""
    yield "## Through what it was read\n"
    yield from (f"- `{key}`: {name.fr}" for key, name in TEXTS.sources.items())
    yield ""
    yield f"Confidence: {', '.join(Confidence)}, and what each may do: `rulebook/README.md`."


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
