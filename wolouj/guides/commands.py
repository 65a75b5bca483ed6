"""``wolouj booklet``: the guide as two PDF files, one a language. No database; the calculators' forms need Django."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from rulebook.engine.format import LANGS, Lang
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, parser, printable, run
from wolouj.foundation.documents import Where, day
from wolouj.foundation.words import pair


def booklet(argv: list[str]) -> int:
    """Write ``wolouj-ar.pdf`` and ``wolouj-fr.pdf`` into a folder."""

    def work(args: list[str]) -> Answer:
        options = parser("booklet", "The law made simple as an A5 booklet: every subject, the words, in each language.")
        options.add_argument("--out", required=True, metavar="FOLDER", help="where the files are written")
        options.add_argument("--lang", choices=LANGS, help="one language only")
        options.add_argument("--on", metavar="DAY", help="the law of this day; else of today")
        given = options.parse_args(args)
        on = day(given.on, Where(None, None, "--on")) or clock.today()
        langs: tuple[Lang, ...] = (given.lang,) if given.lang else LANGS
        made = [_made(lang, Path(given.out), on) for lang in langs]
        told = [pair("guides.booklet_made", file=printable(str(path))) for path in made]
        return Answer(0, {"files": [str(path) for path in made]}, told)

    return run(argv, work)


def _made(lang: Lang, folder: Path, on: date) -> Path:
    """One language's file, written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolouj.config.settings")
    import django

    django.setup()
    from rulebook.engine.law import NotYetLaw
    from rulebook.engine.texts import LawError
    from wolouj.guides.booklet import booklet as written
    from wolouj.guides.booklet import put, set_in_type

    try:
        found = written(lang, on=on)
    except (NotYetLaw, LawError) as early:
        raise BadInput(pair("guides.booklet_too_early", day=on), None, None, "--on") from early
    path, content = folder / found.name, set_in_type(found)
    try:
        put(path, content)
    except OSError as full:
        raise BadInput(pair("foundation.answer_unwritten"), str(folder), None, "--out") from full
    return path
