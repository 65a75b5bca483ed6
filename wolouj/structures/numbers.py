"""Does a number look as it should? Only a doubt is ever raised, by the rulebook's chapter ``identifiers``."""

from __future__ import annotations

from rulebook.engine.verdict import Bilingual, Outcome
from rulebook.identifiers.checks import look


def doubt(which: str, number: str) -> Bilingual | None:
    """What to say of a number whose form or check digits are unusual, with what to do; ``None`` when all is well.

    ``which`` is the documented name of the identifier.
    """
    finding = look(which, number)
    if finding.outcome is not Outcome.NOT_MET:
        return None
    remedy = finding.remedy_text or Bilingual("", "")
    return Bilingual(fr=f"{finding.text.fr} {remedy.fr}".strip(), ar=f"{finding.text.ar} {remedy.ar}".strip())
