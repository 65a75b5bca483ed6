"""Who was set aside, at which examination, and on which ground when the minutes tell it."""

from __future__ import annotations

import re

from rulebook.engine.verdict import Confidence
from wolouj.notices.minutes import names
from wolouj.notices.minutes.figures import amounts
from wolouj.notices.minutes.parts import Part, of_kind
from wolouj.notices.minutes.text import level
from wolouj.notices.minutes.told import Bidder, Exclusion, Found, Stage

_STAGES = (
    (Stage.COMPLEMENT, re.compile(r"complement")),
    (Stage.FINANCIAL, re.compile(r"financ")),
    (Stage.FILES, re.compile(r"administrat")),
    (Stage.TECHNICAL, re.compile(r"techniq|echantillon|prospectus|notice|catalogue|fiche|documentation")),
)


def stage_of(label: str) -> Stage:
    """At which examination, from the words of the label."""
    told = level(label)
    return next((stage for stage, pattern in _STAGES if pattern.search(told)), Stage.NOT_SAID)


def exclusions_of(parts: list[Part], bidders: list[Bidder]) -> list[Exclusion]:
    """Each known bidder that a part of the excluded names, once."""
    made: list[Exclusion] = []
    known = [one.name.value for one in bidders]
    for part in of_kind(parts, "excluded"):
        if names.says_none(part.body):
            continue
        stage = stage_of(part.label)
        if stage is Stage.NOT_SAID:
            stage = _examined(parts, part)
        for name, ground in _set_aside(part.body, known):
            if not any(names.same(name, one.name.value) for one in made):
                sure = Confidence.CERTAIN if part.exact and name in known else Confidence.LIKELY
                made.append(Exclusion(Found(name, sure, f"{part.label} {name}"), stage, ground))
    return made


def _examined(parts: list[Part], part: Part) -> Stage:
    """The stage that a heading above the part announces ("Examen de la documentation technique")."""
    above = [each for each in of_kind(parts, "samples") if each.start < part.start]
    return stage_of(above[-1].label) if above and "examen" in level(above[-1].label) else Stage.NOT_SAID


def _set_aside(body: str, known: list[str]) -> list[tuple[str, str]]:
    """Each known bidder a part names, with the ground told after its name. Another name is none of the bidders."""
    made: list[tuple[str, str]] = []
    grounds = False
    for line in names.joined(body.split("\n")):
        grounds = grounds or "moti" in level(line)
        name = names.tidy(line)
        whose = _whose(name, known) if name else ""
        if whose:
            made.append((whose, _rest(line, whose)))
        elif made and grounds and len(line) > 8 and not amounts(line) and not _HEADING.match(level(line)):
            made[-1] = (made[-1][0], f"{made[-1][1]} {line}".strip()[:300])
    return made


_HEADING = re.compile(r"concurrents?\b|motifs?\b|page\b|neant")


def _whose(name: str, known: list[str]) -> str:
    """The known bidder a line names, or begins with."""
    hits = sorted(((names.score(name, each), each) for each in known), reverse=True)
    if hits and hits[0][0] >= names.ALIKE:
        return hits[0][1]
    starts = [each for each in known if _begins(name, each)]
    return max(starts, key=len) if starts else ""


def _begins(text: str, name: str) -> bool:
    """Whether the text begins with the name, and goes on."""
    return len(names.key(name)) > 3 and names.letters(text).startswith(names.key(name))


def _rest(text: str, name: str) -> str:
    """What follows the name in the line: the ground, when there is one."""
    if len(text) < len(name) + 12:
        return ""
    rest = text[len(name) :].strip(" :-–—|,;.")
    return rest if len(re.findall(r"[^\W\d_]{2,}", rest)) > 2 else ""
