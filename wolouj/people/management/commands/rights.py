"""Prints the written table of rights into docs/rights.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from wolouj.people.rights import TABLE, Act, Scope, Thing
from wolouj.people.roles import Role

PAGE = Path(__file__).resolve().parents[4] / "docs" / "rights.md"

_HEAD = """# Who may see and do what

Made from `wolouj/people/rights.py` by the command `rights`; do not edit. An empty cell is a refusal, and so is whatever
is not here. A test walks every cell.

| scope | reaches |
|---|---|
| own | things of which she is an owner, while she acts for herself |
| acting | things of the person she now acts for, under a live mandate |
| mandated | things of any person who gave her a live mandate (only that person's while she acts for one) |
| held | mandates she holds, tasks given to her |
| same_body | things of persons her body accompanies, the body itself; as persons, its staff too |
| any | everything of that kind |
| public | everything of that kind, signed in or not, whoever she acts for |

Prices stand behind one more wall: whoever is, or holds a mandate
of, a rival on the same notice does not see them, whatever the table says.
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for thing in Thing:
        acts = [act for act in Act if any(TABLE[role, thing, act] is not Scope.NONE for role in Role)]
        rows = [f"\n## {thing}\n", f"| role | {' | '.join(acts)} |", "|---" * (len(acts) + 1) + "|"]
        for role in Role:
            cells = [TABLE[role, thing, act] for act in acts]
            rows.append(f"| {role} | {' | '.join('' if cell is Scope.NONE else cell for cell in cells)} |")
        parts.append("\n".join(rows) + "\n")
    return "".join(parts)


class Command(BaseCommand):
    """``rights``: write docs/rights.md again."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        PAGE.write_text(page())
        self.stdout.write(f"written: docs/{PAGE.name}")
