"""The operator's switch: off unless she turned it on, with the name under which the portal may write to her."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.collecting.cache import Cache
from wolouj.notices.collecting.lists import Portal
from wolouj.notices.collecting.manners import Manners, Visitor, agent_of, hours_of
from wolouj.notices.collecting.recording import recorded
from wolouj.notices.collecting.running import collect_once
from wolouj.notices.collecting.wire import Wire
from wolouj.notices.models import CollectingRun

LEAST_PAUSE = 1.0
"""Seconds: nobody may be less polite than this, whatever is written in the settings."""


@dataclass(frozen=True, slots=True)
class Switch:
    """What the operator set."""

    on: bool
    contact: str
    portal: Portal
    manners: Manners
    cache: Path

    def visitor(self, *, now: Callable[[], datetime], record: Path | None = None) -> Visitor:
        """One who asks over HTTP under the operator's name, each answer written to ``record`` when there is one."""
        agent = agent_of(self.contact)
        wire = Wire(agent)
        transport = recorded(wire, record) if record else wire
        return Visitor(transport, self.manners, now, agent, cache=Cache(self.cache))


def as_set() -> Switch:
    """The settings read. Raises :class:`BadInput` naming the setting that cannot be understood."""
    told: dict[str, Any] = settings.COLLECT
    hours = hours_of(told["hours"])
    if hours is None:
        raise BadInput(pair("notices.collect.bad_hours"), field="WOLOUJ_COLLECT_HOURS")
    try:
        pause = float(told["pause"])
    except ValueError:
        pause = 0.0
    if not LEAST_PAUSE <= pause <= 3600:
        raise BadInput(pair("notices.collect.bad_pause"), field="WOLOUJ_COLLECT_PAUSE")
    portal = Portal(told["tenders"].rstrip("/"), told["orders"].rstrip("/"))
    return Switch(told["on"], told["contact"].strip(), portal, Manners(pause=pause, hours=hours), told["cache"])


def turned_on() -> Switch:
    """The same when it is on. Raises :class:`BadInput` when it is off, or when nobody is named to write to."""
    switch = as_set()
    if not switch.on:
        raise BadInput(pair("notices.collect.is_off"), field="WOLOUJ_COLLECT")
    if not switch.contact or not switch.contact.isprintable() or not switch.contact.isascii():
        raise BadInput(pair("notices.collect.no_contact"), field="WOLOUJ_COLLECT_CONTACT")
    return switch


def collect_as_set(*, by: Actor, at: datetime, now: Callable[[], datetime]) -> CollectingRun | None:
    """One run when the switch is on and the hour is ours, for a job to call; ``None``: nothing was asked."""
    switch = as_set()
    if not switch.on or not switch.manners.is_open(at):
        return None
    switch = turned_on()
    return collect_once(by=by, at=at, visitor=switch.visitor(now=now), portal=switch.portal)
