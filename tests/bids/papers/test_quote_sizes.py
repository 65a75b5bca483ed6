"""Ten, a hundred, a thousand lines; long words; what a person types can neither break the page nor turn it round."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.bids.papers.samples import AT, MEAL, STANDARD, cooperative, many, notice, priced
from tests.bids.papers.test_quote_pdf import text_of
from wolouj.bids import papers


@pytest.mark.parametrize(("lines", "least", "most"), [(10, 2, 2), (100, 6, 10), (1000, 40, 70)])
def test_pages_follow_the_lines(lines: int, least: int, most: int) -> None:
    pdf = papers.pdf_bytes(priced(many(lines)), notice(), cooperative(), at=AT, draft=False)
    assert least <= len(pypdfium2.PdfDocument(pdf)) <= most
    assert f"Article {lines} de fournitures" in text_of(pdf)


def test_each_page_of_a_long_quote_repeats_the_heads_and_names_the_notice() -> None:
    document = pypdfium2.PdfDocument(papers.pdf_bytes(priced(many(60)), notice(), cooperative(), at=AT, draft=False))
    first, second = (document[i].get_textpage().get_text_range() for i in (0, 1))
    assert "Désignation" in first and "Désignation" in second
    assert "27/2026/BC" in second and "2 / " in second.replace("\xa0", " ")


def test_two_rates_show_each_with_its_base() -> None:
    worked = priced(MEAL, rates=["20", "10", "20"], regime=STANDARD)
    text = text_of(papers.pdf_bytes(worked, notice(), cooperative(), at=AT, draft=False))
    assert "TVA 10 % sur 2 880,00 DH" in text and "TVA 20 % sur 6 960,00 DH" in text
    assert "1 392,00" in text and "288,00" in text and "11 520,00 DH" in text


def test_markup_and_direction_marks_stay_plain_text() -> None:
    rows = [("#import $x$ *gras* @ref <b> \u202eabc", "U", "1", "1.00", "W" * 300)]
    text = text_of(papers.pdf_bytes(priced(rows), notice(), cooperative(), at=AT, draft=False))
    assert "#import $x$ *gras* @ref <b> abc" in text


def test_arabic_words_and_figures_inside_them_come_out_in_order() -> None:
    given = notice(object="اقتناء 40 غطاء مطرزا، صفقة 12/2026/DAF بثمن 1 691 126,80")
    text = text_of(papers.pdf_bytes(priced(), given, cooperative(), at=AT, draft=False))
    assert "غطاء مطرزا" in text and "12/2026/DAF" in text and "1 691 126,80" in text
    assert "تسعة آلاف وثمانمائة وأربعون درهما" in text


def test_an_exemption_without_its_source_is_not_printed() -> None:
    from dataclasses import replace

    from tests.bids.papers.samples import EXEMPT

    unsourced = priced(regime=replace(EXEMPT, source=None))
    text = text_of(papers.pdf_bytes(unsourced, notice(), cooperative(), at=AT, draft=False))
    assert "régime à confirmer" in text and "exonéré" not in text
