"""The templates: nothing inline, nothing physical, nothing unused, no figure without its box."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.pages import ROOT, TEMPLATES, Texts, template_name

DJANGO_CALLS = frozenset({"400.html", "403.html", "404.html", "500.html", "403_csrf.html"})
TAG = re.compile(r"<[a-zA-Z][^>]*>", re.S)
COMMENT = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", re.S)
# Names that hold a figure, an amount, a day or a reference: printed bare, they would break an Arabic line.
FIGURES = re.compile(
    r"(?:^|[._])(?:amount|price|total|sum|cost|floor|margin|vat|rate|quantity|deadline|date|day|at|on|until|expires|"
    r"issued|published|reference|ref|phone|ice|rib|number|count|size|length)$"
)
BOXED = {
    "money", "n", "day", "weekday", "instant", "percent", "ref", "bidi", "name", "count", "figure", "exact", "article",
    "date", "length", "add", "typed_as", "cost_part", "price_dial", "urlencode", "escapejs", "unlocalize", "yesno",
}  # fmt: skip

each_template = pytest.mark.parametrize("path", TEMPLATES, ids=template_name)


def source(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@each_template
def test_no_inline_script_or_style(path: Path) -> None:
    text = source(path)
    assert not re.search(r"<style\b|javascript:", text, re.I)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", text))
    for tag in TAG.findall(text):
        assert not re.search(r"\s(?:style|on[a-z]+)\s*=", tag, re.I), tag


@each_template
def test_nothing_marked_safe_by_hand(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|{%\s*autoescape", source(path))


@each_template
def test_a_component_says_how_it_is_called(path: Path) -> None:
    if path.parent.name != "components":
        pytest.skip("not a component")
    assert path.read_text(encoding="utf-8").startswith("{% comment %}")


@each_template
def test_figures_go_through_their_box(path: Path) -> None:
    bare = []
    text = re.sub(r"<svg\b.*?</svg>", "", source(path), flags=re.S)
    for expression in re.findall(r"{{\s*(.*?)\s*}}", text):
        variable, *filters = expression.split("|")
        names = {part.split(":")[0].strip() for part in filters}
        if FIGURES.search(variable) and not names & BOXED:
            bare.append(expression)
    assert not bare


def test_every_template_is_used() -> None:
    named = set()
    for path in (ROOT / "wolouj").rglob("*"):
        if path.suffix in {".html", ".py"}:
            named |= set(re.findall(r"[\w-]+(?:/[\w-]+)*\.html", path.read_text(encoding="utf-8")))
    unused = {template_name(path) for path in TEMPLATES} - named - DJANGO_CALLS
    assert not unused


def test_every_icon_asked_for_is_drawn() -> None:
    from wolouj.foundation.drawing import drawings

    asked = {name for path in TEMPLATES for name in re.findall(r'{%\s*icon "([\w-]+)"', source(path))}
    asked |= {name for path in TEMPLATES for name in re.findall(r'with [^%]*?\bicon="([\w-]+)"', source(path))}
    assert asked
    assert {f"i-{name}" for name in asked} <= set(drawings())


def bare_digits(page: str) -> list[str]:
    """Runs of digits outside a <bdi>, in what is read of a page."""
    skip = {"bdi", "option", "textarea", "title"}
    return [text for text, inside in Texts(page).found if re.search(r"\d", text) and not skip & set(inside)]


def test_the_reader_sees_a_bare_digit() -> None:
    page = '<p>قبل 12 <bdi class="n" dir="ltr">13</bdi></p><svg><text>4</text></svg>'
    assert bare_digits(page) == ["قبل 12 "]


@pytest.mark.parametrize("address", ["/ar/styleguide/?helper=1", "/ar/styleguide/?wide=1", "/ar/"])
def test_in_arabic_every_figure_has_its_box(client, address: str) -> None:
    page = client.get(address).content.decode()
    assert "<bdi" in page or address == "/ar/"
    assert bare_digits(page) == []


@pytest.mark.parametrize(
    "address", ["/ar/", "/fr/", "/ar/styleguide/", "/fr/styleguide/", "/ar/nowhere/", "/fr/nowhere/"]
)
def test_pages_ask_nothing_of_another_host(client, address: str) -> None:
    page = Texts(client.get(address).content.decode())
    links = [value for _, name, value in page.attrs if name in {"href", "src", "action"}]
    assert links
    assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in links), links
    inline = [(tag, name) for tag, name, _ in page.attrs if name == "style" or name.startswith("on")]
    assert not inline


def test_a_form_inside_a_closed_include_is_given_its_token() -> None:
    """``only`` also shuts out the token of forms: the page then looks right, and every button of it is refused."""
    holders = {template_name(path) for path in TEMPLATES if "{% csrf_token %}" in path.read_text("utf-8")}
    for path in TEMPLATES:
        for called, rest in re.findall(r'{% include "([^"]+)"([^%]*)%}', path.read_text("utf-8")):
            closed = called in holders and rest.split()[-1:] == ["only"]
            said = f"{template_name(path)} includes {called} without csrf_token=csrf_token"
            assert not closed or "csrf_token=csrf_token" in rest, said
