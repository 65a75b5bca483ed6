"""One door for every room's sentences, in the language of the page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine import format as fmt
from rulebook.engine.verdict import Bilingual
from wolouj.foundation import clock, words
from wolouj.foundation.templatetags.say import to_html


def render(source, lang="ar", **context):
    """What a template prints in a language."""
    with translation.override(lang):
        return Template(source).render(Context(context))


def test_the_active_language_decides():
    for lang, said in (("fr", "Aucun montant"), ("ar", "لم يكتب")):
        with translation.override(lang):
            assert words.active() == lang
            assert words.say("foundation.amount.empty").startswith(said)
    with translation.override("fr"):
        assert words.say("foundation.amount.empty", "ar").startswith("لم يكتب")


def test_without_a_language_the_house_speaks_arabic():
    with translation.override(None):
        assert words.active() == "ar"


def test_a_lazy_sentence_waits_for_its_page():
    label = words.say_lazy("foundation.amount.negative", text="-5")
    for lang, said in (("fr", "est négatif"), ("ar", "سالب")):
        with translation.override(lang):
            assert said in str(label)


def test_a_pair_needs_no_language():
    pair = words.pair("foundation.amount.negative", text="-5")
    assert "négatif" in pair.fr and "سالب" in pair.ar


@pytest.mark.parametrize("key", ["foundation.nothing", "nowhere.at_all", "foundation", "amount.empty", ""])
def test_an_unknown_key_raises(key):
    for door in (words.say, words.pair):
        with pytest.raises(KeyError):
            door(key)
    with pytest.raises(KeyError):
        str(words.say_lazy(key))


def test_the_tag_says_and_escapes():
    html = render('{% say "foundation.amount.negative" text=x %}', "fr", x="<b>-5</b>")
    assert html == "«\u202f<bdi>&lt;b&gt;-5&lt;/b&gt;</bdi>\u202f» est négatif. Un montant est zéro ou plus"
    with pytest.raises(KeyError):
        render('{% say "foundation.nothing" %}')


AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HOUR = f"{fmt.local(AT):%H:%M}"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "{{ x|money }}",
            '<span class="money"><bdi class="n" dir="ltr">9\u202f840,00</bdi>\u00a0<span class="u">درهم</span></span>',
        ),
        ("{{ x|n }}", '<bdi class="n" dir="ltr">9\u202f840</bdi>'),
        ("{{ x|n:2 }}", '<bdi class="n" dir="ltr">9\u202f840,00</bdi>'),
        ("{{ '3/3'|n }}", '<bdi class="n" dir="ltr">3/3</bdi>'),
        ("{{ 20|percent }}", '<bdi class="n" dir="ltr">20\u202f%</bdi>'),
        ("{{ 18|count:'day' }}", '<bdi class="n" dir="ltr">18</bdi>\u00a0يوما'),
        ("{{ 2|count:'day' }}", "يومان"),
        ("{{ 2|count:'day.oblique' }}", "يومين"),
        ("{{ day|day }}", '<bdi class="n" dir="ltr">26</bdi>\u00a0نونبر <bdi class="n" dir="ltr">2026</bdi>'),
        (
            "{{ day|weekday }}",
            'الخميس <bdi class="n" dir="ltr">26</bdi>\u00a0نونبر <bdi class="n" dir="ltr">2026</bdi>',
        ),
        (
            "{{ at|instant }}",
            'الخميس <bdi class="n" dir="ltr">26</bdi>\u00a0نونبر <bdi class="n" dir="ltr">2026</bdi>، '
            f'<bdi class="n" dir="ltr">{HOUR}</bdi>',
        ),
        ("{{ '27/2026/BC'|ref }}", '<bdi class="n" dir="ltr">27/2026/BC</bdi>'),
        ("{{ who|name }}", "<bdi>Aït &lt;M&gt;</bdi>"),
        ("{{ pair|bidi }}", 'بيان <bdi class="fr" lang="fr" dir="ltr">(Devis)</bdi>'),
    ],
)
def test_filters_in_arabic(source, html):
    pair = Bilingual(fr="Devis", ar="بيان \u2066(Devis)\u2069")
    assert render(source, x=Decimal(9840), day=date(2026, 11, 26), at=AT, who="Aït <M>", pair=pair) == html


def test_filters_in_french():
    assert render("{{ x|money }}", "fr", x=Decimal("4")) == (
        '<span class="money"><bdi class="n" dir="ltr">4,00</bdi>\u00a0<span class="u">DH</span></span>'
    )
    assert render("{{ 18|count:'day' }}", "fr") == '<bdi class="n" dir="ltr">18</bdi>\u00a0jours'
    assert render("{{ p|bidi }}", "fr", p=Bilingual(fr="Devis", ar="بيان")) == "Devis"


@pytest.mark.parametrize("name", ["money", "n", "percent", "day", "weekday", "instant", "ref", "name", "bidi"])
def test_nothing_gives_nothing(name):
    assert render(f"{{{{ x|{name} }}}}", x=None) == ""


def test_an_amount_in_a_sentence_is_drawn_as_money():
    html = to_html(f"المجموع: {fmt.money(Decimal('9840'), 'ar')}، شكرا")
    assert html.count('<span class="money">') == 1 and html.endswith("</span></span>، شكرا")


@given(st.text(alphabet="a<&\"'(ب)1\u2066\u2067\u2068\u2069\u00a0درهمDH", max_size=40))
def test_html_is_escaped_and_well_nested(text):
    html = str(to_html(text))
    stack = []
    for closing, tag in re.findall(r"<(/?)(bdi|span)\b[^<>]*>", html):
        if closing:
            assert stack.pop() == tag
        else:
            stack.append(tag)
    assert not stack
    assert not re.sub(r"</?(?:bdi|span)\b[^<>]*>", "", html).count("<")
    assert not set(html) & set("\u2066\u2067\u2068\u2069")


def test_the_clock_is_an_instant_and_its_day_is_in_casablanca(monkeypatch):
    assert clock.now().tzinfo is not None
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    late = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert clock.today() == late.astimezone(fmt.CASABLANCA).date()
