"""A voice note people send: known by its bytes, kept as it came, never by its name.

A sound cannot be rebuilt with what the house carries, so it is only recognised, bounded, and served back as a sound
that a browser may not take for anything else (a type of our own choosing, never sniffed). A film is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wolouj.foundation import words
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import Upload

MAX_BYTES = 8_000_000
"""Some ten minutes of a telephone's voice note."""
_BRANDS = (b"M4A ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6", b"M4B ", b"dash", b"MSNV")
_FILM = re.compile(rb"hdlr.{8}vide|V_VP8|V_VP9|V_AV1|V_MPEG|\x80theora", re.DOTALL)
TYPES = {
    "ogg": "audio/ogg", "m4a": "audio/mp4", "webm": "audio/webm", "mp3": "audio/mpeg", "wav": "audio/wav",
    "amr": "audio/amr", "aac": "audio/aac",
}  # fmt: skip
"""Extension -> the type it is sent back with."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A voice note as it came; ``extension`` is a key of :data:`TYPES`."""

    bytes: bytes
    extension: str


def clean_sound(upload: Upload) -> Sound:
    """The voice note that ``upload`` holds.

    Raises:
        BadInput: too heavy (said without reading it), empty, a film, or no sound we know; bilingual text.
    """
    name = str(upload.name or "")[-120:] or None
    if upload.size is not None and upload.size > MAX_BYTES:
        raise _bad("too_heavy", name, most=MAX_BYTES // 1_000_000)
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _bad("too_heavy", name, most=MAX_BYTES // 1_000_000)
    if not data:
        raise _bad("empty", name)
    extension = _kind(data)
    if not extension:
        raise _bad("unknown_kind", name)
    if _FILM.search(data):
        raise _bad("film", name)
    return Sound(data, extension)


def _kind(data: bytes) -> str:
    """What the first bytes say it is; empty when no sound."""
    if data.startswith(b"OggS"):
        return "ogg"
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        return "m4a"
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "wav"
    if data.startswith(b"#!AMR"):
        return "amr"
    if data.startswith(b"ID3"):
        return "mp3"
    return _frames(data)


def _frames(data: bytes) -> str:
    """A bare stream of MPEG frames has no head but its first frame's: eleven bits set, then what layer."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return ""
    if data[1] & 0xF6 == 0xF0:
        return "aac"
    layer, rate, sampling = data[1] & 0x06, data[2] & 0xF0, data[2] & 0x0C
    return "mp3" if layer and rate not in (0x00, 0xF0) and sampling != 0x0C else ""


def _bad(why: str, name: str | None, **values: object) -> BadInput:
    return BadInput(words.pair(f"foundation.sound.{why}", **values), file=name, field="sound")
