"""The words of public purchasing for the search: what says the same in Arabic, French and Darija, and plurals.

Notices are published in French; many who look for them think in Arabic or in Darija. The words are our own, in
``search_words.yaml``, and are used when asking only: a word added there is found at once, with nothing to index again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wolouj.foundation import searching
from wolouj.reference import territories

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times faster where PyYAML was built with libyaml: the first question of a process waits for the file."""


@cache
def lexicon() -> searching.Lexicon:
    """The words of the trade and the names of regions and provinces in both languages, read once."""
    return searching.Lexicon((*_rows(), *_places()), _file()["families"], _file()["idle"])


def query(text: str, vocabulary: searching.Vocabulary | Mapping[str, int] | Iterable[str] = ()) -> searching.Query:
    """``text`` as typed by a person, with the words of the trade that say the same.

    ``vocabulary``: the words the index holds, built once and kept; see :class:`searching.Vocabulary`.
    """
    return searching.query(text, vocabulary, lexicon())


@cache
def _file() -> dict[str, Any]:
    text = (Path(__file__).parent / "search_words.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=_LOADER)
    return data


def _rows() -> tuple[searching.Meaning, ...]:
    return tuple(map(_meaning, _file()["meanings"]))


def _meaning(row: dict[str, Any]) -> searching.Meaning:
    fr, ar, darija, finds = ([str(w) for w in row.get(key, ())] for key in ("fr", "ar", "darija", "finds"))
    return searching.Meaning((*fr, *ar), tuple(darija), tuple(finds), (*fr[:3], *ar[:2]))


def _places() -> Iterable[searching.Meaning]:
    for place in (*territories.regions(), *territories.provinces()):
        names = (place.name_fr, place.name_ar)
        yield searching.Meaning(names, shown=names)
