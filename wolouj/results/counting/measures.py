"""The registry of measures: each reads the frame and lists the records it counts.

Their definitions, in both languages, are ``results.measure_<key>`` (the name) and ``results.measure_<key>_how``.
"""

from __future__ import annotations

from collections.abc import Iterator

from wolouj.bids.models import State as QuoteState
from wolouj.programme.models import Sex
from wolouj.results.counting.after import AFTER
from wolouj.results.counting.base import accompanied
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Gives, Hit, Kind, Measure
from wolouj.results.counting.rooms import ROOMS

YOUTH = 35
"""The oldest age said young, as in the calls of this field."""


def applied(frame: Frame) -> Iterator[Hit]:
    """Applications received."""
    return (Hit(r.person, r.on, Kind.APPLICATION, r.id) for r in frame.filed if frame.inside(r.on))


def answered(frame: Frame) -> Iterator[Hit]:
    """Applications received that have their dated answer."""
    return (
        Hit(r.person, r.on, Kind.APPLICATION, r.id)
        for r in frame.filed
        if frame.inside(r.on) and r.answered is not None and r.answered <= frame.until
    )


def accepted(frame: Frame) -> Iterator[Hit]:
    """Applications a committee took."""
    return (
        Hit(r.person, r.accepted, Kind.APPLICATION, r.id)
        for r in frame.accepted.values()
        if r.accepted is not None and frame.inside(r.accepted)
    )


def women_accepted(frame: Frame) -> Iterator[Hit]:
    """Those accepted who said they are women."""
    return (hit for hit in accepted(frame) if frame.persons[hit.person].sex == Sex.WOMAN)


def youth_accepted(frame: Frame) -> Iterator[Hit]:
    """Those accepted who were 35 at most when they entered; an age that is not told is not young."""
    return (hit for hit in accepted(frame) if (age := frame.persons[hit.person].age) is not None and age <= YOUTH)


def created(frame: Frame) -> Iterator[Hit]:
    """Structures registered since their person was accepted."""
    for row in frame.held:
        began = frame.accepted[row.person].accepted
        if (
            row.registered is not None
            and began is not None
            and row.registered >= began
            and frame.inside(row.registered)
        ):
            yield Hit(row.person, row.registered, Kind.STRUCTURE, row.id)


def _quotes(frame: Frame, *states: str) -> Iterator[Hit]:
    for row in frame.sold:
        if row.state in states and frame.inside(row.on):
            for person in row.persons:
                yield Hit(person, row.on, Kind.QUOTE, row.quote)


def quotes_sent(frame: Frame) -> Iterator[Hit]:
    """Quotes deposited by those accepted."""
    return _quotes(frame, QuoteState.SENT)


def wins(frame: Frame) -> Iterator[Hit]:
    """Quotes that became an order."""
    return _quotes(frame, QuoteState.WON)


def ended(frame: Frame) -> Iterator[Hit]:
    """Quotes that were won or lost."""
    return _quotes(frame, QuoteState.WON, QuoteState.LOST)


def dirhams_won(frame: Frame) -> Iterator[Hit]:
    """Orders won, with the amount of the published result when a person linked it."""
    return (Hit(h.person, h.on, h.kind, h.record, frame.awarded.get(h.record)) for h in wins(frame))


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure("applied", Gives.PERSONS, applied),
        Measure("answered", Gives.RECORDS, answered, base=applied),
        Measure("accepted", Gives.PERSONS, accepted),
        Measure("women_accepted", Gives.PERSONS, women_accepted, base=accepted),
        Measure("youth_accepted", Gives.PERSONS, youth_accepted, base=accepted),
        Measure("created", Gives.RECORDS, created, group="activity"),
        Measure("first_quote", Gives.PERSONS, quotes_sent, group="orders"),
        Measure("first_quote_share", Gives.PERSONS, quotes_sent, base=accompanied, group="orders"),
        Measure("quotes_sent", Gives.RECORDS, quotes_sent, group="orders"),
        Measure("wins", Gives.RECORDS, wins, group="orders"),
        Measure("win_rate", Gives.RECORDS, wins, base=ended, group="orders"),
        Measure("dirhams_won", Gives.DIRHAMS, dirhams_won, group="orders"),
        *AFTER,
        *ROOMS,
    )
}
"""Every measure by its key, in the order of the choices."""
