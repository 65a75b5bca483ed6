"""Every text a person types and every file she sends, hostile."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.attacks.conftest import House, body, photo
from wolouj.notices.models import Notice, NoticeDraft
from wolouj.structures.models import Paper

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"
TURNED = "Coop\u202e98\u202c"
LINES = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"}


def notice_form(**more: str) -> dict[str, str]:
    return {
        "reference": "1/2026", "object": "Repas", "buyer": "Commune", "rulebook": "unknown", "kind": "purchase_order",
        "deadline_day": "2031-01-02", "deadline_hour": "10:00", "lines-0-designation": "Pain", "lines-0-quantity": "2",
        "lines-0-unit": "U", **LINES, **more,
    }  # fmt: skip


def safe(page: str) -> None:
    assert "<script>alert" not in page and "<img src=x" not in page and "onerror=alert(2)>" not in page
    assert "49}}" not in page and "'49" not in page, "no template runs in a text"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_scripts_typed_anywhere_are_only_text(house: House, lang: str) -> None:
    hers, one = house.callers["herself"], f"/{lang}/structures/{house.structure.id}"
    hers.post(f"{one}/setup/name/", {"name": SCRIPT, "name_ar": SCRIPT})
    hers.post(f"{one}/setup/vat/", {"status": "exempt", "on": "2026-01-02", "source": SCRIPT})
    hers.post(f"{one}/people/", {"name": SCRIPT, "role": "member"})
    hers.post(f"{one}/receipts/", {"year": "2026", "amount": "1", "buyer": SCRIPT})
    hers.post("/fr/people/account/card/", {"full_name": SCRIPT, "name_ar": SCRIPT, "language": lang})
    draft = f"/{lang}/notices/drafts/{house.draft.id}/mend/"
    form = notice_form(reference=SCRIPT, object=SCRIPT, buyer=SCRIPT, places=SCRIPT)
    form |= {"lines-0-designation": SCRIPT, "lines-0-details": SCRIPT, "lines-0-unit": SCRIPT[:60]}
    answer = hers.post(draft, form)
    notice = Notice.objects.latest("entered_at")
    assert answer.status_code == 302 and notice.object == SCRIPT, answer.content.decode(errors="replace")[:2000]
    safe(hers.get(f"/{lang}/quotes/decide/{notice.id}/").content.decode(errors="replace"))
    assert hers.post(f"/{lang}/quotes/decide/{notice.id}/open/").status_code == 302
    pages = ["/today/", "/people/account/", "/people/mandates/", "/structures/", "/notices/", "/quotes/",
             f"/notices/{notice.id}/", "/people/account/who-did-what/"]  # fmt: skip
    from wolouj.bids.models import Quote

    quote = Quote.objects.get(notice=notice)
    hers.post(f"/{lang}/quotes/{quote.id}/loss/", {"reason": SCRIPT})
    pages += [f"/quotes/{quote.id}/{part}" for part in ("", "prices/", "prices/0/", "share/")]
    pages += [
        f"/structures/{house.structure.id}/{part}" for part in ("", "people/", "papers/", "receipts/", "setup/name/")
    ]
    for page in pages:
        answer = hers.get(f"/{lang}{page}")
        assert answer.status_code == 200, page
        safe(answer.content.decode(errors="replace"))
    for name in ("quote.pdf", "quote.xlsx", "quote.txt"):
        assert hers.get(f"/{lang}/quotes/{quote.id}/papers/{name}").status_code == 200
    for helper in ("helper acting", "coach acting", "coach", "manager"):
        safe(house.callers[helper].get(f"/{lang}/today/").content.decode(errors="replace"))


HIDDEN = [TURNED, "Coop\u2066x", "Coop\x07", "Coop\x00", "Coop\x1b"]


@pytest.mark.parametrize("bad", HIDDEN, ids=["override", "isolate", "bell", "null", "escape"])
def test_hidden_characters_are_refused_where_a_name_is_typed(house: House, bad: str) -> None:
    hers, one = house.callers["herself"], f"/fr/structures/{house.structure.id}"
    tries = [
        (f"{one}/setup/name/", {"name": bad}),
        (f"{one}/people/", {"name": bad, "role": "member"}),
        (f"{one}/setup/ice/", {"number": bad}),
        ("/fr/people/account/card/", {"full_name": bad, "language": "fr"}),
        (f"/fr/notices/drafts/{house.draft.id}/mend/", notice_form(buyer=bad)),
        (f"/fr/notices/drafts/{house.draft.id}/mend/", notice_form(**{"lines-0-designation": bad})),
        (f"/fr/quotes/{house.quote.id}/loss/", {"reason": bad}),
        ("/fr/people/sign-up/", {"step": "0", "full_name": bad}),
    ]
    for url, data in tries:
        before = str(list(NoticeDraft.objects.values())) + str(house.structure.members.count())
        answer = hers.post(url, data)
        assert answer.status_code in (200, 302, 422), url
        house.structure.refresh_from_db()
        assert house.structure.name.startswith("Coopérative Ighrem") and house.structure.ice.isdigit()
        assert str(list(NoticeDraft.objects.values())) + str(house.structure.members.count()) == before, url
    assert house.quote.version.loss_accepted == ""


def test_marks_a_phone_adds_are_dropped(house: House) -> None:
    house.callers["herself"].post(
        f"/fr/structures/{house.structure.id}/setup/name/", {"name": "\u200fCoop\u200e  Ighrem\ufeff"}
    )
    house.structure.refresh_from_db()
    assert house.structure.name == "Coop Ighrem"


def test_hostile_figures_and_fields_break_no_page(house: House) -> None:
    hers, one = house.callers["herself"], f"/fr/structures/{house.structure.id}"
    for url, data in [
        (f"{one}/setup/trades/", {"natures": "9" * 5000}),
        (f"{one}/setup/trades/", {"natures": "٣" * 50, "q": "\x00", "search": "1"}),
        (f"{one}/setup/place/", {"q": "\x00\u202e", "search": "1"}),
        (f"{one}/receipts/", {"year": "9" * 30, "amount": "1e400"}),
        (f"{one}/capacity/", {"amount": "NaN"}),
        (f"/fr/quotes/{house.quote.id}/prices/", {"l0-unit_price": "1e999999", "l0-vat_rate": "Infinity"}),
        (f"/fr/quotes/{house.quote.id}/prices/", {"l0-unit_price": "9" * 24}),
        (f"/fr/quotes/{house.quote.id}/prices/0/", {"inputs": "-1", "labour": "99999999999999"}),
        (f"/fr/quotes/decide/{house.notice.id}/decline/", {"reason": "\x00"}),
        ("/fr/people/act-for/", {"mandate": "\x00"}),
        (f"/fr/notices/drafts/{house.draft.id}/mend/", {"lines-TOTAL_FORMS": "9" * 40, "lines-INITIAL_FORMS": "x"}),
        ("/fr/notices/new/", {"text": "Objet : a\u202eb\x07\nRéférence : \u2066x"}),
        ("/fr/people/sign-in/", {"phone": "\x00", "secret": "\x00"}),
        ("/fr/people/recover/", {"phone": "0600000001", "code": "\u0661" * 20}),
    ]:
        assert hers.post(url, data).status_code in (200, 302, 404, 422), (url, data)


NOT_NOTICES = [b"\xff\xfe", b"{", b'{"object":"a\\u0000b"}', b"[" * 100_000, b"%PDF-1.4", b"1" * 5000]


@pytest.mark.parametrize("data", NOT_NOTICES, ids=["utf-16", "broken", "null", "deep", "pdf", "number"])
def test_a_hostile_notice_file_is_refused(house: House, data: bytes) -> None:
    before = NoticeDraft.objects.count()
    sent = {"file": SimpleUploadedFile("../../<b>n</b>.json", data)}
    answer = house.callers["herself"].post("/fr/notices/new/file/", sent)
    assert answer.status_code == 422 and NoticeDraft.objects.count() == before and b"<b>n</b>" not in answer.content


def test_a_formula_stays_text_in_the_workbook(house: House) -> None:
    house.notice.lines.filter(position=0).update(designation='=HYPERLINK("http://evil.example")', details="@SUM(1)")
    answer = house.callers["herself"].get(f"/fr/quotes/{house.quote.id}/papers/quote.xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as box:
        sheets = "".join(box.read(n).decode() for n in box.namelist() if "worksheets" in n)
        assert "<f>" not in sheets and "hyperlink" not in sheets.lower()
        assert "HYPERLINK" in box.read("xl/sharedStrings.xml").decode()
    assert answer["Content-Disposition"] == 'attachment; filename="quote.xlsx"'


# ---- files ----


def located() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Chez Ftoum"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (60, 80), "red").save(out, "JPEG", exif=exif, comment=b"SECRETPLACE")
    return out.getvalue()


def scripted() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = action
        pdf.pages[0].AA = pikepdf.Dictionary(O=action)
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        pdf.pages[0].Annots = pikepdf.Array([link])
        pdf.save(out)
    return out.getvalue()


def add(house: House, name: str, data: bytes) -> Any:
    sent = {"kind": "tax_certificate", "file": SimpleUploadedFile(name, data, "image/jpeg")}
    return house.callers["herself"].post(f"/fr/structures/{house.structure.id}/papers/add/", sent)


NOT_PHOTOS = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><script>alert(1)</script>", "gif": b"GIF89a<script>", "zip": b"PK\x03\x04", "exe": b"MZ",
    "empty": b"",
    "half a jpeg": b"\xff\xd8\xff<script>", "heavy": photo().read() + b"x" * 20_000_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", NOT_PHOTOS)
def test_what_is_not_a_photo_nor_a_pdf_is_refused(house: House, quick: Path, kind: str) -> None:
    before = Paper.objects.count(), len(list(quick.rglob("*.*")))
    answer = add(house, "papier.jpg", NOT_PHOTOS[kind])
    assert answer.status_code in (200, 422) and (Paper.objects.count(), len(list(quick.rglob("*.*")))) == before


def test_a_bomb_is_refused_before_it_opens(house: House) -> None:
    out, before = io.BytesIO(), Paper.objects.count()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 1_000_000
    assert add(house, "x.png", out.getvalue()).status_code in (200, 422) and Paper.objects.count() == before


HOSTILE = [
    ("../../../etc/x.jpg", located() + b"<script>alert(1)</script>PK\x03\x04"),
    ("a\r\nSet-Cookie: x=1.jpg", located()), ("<b>.html", located()), ("papier.pdf", scripted()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), HOSTILE, ids=["polyglot", "header", "html", "pdf"])
def test_a_file_comes_out_ours_alone(house: House, quick: Path, name: str, data: bytes) -> None:
    assert add(house, name, data).status_code == 302
    kept = Paper.objects.latest("added_at")
    path = quick / kept.file.name
    assert path.is_relative_to(quick) and "/" in kept.file.name and len(path.stem) == 40
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    answer = house.callers["herself"].get(f"/fr/structures/paper/{kept.id}/file/")
    sent = body(answer)
    for secret in (b"script", b"Ftoum", b"SECRETPLACE", b"PK\x03\x04", b"JavaScript", b"/JS", b"OpenAction", b"/AA"):
        assert secret not in sent, secret
    assert "Set-Cookie" not in answer["Content-Disposition"] and "etc" not in answer["Content-Disposition"]
    if kept.file_is == "pdf":
        with pikepdf.open(io.BytesIO(sent)) as pdf:
            assert "/OpenAction" not in pdf.Root and "/AA" not in pdf.pages[0] and "/A" not in pdf.pages[0].Annots[0]
    for public in (f"/{kept.file.name}", f"/static/{kept.file.name}", f"/files/{kept.file.name}"):
        assert house.callers["herself"].get(public).status_code == 404


def test_a_receipt_is_cleaned_as_a_paper_is(house: House) -> None:
    from wolouj.bids.models import Quote, Receipt

    Quote.objects.filter(id=house.quote.id).update(state="ready")
    url = f"/fr/quotes/{house.quote.id}/deposit/"
    answer = house.callers["herself"].post(url, {"photo": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")})
    assert answer.status_code == 422 and Receipt.objects.count() == 1
    assert json.dumps(answer.content.decode(errors="replace")).count("<svg onload") == 0
