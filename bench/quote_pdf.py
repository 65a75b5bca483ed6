"""A quote's PDF: ours (Typst) against the same content through WeasyPrint, in the same run.

    .venv/bin/python -m bench.quote_pdf

WeasyPrint is only for this comparison (``requirements/bench.txt``) and needs the system's Pango. Where it is missing
our figure is printed alone, and why.
"""

from __future__ import annotations

import html
import statistics
import time
from collections.abc import Callable
from typing import Any

from tests.bids.papers.samples import AT, SELLER, cooperative, many, notice, priced
from wolouj.bids import papers
from wolouj.bids.papers.quote.context import context
from wolouj.foundation.printing import font_folder

_ROUNDS = 12
_TARGET = 10
_CSS = """
@font-face { font-family: Amiri; src: url("%(fonts)s/Amiri-Regular.ttf"); }
@font-face { font-family: Amiri; font-weight: bold; src: url("%(fonts)s/Amiri-Bold.ttf"); }
@page { size: A4; margin: 16mm 16mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); } }
body { font: 10.5pt Amiri; }
section + section { break-before: page; } table { width: 100%%; border-collapse: collapse; }
bdi { white-space: nowrap; } small { font-size: 8pt; color: #595959; } h1 { font-size: 27pt; } h2 { font-size: 17pt; }
h1, h2, p { margin: 0 0 4pt; line-height: 1.1; } body { line-height: 1.15; } hr { margin: 8pt 0; }
.grid { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 11pt; } .two { grid-template-columns: 1fr 84mm; }
.cell { border: 0.5pt solid; padding: 2pt 4pt; } .n { text-align: right; } .sign { border: 0.6pt solid; height: 29mm; }
.blank { display: inline-block; width: 100%%; border-bottom: 0.6pt solid; } .whole { break-inside: avoid; }
tr { break-inside: avoid; } td, th { border-bottom: 0.4pt solid; padding: 2pt 5pt; text-align: start; }
"""


def runs(value: Any) -> str:
    """Runs as HTML, isolated the way the page does it."""
    tags = {"n": '<bdi dir="ltr">{}</bdi>', "l": '<span dir="ltr">{}</span>', "r": '<span dir="rtl">{}</span>'}
    return "".join(tags.get(how, "{}").format(html.escape(text)) for how, text in value or [])


def as_html(data: dict[str, Any]) -> str:
    """The same page as ours: every text of it, on the same grid, with the same rules and boxes."""
    sheets = "".join(_sheet(page) for page in data["pages"])
    title = html.escape(data["meta"]["title"])
    style = _CSS % {"fonts": font_folder().as_uri()}
    return f'<html lang="fr"><head><title>{title}</title><style>{style}</style></head><body>{sheets}</body></html>'


def _sheet(page: dict[str, Any]) -> str:
    side, seller, sign = "rtl" if page["lang"] == "ar" else "ltr", page["seller"], page["sign"]
    rib = "".join(f"<bdi class=cell>{group}</bdi>" for group in page["rib"]["groups"] or [])
    totals = "".join(f"<tr><td>{runs(t['label'])}</td><td class=n>{runs(t['value'])}</td></tr>" for t in page["totals"])
    notes = "".join(f"<p>{runs(note)}</p>" for note in page["notes"])
    signed = "".join(_field(sign[name]) for name in ("at", "on", "who")) if sign else ""
    box = f"<div class=sign><small>{runs(sign['box'])}</small></div>" if sign else ""
    return f"""<section lang="{page["lang"]}" dir="{side}"><small>{runs(page["mirror"])}</small>
      <div class="grid two"><div><h2>{runs(seller["name"])}</h2><p>{runs(seller["other"])}</p>
      <p>{runs(seller["kind"])}</p>
      {_field(seller["address"])}{_field(seller["phone"])}</div>
      <div><h1>{runs(page["title"])}</h1>{_field(page["number"])}{_field(page["date"])}</div></div><hr>
      <div class=grid>{"".join(map(_field, page["ids"]))}</div>
      <small>{runs(page["rib"]["label"])}</small><p>{rib}</p><hr>
      <div class=grid>{"".join(map(_field, page["notice"]))}</div><small>{runs(page["unit_note"])}</small>{_lines(page)}
      <div class="grid two whole"><div><small>{runs(page["closed"]["label"])}</small>
      <p><b>{runs(page["closed"]["value"])}</b></p>{notes}{_field(page["validity"])}{signed}</div>
      <div><table>{totals}</table>{box}</div></div>
      <footer>{" · ".join(map(runs, page["foot"]))}</footer></section>"""


def _lines(page: dict[str, Any]) -> str:
    heads = "".join(f"<th>{runs(head)}</th>" for head in page["heads"])
    rows = []
    for line in page["lines"]:
        what = f"<td>{runs(line['designation'])}<br><small>{runs(line['details'])}</small></td>"
        cells = "".join(f"<td class=n>{runs(cell)}</td>" for cell in line["cells"])
        rows.append(f"<tr><td>{runs(line['number'])}</td>{what}{cells}</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _field(field: dict[str, Any]) -> str:
    value = runs(field["value"]) if field["value"] else "<i class=blank></i>"
    return f"<div><small>{runs(field['label'])}</small><br>{value}</div>"


def timed(work: Callable[[int], object], i: int) -> float:
    """Seconds one go takes; ``i`` makes each go a different quote, so nothing is merely remembered."""
    start = time.perf_counter()
    work(i)
    return time.perf_counter() - start


def ours(i: int) -> bytes:
    return papers.pdf_bytes(
        priced(many(10)), notice(reference=f"{i}/2026/BC"), cooperative(), at=AT, draft=False, seller=SELLER
    )


def weasyprint() -> Callable[[int], object] | None:
    """The same quote through WeasyPrint, or ``None`` and the reason printed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as fault:
        print(f"WeasyPrint not compared: {type(fault).__name__}: {str(fault).splitlines()[0]}")
        print("  (install requirements/bench.txt and the system's Pango to compare)")
        return None

    def theirs(i: int) -> bytes:
        data = context(
            priced(many(10)), notice(reference=f"{i}/2026/BC"), cooperative(), at=AT, draft=False, seller=SELLER
        )
        return bytes(HTML(string=as_html(data)).write_pdf(pdf_tags=True))

    return theirs


def main() -> None:
    theirs = weasyprint()
    ours(0)
    if theirs:
        theirs(0)
    mine, other = [], []
    for i in range(1, _ROUNDS + 1):
        mine.append(timed(ours, i))
        if theirs:
            other.append(timed(theirs, i))
    print(f"ours: {statistics.median(mine) * 1000:.1f} ms a quote of 10 lines, French and Arabic (median of {_ROUNDS})")
    if other:
        ratio = statistics.median(other) / statistics.median(mine)
        print(f"WeasyPrint: {statistics.median(other) * 1000:.1f} ms; ratio {ratio:.1f} (target {_TARGET})")


if __name__ == "__main__":
    main()
