"""A file of minutes -> its text: a PDF's own text layer, else Debian's Tesseract on its pages when it is installed.

The kind is read from the bytes, never from the name. A PDF whose pages hold letters is read as it is; pages that hold
none are drawn and handed to Tesseract, one at a time, on one processor, with a time for each. Nothing is kept.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum

import pypdfium2 as pdfium
from PIL import Image

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.documents import Where
from wolouj.foundation.uploads import MAX_PIXELS, Upload
from wolouj.foundation.uploads import clean as made_safe
from wolouj.foundation.words import pair

MAX_BYTES = 12_000_000
MOST_PAGES = 20
"""An extract has two or three; whole minutes have up to ten."""
FEW_LETTERS = 40
"""A page with fewer letters than this is a picture."""
DOTS = 300
"""Dots an inch at which a page is drawn for reading."""
PATIENCE = 60
"""Seconds one page may take."""
LANGUAGES = ("fra", "ara")
_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class Way(StrEnum):
    """How the text was had."""

    TEXT = "text"
    """A text file, or pasted."""
    LAYER = "text_layer"
    """The PDF's own text."""
    OCR = "ocr"
    """Read from pictures by Tesseract, all or some pages: imperfect."""


@dataclass(frozen=True, slots=True)
class Read:
    """The text of a file, and how it was had."""

    text: str
    way: Way


def text_of(data: bytes, name: str | None) -> Read:
    """The text of a PDF, of a photo of a page, or of a UTF-8 text.

    Raises:
        BadInput: empty, too heavy, too many pages, locked, damaged, not text; or pictures and no Tesseract.
    """
    where = Where(name)
    if not data.strip():
        raise where.bad("file_empty")
    if len(data) > MAX_BYTES:
        raise _bad("too_heavy", name, most=MAX_BYTES // 1_000_000)
    if data.startswith(b"%PDF-"):
        return _pdf(data, name)
    if data.startswith(_PHOTOS):
        return Read(_seen(_photo(data, name), name), Way.OCR)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise where.bad("file_encoding", position=error.start + 1) from error
    if "\0" in text:
        raise _bad("not_minutes", name)
    return Read(text, Way.TEXT)


def text_of_upload(upload: Upload) -> Read:
    """As :func:`text_of` for a file somebody sends: a PDF or a photo is first made safe, as every file sent is."""
    start = upload.read(8)
    rest = upload.read(MAX_BYTES + 1)
    data = start + rest
    if data.startswith((b"%PDF-", *_PHOTOS)):
        data = made_safe(_Again(upload.name, len(data), data)).bytes
    return text_of(data, str(upload.name or "")[-120:] or None)


@dataclass
class _Again:
    """Bytes already read, given again as an upload."""

    name: str | None
    size: int | None
    data: bytes

    def read(self, num_bytes: int = -1, /) -> bytes:
        return self.data[: num_bytes if num_bytes >= 0 else None]


def _bad(why: str, name: str | None, **values: object) -> BadInput:
    return BadInput(pair(f"notices.minutes.{why}", **values), file=name)


def _pdf(data: bytes, name: str | None) -> Read:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        raise _bad("pdf_unreadable", name) from fault
    try:
        if len(document) > MOST_PAGES:
            raise _bad("too_many_pages", name, most=MOST_PAGES)
        texts, way = [], Way.LAYER
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage().get_text_bounded()
            if sum(each.isalpha() for each in text) < FEW_LETTERS and _has_picture(page):
                text, way = _seen(_drawn(page, name), name), Way.OCR
            texts.append(text)
    except pdfium.PdfiumError as fault:
        raise _bad("pdf_unreadable", name) from fault
    finally:
        document.close()
    whole = "\n".join(texts)
    if not whole.strip():
        raise _bad("no_text", name)
    return Read(whole, way)


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(each.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for each in page.get_objects(max_depth=3))


def _drawn(page: pdfium.PdfPage, name: str | None) -> Image.Image:
    width, height = page.get_size()
    scale = DOTS / 72
    if width * height * scale * scale > MAX_PIXELS:
        raise _bad("page_too_large", name)
    drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return drawn


def _photo(data: bytes, name: str | None) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        if image.width * image.height > MAX_PIXELS:
            raise _bad("page_too_large", name)
        return image.convert("L")
    except BadInput:
        raise
    except Exception as fault:  # decoders raise anything on hostile bytes; the answer is the same
        raise _bad("photo_unreadable", name) from fault


def _seen(image: Image.Image, name: str | None) -> str:
    """What Tesseract reads in a picture of a page."""
    program = shutil.which("tesseract")
    if program is None:
        raise _bad("no_tesseract", name)
    page = io.BytesIO()
    image.save(page, "PNG")
    told = [program, "stdin", "stdout", "-l", "+".join(_languages(program, name)), "--psm", "4"]
    try:
        done = subprocess.run(
            told, input=page.getvalue(), capture_output=True, timeout=PATIENCE, check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as fault:
        raise _bad("page_unread", name) from fault
    return done.stdout.decode("utf-8", "replace")


def _languages(program: str, name: str | None) -> list[str]:
    """The languages of ours that are installed; French is needed, Arabic helps."""
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=True).stdout.decode()
    except (subprocess.SubprocessError, OSError) as fault:
        raise _bad("no_tesseract", name) from fault
    found = [each for each in LANGUAGES if each in listed.split()]
    if "fra" not in found:
        raise _bad("no_tesseract", name)
    return found
