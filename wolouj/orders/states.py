"""What may be told after what: one table, read by the checks, the screens and the tests."""

from __future__ import annotations

from wolouj.orders.models import Kind

AFTER: dict[Kind, Kind | None] = {
    Kind.CONFIRMED: None,
    Kind.DELIVERED: Kind.CONFIRMED,
    Kind.RESERVED: Kind.DELIVERED,
    Kind.LIFTED: Kind.RESERVED,
    Kind.RECEIVED: Kind.DELIVERED,
    Kind.INVOICED: Kind.DELIVERED,
    Kind.REMINDED: Kind.DELIVERED,
    Kind.PAID: Kind.INVOICED,
    Kind.INTEREST: Kind.INVOICED,
    Kind.CLOSED: Kind.CONFIRMED,
}
"""An event -> the one that must have happened before it, the same day at the latest."""

ONCE = frozenset({Kind.CONFIRMED, Kind.RECEIVED, Kind.CLOSED})
"""What happens to an order once; a mistake in it is corrected, not told again."""

MONEY = frozenset({Kind.INVOICED, Kind.PAID})
"""What is nothing without its amount."""

SENT = frozenset({Kind.INVOICED, Kind.REMINDED, Kind.INTEREST})
"""What was handed to the buyer: one says how."""
