"""The ledger of a programme as CSV and XLSX: one row a leg, debit and credit, so that any accountant can add it up."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.cofinancing import ledger
from wolouj.cofinancing.models import BudgetLine, Entry
from wolouj.foundation.words import say
from wolouj.programme.models import Programme, both
from wolouj.programme.page import text

HEADS = (
    "entry",
    "day",
    "donor",
    "line",
    "label",
    "move",
    "account",
    "debit",
    "credit",
    "file",
    "tranche",
    "reverses",
    "why",
)
WIDTHS = (11, 12, 32, 10, 40, 18, 12, 14, 14, 9, 9, 11, 40)
"""Of the columns of :data:`HEADS`, in characters."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run; what people typed is never let do that."""


def legs(programme: Programme, lang: Lang) -> Iterator[tuple[Any, ...]]:
    """Two legs a row: what is debited (the account it arrives at), then what is credited (the one it leaves)."""
    rows = Entry.objects.filter(line__programme=programme).order_by("line__code", "number")
    for row in rows.select_related("line__donor", "request", "tranche", "reverses").iterator(2000):
        said = fmt.plain(say(f"cofinancing.move_{row.move}", lang))
        head = (
            f"{row.line.code}-{row.number}",
            row.on,
            both(row.line.donor, "name", lang),
            row.line.code,
            row.line.shown(lang),
            said,
        )
        tail = (
            row.request.number if row.request else None, row.tranche.number if row.tranche else None,
            f"{row.line.code}-{row.reverses.number}" if row.reverses else "", row.why,
        )  # fmt: skip
        for account, debit, credit in ((row.target, row.amount, None), (row.source, None, row.amount)):
            yield (*head, fmt.plain(say(f"cofinancing.account_{account}", lang)), debit, credit, *tail)


def heads(lang: Lang) -> list[str]:
    """The heading of each column."""
    return [fmt.plain(say(f"cofinancing.export_{key}", lang)) for key in HEADS]


def safe(value: Any) -> Any:
    """A cell that runs nothing."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_csv(programme: Programme, lang: Lang) -> bytes:
    """With a byte order mark, so that a spreadsheet reads Arabic; semicolons, as French ones expect."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    write.writerow(heads(lang))
    for row in legs(programme, lang):
        write.writerow(["" if v is None else v.isoformat() if isinstance(v, date) else safe(v) for v in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(sheet: Any, value: Any, **look: Any) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, value=value)
    for name, how in look.items():
        setattr(made, name, how)
    return made


def _shown(sheet: Any, value: Any) -> Any:
    """An amount with its centimes, a day as a day, a text that runs nothing."""
    if isinstance(value, Decimal):
        return _cell(sheet, value, number_format="#,##0.00")
    if isinstance(value, date):
        return _cell(sheet, value, number_format="yyyy-mm-dd")
    return safe(value)


def as_xlsx(programme: Programme, lang: Lang) -> bytes:
    """Amounts as numbers, days as days; Arabic from right to left."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("ledger")
    sheet.sheet_view.rightToLeft = lang == "ar"
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for n, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.append([_cell(sheet, head, font=Font(bold=True)) for head in heads(lang)])
    for row in legs(programme, lang):
        sheet.append([_shown(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES: dict[str, tuple[Callable[[Programme, Lang], bytes], str]] = {
    "ledger.csv": (as_csv, "text/csv; charset=utf-8"),
    "ledger.xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def by_donor(programme: Programme, lines: list[BudgetLine]) -> list[dict[str, Any]]:
    """What each donor's money became. One query."""
    held = ledger.balances(Entry.objects.filter(line__programme=programme), "line__donor")
    donors = {line.donor_id: line.donor for line in lines}
    return [
        {"name": text(donor, "name"), "balance": held.get(key, ledger.Balance()), "share": _share(held.get(key))}
        for key, donor in donors.items()
    ]


def _share(held: ledger.Balance | None) -> Decimal:
    return held.spent.quantize(Decimal("0.1")) if held else Decimal(0)
