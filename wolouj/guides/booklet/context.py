"""What the booklet prints, as plain data: every sentence cut in runs, so that no figure turns round in Arabic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from rulebook.engine.format import CASABLANCA, Lang
from rulebook.engine.verdict import Bilingual, Confidence
from rulebook.glossary import subjects as glossary_subjects
from wolouj.foundation.articles import article_name
from wolouj.foundation.runs import Runs, said
from wolouj.foundation.words import pair
from wolouj.guides.registry import TOOLS, ask, typed
from wolouj.guides.standing import Standing
from wolouj.guides.subject import MOMENTS, Subject, Told, subjects, tell
from wolouj.guides.tools.shown import Row, Shown
from wolouj.guides.traps import Told as Trap

NOON = time(12)
FULL = {Confidence.CERTAIN: 3, Confidence.LIKELY: 2, Confidence.UNSURE: 1}


def context(lang: Lang, *, on: date) -> dict[str, Any]:
    """The whole booklet of one language, as JSON for the page."""
    paper = _Paper(lang, on)
    told = [tell(subject, on=on) for subject in subjects().values()]
    checked = min(one.checked_on for one in told)
    return {
        "lang": lang,
        "title": paper.say("booklet_title"),
        "subtitle": paper.say("booklet_subtitle"),
        "meta": {"title": _plain(pair("guides.booklet_title"), lang), "date": [on.year, on.month, on.day]},
        "house": paper.say("booklet_house"),
        "checked": paper.say("booklet_checked", day=checked),
        "advice": paper.say("booklet_advice"),
        "contents": paper.say("booklet_contents"),
        "sure": {"title": paper.say("sure_title"), "rows": [_sure(paper, one) for one in Confidence]},
        "words": {name: paper.say(name) for name in ("mistakes", "now", "unknown", "trap_word", "example")},
        "moments": [
            {
                "title": paper.say(f"moment_{moment}"),
                "subjects": [paper.subject(one) for one in told if one.subject.moment == moment],
            }
            for moment in MOMENTS
        ],
        "glossary": {"title": paper.say("words_title"), "groups": [paper.group(one) for one in glossary_subjects()]},
    }


def _sure(paper: _Paper, confidence: Confidence) -> dict[str, Any]:
    word = pair(f"foundation.sure_{confidence.value}")
    return {"full": FULL[confidence], "word": paper.text(word), "text": paper.say(f"sure_{confidence.value}")}


def _plain(text: Bilingual, lang: Lang) -> str:
    return str(getattr(text, lang))


class _Paper:
    """One language's booklet being written."""

    def __init__(self, lang: Lang, on: date) -> None:
        self.lang, self.on = lang, on

    def text(self, words: Bilingual) -> Runs:
        """One sentence in the language of the booklet."""
        return said(_plain(words, self.lang), self.lang)

    def texts(self, many: Iterable[Bilingual]) -> list[Runs]:
        return [self.text(words) for words in many]

    def say(self, key: str, **values: object) -> Runs:
        """A sentence of this room."""
        return self.text(pair(f"guides.{key}", **values))

    def subject(self, told: Told) -> dict[str, Any]:
        """One subject: what it says, an example worked out, what to avoid, what to do."""
        return {
            "title": self.text(told.subject.title),
            "lead": self.text(told.lead),
            "parts": [
                {"title": self.text(part.title), "text": self.text(part.text), "law": self.law(part.standing)}
                for part in told.parts
            ],
            "example": self.example(told.subject, told),
            "traps": [self.trap(trap) for trap in told.traps],
            "mistakes": self.texts(told.mistakes),
            "now": self.texts(told.now),
            "asks": [{"text": self.text(one.text), "ask": self.say("ask_whom", ask=one.ask)} for one in told.questions],
        }

    def law(self, standing: Standing) -> dict[str, Any]:
        """The articles on one line, and how sure."""
        names = dict.fromkeys(_plain(article_name(article), self.lang) for article in standing.articles)
        word = pair(f"foundation.sure_{standing.confidence.value}")
        joint = " · "
        return {
            "articles": said(joint.join(names), self.lang),
            "full": FULL[standing.confidence],
            "word": self.text(word),
        }

    def trap(self, trap: Trap) -> dict[str, Any]:
        source = self.say("trap_from", old=trap.old, source=trap.source)
        return {"text": self.text(trap.text), "source": source, "law": self.law(trap.standing)}

    def example(self, subject: Subject, told: Told) -> dict[str, Any] | None:
        """The answer of its calculator to the invented case, as the page of the subject shows it."""
        if subject.example is None or told.story is None:
            return None
        at = datetime.combine(self.on, NOON, CASABLANCA)
        _, shown = ask(TOOLS[subject.example.tool], typed(subject.example.given, on=self.on), at=at)
        if shown is None:
            raise ValueError(f"{subject.slug}: its example has no answer")
        return {"story": self.text(told.story), "word": self.text(shown.word), **self._answer(shown)}

    def _answer(self, shown: Shown) -> dict[str, Any]:
        rows = [self._row(row) for row in (*shown.rows, *shown.afterwards)]
        return {
            "why": self.texts(shown.why),
            "rows": rows,
            "conditions": [self.text(row.label) for row in shown.conditions],
        }

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            "label": self.text(row.label),
            "value": self.text(row.value) if row.value else None,
            "note": self.text(row.word) if row.word else None,
        }

    def group(self, group: Any) -> dict[str, Any]:
        """The words of one subject: the word, its twin, what it means, how it is heard, whether to be checked."""
        return {
            "title": self.text(group.title),
            "terms": [
                {
                    "term": self.text(term.term),
                    "twin": said(term.term.ar, "fr") if self.lang == "fr" else [["l", term.term.fr]],
                    "means": self.text(term.means),
                    "heard": self.say("words_heard", heard=term.heard) if term.heard else None,
                    "check": self.say("words_check") if term.to_check else None,
                }
                for term in group.terms
            ],
        }
