"""Files people send, made safe: a photo is drawn again, a PDF is rebuilt page by page. Nothing else is taken.

The kind is read from the bytes, never from the name. What comes out holds no script, no attached file, no place
or device of the photo, and is written by our own libraries from first byte to last: a file that was two things at
once is only one afterwards. Nothing is stored here; the caller keeps :class:`CleanFile` or shows the message.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Literal, Protocol

import pikepdf
from PIL import Image, ImageOps

from wolouj.foundation import words
from wolouj.foundation.bad_input import BadInput

MAX_BYTES = 12_000_000
MAX_PAGES = 50
MAX_PIXELS = 60_000_000
SIDE = 2000
"""Longest side of a kept photo, in pixels: an A4 page stays readable at 170 dots an inch."""
QUALITY = 82
_PHOTOS = ("JPEG", "PNG", "WEBP")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_SCRIPTED = ("/JS", "/AA", "/OpenAction", "/EmbeddedFiles", "/JavaScript", "/XFA", "/Launch")
_ACTIVE_NOTES = ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")


class Upload(Protocol):
    """What Django hands over for a file field."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int = ..., /) -> bytes:
        """Some bytes."""
        ...


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file safe to keep and to send back: ``extension`` is ``jpg`` or ``pdf``."""

    bytes: bytes
    extension: Literal["jpg", "pdf"]
    kind: Literal["photo", "pdf"]

    @property
    def content_type(self) -> str:
        """The type to send it with."""
        return "application/pdf" if self.kind == "pdf" else "image/jpeg"


def clean(upload: Upload) -> CleanFile:
    """The photo or PDF that ``upload`` holds, made safe.

    Photos (JPEG, PNG, WebP) come out as JPEG of at most 2,000 pixels a side, upright, without their hidden data.
    PDFs come out with their pages only.

    Raises:
        BadInput: too heavy, too many pixels or pages, locked, damaged, or not a photo nor a PDF; bilingual text.
    """
    name = str(upload.name or "")[-120:] or None
    if upload.size is not None and upload.size > MAX_BYTES:
        raise _bad("too_heavy", name, most=MAX_BYTES // 1_000_000)
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _bad("too_heavy", name, most=MAX_BYTES // 1_000_000)
    if not data:
        raise _bad("empty", name)
    if data.startswith(b"%PDF-"):
        return CleanFile(_pdf(data, name), "pdf", "pdf")
    if (
        data[:3] == b"\xff\xd8\xff"
        or data[:8] == b"\x89PNG\r\n\x1a\n"
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    ):
        return CleanFile(_photo(data, name), "jpg", "photo")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise _bad("heic", name)
    if data[:2] == b"PK":
        raise _bad("archive", name)
    raise _bad("unknown_kind", name)


def _bad(why: str, name: str | None, **values: object) -> BadInput:
    return BadInput(words.pair(f"foundation.upload.{why}", **values), file=name, field="file")


def _photo(data: bytes, name: str | None) -> bytes:
    """The picture drawn again on a white ground."""
    try:
        with warnings.catch_warnings():
            # Pillow's own guard only warns at 90 million pixels; ours refuses earlier, below.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_PHOTOS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise _bad("too_many_pixels", name)
                image.draft("RGB", (SIDE, SIDE))
                image.load()
                return _drawn_again(image)
    except BadInput:
        raise
    except Image.DecompressionBombError as fault:
        raise _bad("too_many_pixels", name) from fault
    except Exception as fault:  # decoders raise anything on hostile bytes; the answer is the same
        raise _bad("damaged_photo", name) from fault


def _drawn_again(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((SIDE, SIDE))
    with_alpha = upright.convert("RGBA")
    ground = Image.new("RGB", with_alpha.size, "white")
    ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _pdf(data: bytes, name: str | None) -> bytes:
    """The pages of the PDF in a new one, without anything that runs, opens or hides."""
    try:
        with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as kept:
            if source.is_encrypted:
                raise _bad("locked_pdf", name)
            if not 1 <= len(source.pages) <= MAX_PAGES:
                raise _bad("too_many_pages", name, most=MAX_PAGES)
            kept.pages.extend(source.pages)
            for page in kept.pages:
                _quieten(page)
            for thing in kept.objects:
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                    _unscript(thing)
            out = io.BytesIO()
            kept.save(out, compress_streams=True)
    except BadInput:
        raise
    except pikepdf.PasswordError as fault:
        raise _bad("locked_pdf", name) from fault
    except Exception as fault:  # as for photos
        raise _bad("damaged_pdf", name) from fault
    if len(out.getvalue()) > 2 * MAX_BYTES:
        raise _bad("damaged_pdf", name)
    return out.getvalue()


def _quieten(page: pikepdf.Page) -> None:
    """Annotations keep their look, and lose what they do."""
    if "/Annots" not in page:
        return
    quiet = [a for a in page.Annots if str(a.get("/Subtype")) not in _ACTIVE_NOTES]
    for note in quiet:
        for key in ("/A", "/AA", "/Parent", "/FS"):
            if key in note:
                del note[key]
    page.Annots = pikepdf.Array(quiet)


def _unscript(thing: pikepdf.Object) -> None:
    for key in _SCRIPTED:
        if key in thing:
            del thing[key]


def quarter_turn(data: bytes, extension: str) -> bytes:
    """A kept file (``jpg`` or ``pdf``, as :func:`clean` gave it) turned once to the right."""
    out = io.BytesIO()
    if extension == "pdf":
        with pikepdf.open(io.BytesIO(data)) as source:
            for page in source.pages:
                page.rotate(90, relative=True)
            source.save(out, compress_streams=True)
    else:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            image.transpose(Image.Transpose.ROTATE_270).save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
