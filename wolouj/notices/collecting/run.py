"""What a run holds while it lasts, and where it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from wolouj.foundation.actor import Actor
from wolouj.notices.collecting.exchanges import Stopped
from wolouj.notices.collecting.lists import Portal
from wolouj.notices.collecting.manners import Visitor
from wolouj.notices.collecting_models import CollectingRun
from wolouj.notices.importing import KEPT_REFUSALS, Imported, take
from wolouj.notices.sources.incoming import Read, Refusal

Progress = Callable[[CollectingRun], None]


@dataclass
class Run:
    """What a run holds while it lasts."""

    row: CollectingRun
    visitor: Visitor
    portal: Portal
    by: Actor
    is_sample: bool
    progress: Progress | None
    done: Imported = field(default_factory=Imported)

    @property
    def now(self) -> datetime:
        """The instant it is."""
        return self.visitor.now()

    def refuse(self, refusal: Refusal, where: str, row: int | None = None) -> None:
        """Tell a page or a row that could not be used."""
        self.done.refused.append(refusal.at(where, row))

    def take(self, rows: list[Read], where: str) -> None:
        """Save what was read."""
        self.done.add(take(iter(rows), where, at=self.now, is_sample=self.is_sample))

    def save(self) -> None:
        """Write where the run stands."""
        self.row.requests, self.row.not_modified = self.visitor.requests, self.visitor.unchanged
        for name in ("read", "created", "updated", "unchanged"):
            setattr(self.row, name, getattr(self.done, name))
        self.row.refused = [each.as_json() for each in self.done.refused[:KEPT_REFUSALS]]
        self.row.save()
        if self.progress:
            self.progress(self.row)


def stop_at_sign_in(bad: Refusal) -> None:
    """A page that asks to sign in ends the run: a robot does not."""
    if bad.reason == "login_page":
        raise Stopped("login_page")
