"""How the minutes end: who was retained and for how much, lot by lot, or that nobody was, or that all was cancelled."""

from __future__ import annotations

import re
from decimal import Decimal

from rulebook.engine.verdict import Confidence, lower
from wolouj.notices.minutes import names, offers
from wolouj.notices.minutes.figures import amounts
from wolouj.notices.minutes.parts import Part
from wolouj.notices.minutes.text import is_broken, level
from wolouj.notices.minutes.told import Award, Bidder, Found, Minutes, Outcome

_CANCELLED = re.compile(
    r"decision d'? ?annulation|decide d'annuler|annulation de (?:l')?\s*appel|procedure (?:est )?annulee|"
    r"appel d'offres (?:\S+ ){0,6}(?:est )?annule|الغاء طلب العروض|قررت اللجنه الغاء"
)
_UNSUCCESSFUL = re.compile(r"infruct\w+|عديم الجدوي|عدم جدوي|بعدم جدوي")
_LOT = re.compile(r"\blots?\s*(?:n\s*[°o]?\s*)?:?\s*([0-9]{1,2})\b")
_SENTENCE = re.compile(
    r"retenir l'offre du concurrent[^.]{0,140}?presentee? par (?:la )?|"
    r"propos\w+ (?:au maitre d'ouvrage )?de retenir[^.]{0,100}?\b(?:la societe|ste|societe) |"
    r"attribuer\s+(?:le marche\s+)?(?:a|au)\s+(?:la )?"
)


def awards_of(text: str, parts: list[Part], minutes: Minutes) -> list[Award]:
    """Who was retained. One award a lot; none when nobody was, or when it cannot be read without a guess."""
    retained = [part for part in parts if part.kind == "retained"]
    body = "\n".join(part.body for part in retained)
    if is_broken(text):
        return _broken(body, retained, minutes)
    if (last := _decided(text, minutes)) is not None:
        return [last]
    if retained and (by_lot := _lots(body)):
        made = [_award(part, retained[0].label, minutes, lot) for lot, part in by_lot]
        return [one for one in made if one is not None]
    if retained and not _nobody(body):
        one = _award(body, retained[0].label, minutes, "")
        if one is not None:
            return [one]
    one = _told_in_words(parts, minutes)
    return [one] if one is not None else []


def _decided(text: str, minutes: Minutes) -> Award | None:
    """What the commission decided in its last sitting, as the whole minutes tell it: it passes what came before."""
    for match in reversed(list(_SENTENCE.finditer(level(text)))):
        if (one := _in_sentence(text[match.end() : match.end() + 260], minutes)) is not None:
            return one
    return None


def _broken(body: str, retained: list[Part], minutes: Minutes) -> list[Award]:
    """From a text with one word a line: the words before "montant", and the only amount."""
    told = " ".join(body.split())
    name = names.tidy(re.split(r"(?i)\bmontant|\bpour un", told)[0])
    figures = {each.value: each for each in amounts(told)}
    if not retained or _nobody(body) or len(figures) != 1:
        return []
    words = f"{retained[0].label} {told}"
    (each,) = figures.values()
    found = Found(name, Confidence.UNSURE, words) if 2 < len(name) < 60 else None
    return [Award(found, Found(each.value, each.confidence, words))]


def _nobody(body: str) -> bool:
    return names.says_none(body) or bool(_UNSUCCESSFUL.search(level(body)[:200]))


def _lots(body: str) -> list[tuple[str, str]]:
    """The part of those retained cut by lot, when it names two lots at least."""
    told = level(body)
    marks = list(_LOT.finditer(told))
    if len({each[1].lstrip("0") for each in marks}) < 2:
        return []
    ends = [each.start() for each in marks[1:]] + [len(body)]
    return [(each[1].lstrip("0"), body[each.end() : end]) for each, end in zip(marks, ends, strict=True)]


def _award(body: str, label: str, minutes: Minutes, lot: str) -> Award | None:
    """One award read from its own words: one bidder named, or one amount that only one bidder offered."""
    if _nobody(body):
        return None
    words = " ".join(f"{label} {body}".split())
    rows = [row for row in offers.rows(body, [one.name.value for one in minutes.bidders]) if row.figures]
    if len({row.name for row in rows if row.same_line}) == 1 and not lot:
        row = next(row for row in rows if row.same_line)
        named, body = [row.name], row.words
    else:
        named = _named(body, minutes.bidders)
    figures = {each.value: each for each in amounts(body.replace("\n", "  "))} or {}
    if len(named) > 1 or len(figures) > 2:
        return None
    amount = None
    if figures:
        each = max(figures.values(), key=lambda one: one.value)
        amount = Found(each.value, each.confidence, words)
    if named:
        name = Found(named[0], Confidence.CERTAIN, words)
        return Award(name, amount or (_offered(named[0], minutes.bidders) if not lot else None), lot)
    if amount is not None:
        by_amount = [one for one in minutes.bidders if amount.value in _told(one)]
        if not by_amount:
            out = [one.name.value for one in minutes.exclusions]
            by_amount = [one for one in minutes.bidders if one.name.value not in out]
        if len(by_amount) == 1 and not lot:
            return Award(Found(by_amount[0].name.value, Confidence.LIKELY, words), amount, lot)
    fresh = names.names(body)
    if len(fresh) == 1 and (amount is not None or not minutes.bidders):
        sure = Confidence.LIKELY if len(minutes.bidders) < 2 else Confidence.UNSURE
        return Award(Found(fresh[0], sure, words), amount, lot)
    return Award(None, amount, lot) if amount is not None else None


