"""What OCDS files told of each process, kept so that a later file may tell only what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wolouj.notices.models import OcdsProcess
from wolouj.notices.sources.ocds_known import read_back, written
from wolouj.notices.sources.ocds_releases import Tree

_AT_ONCE = 500


class Kept:
    """Processes in the database. Those of samples are never those of real publications."""

    def __init__(self, *, is_sample: bool) -> None:
        self._is_sample = is_sample

    def known(self, ocids: Iterable[str]) -> Mapping[str, Tree]:
        """What is known of each."""
        asked = list(ocids)
        found: dict[str, Tree] = {}
        for start in range(0, len(asked), _AT_ONCE):
            rows = OcdsProcess.objects.filter(ocid__in=asked[start : start + _AT_ONCE], is_sample=self._is_sample)
            found |= {row.ocid: read_back(row.told) for row in rows}
        return found

    def keep(self, told: Mapping[str, Tree]) -> None:
        """Keep these as they now stand."""
        texts = {ocid: text for ocid, tree in told.items() if (text := written(tree)) is not None}
        OcdsProcess.objects.bulk_create(
            [OcdsProcess(ocid=ocid, told=text, is_sample=self._is_sample) for ocid, text in texts.items()],
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["ocid", "is_sample"],
            update_fields=["told"],
        )
