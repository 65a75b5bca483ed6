"""The minutes and the press note as a Word file, from the very data of their PDF: to be edited, or put on a letterhead.

A paragraph in Arabic is set from right to left, its runs too, with the size and weight that complex scripts read; a
number, a date or a Latin name inside it is a run of its own from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from wolouj.foundation.runs import Runs

FONT = "Amiri"
"""As the PDF; where a machine lacks it, Word takes the next Arabic one it has."""
_UNFIT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")
"""What no XML may hold."""
SOFT = RGBColor(0x59, 0x59, 0x59)


class Sheet:
    """A document being written in one language."""

    def __init__(self, data: Mapping[str, Any], *, tight: bool = False) -> None:
        """``tight``: lines and margins close together, for a paper meant to hold on one page."""
        self.rtl = data["lang"] == "ar"
        self.doc: Doc = Document()
        page = self.doc.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(22)
        page.top_margin = page.bottom_margin = Mm(20)
        self._styles()
        if tight:
            self._tighten()
        meta, core = data["meta"], self.doc.core_properties
        core.title, core.author, core.language = meta["title"], meta["author"], "ar-MA" if self.rtl else "fr-MA"

    def _styles(self) -> None:
        sizes = {"Normal": 11.0, "Title": 22.0, "Heading 1": 14.0, "Heading 2": 12.0, "List Bullet": 11.0}
        for name, size in sizes.items():
            style = self.doc.styles[name]
            assert style.type == WD_STYLE_TYPE.PARAGRAPH
            style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
            props = style.element.get_or_add_rPr()
            fonts = props.find(qn("w:rFonts"))
            for script in ("ascii", "hAnsi", "cs"):
                fonts.set(qn(f"w:{script}"), FONT)
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            _under(props, "w:szCs", {"w:val": str(int(size * 2))})

    def _tighten(self) -> None:
        page = self.doc.sections[0]
        page.top_margin = page.bottom_margin = Mm(14)
        for name, size, before, after in (
            ("Normal", 10.5, 0, 4), ("Title", 20.0, 0, 4), ("Heading 1", 13.0, 8, 3), ("List Bullet", 10.5, 0, 2),
        ):  # fmt: skip
            style = self.doc.styles[name]
            assert style.type == WD_STYLE_TYPE.PARAGRAPH
            style.font.size = Pt(size)
            _under(style.element.get_or_add_rPr(), "w:szCs", {"w:val": str(int(size * 2))})
            spaced = style.paragraph_format
            spaced.space_before, spaced.space_after, spaced.line_spacing = Pt(before), Pt(after), 1.0

    def line(self, runs: Runs, style: str = "Normal", *, soft: bool = False, bold: bool = False) -> Paragraph:
        """One paragraph."""
        return self.fill(self.doc.add_paragraph(style=style), runs, soft=soft, bold=bold)

    def fill(self, into: Paragraph, runs: Runs, *, soft: bool = False, bold: bool = False) -> Paragraph:
        """Runs into a paragraph, each in its own direction."""
        props = into._p.get_or_add_pPr()
        if self.rtl:
            _under(props, "w:bidi", {})
        for how, text in runs:
            run = into.add_run(_UNFIT.sub("", text))
            run.bold = bold or None
            if soft:
                run.font.color.rgb = SOFT
            right = how == "r" or (how == "t" and self.rtl)
            run_props = run._r.get_or_add_rPr()
            if bold:
                _under(run_props, "w:bCs", {})
            if right:
                _under(run_props, "w:rtl", {})
            lang = {"w:val": "fr-MA", "w:bidi": "ar-MA"}
            _under(run_props, "w:lang", lang)
        return into

    def told(self, told: Mapping[str, Any] | None, style: str = "Normal") -> None:
        """The paragraphs of a text, and the mark that it stands in the other language."""
        if told is None:
            return
        for part in told["paragraphs"]:
            self.line(part, style)
        if told["mark"]:
            self.line(told["mark"], soft=True)

    def table(self, heads: Iterable[Runs], rows: Iterable[Iterable[Runs]]) -> None:
        """A table with its head repeated on each page; its columns run with the language."""
        head, body = list(heads), [list(row) for row in rows]
        table: Table = self.doc.add_table(rows=0, cols=len(head), style="Table Grid")
        if self.rtl:
            _under(table._tbl.tblPr, "w:bidiVisual", {})
        for number, cells in enumerate([head, *body]):
            row = table.add_row()  # type: ignore[no-untyped-call]
            for cell, runs in zip(row.cells, cells, strict=True):
                self.fill(cell.paragraphs[0], runs, bold=number == 0)
            if number == 0:
                _under(row._tr.get_or_add_trPr(), "w:tblHeader", {})
        self.doc.add_paragraph()

    def bytes(self) -> bytes:
        """The file."""
        out = BytesIO()
        self.doc.save(out)
        return out.getvalue()


def _under(props: Any, name: str, values: Mapping[str, str]) -> None:
    """A property in the place the format wants it: Word refuses a file whose properties are out of order."""
    found = props.find(qn(name))
    if found is None:
        found = OxmlElement(name)
        order = ORDER[props.tag.rsplit("}", 1)[-1]]
        after = {qn(f"w:{each}") for each in order[order.index(name.removeprefix("w:")) + 1 :]}
        place = next((child for child in props if child.tag in after), None)
        props.append(found) if place is None else place.addprevious(found)
    for key, value in values.items():
        found.set(qn(key), value)


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind jc outlineLvl "
    "rPr sectPr".split(),
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u rtl cs lang".split(),
    "tblPr": "tblStyle bidiVisual tblW jc tblLayout tblLook".split(),
    "trPr": "cantSplit trHeight tblHeader jc".split(),
}
"""The order the schema of the format gives to the properties we write, among those a template may hold."""