def _named(body: str, bidders: list[Bidder]) -> list[str]:
    """The bidders a text names."""
    told = names.letters(re.sub(r"[0-9 .,]{6,}", " ", body))
    keys = {one.name.value: names.key(one.name.value) for one in bidders}
    found = [name for name, key in keys.items() if len(key) > 2 and key in told]
    found = [name for name in found if not any(name != other and keys[name] in keys[other] for other in found)]
    if found:
        return found
    close: list[str] = []
    for name in [*names.names(body), " ".join(body.split())[:80]]:
        hits = sorted(((names.score(name, one.name.value), one.name.value) for one in bidders), reverse=True)
        if hits and hits[0][0] >= names.ALIKE and hits[0][1] not in close:
            close.append(hits[0][1])
    return close


def _told(one: Bidder) -> set[Decimal]:
    return {each.value for each in (one.before, one.after) if each is not None}


def _offered(name: str, bidders: list[Bidder]) -> Found[Decimal] | None:
    """What the one retained offered, as corrected: a part that tells no amount means that one."""
    one = next(each for each in bidders if each.name.value == name)
    told = one.after or one.before
    return Found(told.value, lower(told.confidence, Confidence.LIKELY), told.words) if told else None


def _told_in_words(parts: list[Part], minutes: Minutes) -> Award | None:
    """The one retained as a sentence tells it: in the grounds of the choice, or in a decision of the commission."""
    pieces = [part.body[:400] for part in parts if part.kind == "why"]
    return next((one for piece in pieces if (one := _in_sentence(piece, minutes)) is not None), None)


def _in_sentence(piece: str, minutes: Minutes) -> Award | None:
    named = _named(piece, minutes.bidders)
    if len(named) != 1:
        return None
    words = " ".join(piece.split())
    figures = amounts(words)
    amount = Found(figures[0].value, figures[0].confidence, words) if len(figures) == 1 else None
    return Award(Found(named[0], Confidence.LIKELY, words), amount or _offered(named[0], minutes.bidders))


def outcome_of(text: str, parts: list[Part], minutes: Minutes) -> Found[Outcome] | None:
    """How it ended. An award read in the minutes says more than a word that may speak of something else."""
    told = level(text)
    cancelled = _CANCELLED.search(told) or _CANCELLED.search(_arabic(told))
    unsuccessful = _UNSUCCESSFUL.search(told) or _UNSUCCESSFUL.search(_arabic(told))
    if cancelled and not minutes.awards:
        return Found(Outcome.CANCELLED, Confidence.CERTAIN, _around(text, cancelled))
    if minutes.awards:
        one = minutes.awards[0]
        sure = Confidence.CERTAIN if one.name and one.name.confidence is Confidence.CERTAIN else Confidence.LIKELY
        sure = lower(sure, Confidence.LIKELY) if unsuccessful or cancelled else sure
        read = one.name or one.amount
        return Found(Outcome.AWARDED, sure, read.words if read else "")
    if unsuccessful:
        return Found(Outcome.UNSUCCESSFUL, Confidence.CERTAIN, _around(text, unsuccessful))
    for part in parts:
        if part.kind == "retained" and names.says_none(part.body):
            return Found(Outcome.UNSUCCESSFUL, Confidence.LIKELY, " ".join(f"{part.label} {part.body[:80]}".split()))
    if minutes.no_bidder:
        part = next(each for each in parts if each.kind == "deposited")
        return Found(Outcome.UNSUCCESSFUL, Confidence.LIKELY, " ".join(f"{part.label} {part.body[:80]}".split()))
    return None


def _arabic(told: str) -> str:
    return told.replace("إ", "ا").replace("أ", "ا").replace("ى", "ي").replace("ة", "ه")


def _around(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind("\n", 0, match.start()), match.start() - 120) + 1
    return " ".join(text[start : match.end() + 60].split())
