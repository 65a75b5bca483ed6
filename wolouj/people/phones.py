"""Phone numbers as people type them, and the one form in which they are compared."""

from __future__ import annotations

import re

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NOISE = re.compile(r"[\s.\-()/_\u00a0\u202f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class BadPhone(ValueError):
    """What was typed is not a phone number we can read."""


def normalise(typed: str) -> str:
    """``06 12 34 56 78``, ``+212 612-345678``, ``00212…`` → ``+212612345678``. Foreign numbers keep their ``+`` prefix.

    Raises:
        BadPhone: when it cannot be a number.
    """
    digits = _NOISE.sub("", (typed or "").translate(DIGITS))
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^(\+?212)0", r"\1", digits)
    if re.fullmatch(r"0[5-8]\d{8}", digits):
        return "+212" + digits[1:]
    if re.fullmatch(r"\+?212[5-8]\d{8}", digits):
        return "+" + digits.lstrip("+")
    if re.fullmatch(r"\+[1-9]\d{7,14}", digits) and not digits.startswith("+212"):
        return digits
    raise BadPhone(typed)


def shown(phone: str) -> str:
    """``+212612345678`` → ``06 12 34 56 78``, as Moroccans read it; foreign numbers unchanged."""
    if phone.startswith("+212") and len(phone) == 13:
        local = "0" + phone[4:]
        return " ".join(local[i : i + 2] for i in range(0, 10, 2))
    return phone


def masked(phone: str) -> str:
    """``06 •• •• •• 78``: for a list that others may see over a shoulder."""
    text = shown(phone)
    return text[:3] + re.sub(r"\d", "•", text[3:-2]) + text[-2:] if len(text) > 6 else "•" * len(text)
