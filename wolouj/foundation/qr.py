"""An address as a QR code: squares for a phone's camera, drawn as one path, on a page or on a paper alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""Blank squares around it: the standard asks for four, or a camera may not see where it begins."""


@dataclass(frozen=True, slots=True)
class Qr:
    """``side`` squares a side, the blank ones around it included; ``path`` draws the black ones."""

    side: int
    path: str

    @property
    def svg(self) -> str:
        """The same as a picture of its own, black on white whatever surrounds it."""
        box = f'viewBox="0 0 {self.side} {self.side}"'
        ground = f'<rect width="{self.side}" height="{self.side}" fill="#fff"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{ground}<path d="{self.path}"/></svg>'


def qr(text: str) -> Qr:
    """The code of ``text``, an address of the house; a seventh of it may be dirty or torn and it is still read."""
    rows = segno.make_qr(text, error="m").matrix
    parts = []
    for y, row in enumerate(rows):
        x = 0
        for black, run in groupby(row):
            wide = len(list(run))
            if black:
                parts.append(f"M{x + QUIET} {y + QUIET}h{wide}v1h-{wide}z")
            x += wide
    return Qr(len(rows) + 2 * QUIET, "".join(parts))
