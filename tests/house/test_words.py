"""The house's sentences: every pair loads, every key named exists, none lies unused, no prose hides in a template.

A key built at run time is found by its head (``say(f"bids.state_{code}")`` uses every ``state_…``). When even the
head cannot be read, write its prefix in the file's own ``dynamic:`` list, with a comment saying who builds it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.engine.wording import Words
from tests.house.words_in_use import HOLE, ROOT, Call, Use, prose, read_python, read_template, templates, whole_house
from wolouj.foundation.words import registry

FILES = sorted(
    path
    for name in ("words.yaml", "wording.yaml")
    for floor in ("wolouj", "rulebook")
    for path in (ROOT / floor).rglob(name)
)
# Files below a room's own door: a paper's words live and are said beside it.
INNER = [path for path in FILES if path.name == "words.yaml" and path.parents[1] != ROOT / "wolouj"]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_file_loads_in_both_languages(path):
    """Loading checks pairs, blanks, formats and nouns, and names the key at fault."""
    words = Words.load(path)
    assert words.keys()
    assert all(any(key.startswith(prefix) for key in words) for prefix in words.dynamic), "a prefix of nothing"


def wrong(call: Call) -> str | None:
    """What is wrong with one call, in a line, or nothing."""
    room, _, key = call.key.partition(".")
    if room not in registry() or key not in registry()[room]:
        return f"{call.where}: no words {call.key!r}"
    missing = registry()[room].blanks(key) - call.values if call.values is not None else ()
    return f"{call.where}: {call.key!r} needs {sorted(missing)}" if missing else None


def test_every_sentence_named_exists_and_gets_its_values():
    assert not [line for call in whole_house().calls if (line := wrong(call))]


def unused(room: str, words: Words, use: Use) -> list[str]:
    """Keys nobody names, whole or built, and that no ``dynamic`` prefix covers."""
    return sorted(
        f"{room}.{key}"
        for key in words
        if not use.names(room, key) and not (words.dynamic and key.startswith(words.dynamic))
    )


@pytest.mark.parametrize("room", sorted(registry()))
def test_no_sentence_lies_unused(room):
    assert not unused(room, registry()[room], whole_house())


def _own(path: Path) -> Use:
    """What stands beside a words file that is not a room's own, such as a paper's."""
    use = Use()
    for module in path.parent.rglob("*.py"):
        read_python(module, use)
    for page in path.parent.rglob("*.typ"):
        use.literals |= set(page.read_text(encoding="utf-8").replace('"', " ").replace(".", " ").split())
    return use


@pytest.mark.parametrize("path", INNER, ids=_name)
def test_no_sentence_of_an_inner_file_lies_unused(path):
    words, use = Words.load(path), _own(path)
    heads = tuple(head for built in use.built if HOLE in built and (head := built.split(HOLE)[0]))
    left = {k for k in words if k not in use.literals and not (heads and k.startswith(heads))}
    left = {k for k in left if not (words.dynamic and k.startswith(words.dynamic))}
    assert not left


@pytest.mark.parametrize("path", templates(), ids=_name)
def test_no_template_types_prose_of_its_own(path):
    assert not prose(path.read_text(encoding="utf-8"))


# ---- the finders themselves -----------------------------------------------------------------------------------


def test_the_finders_find(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.house.words_in_use.ROOT", tmp_path)
    module = tmp_path / "views.py"
    module.write_text(
        "from wolouj.foundation.words import say, pair as both\n"
        "from wolouj.foundation import words\n"
        'say("foundation.nothing"); both("foundation.amount.empty"); words.say_lazy("foundation.rate.over_hundred")\n'
        'say(f"foundation.in_words.{x}"); other.say("foundation.not.ours")\n',
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    page.write_text(
        '{% say "foundation.amount.too_long" text=a %}\n{% say_in "ar" "foundation.gone" %}', encoding="utf-8"
    )
    use = Use()
    read_python(module, use)
    read_template(page, use)
    told = [wrong(call) for call in use.calls]
    assert told == [
        "views.py:3: no words 'foundation.nothing'",
        None,
        "views.py:3: 'foundation.rate.over_hundred' needs ['least', 'most', 'text']",
        "page.html:1: 'foundation.amount.too_long' needs ['most']",
        "page.html:2: no words 'foundation.gone'",
    ]
    left = unused("foundation", registry()["foundation"], use)
    assert "foundation.amount.ambiguous" in left
    assert not {"foundation.in_words.too_large", "foundation.amount.empty", "foundation.amount.too_long"} & set(left)


def test_prose_is_seen_and_the_rest_is_not():
    assert prose("<p>مرحبا</p>") == ["مرحبا"]
    assert prose('<p aria-label="Fermer"></p>') == ["Fermer"]
    assert prose("<a title=\"{% say 'x.y' %}\">{{ x }}</a>") == []
    assert prose('<p class="card" lang="fr">{% say "x.y" %}</p> · 3/3 <!-- a note --> {# a note #}') == []
