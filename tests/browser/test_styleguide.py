"""Every component in a real browser: both directions, phone and desk, light and dark, and the small scripts."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

Look = Callable[..., Page]
CENTIME = Decimal("0.01")

every_view = pytest.mark.parametrize(
    ("lang", "width", "dark"),
    [(lang, width, dark) for lang in ("ar", "fr") for width in (360, 1280) for dark in (False, True)],
)


def address(lang: str, width: int) -> str:
    return f"/{lang}/styleguide/" + ("?wide=1&helper=1" if width > 600 else "")


@every_view
def test_the_styleguide_is_whole_and_accessible(
    look: Look,
    axe: Callable[[Page], list[str]],
    screens: Callable[[Page, str], Path],
    lang: str,
    width: int,
    dark: bool,
) -> None:
    page = look(address(lang, width), lang=lang, width=width, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
    screens(page, f"styleguide-{lang}-{width}-{'dark' if dark else 'light'}")
    assert axe(page) == []


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_front_door(
    look: Look, axe: Callable[[Page], list[str]], screens: Callable[[Page, str], Path], lang: str, width: int
) -> None:
    page = look(f"/{lang}/", lang=lang, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    screens(page, f"front-{lang}-{width}")
    assert axe(page) == []


def test_the_test_sees_pale_arabic(look: Look, axe: Callable[[Page], list[str]]) -> None:
    """The test of the test: a paragraph nobody can read must be found, in Arabic above all."""
    page = look("/ar/styleguide/")
    page.evaluate(
        """() => { const p = document.createElement("p"); p.id = "pale"; p.textContent = "السلام عليكم ورحمة الله";
        p.style.color = "#c9c9c9"; p.style.background = "#ffffff"; document.querySelector("main").append(p); }"""
    )
    assert any("#pale" in fault and "color-contrast" in fault for fault in axe(page))


def test_targets_are_large_enough_for_a_thumb(look: Look) -> None:
    page = look("/ar/styleguide/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, select, summary, .field input, .pick")]
        .filter(e => e.offsetParent && !e.closest(".skip, p:not(.law)"))
        .map(e => [e.className || e.tagName, (e.closest(".field") || e).getBoundingClientRect()])
        .filter(([, r]) => r.height < 47.5 || r.width < 44).map(([n, r]) => `${n} ${r.width}x${r.height}`)"""
    )
    assert small == []


def test_a_loss_is_said_as_it_is_typed(look: Look) -> None:
    page = look("/ar/styleguide/?price=52,00")
    assert page.locator("[data-when=go]").is_visible()
    page.fill("[data-price]", "36")
    assert page.locator("[data-when=stop]").is_visible()
    assert page.locator("[data-when=go]").is_hidden()
    assert page.locator("[data-when=stop] [data-out=margin]").inner_text() == "480,00"
    assert page.locator("[data-out=line]").inner_text() == "4\u202f320,00"
    page.locator("[data-cost]").first.fill("20,00")
    assert page.locator("[data-out=cost]").inner_text() == "36,00"
    assert page.locator("[data-when=go]").is_visible()
    page.locator("[data-turn='-1']").click()
    assert page.input_value("[data-price]") == "35,00"
    assert page.locator("[data-when=stop]").is_visible()
    page.fill("[data-price]", "abc")
    assert page.locator("[data-when=open]").is_visible()


def test_the_phone_counts_as_the_server_does(look: Look) -> None:
    """Half up to the centime on both sides, on amounts chosen to fall on the half."""
    page = look("/fr/styleguide/", lang="fr")
    chance = random.Random(20261124)
    cases = [
        ("0.5", "0.01"),
        ("1", "0.005"),
        ("3", "0.335"),
        ("240", "3"),
        ("0.333", "1.5"),
        ("999999.999", "99999.99"),
    ]
    cases += [(f"{chance.randrange(10**6) / 1000}", f"{chance.randrange(10**7) / 1000}") for _ in range(300)]
    counted = page.evaluate(
        """async (cases) => { const { read, lineCentimes, write } = await import("/static/js/price.js");
        return cases.map(([q, p]) => write(lineCentimes(read(q), read(p)))); }""",
        cases,
    )
    expected = [
        f"{(Decimal(q) * Decimal(p)).quantize(CENTIME, ROUND_HALF_UP):,}".replace(",", "\u202f").replace(".", ",")
        for q, p in cases
    ]
    assert counted == expected


def test_amounts_are_read_as_people_write_them(look: Look) -> None:
    page = look("/fr/styleguide/", lang="fr")
    read: Any = page.evaluate(
        """async (texts) => { const { read } = await import("/static/js/price.js");
        return texts.map(t => { const r = read(t); return r === null ? null : r.toString(); }); }""",
        ["12,5", "1 234,50", "1\u202f234,5", "1.234,50", "٣٫٥", ",5", "12.5", "", "-3", "12x", ","],
    )
    assert read == [
        "12500000", "1234500000", "1234500000", "1234500000", "3500000", "500000", "12500000", None, None, None, None,
    ]  # fmt: skip


