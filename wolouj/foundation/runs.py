"""Text made safe for paper: cleaned, its direction known, its numbers and references held together.

A number grouped with spaces, or a reference such as 12/2026/DAF, turns itself round inside Arabic when nothing
holds it. So a text for the page is a list of *runs*, ``[how, text]``:

- ``t``: flows as the paragraph does;
- ``n``: left to right, never cut over two lines (amounts, references, phones);
- ``l``: left to right, may wrap (a French name inside Arabic);
- ``r``: right to left, may wrap (an Arabic name inside French); holds its own isolates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

Run = list[str]
Runs = list[Run]

_OVERRIDES = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_OPENS = frozenset("\u2066\u2067\u2068")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)")
_LATIN = r"0-9A-Za-zÀ-ÖØ-öø-ÿœŒ"
_WORD = rf"[+\-−]?[{_LATIN}](?:[{_LATIN}./:\-–−_@°'’×*%,+#&\u202f\u00a0]*[{_LATIN}°%+])?"
_FOREIGN = re.compile(rf"{_WORD}(?: {_WORD})*")
# Control characters and line ends become spaces; half a character (a lone surrogate) the sign for "unreadable".
_CONTROL = {"Cc": " ", "Zl": " ", "Zp": " ", "Cs": "\ufffd"}
_LONGEST_WORD = 24
LONGEST_BOX = 34


def clean(text: str) -> str:
    """One line, composed (NFC), without control characters nor anything that turns the reading direction."""
    text = _OVERRIDES.sub("", unicodedata.normalize("NFC", text))
    text = "".join(_CONTROL.get(unicodedata.category(c), c) for c in text)
    return re.sub(r" {2,}", " ", text).strip()


def is_arabic(text: str) -> bool:
    """Whether the first letter that has a direction is Arabic (or Hebrew)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def breakable(text: str) -> str:
    """Let words longer than any column be cut (zero-width spaces inside them only)."""
    if len(text) <= _LONGEST_WORD:
        return text
    cut = lambda m: "\u200b".join(m[0][i : i + _LONGEST_WORD] for i in range(0, len(m[0]), _LONGEST_WORD))  # noqa: E731
    return re.sub(rf"\S{{{_LONGEST_WORD + 1},}}", cut, text)


def typed(text: str, lang: str) -> Runs:
    """What a person typed, for a page in ``lang``: its own direction, its numbers held together."""
    text = _GROUPED.sub(lambda m: re.sub("[ \u00a0]", "\u202f", m[0]), clean(text))
    if not text:
        return []
    if not is_arabic(text):
        return [["l" if lang == "ar" else "t", breakable(text)]]
    runs = _inside_arabic(text)
    # On a French page the whole Arabic text is one run: cut in pieces, they would be read from left to right.
    return runs if lang == "ar" else [["r", plain(runs)]]


def said(text: str, lang: str) -> Runs:
    """One of our own sentences, whose isolates (U+2066…U+2069) become runs of their own.

    In French a Latin isolate simply flows with its sentence: cut apart, its full stop would be set as Arabic.
    """
    runs: Runs = []
    for inside, part in _outer_isolates(text):
        if not inside:
            _add(runs, "t", _OVERRIDES.sub("", part))
        elif lang == "fr":
            _add(runs, "r" if is_arabic(part) else "t", part if is_arabic(part) else _OVERRIDES.sub("", part))
        elif _OPENS & set(part):
            runs.extend(said(part, lang))
        else:
            _add(runs, _kind(part), part)
    return runs


def _outer_isolates(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut at its outermost isolates: (inside one or not, the piece without the outer marks)."""
    depth = start = 0
    for i, char in enumerate(text):
        opens, closes = char in _OPENS, char == "\u2069" and depth > 0
        if (opens and depth == 0) or (closes and depth == 1):
            yield depth > 0, text[start:i]
            start = i + 1
        depth += opens - closes
    yield depth > 0, text[start:]


def held(text: str) -> Runs:
    """A number, a reference, a phone: left to right, in one piece unless it is absurdly long."""
    text = clean(text)
    return [["n", text]] if len(text) <= LONGEST_BOX else [["l", breakable(text)]]


def plain(runs: Runs) -> str:
    """The same text with Unicode isolates, for spreadsheets and messages."""
    marks = {"n": "\u2066", "l": "\u2066", "r": "\u2067"}
    return "".join(f"{marks[how]}{text}\u2069" if how in marks else text for how, text in runs)


def _inside_arabic(text: str) -> Runs:
    runs: Runs = []
    start = 0
    for found in _FOREIGN.finditer(text):
        _add(runs, "t", text[start : found.start()])
        _add(runs, _kind(found[0]), found[0])
        start = found.end()
    _add(runs, "t", text[start:])
    return runs


def _kind(text: str) -> str:
    if is_arabic(text):
        return "r"
    latin_words = any(c.isalpha() for c in text) and " " in text
    return "l" if latin_words or len(text) > LONGEST_BOX else "n"


def _add(runs: Runs, how: str, text: str) -> None:
    if not text:
        return
    if runs and how == "t" == runs[-1][0]:
        runs[-1][1] += text
    else:
        runs.append([how, text if how == "n" else breakable(text)])


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters, cut at a word, with an ellipsis when something was left out."""
    text = clean(text)
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip(" ,;:.") + "…"
