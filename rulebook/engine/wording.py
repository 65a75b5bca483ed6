"""Sentences in two languages, kept in YAML side by side, with the same blanks to fill.

A file maps a key to ``{fr: …, ar: …}``. Blanks: ``{x}`` free text, ``{x:n}`` number, ``{x:money}``,
``{x:percent}``, ``{x:day}``, ``{x:month}``, ``{x:weekday}``, ``{x:instant}``, ``{x:time}``, ``{x:ref}``,
``{x:count.NOUN}`` and ``{x:count.NOUN.oblique}``. ``[[Devis]]`` in Arabic shows the French term after it, in
parentheses, in a box of its own. French typography is mended on loading, and Latin words or figures typed inside an
Arabic sentence are isolated. Loading fails, naming file and key, rather than let one language lag behind the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from rulebook.engine import format as fmt
from rulebook.engine.format import LANGS, NNBSP, Lang
from rulebook.engine.strict_yaml import SafeLoader
from rulebook.engine.verdict import Bilingual

FORMATS = frozenset({"", "n", "money", "percent", "day", "month", "weekday", "instant", "time", "ref"})
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_TERM = re.compile(r"\[\[(.+?)\]\]")
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
# A run of Latin letters or figures, with the signs that join them; it starts and ends on a letter, figure or %.
_LATIN = re.compile(r"\[\[.+?\]\]|[+A-Za-z0-9À-ɏ](?:[A-Za-z0-9À-ɏ .,:/+\-’'%°&_@×\u202f\u00a0]*[A-Za-z0-9À-ɏ%°])?")


class WordingError(ValueError):
    """A words file that cannot be used, or a value that a sentence needs and did not get."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some literal text, then perhaps a blank (``name`` is empty when the sentence ends there)."""

    text: str
    name: str = ""
    form: str = ""


_Sentence = tuple[_Piece, ...]


def french(text: str) -> str:
    """French typography: a narrow no-break space before ``: ; ? ! »`` and after ``«``, curly apostrophes."""
    text = re.sub(r"[ \u00a0]+(?=[:;?!»])", NNBSP, text)
    text = re.sub(r"(?<=«)[ \u00a0]+", NNBSP, text)
    return text.replace("'", "’")


def _arabic(text: str) -> str:
    """``[[Term]]`` as the isolated ``(Term)``; other Latin runs and figures isolated as they are."""

    def box(match: re.Match[str]) -> str:
        term = _TERM.fullmatch(match[0])
        return fmt.isolate(f"({french(term[1])})" if term else match[0])

    return _LATIN.sub(box, text)


def typeset(text: str, lang: Lang) -> str:
    """A sentence without blanks as a person reads it: French typography, or Arabic with Latin runs isolated."""
    return french(text) if lang == "fr" else _arabic(text)


def _check_form(form: str, where: str) -> None:
    """Refuse a format nobody knows or a noun that is not in the table."""
    if form in FORMATS:
        return
    kind, _, rest = form.partition(".")
    noun, _, case = rest.partition(".")
    if kind != "count" or case not in {"", "oblique"}:
        raise WordingError(f"{where}: unknown format {form!r}")
    if noun not in fmt.nouns():
        raise WordingError(f"{where}: unknown noun {noun!r}")


def _parse(text: str, lang: Lang, where: str) -> _Sentence:
    """One sentence cut at its blanks, its typography mended."""
    if lang == "fr" and "[[" in text:
        raise WordingError(f"{where}: [[…]] is for the French term inside Arabic")
    if any("{" in term for term in _TERM.findall(text)):
        raise WordingError(f"{where}: no blank inside [[…]]")
    mended = _GROUPS.sub(NNBSP, french(text) if lang == "fr" else text)
    pieces = []
    try:
        for literal, name, form, conversion in Formatter().parse(mended):
            if name is None:
                pieces.append(_Piece(literal))
                continue
            if not name.isidentifier() or conversion:
                raise WordingError(f"{where}: a blank is {{name}} or {{name:format}}, not {{{name}}}")
            _check_form(form or "", where)
            pieces.append(_Piece(literal, name, form or ""))
    except WordingError:
        raise
    except ValueError as fault:
        raise WordingError(f"{where}: {fault}") from None
    if lang == "fr":
        return tuple(pieces)
    return tuple(_Piece(_arabic(p.text), p.name, p.form) for p in pieces)


