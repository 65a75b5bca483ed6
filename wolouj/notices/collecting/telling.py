"""A run told in sentences, for the command and for the operator's page."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.words import pair, registry
from wolouj.notices.collecting_models import CollectingRun, ListName


def reason(key: str) -> Bilingual:
    """Why a run stopped, a list ended or a page was left: in the collector's words, else in those of imports."""
    own = f"collect.{key}" in registry()["notices"]
    return pair(f"notices.collect.{key}") if own else pair(f"notices.import.{key}")


def told(run: CollectingRun) -> Iterator[Bilingual]:
    """What a run did, and why it stopped."""
    yield pair("notices.collect.did", requests=run.requests, listed=run.listed, read=run.read)
    yield pair("notices.collect.became", created=run.created, updated=run.updated, unchanged=run.unchanged)
    if run.gone:
        yield pair("notices.collect.no_more_listed", n=run.gone)
    for name in (each for each in ListName.values if each in run.lists):
        yield pair("notices.collect.list_ended", list=pair(f"notices.collect.list_{name}"), how=reason(run.lists[name]))
    if run.refused:
        yield pair("notices.collect.left", n=len(run.refused))
    if run.stopped:
        yield pair("notices.collect.stopped", why=reason(run.stopped))


def as_json(run: CollectingRun) -> dict[str, object]:
    """The answer of ``wolouj collect``."""
    counts = ("requests", "not_modified", "listed", "read", "created", "updated", "unchanged", "gone")
    return {name: getattr(run, name) for name in counts} | {
        "lists": run.lists,
        "stopped": run.stopped or None,
        "refused": run.refused,
    }
