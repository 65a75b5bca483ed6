"""One notice in the documented JSON, imported as a public notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.documents import MAX_BYTES
from wolouj.foundation.folding import fold
from wolouj.notices.documents import read_notice
from wolouj.notices.sources import portal
from wolouj.notices.sources.incoming import Incoming, Read, Refusal, Refused, in_order, key_of


def rows(file: IO[bytes], name: str) -> Iterator[Read]:
    """The one notice of the file, or why it is not taken."""
    try:
        yield _notice(file.read(MAX_BYTES + 1), name)
    except BadInput as bad:
        yield Refused(name, bad.row, bad.field, "document", bad.text)
    except Refusal as refusal:
        yield refusal.at(name, None)


def _notice(data: bytes, name: str) -> Incoming:
    notice = read_notice(data, file=name)
    for field in ("reference", "object", "buyer"):
        if not getattr(notice, field):
            raise Refusal("missing", field)
    in_order(notice)
    # Without an id of the portal, the buyer, the reference and the day of publication name a notice; the deadline
    # where no publication is told. A deadline that moves is then seen as a change only when publication is told.
    first = notice.published or notice.deadline
    if first is None:
        raise Refusal("missing", "deadline")
    identity = f"told:{key_of(fold(notice.buyer), fold(notice.reference), first.isoformat())}"
    return Incoming(
        row=None,
        identity=identity,
        notice=notice,
        source="json",
        procedure_told=portal.named(notice.tender),
        guarantee=notice.guarantee,
        lots_told=len(notice.lots) or None,
    )