def _blanks(sentence: _Sentence) -> set[tuple[str, str]]:
    """What a sentence needs: names with their formats, the grammatical case left aside."""
    return {(p.name, p.form.removesuffix(".oblique")) for p in sentence if p.name}


def _fill(form: str, value: object, lang: Lang) -> str:
    """``value`` written under ``form``; a value of the wrong kind raises TypeError."""
    if isinstance(value, Bilingual):
        value = getattr(value, lang)
    if form in {"", "ref"} and isinstance(value, str):
        text = str(value)
        return fmt.isolate(text) if form == "ref" else fmt.isolate_auto(text)
    if isinstance(value, date):
        return _fill_date(form, value, lang)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return _fill_number(form, value, lang)
    raise TypeError(f"{value!r} cannot fill {{:{form}}}")


def _fill_date(form: str, value: date, lang: Lang) -> str:
    """A day or an instant under ``form``."""
    if form == "day":
        return fmt.day(value, lang)
    if form == "month":
        return fmt.month(value, lang)
    if form == "weekday":
        return fmt.weekday(value, lang)
    if isinstance(value, datetime) and form == "instant":
        return fmt.instant(value, lang)
    if isinstance(value, datetime) and form == "time":
        return fmt.clock_time(value)
    raise TypeError(f"{value!r} cannot fill {{:{form}}}")


def _fill_number(form: str, value: Decimal | int, lang: Lang) -> str:
    """A number under ``form``."""
    if form == "money":
        return fmt.money(value, lang)
    if form == "percent":
        return fmt.percent(value, lang)
    if form in {"", "n"}:
        return fmt.isolate(fmt.number(value))
    if form == "ref":
        return fmt.isolate(str(value))
    kind, _, rest = form.partition(".")
    if kind == "count":
        noun, _, case = rest.partition(".")
        return fmt.count(value, noun, lang, oblique=case == "oblique")
    raise TypeError(f"{value!r} cannot fill {{:{form}}}")


