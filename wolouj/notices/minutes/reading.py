"""The text of published minutes -> :class:`Minutes`. Each thing with its confidence; what is not read is not found.

Read strictly first, by the labels minutes usually bear; a label or a figure spoilt by OCR is mended only when one
reading is possible, and is then at most likely. Nothing comes from anywhere but the text: neither the portal's list nor
what other minutes of the buyer say.
"""

from __future__ import annotations

import re
from datetime import date

from rulebook.engine.verdict import Confidence, lower
from wolouj.notices.minutes import names, offers
from wolouj.notices.minutes.awards import awards_of, outcome_of
from wolouj.notices.minutes.exclusions import exclusions_of
from wolouj.notices.minutes.figures import amounts, day
from wolouj.notices.minutes.parts import Part, cut, of_kind
from wolouj.notices.minutes.text import is_broken, level, prepared
from wolouj.notices.minutes.told import Bidder, Found, Minutes, Vat


def read(raw: str) -> Minutes:
    """What the text of minutes tells, whatever it is: a text that is no minutes tells nothing."""
    text = prepared(raw)
    parts = cut(text)
    made = Minutes(reference=_reference(text), object=_object(parts), buyer=_buyer(parts))
    made.opening, made.finished = _day(parts, "opening"), _day(parts, "finished")
    if made.opening and made.finished and made.opening.value > made.finished.value:
        _drop_the_less_sure(made)
    made.vat = _vat(text)
    if not is_broken(text):
        made.bidders, made.no_bidder = _bidders(parts)
        _offers(parts, made.bidders)
        made.exclusions = exclusions_of(parts, made.bidders)
    made.awards = awards_of(text, parts, made)
    made.outcome = outcome_of(text, parts, made)
    return made


def _announced(parts: list[Part], kind: str) -> list[Part]:
    """The parts of a kind, those whose label ends with a colon first."""
    return sorted(of_kind(parts, kind), key=lambda part: not part.label.endswith(":"))


_NUMBER = re.compile(
    r"(?:\bn ?[°o'\"*]{1,2} ?[°.]?|\breference|\bnumero|\bao|\bn°? ?:|\bn\b|\bn[fr\]]\b|رقم|عدد)"
    r"\s*[:.|]?\s*(?:a[ao][oc] )?"
    r"(?P<ref>[a-z0-9][\w.-]{0,20}(?: ?[/-] ?[\w.&()-]+){1,6}|[a-z]{1,3}[0-9]{5,})"
)
_A_LAW = re.compile(r"decret|arrete|loi\b|decision|dahir")
_A_PAPER = re.compile(r"matin|journal|sahra|opinion|alam|bayane|ittihad|liberation|maghrib")
_IS_DAY = re.compile(r"^[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:20)?[0-9]{2}$")


def _reference(text: str) -> Found[str] | None:
    """The first number that stands as a reference does, and not as a newspaper's, a law's or a day."""
    told = level(text)
    for match in _NUMBER.finditer(told):
        ref = text[match.start("ref") : match.end("ref")]
        ref = re.sub(r"\s*([/-])\s*", r"\1", ref).strip(" .,:-")
        before = told[max(0, match.start() - 40) : match.start()]
        if _IS_DAY.match(ref) or re.search(r"[a-z][A-Z]", ref) or not re.search(r"[0-9]", ref):
            continue
        if _A_LAW.search(before) or _A_PAPER.search(before[-24:]):
            continue
        line = _line(text, match.start())
        return Found(ref, Confidence.CERTAIN if "/" in ref else Confidence.LIKELY, line)
    return None


