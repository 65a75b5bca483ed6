"""Text from outside, made safe to show and print: what is harmless is dropped, what could deceive is refused."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x061C, 0x2060, 0xFEFF, 0x00AD])
"""Marks that phones add when one copies; they change nothing once the house isolates its own figures."""

_DIRECTION = frozenset([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Embeddings, overrides and isolates: they can show ``98`` where ``89`` is stored."""

_BREAKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
_SPACES = re.compile(r"[ \u00a0\u202f]{2,}")


class Unclean(ValueError):
    """Text that cannot be taken. ``args[0]`` is the key of the sentence, ``code`` the character's number."""

    def __init__(self, key: str, code: str) -> None:
        super().__init__(key)
        self.key, self.code = key, code


def clean(text: str, *, lines: bool = False) -> str:
    """The text in composed form, without edges of space nor invisible marks.

    ``lines=True`` keeps line breaks, otherwise they become spaces.

    Raises:
        Unclean: a control character, half a character, or one that turns the reading direction around.
    """
    text = text.strip(" ")
    if text.isprintable() and "  " not in text and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()  # nearly every text there is: nothing in it to drop or to refuse
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE) if not text.isascii() else text
    text = _BREAKS.sub(_one_break if lines else " ", text)
    for letter in text:
        if letter.isprintable() or letter in " \n\u00a0\u202f":
            continue
        _refuse(letter)
    return _SPACES.sub(" ", text).strip()


def _one_break(found: re.Match[str]) -> str:
    """Line breaks as plain ones; a lone tab is a space."""
    return "\n" * len(re.findall(r"\r\n?|[\n\v\f\x85\u2028\u2029]", found[0])) or " "


def _refuse(letter: str) -> None:
    code = ord(letter)
    if code in _DIRECTION:
        raise Unclean("text_direction", f"U+{code:04X}")
    # Other spaces (Zs) and letters newer than this Python (Cn, Co) pass; noncharacters do not.
    if unicodedata.category(letter) in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE:
        raise Unclean("text_control", f"U+{code:04X}")
