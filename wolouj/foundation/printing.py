"""Papers: a Typst page and plain data in, the bytes of a PDF out.

The page is ours and trusted; what people typed goes in as JSON and can never become markup. The only font is
Amiri, the one whose Arabic comes back out of a PDF as it went in, taken from an installed package: no font of
the machine is used, so every machine prints the same bytes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.bad_input import BadInput

_one_at_a_time = threading.Lock()
HOUSE = Path(__file__).resolve().parents[1]
"""What a page may import from: its own folder, and ``foundation/paper.typ``, which every paper shares."""


def pdf(page: Path, data: Mapping[str, Any], *, root: Path) -> bytes:
    """Set one page and return the PDF, tagged; the same data give the same bytes.

    Args:
        page: our Typst source. It reads ``json(bytes(sys.inputs.d))`` and fixes the document's date itself.
        data: what JSON can hold. Never read as markup.
        root: the folder the page may import from; nothing outside it can be read.

    Raises:
        BadInput: the printing packages are not installed.
        RuntimeError: the page itself is wrong (a fault of ours, never of the data).
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    compiler = _compiler(str(page), str(root))
    with _one_at_a_time:
        result = compiler.compile(format="pdf", sys_inputs={"d": text})
    return bytes(result)


@cache
def _compiler(page: str, root: str) -> Any:
    """One compiler a page and a process: fonts are read once, unchanged parts are remembered."""
    if find_spec("typst") is None:
        raise _missing("typst")
    import typst

    return typst.Compiler(page, root=root, font_paths=[str(font_folder())], ignore_system_fonts=True)


def font_folder() -> Path:
    """The folder of the Amiri font files, wherever the package was installed."""
    spec = find_spec("fontpkg_amiri")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        found = next(Path(place).rglob("Amiri-Regular.ttf"), None)
        if found is not None:
            return found.parent
    raise _missing("fontpkg-amiri")


def _missing(package: str) -> BadInput:
    return BadInput(
        Bilingual(
            fr=f"Impossible d’imprimer : le composant {package} n’est pas installé. Lancer « make setup ».",
            ar=f"تتعذر الطباعة: المكون \u2066{package}\u2069 غير مثبت. الأمر المطلوب: \u2066make setup\u2069.",
        )
    )
