"""Every bad file of the issue is refused in plain words; what passes is harmless and small."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from wolouj.foundation import uploads
from wolouj.foundation.bad_input import BadInput


class Sent(io.BytesIO):
    """A file as a browser sends it."""

    def __init__(self, data: bytes, name: str = "papier.jpg") -> None:
        super().__init__(data)
        self.name, self.size = name, len(data)


def picture(size: tuple[int, int] = (60, 40), form: str = "JPEG", **extra: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "olive").save(out, form, **extra)
    return out.getvalue()


def pdf(pages: int = 1) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 200))
    return made


def saved(made: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def why(data: bytes, name: str = "papier.jpg") -> str:
    with pytest.raises(BadInput) as refused:
        uploads.clean(Sent(data, name))
    assert refused.value.text.fr and refused.value.text.ar and refused.value.file == name
    return refused.value.text.fr


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg(form: str) -> None:
    kept = uploads.clean(Sent(picture(form=form), "photo.exe"))
    assert (kept.kind, kept.extension, kept.content_type) == ("photo", "jpg", "image/jpeg")
    assert Image.open(io.BytesIO(kept.bytes)).format == "JPEG"


def test_a_large_photo_is_made_small_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif[0x0112] = 6  # lying on its side
    kept = Image.open(io.BytesIO(uploads.clean(Sent(picture((4000, 1000), exif=exif))).bytes))
    assert kept.size == (500, 2000), "upright, 2,000 pixels at most"
    assert not kept.getexif() and b"PhoneMaker" not in uploads.clean(Sent(picture((40, 10), exif=exif))).bytes


def test_a_transparent_picture_gets_a_white_ground() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    kept = Image.open(io.BytesIO(uploads.clean(Sent(out.getvalue())).bytes))
    assert min(kept.getpixel((5, 5))) > 240  # type: ignore[arg-type, type-var]


def test_a_photo_that_is_also_a_page_of_script_is_only_a_photo_afterwards() -> None:
    kept = uploads.clean(Sent(picture() + b"<script>alert(1)</script>%PDF-1.7"))
    assert b"script" not in kept.bytes and b"%PDF" not in kept.bytes


def test_too_heavy_is_refused_before_it_is_read() -> None:
    sent = Sent(picture())
    sent.size = 20_000_000
    with pytest.raises(BadInput, match="trop lourd"):
        uploads.clean(sent)
    assert sent.tell() == 0


def test_a_size_that_lies_does_not_help() -> None:
    sent = Sent(picture() + bytes(uploads.MAX_BYTES))
    sent.size = 10
    with pytest.raises(BadInput, match="trop lourd"):
        uploads.clean(sent)


def test_a_bomb_of_pixels_is_refused_without_being_drawn() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    assert "trop grande" in why(out.getvalue())


def test_zip_bombs_and_office_files_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("0", bytes(50_000_000))
    assert "archive" in why(out.getvalue(), "papier.pdf")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ni une photo ni un PDF"),
        (b"MZ\x90\x00" + bytes(100), "ni une photo ni un PDF"),
        (b"GIF89a" + bytes(100), "ni une photo ni un PDF"),
        (picture()[:300], "ne s’ouvre pas"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "ne s’ouvre pas"),
        (b"%PDF-1.7\n" + bytes(500), "ne s’ouvre pas"),
    ],
)
def test_what_is_neither_is_told_plainly(data: bytes, said: str) -> None:
    assert said in why(data)


def test_a_locked_pdf_is_refused_kindly() -> None:
    for how in (pikepdf.Encryption(user="x", owner="y"), pikepdf.Encryption(user="", owner="y")):
        assert "mot de passe" in why(saved(pdf(), encryption=how), "papier.pdf")


def test_a_book_is_refused() -> None:
    assert "trop de pages" in why(saved(pdf(51)), "papier.pdf")
    assert len(pikepdf.open(io.BytesIO(uploads.clean(Sent(saved(pdf(50)))).bytes)).pages) == 50


def test_a_pdf_keeps_its_pages_and_loses_what_runs_or_hides() -> None:
    made = pdf(2)
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('EVIL')")
    made.Root.OpenAction = made.make_indirect(script)
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA="EVIL")
    made.attachments["hidden.exe"] = b"EVIL" * 10
    page = made.pages[0]
    page.obj.AA = pikepdf.Dictionary(O=script)
    page.obj.Annots = made.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script),
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9]),
            ]
        )
    )
    kept = uploads.clean(Sent(saved(made), "papier.jpg"))
    assert kept.content_type == "application/pdf"
    again = pikepdf.open(io.BytesIO(kept.bytes))
    assert len(again.pages) == 2 and not again.attachments
    bare = io.BytesIO()
    again.save(bare, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for trace in (b"EVIL", b"JavaScript", b"/AA", b"OpenAction", b"EmbeddedFiles", b"XFA", b"FileAttachment"):
        assert trace not in bare.getvalue()
