"""The note: two pages at most whatever is typed, in both languages, for each audience; kept as it was sent."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import product
from typing import Any

import pypdfium2
import pytest

from rulebook.engine.format import Lang
from rulebook.engine.texts import TEXTS
from tests.advocacy.conftest import AT, DAY
from wolouj.advocacy import note, queries
from wolouj.advocacy.actions import causes, following
from wolouj.advocacy.forms.causes import MOST_LISTED
from wolouj.advocacy.measures import NAMES
from wolouj.advocacy.models import AUDIENCES, Audience, Cause, Fact, FactKind, Lead
from wolouj.advocacy.models.causes import ASK, FACT, LEAD, MONEY, PLACE_NAME, SITUATION, SOURCE, TITLE
from wolouj.advocacy.powers import powers
from wolouj.difficulties.actions import Told, tell
from wolouj.difficulties.codes import codes
from wolouj.difficulties.models import SourceKind
from wolouj.home.cast import Cast
from wolouj.home.sample_advocacy import Pleaded

ARABIC, FRENCH = "والتعاونيات المحلية ", "Coopératives et communes "
WIDE = {"ar": "والتعاونيات", "fr": "MMMMMMWWWWWW"}


def full(lang: str, most: int, *, wide: bool = False) -> str:
    """A text as long as its box takes, of ordinary words or of the widest ones."""
    words = f"{WIDE[lang]} " if wide else (ARABIC if lang == "ar" else FRENCH)
    return (words * most)[: most - 1] + "."


def brimming(cause: Cause, *, wide: bool) -> Cause:
    """Everything a person may type, to the last letter, and every list full of its longest rows."""
    texts: dict[str, Any] = {}
    sizes = {"title": TITLE, "situation": SITUATION, "ask": ASK, "cost": MONEY, "benefit": MONEY, "named": PLACE_NAME}
    for (name, most), lang in product(sizes.items(), ("ar", "fr")):
        texts[f"{name}_{lang}"] = full(lang, most, wide=wide)
    longest = max(powers(), key=lambda key: len(powers()[key].name.fr))
    Cause.objects.filter(pk=cause.pk).update(**texts, addressee="state", power=longest, state="draft")
    signatures = sorted(
        (key for text in TEXTS.texts.values() for key in text.articles),
        key=lambda key: -len(TEXTS.article(key).summary.fr) - len(TEXTS.article(key).summary.ar),
    )[:MOST_LISTED]
    cause = Cause.objects.get(pk=cause.pk)
    given: dict[str, Any] = {"cause": cause, "by": _by, "at": AT}
    causes.set_articles(signatures=signatures, **given)
    causes.set_difficulties(codes=sorted(codes(), key=lambda key: -len(codes()[key].name.fr))[:MOST_LISTED], **given)
    Fact.objects.filter(cause=cause).delete()
    fact = {f"text_{lang}": full(lang, FACT, wide=wide) for lang in ("ar", "fr")}
    fact |= {f"source_{lang}": full(lang, SOURCE, wide=wide) for lang in ("ar", "fr")}
    for _ in range(causes.MOST_FACTS):
        causes.add_fact(fields=fact | {"on": DAY}, **given)
    for audience in AUDIENCES:
        causes.set_lead(audience=audience, texts=(full("ar", LEAD, wide=wide), full("fr", LEAD, wide=wide)), **given)
    whole = queries.cause_of(cause.pk)
    assert whole is not None
    return whole


_by: Any = None


@pytest.fixture
def by(cast: Cast) -> Any:
    global _by
    _by = cast.actor("hayat")
    return _by


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("wide", [False, True])
def test_two_pages_whatever_was_typed(cast: Cast, pleaded: Pleaded, by: Any, wide: bool) -> None:
    for code in codes():
        tell(told=Told(code=code, voices=990), source=SourceKind.MEETING, source_id="full", body=pleaded.cause.body,
             by=by, at=AT - timedelta(days=400), is_sample=True)  # fmt: skip
    cause = brimming(pleaded.cause, wide=wide)
    long = {}
    for audience, lang in product(AUDIENCES, note.LANGS):
        data = note.context(cause, audience, lang, at=AT, draft=True)
        long[audience, lang] = len(pages(note.pdf(data)))
    assert max(long.values()) <= 2, long


@pytest.mark.parametrize(("audience", "lang"), list(product(AUDIENCES, note.LANGS)))
def test_a_note_says_what_its_reader_needs(cast: Cast, pleaded: Pleaded, audience: Audience, lang: Lang) -> None:
    cause = queries.cause_of(pleaded.cause.pk)
    assert cause is not None
    data = note.context(cause, audience, lang, at=AT, draft=False)
    text = " ".join(pages(note.pdf(data)))
    assert "2.22.431" in text or audience is Audience.PUBLIC
    assert ("2027" in text) == (audience is Audience.COUNCIL), "only who sits in a session reads its months"
    shown = {str(one.counted.people) for one in queries.voiced(cause, public=True) if one.counted}
    assert len(shown) == 3 and shown <= set(re.findall(r"\d+", text)), "the difficulties with who voices them"
    if lang == "fr":
        assert cause.ask_fr[:40] in text.replace("\r\n", " ") and "Probable" in text


def test_a_note_that_was_sent_stays_as_it_was(cast: Cast, pleaded: Pleaded) -> None:
    step = pleaded.cause.steps.get(kind="sent")
    before = note.pdf(step.papers["fr"])
    Cause.objects.filter(pk=pleaded.cause.pk).update(ask_fr="Autre chose", title_fr="Autre")
    step.refresh_from_db()
    assert note.pdf(step.papers["fr"]) == before
    assert "Autre" not in " ".join(pages(before))


def test_what_only_one_language_holds_is_marked(cast: Cast, pleaded: Pleaded) -> None:
    Cause.objects.filter(pk=pleaded.cause.pk).update(cost_fr="")
    cause = queries.cause_of(pleaded.cause.pk)
    assert cause is not None
    data = note.context(cause, Audience.COUNCIL, "fr", at=AT, draft=False)
    assert "(en arabe seulement)" in " ".join(pages(note.pdf(data)))
    assert Lead.objects.filter(cause=cause).count() == len(AUDIENCES)


def test_a_small_group_never_goes_out_on_paper(cast: Cast, pleaded: Pleaded, by: Any) -> None:
    cause = queries.cause_of(pleaded.cause.pk)
    assert cause is not None
    counts = [row["text"] for part in note.context(cause, Audience.PUBLIC, "fr", at=AT, draft=False)["parts"]
              if part["title"][0][1].startswith("Ce que disent") for row in part["rows"]]  # fmt: skip
    assert len(counts) == 4 and counts.count(None) == 1, "the fourth is told by fewer than five"
    assert FactKind.MEASURED in {row.kind for row in cause.facts.all()} and set(NAMES)
    following.publish(cause=cause, shown=False, by=by, at=AT)