def _flat(tree: Mapping[object, object], where: str, prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    """``(key, {fr, ar})`` for every entry; groups nest, their names joined with dots."""
    for name, entry in tree.items():
        key = f"{prefix}{name}"
        if not _KEY.fullmatch(key):
            raise WordingError(f"{where}, {key}: a key is small letters, figures and _")
        if not isinstance(entry, dict):
            raise WordingError(f"{where}, {key}: needs fr and ar")
        if entry.keys() & {"fr", "ar"} and not any(isinstance(entry.get(lang), dict) for lang in LANGS):
            yield key, entry
        else:
            yield from _flat(entry, where, f"{key}.")


class _Loader(SafeLoader):
    """Safe YAML that refuses a key written twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise WordingError(f"line {key_node.start_mark.line + 1}: {key!r} is there twice")
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_tree(path: Path) -> dict[Any, Any]:
    """The tree of a YAML file of sentences; :class:`WordingError` names the file, and a key written twice."""
    where = f"{path.parent.name}/{path.name}"
    try:
        tree = yaml.load(path.read_text(encoding="utf-8"), _Loader) or {}
    except (yaml.YAMLError, WordingError) as fault:
        raise WordingError(f"{where}: {fault}") from None
    if not isinstance(tree, dict):
        raise WordingError(f"{where}: needs keys, each with fr and ar")
    return tree


class Words:
    """The sentences of one file, ready to be said."""

    def __init__(self, name: str, sentences: Mapping[str, Mapping[Lang, _Sentence]], dynamic: tuple[str, ...]) -> None:
        self.name = name
        self.dynamic = dynamic
        """Prefixes of keys that the code builds at run time (the file's ``dynamic:`` list)."""
        self._sentences = sentences

    @classmethod
    def load(cls, path: Path) -> Words:
        """Read a words file; :class:`WordingError` names the file and the key at fault."""
        where = f"{path.parent.name}/{path.name}"
        tree = read_tree(path)
        dynamic = tuple(tree.pop("dynamic", ()) if isinstance(tree.get("dynamic"), list) else ())
        return cls.of(tree, where, dynamic)

    @classmethod
    def of(cls, tree: Mapping[object, object], where: str, dynamic: tuple[str, ...] = ()) -> Words:
        """The sentences of a tree already read, checked alike; ``where`` names it in what is said of a fault."""
        return cls(where, {key: _entry(entry, f"{where}, {key}") for key, entry in _flat(tree, where)}, dynamic)

    def keys(self) -> frozenset[str]:
        """Every key of the file."""
        return frozenset(self._sentences)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def __contains__(self, key: object) -> bool:
        return key in self._sentences

    def blanks(self, key: str, form: str | None = None) -> frozenset[str]:
        """The names a sentence needs; with ``form``, only those it writes that way (``money``)."""
        return frozenset(name for name, kind in _blanks(self._sentence(key)["fr"]) if form in {None, kind})

    def needs(self, key: str) -> frozenset[tuple[str, str]]:
        """Each blank of a sentence with the format it is written in, the grammatical case left aside."""
        return frozenset(_blanks(self._sentence(key)["fr"]))

    def _sentence(self, key: str) -> Mapping[Lang, _Sentence]:
        """Both languages of one key, or KeyError with the file's name."""
        try:
            return self._sentences[key]
        except KeyError:
            raise KeyError(f"{self.name}: no words {key!r}") from None

    def say(self, key: str, /, lang: Lang, **values: object) -> str:
        """The sentence in one language, filled. Values it has no blank for are left aside.

        Raises KeyError for an unknown key, :class:`WordingError` for a value missing, None or of the wrong kind.
        """
        out = []
        for piece in self._sentence(key)[lang]:
            out.append(piece.text)
            if not piece.name:
                continue
            if values.get(piece.name) is None:
                raise WordingError(f"{self.name}, {key}: needs a value for {{{piece.name}}}")
            try:
                out.append(_fill(piece.form, values[piece.name], lang))
            except (TypeError, ValueError) as fault:
                raise WordingError(f"{self.name}, {key}, {{{piece.name}}}: {fault}") from None
        return "".join(out)

    def pair(self, key: str, /, **values: object) -> Bilingual:
        """The sentence in both languages. A value may itself be :class:`Bilingual`."""
        return Bilingual(fr=self.say(key, "fr", **values), ar=self.say(key, "ar", **values))


def _entry(entry: Mapping[str, str], where: str) -> Mapping[Lang, _Sentence]:
    """One key's two sentences, checked against each other."""
    if set(entry) != set(LANGS):
        raise WordingError(f"{where}: needs exactly fr and ar, has {sorted(entry)}")
    for lang in LANGS:
        if not isinstance(entry[lang], str) or not entry[lang].strip():
            raise WordingError(f"{where}, {lang}: needs some text")
    parsed: dict[Lang, _Sentence] = {lang: _parse(entry[lang].strip(), lang, f"{where}, {lang}") for lang in LANGS}
    if differing := _blanks(parsed["fr"]) ^ _blanks(parsed["ar"]):
        names = ", ".join(sorted(f"{{{name}:{form}}}".replace(":}", "}") for name, form in differing))
        raise WordingError(f"{where}: blanks differ between fr and ar: {names}")
    return parsed
