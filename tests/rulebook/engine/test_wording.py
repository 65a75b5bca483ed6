"""Sentences in pairs: what loads, what is refused, what is said."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.format import plain
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import WordingError, Words, _entry, french
from tests.rulebook.examples import quickly

EVERY_BLANK = """
quote_ready:
  fr: "Le devis est prêt : {total:money}, à déposer avant le {deadline:instant}"
  ar: "العرض جاهز: {total:money}، يودع قبل {deadline:instant}"
papers: {fr: "{n:count.paper} à compléter", ar: "تنقص {n:count.paper}"}
in_days: {fr: "dans {n:count.day}", ar: "بعد {n:count.day.oblique}"}
title: {fr: "Devis", ar: "بيان أثمان [[Devis]]"}
who: {fr: "{name}, tél. {phone:ref}, {share:percent} de {n:n} le {on:weekday}", ar: "{name}، {phone:ref}، {share:percent} من {n:n} يوم {on:weekday}"}
due: {fr: "le {on:day} à {at:time}", ar: "{on:day} {at:time}"}
steps:
  first: {fr: "Un", ar: "واحد"}
  second: {fr: "Deux", ar: "اثنان"}
"""  # noqa: E501


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "words.yaml"
        path.write_text(text, encoding="utf-8")
        return Words.load(path)

    return load


def test_every_blank_is_filled(load):
    words = load(EVERY_BLANK)
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    ready = words.pair("quote_ready", total=Decimal(9840), deadline=at)
    assert plain(ready.fr).startswith("Le devis est prêt\u202f: 9\u202f840,00\u00a0DH, à déposer avant le jeudi 26")
    assert plain(ready.ar).startswith("العرض جاهز: 9\u202f840,00\u00a0درهم، يودع قبل الخميس 26\u00a0نونبر")
    assert plain(words.say("papers", "ar", n=6)) == "تنقص 6\u00a0وثائق"
    assert words.say("in_days", "ar", n=2) == "بعد يومين"
    assert words.say("title", "ar") == "بيان أثمان \u2066(Devis)\u2069"
    who = words.say("who", "ar", name="Aït", phone="05 22", share=Decimal(20), n=1200, on=date(2026, 11, 26))
    assert who.startswith(
        "\u2068Aït\u2069، \u206605 22\u2069، \u206620\u202f%\u2069 من \u20661\u202f200\u2069 يوم الخميس"
    )
    assert words.say("steps.second", "fr") == "Deux"
    assert words.keys() >= {"steps.first", "title"} and "nothing" not in words
    assert words.blanks("quote_ready") == {"total", "deadline"}


def test_a_value_may_be_a_pair(load):
    words = load('a: {fr: "Pour {x}", ar: "من أجل {x}"}')
    pair = words.pair("a", x=Bilingual(fr="le thé", ar="الشاي"))
    assert (plain(pair.fr), plain(pair.ar)) == ("Pour le thé", "من أجل الشاي")


def test_latin_and_figures_typed_in_arabic_are_isolated(load):
    said = load('a: {fr: "x", ar: "رقم ICE من 15 رقما قبل 10:00، و12 345,60"}').say("a", "ar")
    assert said == "رقم \u2066ICE\u2069 من \u206615\u2069 رقما قبل \u206610:00\u2069، و\u206612\u202f345,60\u2069"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('k: {fr: "Bonjour"}', "needs exactly fr and ar"),
        ('k: {ar: "سلام"}', "needs exactly fr and ar"),
        ('k: {fr: "Bonjour", ar: "سلام", en: "Hello"}', "needs exactly fr and ar"),
        ('k: {fr: "Bonjour", ar: " "}', "needs some text"),
        ('k: {fr: "Bonjour", ar: null}', "needs some text"),
        ('k: {fr: "{a}", ar: "{b}"}', "blanks differ"),
        ('k: {fr: "{a:money}", ar: "{a:n}"}', "blanks differ"),
        ('k: {fr: "{a:count.day}", ar: "{a:count.month}"}', "blanks differ"),
        ('k: {fr: "{a} {b}", ar: "{a}"}', "blanks differ"),
        ('k: {fr: "{a:euro}", ar: "{a:euro}"}', "unknown format"),
        ('k: {fr: "{a:count.day.dative}", ar: "{a:count.day.dative}"}', "unknown format"),
        ('k: {fr: "{a:count.unicorn}", ar: "{a:count.unicorn}"}', "unknown noun"),
        ('k: {fr: "{}", ar: "{}"}', "a blank is"),
        ('k: {fr: "{a.b}", ar: "{a.b}"}', "a blank is"),
        ('k: {fr: "{a!r}", ar: "{a!r}"}', "a blank is"),
        ('k: {fr: "{a", ar: "{a"}', "k, fr"),
        ('k: {fr: "[[Devis]]", ar: "عرض"}', "inside Arabic"),
        ('k: {fr: "{x}", ar: "عرض [[{x}]]"}', "no blank inside"),
        ('k: "text"', "needs fr and ar"),
        ('"Bad Key": {fr: "a", ar: "ب"}', "a key is"),
        ('k: {fr: "a", ar: "ب"}\nk: {fr: "c", ar: "د"}', "twice"),
        ("- a\n- b", "needs keys"),
        ("k: {fr: [", "words.yaml"),
    ],
)
def test_a_faulty_file_names_itself_and_its_key(load, text, told):
    with pytest.raises(WordingError) as caught:
        load(text)
    assert told in str(caught.value) and "words.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("n", "12"), ("n", 1.5), ("money", True), ("money", date(2026, 1, 1)), ("day", "2026-01-01"),
        ("instant", date(2026, 1, 1)), ("instant", datetime(2026, 1, 1)), ("count.day", "3"), ("ref", 1.5),  # noqa: DTZ001
        ("", None), ("money", Decimal("NaN")), ("", object()), ("time", date(2026, 1, 1)), ("day", Decimal(3)),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_by_name(load, form, value):
    words = load(f'k: {{fr: "{{x:{form}}}", ar: "{{x:{form}}}"}}'.replace(":}", "}"))
    with pytest.raises(WordingError, match=r"words\.yaml, k.*\{x\}"):
        words.pair("k", x=value)


def test_a_missing_value_and_an_unknown_key_are_refused(load):
    words = load('k: {fr: "{x}", ar: "{x}"}')
    with pytest.raises(WordingError, match=r"\{x\}"):
        words.say("k", "fr")
    with pytest.raises(KeyError, match="nothing"):
        words.say("nothing", "fr")
    assert plain(words.say("k", "fr", x="a", more="left aside")) == "a"


def test_a_value_cannot_inject_a_blank_nor_close_the_box(load):
    words = load('k: {fr: "[{x}]", ar: "[{x}]"}')
    assert words.say("k", "ar", x="{y:money} [[z]]\u2069") == "[\u2068{y:money} [[z]]\u2069]"


def test_dynamic_prefixes_are_kept_apart(load):
    words = load('dynamic: ["state_"]\nstate_draft: {fr: "Brouillon", ar: "مسودة"}')
    assert words.dynamic == ("state_",) and words.keys() == {"state_draft"}


def test_french_typography():
    assert french("L'offre : « prête » ? Oui ! Vu ; fini") == (
        "L’offre\u202f: «\u202fprête\u202f»\u202f? Oui\u202f! Vu\u202f; fini"
    )
    assert french("à 10:00, voir ceci:") == "à 10:00, voir ceci:"


@quickly
@given(st.text(alphabet="ab '«»:;?!\u00a0\u202f", max_size=40))
def test_french_typography_is_settled_in_one_pass(text):
    once = french(text)
    assert french(once) == once
    assert "'" not in once and " :" not in once and "« " not in once


@quickly
@given(st.text(), st.text())
def test_any_text_fills_both_languages_whole(x, y):
    words = Words("test", {"k": _entry({"fr": "{x} : {y}", "ar": "{y} {x}"}, "k")}, ())
    said = words.pair("k", x=x, y=y)
    cleaned = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e")
    assert plain(said.fr) == f"{x.translate(cleaned)}\u202f: {y.translate(cleaned)}"
    assert said.fr.count("\u2069") == sum(said.fr.count(mark) for mark in "\u2066\u2067\u2068")
