"""How many examples a property of the law is tried on: few at one's desk, where the suite must stay quick, many where
machines wait for it (the continuous integration, ``make mutants``). Who looks for a fault sets ``EXAMPLES``.
"""

from __future__ import annotations

import os

from hypothesis import settings

PATIENT = os.environ.get("CI") == "true"
quickly = settings(max_examples=int(os.environ.get("EXAMPLES", "100" if PATIENT else "20")), deadline=None)