def _line(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return " ".join(text[start : end if end >= 0 else len(text)].split())


_OBJECT_ENDS = re.compile(r"\n\s*\n|\n\s*[-–—>•*➢▪]+\s|\n\s*en deux lots|\n\s*lot\b", re.IGNORECASE)
_PREAMBLE = re.compile(r"^.{0,70}?n ?[°o] ?[^ ]{3,20} (?:relati(?:f|ve) (?:à|a|aux?)|pour) (?=\w)", re.IGNORECASE)
"""What some write before the object itself: "Appel d'offres ouvert n° 5/2023 relatif à"."""
_RELATED = re.compile(r"\brelati(?:f|fs|ve|ves) (?:aux?|a la|a l'|a)\s*:?\s*")


def _object(parts: list[Part]) -> Found[str] | None:
    for part in _announced(parts, "object"):
        body = part.body.lstrip(" \n:.-–—«»")
        end = _OBJECT_ENDS.search(body)
        value = " ".join(body[: end.start() if end else len(body)].split()).strip(" .;:«»\"'-*>_")
        value = _PREAMBLE.sub("", value)
        if len(value) > 11 and not re.match(r"date |concurrent|montant", level(value)):
            sure = Confidence.CERTAIN if part.exact else Confidence.LIKELY
            return Found(value[:2000], sure, f"{part.label} {value}")
    for part in of_kind(parts, "title"):
        told = level(part.body)
        if (match := _RELATED.search(told)) is not None:
            body = part.body[match.end() :].lstrip()
            end = re.search(r"\.\s*\n|\.\.|\n\s*\n|\n\s*(?:conform|et publi|le pr)", body, re.IGNORECASE)
            value = " ".join(body[: end.start() if end else 300].split()).strip(" .")
            if 11 < len(value) < 400:
                return Found(value, Confidence.LIKELY, _line(part.body, match.start()))
    return None


def _buyer(parts: list[Part]) -> Found[str] | None:
    for part in _announced(parts, "buyer"):
        body = part.body.lstrip(" \n:.-–—)")
        end = re.search(r"\n\s*\n|\n\s*[-–—>•*➢▪]+\s|\.\s*\n", body)
        first = " ".join(body[: end.start() if end else len(body)].split())
        value = first.split(" représentée par ")[0].strip(" .;:«»\"'-*>_")
        if 3 < len(value) < 300 and re.search(r"[^\W\d_]{3}", value):
            return Found(value, Confidence.CERTAIN if part.exact else Confidence.LIKELY, f"{part.label} {value}")
    return None


def _day(parts: list[Part], kind: str) -> Found[date] | None:
    for part in _announced(parts, kind):
        told = f"{part.label} {part.body}" if kind == "opening" and not part.body.strip() else part.body
        found = day(told[:160])
        if found is not None:
            value, sure, start = found
            sure = sure if part.exact else lower(sure, Confidence.LIKELY)
            return Found(value, sure, " ".join(f"{part.label} {_line(told, start)}".split()))
    return _sitting(parts) if kind == "opening" else None


_SITTING = re.compile(r"\ble ([0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}) ?,? a [0-9]{1,2} ?h[^\n]{0,20},? la commission")


def _sitting(parts: list[Part]) -> Found[date] | None:
    """The day as the whole minutes tell it: "Le 05/04/2022 à 11H30, la commission…"."""
    for part in parts[:3]:
        if (match := _SITTING.search(level(part.body))) is not None and (found := day(match[1])) is not None:
            return Found(found[0], Confidence.LIKELY, _line(part.body, match.start()))
    return None


def _drop_the_less_sure(made: Minutes) -> None:
    """Bids are not opened after the commission ended: one of the two days is misread."""
    assert made.opening and made.finished
    if made.opening.confidence is Confidence.CERTAIN and made.finished.confidence is not Confidence.CERTAIN:
        made.finished = None
    elif made.finished.confidence is Confidence.CERTAIN and made.opening.confidence is not Confidence.CERTAIN:
        made.opening = None
    else:
        made.opening = made.finished = None


def _vat(text: str) -> Vat:
    told = level(text)
    included = len(re.findall(r"\bt\.?t\.?c\b|\btic\b", told))
    excluded = len(re.findall(r"\bh\.?t\b|hors taxes?\b|\bhtva\b", told))
    if included and not excluded:
        return Vat.INCLUDED
    return Vat.EXCLUDED if excluded and not included else Vat.NOT_SAID


def _bidders(parts: list[Part]) -> tuple[list[Bidder], bool]:
    """Who answered: those of the list of deposits, else those met later on."""
    made: list[Bidder] = []
    none = 0
    deposits = of_kind(parts, "deposited")
    for part in deposits:
        listed = [] if names.says_none(part.body) else names.names(part.body)
        none += names.says_none(part.body)
        _add(made, listed, Confidence.CERTAIN if part.exact else Confidence.LIKELY, part.label)
    if made:
        return made, False
    for part in of_kind(parts, "admitted", "excluded"):
        if not names.says_none(part.body) and "moti" not in level(part.label + part.body[:80]):
            _add(made, names.names(part.body), Confidence.LIKELY, part.label)
    return made, bool(deposits) and none == len(deposits) and not made


def _add(made: list[Bidder], listed: list[str], sure: Confidence, label: str) -> None:
    for name in listed:
        if not any(names.same(name, one.name.value) for one in made):
            made.append(Bidder(Found(name, sure, f"{label} {name}")))


def _offers(parts: list[Part], bidders: list[Bidder]) -> None:
    """What each bidder offered, before and after the commission's correction."""
    known = [one.name.value for one in bidders]
    by_name = {one.name.value: one for one in bidders}
    listed = any(names.names(part.body) for part in of_kind(parts, "deposited") if not names.says_none(part.body))
    told_once = False
    for part in of_kind(parts, "amounts", "after"):
        if part.kind == "amounts":
            told_once = not part.body.strip()
        told = level(part.label + " " + part.body[:240])
        both = bool(re.search(r"\bavant\b", told) and re.search(r"\bapres\b|rectifie|corrige", told))
        both = both or "ont ete ouvertes" in told
        corrected = part.kind == "after"
        for row in offers.settled(offers.rows(part.body, known, more=not listed)):
            one = by_name.get(row.name)
            if one is None:
                one = by_name[row.name] = Bidder(Found(row.name, Confidence.LIKELY, row.words))
                bidders.append(one)
            last = len(row.figures) - 1
            same = last == 1 and row.figures[0].value == row.figures[1].value
            if last == 1 and (both or (same and not _with_vat(told))):
                one.before = one.before or offers.found(row, 0)
                one.after = one.after or offers.found(row, 1)
            elif both and last == 0:
                one.before = one.before or (offers.found(row, 0) if row.left else None)
            elif corrected and last == 0 and told_once and one.before is None:
                one.before = offers.found(row, 0)
            elif corrected and last == 0:
                one.after = one.after or offers.found(row, 0)
            elif (last == 0) != _with_vat(told):
                one.before = one.before or offers.found(row, last)
    _alone(parts, bidders)
    _drop_the_unlikely(bidders)


def _alone(parts: list[Part], bidders: list[Bidder]) -> None:
    """Where one bidder answered, the only amount of a part is hers, wherever it stands there."""
    if len(bidders) != 1:
        return
    for kind in ("amounts", "after"):
        told = [each for part in of_kind(parts, kind) for line in part.body.split("\n") for each in amounts(line)]
        field = "before" if kind == "amounts" else "after"
        if len({each.value for each in told}) == 1 and getattr(bidders[0], field) is None:
            words = f"{of_kind(parts, kind)[0].label} {told[0].value}"
            setattr(bidders[0], field, Found(told[0].value, lower(told[0].confidence, Confidence.LIKELY), words))


FAR = 5
"""An offer so many times above or below the middle one is a figure OCR added or lost."""


def _drop_the_unlikely(bidders: list[Bidder]) -> None:
    told = sorted(each.value for one in bidders for each in (one.before, one.after) if each is not None)
    if len(told) < 3:
        return
    middle = told[len(told) // 2]
    for one in bidders:
        if one.before is not None and not middle / FAR < one.before.value < middle * FAR:
            one.before = None
        if one.after is not None and not middle / FAR < one.after.value < middle * FAR:
            one.after = None


def _with_vat(told: str) -> bool:
    """Whether the last of two columns is the amount with VAT."""
    return bool(re.search(r"\bht\b.{0,60}\bttc\b", told.replace("\n", " ")))
