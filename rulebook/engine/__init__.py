"""Facts in, findings out: see :mod:`rulebook.engine.facts`, ``verdict``, ``law`` and ``judge``."""
