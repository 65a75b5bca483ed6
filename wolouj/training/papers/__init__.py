"""The papers of this room."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.training.models import Certificate, Exercise, Session
from wolouj.training.papers.certificate.context import context
from wolouj.training.papers.exercise.context import context as exercise_context
from wolouj.training.papers.sheet.context import context as sheet_context
from wolouj.training.papers.test.context import context as test_context

HERE = Path(__file__).parent
FILES: dict[str, Lang] = {"certificate-ar.pdf": "ar", "certificate-fr.pdf": "fr"}
"""Name of the file -> its language."""
TESTS: dict[str, Lang] = {"test-ar.pdf": "ar", "test-fr.pdf": "fr"}
"""The same of the printed test of a session's group."""
EXERCISES: dict[str, Lang] = {"exercise-ar.pdf": "ar", "exercise-fr.pdf": "fr"}
"""The same of the sheet of an exercise."""


def certificate_pdf(certificate: Certificate, *, lang: Lang, address: str, at: datetime) -> bytes:
    """The certificate. ``address``: the whole address where its code is checked."""
    data = context(certificate, lang=lang, address=address, at=at)
    return printing.pdf(HERE / "certificate" / "page.typ", data, root=printing.HOUSE)


def sheet_pdf(session: Session, *, lang: Lang, address: str, at: datetime) -> bytes:
    """The sheet to sign. ``address``: the whole address where it is typed in and its photo kept."""
    data = sheet_context(session, lang=lang, address=address, at=at)
    return printing.pdf(HERE / "sheet" / "page.typ", data, root=printing.HOUSE)


def test_pdf(session: Session, *, lang: Lang, at: datetime) -> bytes:
    """The test before and after, to be filled in by hand."""
    return printing.pdf(HERE / "test" / "page.typ", test_context(session, lang=lang, at=at), root=printing.HOUSE)


def exercise_pdf(exercise: Exercise, *, lang: Lang, at: datetime) -> bytes:
    """The sheet of an exercise, to be answered by hand."""
    data = exercise_context(exercise, lang=lang, at=at)
    return printing.pdf(HERE / "exercise" / "page.typ", data, root=printing.HOUSE)