def test_what_is_typed_survives_a_closed_page(look: Look) -> None:
    page = look("/fr/styleguide/", lang="fr")
    form = page.locator("form[data-keep]")
    form.locator("input[name='right-name']").press_sequentially("Ighrem")
    form.locator("input[value='ae']").check()
    page.reload()
    assert form.locator("input[name='right-name']").input_value() == "Ighrem"
    assert form.locator("input[value='ae']").is_checked()
    assert form.locator("[data-keep-note]").is_visible()
    form.locator("[data-keep-drop]").click()
    assert form.locator("input[name='right-name']").input_value() == ""
    page.reload()
    assert form.locator("[data-keep-note]").is_hidden()


def test_what_the_server_took_is_forgotten(look: Look) -> None:
    page = look("/fr/styleguide/", lang="fr")
    page.evaluate(
        """() => localStorage.setItem("wolouj.keep..elsewhere",
        JSON.stringify({at: Date.now(), version: "", sent: true, values: {}}))"""
    )
    page.goto("/fr/nowhere/")  # a refusal: nothing is lost
    assert page.evaluate('localStorage.getItem("wolouj.keep..elsewhere")') is not None
    page.goto("/fr/")  # the page after: accepted
    assert page.evaluate('localStorage.getItem("wolouj.keep..elsewhere")') is None


def test_secrets_are_never_kept(look: Look) -> None:
    page = look("/fr/styleguide/", lang="fr")
    kept = page.evaluate(
        """async () => { const { keepable } = await import("/static/js/keep.js");
        return ["pin", "password", "new_password1", "cin", "rib", "csrfmiddlewaretoken", "name"].filter(name => {
          const input = document.createElement("input"); input.name = name; return keepable(input); }); }"""
    )
    assert kept == ["name"]


def test_listen_stays_hidden_without_a_voice_and_reads_with_one(look: Look) -> None:
    page = look("/ar/styleguide/")
    if not page.evaluate("speechSynthesis.getVoices().some(v => v.lang.startsWith('ar'))"):
        assert page.locator("[data-listen]").first.is_hidden()
    said = page.evaluate(
        """async () => { const { voiceFor, wordsOf } = await import("/static/js/listen.js");
        const voices = [{lang: "fr-FR", localService: true}, {lang: "ar-EG", localService: false},
          {lang: "ar_MA", localService: true}];
        return [voiceFor(voices, "ar").lang, voiceFor(voices, "zgh"), wordsOf(document.getElementById("sum"))]; }"""
    )
    assert said[0] == "ar_MA"
    assert said[1] is None
    assert "10944,00" in said[2]
    assert not set(said[2]) & set("\u2066\u2067\u2068\u2069\u202f")


def test_a_photo_leaves_the_phone_light(look: Look) -> None:
    page = look("/fr/styleguide/", lang="fr")
    seen = page.evaluate(
        """async () => {
        const canvas = document.createElement("canvas"); canvas.width = 3000; canvas.height = 2000;
        const pen = canvas.getContext("2d"); const noise = pen.createImageData(3000, 2000);
        for (let i = 0; i < noise.data.length; i++) noise.data[i] = (i * 2654435761 >>> 13) % 256;
        pen.putImageData(noise, 0, 0);
        const blob = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.95));
        const bag = new DataTransfer(); bag.items.add(new File([blob], "carte.jpeg", {type: "image/jpeg"}));
        const input = document.querySelector("[data-photo] input"); input.files = bag.files;
        input.dispatchEvent(new Event("change", {bubbles: true}));
        for (let i = 0; i < 100 && input.files[0].size === blob.size; i++) await new Promise(r => setTimeout(r, 50));
        const image = await createImageBitmap(input.files[0]);
        return [image.width, image.height, input.files[0].name, input.files[0].size < blob.size]; }"""
    )
    assert seen == [1600, 1067, "carte.jpg", True]
    assert page.locator("[data-photo-done]").is_visible()


def test_without_scripts_the_pages_work(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/ar/styleguide/")
    assert page.locator("[data-price]").is_visible()
    assert page.locator("[data-turn]").first.is_hidden()
    assert page.locator("[data-listen]").first.is_hidden()
    assert page.locator("[data-when=stop]").is_visible()
    context.close()


def test_paper_keeps_the_shapes_and_the_words(look: Look) -> None:
    page = look("/ar/styleguide/")
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator(".verdict.watch .sign").first.is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.verdict.watch')).backgroundColor")
        == "rgb(255, 255, 255)"
    )
