"""Are the identifiers on the quote written as they should be?

ICE and RIB carry check figures: a failure is almost always a slip of the pen, and warns. For the tax number (IF),
the trade register (RC), the professional tax (TP), the CNSS and the national card (CIN) no official format was
found: a doubt informs, and what was typed is kept. Nothing here ever refuses a bidder.

``ice_check``, ``rib_check`` and ``look`` can be used alone, by a form for instance: they need no notice and no day.
"""

from rulebook.identifiers.checks import ice_check, look, plain, rib_check

__all__ = ["ice_check", "look", "plain", "rib_check"]
