"""The cast for tests: the product's own cast with fixed PINs, built through the real actions."""

from __future__ import annotations

from datetime import datetime

from wolouj.home.cast import Cast, build

PINS = {
    "ftoum": "204816",
    "salma": "370519",
    "yassine": "481920",
    "karim": "592031",
    "hayat": "603142",
    "rachid": "714253",
    "nadia": "825364",
    "souad": "147396",
    "admin": "936475",
}


def make(at: datetime) -> Cast:
    """Everybody, at the instant ``at``."""
    return build(at=at, pins=PINS)
