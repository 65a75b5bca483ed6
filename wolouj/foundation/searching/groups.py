"""What the index is asked: groups that must all be answered, each by any of its ways."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """One word (or expression) of the question."""

    typed: str
    """As it was typed, without accents."""
    ways: tuple[tuple[str, ...], ...]
    """Any of these will do; each is a row of tokens that must all be there. The person's own word comes first."""
    meant: str = ""
    """The word searched in place of one that nothing holds: "did you mean"."""
    also: tuple[str, ...] = ()
    """Words of the same meaning, or near in spelling, that were searched too, to show."""
    parts: tuple[Group, ...] = ()
    """The words of an expression one by one: all of them answered will do too."""

    def tsquery(self) -> str:
        """``('a' | ('b' & 'c'))``."""
        rows = [[f"'{t}'" for t in way] for way in self.ways]
        rows.append([part.tsquery() for part in self.parts])
        return _any(f"({' & '.join(row)})" if len(row) > 1 else row[0] for row in rows if row)

    def matches(self, held: Collection[str]) -> bool:
        """Whether a set of tokens answers this group."""
        if any(all(t in held for t in way) for way in self.ways):
            return True
        return bool(self.parts) and all(part.matches(held) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be asked. Empty (false) when no word of it can be searched: show everything then."""

    groups: tuple[Group, ...]
    """All must be answered."""
    left_out: tuple[str, ...] = ()
    """Words typed that say nothing here ("achat", "marché") and were not asked for."""

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """What was typed and what was searched in its place."""
        return tuple((g.typed, g.meant) for g in self.groups if g.meant)

    @property
    def also(self) -> tuple[str, ...]:
        """Other words that were searched, each once, to show."""
        return tuple(dict.fromkeys(word for g in self.groups for word in g.also))

    def tsquery(self, *facets: Iterable[str], loose: bool = False) -> str:
        """The text for ``to_tsquery('simple', …)``, every token quoted; empty when nothing is asked.

        ``facets``: each is a choice of facet words, any of which will do; all the choices hold together.
        ``loose``: any group will do, for when all of them together find nothing.
        """
        said = [g.tsquery() for g in self.groups]
        if loose and said:
            said = [_any(said)]
        chosen = [_any(f"'{word}'" for word in choice) for choice in facets]
        return " & ".join(said + [choice for choice in chosen if choice])

    def matches(self, document: str) -> bool:
        """Whether this question finds that :func:`~wolouj.foundation.searching.document`, without a database."""
        held = frozenset(document.split())
        return all(group.matches(held) for group in self.groups)


def _any(choices: Iterable[str]) -> str:
    """``(a | b)``; empty for no choice."""
    joined = " | ".join(choices)
    return f"({joined})" if joined else ""
