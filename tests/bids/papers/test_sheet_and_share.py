"""The workbook read back, the message measured, the checklist on its two pages."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from tests.bids.papers.samples import AT, NO_ICE, SELLER, cooperative, many, notice, priced
from tests.bids.papers.test_quote_pdf import marks_of, text_of
from wolouj.bids import papers


def book(**changes: object) -> openpyxl.Workbook:
    arguments = {"at": AT, "draft": False, "seller": SELLER, **changes}
    rows = arguments.pop("rows", None)
    return openpyxl.load_workbook(io.BytesIO(papers.xlsx_bytes(priced(rows), notice(), cooperative(), **arguments)))


def cells(sheet: object) -> list[object]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_numbers_are_numbers_and_sheets_have_their_direction() -> None:
    french, arabic = book().worksheets
    for sheet in (french, arabic):
        assert {120, 52, 6240, 9840} <= {value for value in cells(sheet) if isinstance(value, int | float)}
    assert arabic.sheet_view.rightToLeft and not french.sheet_view.rightToLeft
    assert french.page_setup.paperSize == 9


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_formula_typed_in_a_notice_stays_text(sign: str) -> None:
    trap = f'{sign}HYPERLINK("http://x.test","y")'
    found = [
        c for row in book(rows=[(trap, "U", "1", "2.00", "")]).worksheets[0].iter_rows() for c in row if c.value == trap
    ]
    assert len(found) == 1 and found[0].data_type == "s" and found[0].quotePrefix and found[0].hyperlink is None


def test_drafts_and_samples_say_so_everywhere() -> None:
    not_ready = priced(warnings=(NO_ICE,))
    given = (not_ready, notice(), cooperative())
    sheets = openpyxl.load_workbook(io.BytesIO(papers.xlsx_bytes(*given, at=AT, draft=False, sample=True))).worksheets
    for sheet in sheets:
        assert any("PROJET" in str(value) for value in cells(sheet))
        assert any("عينة" in str(value) for value in cells(sheet))
    shared = papers.share_text(*given, at=AT, draft=False, sample=True)
    assert "PROJET" in shared and "ÉCHANTILLON" in shared and "Prêt" not in shared
    assert all("PROJET" in page for page in marks_of(papers.checklist_pdf(*given, at=AT, draft=False)))


@pytest.mark.parametrize("stretch", [1, 200])
def test_the_message_is_short_and_says_the_essential(stretch: int) -> None:
    given = notice(object="Fourniture de produits " * stretch, buyer="Commune de Ouaouizeght " * stretch)
    text = papers.share_text(priced(many(10)), given, cooperative(), at=AT, draft=False)
    assert len(text) < 900
    for wanted in ("27/2026/BC", "10 lignes", "26 novembre 2026", "جاهز للإيداع", "\u206627/2026/BC\u2069"):
        assert wanted in text.replace("\u00a0", " ")


@pytest.mark.parametrize("lines", [1, 12, 1000])
def test_the_checklist_keeps_to_one_page_a_language(lines: int) -> None:
    pdf = papers.checklist_pdf(priced(many(lines)), notice(), cooperative(), at=AT, draft=False)
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    text = text_of(pdf)
    assert "27/2026/BC" in text and "lettre de confirmation" in text and "رسالة التأكيد" in text


def test_same_quote_same_workbook_and_nothing_else_left_in_the_folder(tmp_path: Path) -> None:
    one, two = (papers.write_all(priced(), notice(), cooperative(), out=tmp_path / n, at=AT, draft=False) for n in "ab")
    assert {name: path.read_bytes() for name, path in one.items()} == {n: p.read_bytes() for n, p in two.items()}
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["quote.pdf", "quote.txt", "quote.xlsx"]
