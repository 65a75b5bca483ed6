"""The stylesheets: one set of rules for both directions, colours that can be read, light to load."""

from __future__ import annotations

import re

import pytest

from tests.house.pages import STATIC

TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
STYLE = (STATIC / "wolouj.css").read_text(encoding="utf-8")
GUIDES = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("guides.css", "results.css", "desk.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.S)

# Both modes, from the visual language: text at 4.5, large text, icons and borders of controls at 3.
TEXT = [
    ("ink", "wool"), ("ink", "snow"), ("ink", "fleece"), ("ink", "indigo-mist"), ("ink", "unknown-mist"),
    ("ink-soft", "wool"), ("ink-soft", "snow"), ("ink-soft", "fleece"), ("ink-soft", "indigo-mist"),
    ("indigo", "snow"), ("indigo", "wool"), ("indigo", "fleece"), ("indigo-deep", "indigo-mist"),
    ("on-indigo", "indigo"), ("on-band", "band"),
    *((sign, ground) for sign in ("go", "watch", "stop", "unknown") for ground in ("snow", "wool", "fleece")),
    ("go", "go-mist"), ("watch", "watch-mist"), ("stop", "stop-mist"),
    ("ink", "go-mist"), ("ink", "watch-mist"), ("ink", "stop-mist"),
]  # fmt: skip
SHAPES = [("edge", "snow"), ("edge", "wool"), ("on-sign", "go"), ("on-sign", "watch"), ("on-sign", "stop")]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;", block))


def light_and_dark() -> dict[str, dict[str, str]]:
    light, rest = TOKENS.split("@media (prefers-color-scheme: dark)")
    dark = rest.split("@media print")[0]
    return {"light": colours(light), "dark": {**colours(light), **colours(dark)}}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: from 1 (none) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_rightly() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)])
def test_every_pair_of_colours_can_be_read(mode: str, pairs: list[tuple[str, str]], least: float) -> None:
    palette = light_and_dark()[mode]
    weak = {pair: round(contrast(palette[pair[0]], palette[pair[1]]), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < least}


def test_dark_names_every_colour_of_light() -> None:
    light, rest = TOKENS.split("@media (prefers-color-scheme: dark)")
    assert set(colours(light)) == set(colours(rest.split("@media print")[0]))


@pytest.mark.parametrize("css", [TOKENS, STYLE, GUIDES], ids=["tokens", "wolouj", "guides"])
def test_only_logical_properties(css: str) -> None:
    rules = COMMENT.sub("", css)
    physical = re.findall(
        r"\b(?:left|right)\b|(?:margin|padding|border)-(?:top|bottom)\b"
        r"|(?<![\w-])(?:min-|max-)?(?:width|height)\s*:",
        rules,
    )
    allowed = re.findall(r"\((?:min-|max-)width:", rules)  # a condition on the screen, not a property
    assert len(physical) == len(allowed), physical


def test_only_tokens_name_a_colour() -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl\(", COMMENT.sub("", STYLE + GUIDES))


def test_every_token_used_exists() -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", TOKENS))
    assert set(re.findall(r"var\((--[\w-]+)", STYLE + GUIDES)) <= defined


def test_weights() -> None:
    size = {path.name: path.stat().st_size for path in STATIC.rglob("*") if path.is_file()}
    scripts = {path.name: path.stat().st_size for path in (STATIC / "js").iterdir()}
    assert size["wolouj.css"] < 40_000
    assert size["guides.css"] < 10_000 and size["desk.css"] < 12_000
    assert sum(scripts.values()) < 16_000
    first = ["tokens.css", "wolouj.css", "keep.js", "listen.js", "favicon.svg"]
    assert sum(size[name] for name in first) < 50_000


def test_nothing_comes_from_another_host() -> None:
    for path in STATIC.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", text), path.name
