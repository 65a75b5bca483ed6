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
@page { size: A4; margin: 16mm; @bottom-center { content: counter(page) " / " counter(pages); } }
body { font: 10.5pt Amiri; }
section + section { break-before: page; } table { width: 100%%; border-collapse: collapse; }
bdi { white-space: nowrap; }
tr { break-inside: avoid; } td, th { border-bottom: 0.4pt solid; padding: 3pt; text-align: start; }
"""


def runs(value: Any) -> str:
    """Runs as HTML, isolated the way the page does it."""
    tags = {"n": '<bdi dir="ltr">{}</bdi>', "l": '<span dir="ltr">{}</span>', "r": '<span dir="rtl">{}</span>'}
    return "".join(tags.get(how, "{}").format(html.escape(text)) for how, text in value or [])


def as_html(data: dict[str, Any]) -> str:
    """The same context as our page, every text of it, as plain HTML."""
    parts = [f"<style>{_CSS % {'fonts': font_folder().as_uri()}}</style>"]
    for page in data["pages"]:
        side = "rtl" if page["lang"] == "ar" else "ltr"
        fields = [*page["ids"], *page["notice"], page["number"], page["date"], page["validity"]]
        rows = [[line["number"], line["designation"], *line["cells"]] for line in page["lines"]]
        parts.append(f'<section lang="{page["lang"]}" dir="{side}"><h2>{runs(page["seller"]["name"])}</h2>')
        parts.append(f"<h1>{runs(page['title'])}</h1>")
        parts += [f"<p><small>{runs(field['label'])}</small> {runs(field['value'])}</p>" for field in fields]
        heads = "".join(f"<th>{runs(head)}</th>" for head in page["heads"])
        parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>")
        parts += ["<tr>" + "".join(f"<td>{runs(cell)}</td>" for cell in row) + "</tr>" for row in rows]
        parts.append("</tbody></table><table>")
        parts += [f"<tr><td>{runs(t['label'])}</td><td>{runs(t['value'])}</td></tr>" for t in page["totals"]]
        parts.append(f"</table><p>{runs(page['closed']['label'])} <b>{runs(page['closed']['value'])}</b></p></section>")
    return f'<html lang="fr"><body>{"".join(parts)}</body></html>'


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
        return bytes(HTML(string=as_html(data)).write_pdf())

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
