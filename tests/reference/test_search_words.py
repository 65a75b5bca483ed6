"""What the search finds and must not find: pairs, and questions in Arabic and Darija put to notices in French."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from wolouj.foundation.searching import VERSION, Query, Vocabulary, document, token, tokens, words
from wolouj.reference import search_words
from wolouj.reference.natures import natures
from wolouj.reference.search_words import lexicon, query

PAIRS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "search_pairs.yaml").read_text(encoding="utf-8"))
LATER = PAIRS["later"]
NOTICES = {key: document(text) for key, text in PAIRS["notices"].items()}
VOCABULARY = Vocabulary(Counter(word for text in PAIRS["notices"].values() for word in set(words(text))))

SEEN_LATER = Vocabulary(Counter(word for _, text in LATER["asked"] for word in set(words(text))))


def asked(text: str) -> Query:
    return query(text, VOCABULARY)


@pytest.mark.parametrize("pair", PAIRS["arabic"] + PAIRS["french"] + LATER["arabic"] + LATER["french"], ids=" / ".join)
def test_each_finds_the_other(pair: list[str]) -> None:
    one, other = pair
    assert query(one).matches(document(other)) and query(other).matches(document(one))


@pytest.mark.parametrize(
    "pair",
    PAIRS["arabic_apart"] + PAIRS["french_apart"] + LATER["arabic_apart"] + LATER["french_apart"],
    ids=" / ".join,
)
def test_neither_finds_the_other(pair: list[str]) -> None:
    one, other = pair
    assert not query(one).matches(document(other)) and not query(other).matches(document(one))


@pytest.mark.parametrize(("text", "notice"), PAIRS["asked"])
def test_the_notice_in_french_comes_out(text: str, notice: str) -> None:
    assert asked(text).matches(NOTICES[notice])


@pytest.mark.parametrize(("text", "notice"), LATER["asked"])
def test_other_notices_in_french_come_out(text: str, notice: str) -> None:
    assert query(text, SEEN_LATER).matches(document(notice))


@pytest.mark.parametrize(("text", "notice"), PAIRS["not_asked"])
def test_the_notice_does_not_come_out(text: str, notice: str) -> None:
    assert not asked(text).matches(NOTICES[notice])


BLIND: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "search_pairs_blind.yaml").read_text(encoding="utf-8"))
BLINDLY = Vocabulary(
    Counter(
        word
        for half in BLIND.values()
        for kind in ("asked", "not_asked")
        for _, text in half[kind]
        for word in set(words(text))
    )
)


def found_of(pairs: list[list[str]], *, both: bool = False) -> int:
    known = () if both else BLINDLY
    hits = [query(a, known).matches(document(b)) and (not both or query(b).matches(document(a))) for a, b in pairs]
    return sum(hits)


def test_pairs_written_before_looking_hold_once_mended() -> None:
    told = BLIND["open"]
    for kind in ("arabic", "french"):
        assert found_of(told[kind], both=True) == len(told[kind])
        assert found_of(told[f"{kind}_apart"], both=True) == 0
    assert found_of(told["asked"]) == len(told["asked"]) and found_of(told["not_asked"]) == 0


def test_pairs_never_mended_for_say_how_it_does_elsewhere() -> None:
    """Measured, not wished: fewer found than these is a step back."""
    told = BLIND["held"]
    assert found_of(told["arabic"], both=True) >= 8 and len(told["arabic"]) == 12
    assert found_of(told["french"], both=True) == len(told["french"])
    assert found_of(told["asked"]) >= 15 and len(told["asked"]) == 18
    assert found_of(told["arabic_apart"], both=True) == found_of(told["french_apart"], both=True) == 0
    assert found_of(told["not_asked"]) <= 2


def test_few_other_notices_come_out() -> None:
    """Finding everything is easy: of the sixty samples, a question shows two at most on average."""
    shown = sum(asked(text).matches(notice) for text, _ in PAIRS["asked"] for notice in NOTICES.values())
    assert shown <= 2 * len(PAIRS["asked"])


def test_enough_is_asked() -> None:
    assert len(PAIRS["arabic"]) >= 60 and len(PAIRS["french"]) >= 30 and len(PAIRS["asked"]) >= 40
    for kind in ("arabic", "arabic_apart", "french", "french_apart", "asked", "not_asked"):
        assert len({tuple(pair) for pair in PAIRS[kind]}) == len(PAIRS[kind])


def test_a_slip_is_told() -> None:
    assert asked("gardienage").corrections == (("gardienage", "gardiennage"),)
    assert asked("صباغة").corrections == () and asked("peinture").corrections == ()
    assert "peinture" in asked("صباغة").also


def test_names_of_provinces_in_both_languages() -> None:
    assert query("ورزازات").matches(document("Province de Ouarzazate"))
    assert query("صباغة بني ملال").matches(document("Travaux de peinture, province de Béni Mellal"))
    assert not query("صباغة بني ملال").matches(document("Travaux de peinture, province d’Azilal"))


def test_words_that_say_nothing_are_left_out_but_not_alone() -> None:
    read = asked("achat ordinateurs")
    assert read.left_out == ("achat",) and read.matches(NOTICES["computers"])
    assert asked("achat").matches(NOTICES["computers"]) and asked("شراء").matches(NOTICES["computers"])


def test_every_word_of_the_file_can_be_searched() -> None:
    for meaning in search_words._rows():
        for say in (*meaning.says, *meaning.finds):
            assert tokens(say), say
        assert meaning.says and len(set(meaning.says)) == len(meaning.says), meaning


def test_each_nature_is_reached_by_its_arabic_short_name() -> None:
    """Most of the words by which natures are called in Arabic lead to French words."""
    silent = [n.id for n in natures().values() if not any(g.also for g in query(n.short.ar).groups)]
    assert len(silent) <= 3, silent


def test_families_are_of_single_words_that_the_index_may_hold() -> None:
    assert set(lexicon().family("مدارس")) == {"مدارس", "مدرسه"}
    assert set(lexicon().family("hopital")) == {"hopital", "hospitali"}
    assert all(len(tokens(word)) == 1 for row in search_words._file()["families"] for word in row)


def test_the_version_grows_when_tokens_change() -> None:
    """Else notices indexed before would no longer be found: raise ``VERSION``, then write the new digest here."""
    texts = [text for n in natures().values() for text in (n.name.fr, n.name.ar, *n.words)]
    told = sorted({f"{word} {token(word)}" for text in texts for word in words(text)})
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]
    assert (VERSION, digest) == (2, "89877a22e2af")
