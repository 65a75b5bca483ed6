"""Which parts of a paper go where in its Word file, in the order of the PDF, and the annexes after them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wolouj.foundation.docx import Sheet
from wolouj.foundation.runs import Runs

BY: list[str] = ["t", " · "]


def docx(paper: str, data: Mapping[str, Any]) -> bytes:
    """The Word file of ``paper`` (minutes, press), from the data its PDF prints."""
    sheet = Sheet(data, tight=paper == "press")
    for latin, arabic in data["marks"]:
        sheet.line([["l", latin], BY, ["r", arabic]], bold=True)
    sheet.line(data["body"], soft=True)
    sheet.line(data["title"], "Title")
    sheet.line(data["what"], "Heading 1")
    sheet.line(_joined(data["facts"]))
    sheet.line(data["version"], soft=True)
    (_minutes if paper == "minutes" else _press)(sheet, data)
    sheet.line(data["foot"], soft=True)
    return sheet.bytes()


def _joined(parts: list[Runs]) -> Runs:
    line: Runs = []
    for part in parts:
        line += [BY, *part] if line else part
    return line


def _minutes(sheet: Sheet, data: Mapping[str, Any]) -> None:
    if context := data["context"]:
        sheet.line(context["title"], "Heading 1")
        for told in context["rows"]:
            sheet.told(told)
    if data["aim"]:
        sheet.line(data["aim_title"], "Heading 1")
        sheet.told(data["aim"])
    _presence(sheet, data["presence"])
    _spoken(sheet, data["interventions"])
    _points(sheet, data["exchange"])
    _voiced(sheet, data.get("difficulties"))
    _questions(sheet, data)
    _points(sheet, data["agreed"])
    _promises(sheet, data)
    _points(sheet, data["recommendations"])
    _points(sheet, data["next_steps"])
    _annex(sheet, data.get("annex"))


def _presence(sheet: Sheet, found: Mapping[str, Any] | None) -> None:
    if not found:
        return
    sheet.line(found["title"], "Heading 1")
    sheet.line(found["sentence"])
    for table in found["tables"]:
        if table["rows"]:
            sheet.table([table["title"], []], table["rows"])


def _spoken(sheet: Sheet, part: Mapping[str, Any] | None) -> None:
    if not part:
        return
    sheet.line(part["title"], "Heading 1")
    for row in part["rows"]:
        sheet.line(row["subject"], "Heading 2")
        if row["who"]:
            sheet.line(row["who"], soft=True)
        sheet.told(row["said"])


def _points(sheet: Sheet, part: Mapping[str, Any] | None) -> None:
    if not part:
        return
    sheet.line(part["title"], "Heading 1")
    for row in part["rows"]:
        if row["by"]:
            sheet.line(row["by"], bold=True)
        sheet.told(row["text"], "List Bullet")


def _voiced(sheet: Sheet, part: Mapping[str, Any] | None) -> None:
    """The difficulties counted; a version approved before they were printed has none."""
    if not part:
        return
    sheet.line(part["title"], "Heading 1")
    sheet.table(part["heads"], part["rows"])
    sheet.line(part["note"], soft=True)


def _questions(sheet: Sheet, data: Mapping[str, Any]) -> None:
    part = data["questions"]
    if not part:
        return
    sheet.line(part["title"], "Heading 1")
    if data["themes"]:
        sheet.line(_joined([[*theme, ["t", " "], *n] for theme, n in data["themes"]]), soft=True)
    for row in part["rows"]:
        voices: Runs = [*row["voices"], ["t", " "], *row["voices_word"]]
        sheet.line(_joined([part for part in (voices, row["theme"], row["state"]) if part]), soft=True)
        for told in row["text"]["paragraphs"]:
            sheet.line(told, bold=True)
        sheet.told(row["answer"])
        if owed := [part for part in (row["owner"], row["due"]) if part]:
            sheet.line(_joined(owed), soft=True)


def _promises(sheet: Sheet, data: Mapping[str, Any]) -> None:
    part = data["commitments"]
    if not part:
        return
    sheet.line(part["title"], "Heading 1")
    rows = []
    for row in part["rows"]:
        what = _joined(row["what"]["paragraphs"]) if row["what"] else []
        rows.append([row["who"], what, row["owner"] or row["owner_open"], row["due"] or row["due_open"]])
    sheet.table(data["commitment_heads"], rows)
    sheet.line(data["commitments_note"], soft=True)


def _annex(sheet: Sheet, annex: Mapping[str, Any] | None) -> None:
    """Who came and agreed to be named, on a page of its own. Never a phone: it was not even read."""
    if not annex or not annex["rows"]:
        return
    sheet.line(annex["title"], "Heading 1").paragraph_format.page_break_before = True
    sheet.table(annex["heads"], annex["rows"])
    sheet.line(annex["note"], soft=True)


def _press(sheet: Sheet, data: Mapping[str, Any]) -> None:
    sheet.line(data["lead"], bold=True)
    sheet.told(data["aim"])
    sheet.told(data["context"])
    if data["presence"]:
        sheet.line(data["presence"])
    if data["speakers"]:
        sheet.line(data["speakers_title"], "Heading 1")
        for row in data["speakers"]:
            sheet.line(_joined([part for part in (row["who"], row["subject"]) if part]), "List Bullet")
    for told in data["exchange"]:
        sheet.told(told)
    if data["retained"]:
        sheet.line(data["retained_title"], "Heading 1")
        for row in data["retained"]:
            if row["by"]:
                sheet.line(row["by"], bold=True)
            sheet.told(row["text"], "List Bullet")
    for told in (data.get("difficulties"), data["questions"], data["commitments"]):
        if told:
            sheet.line(told)
