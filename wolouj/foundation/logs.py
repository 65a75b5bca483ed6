"""Logs that say where something broke and never about whom: no message of an exception, no address, no form."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """The kind of error and the lines of code it passed through, without its words.

    A database says in its errors what was being written (``Key (phone)=(…)``), a form library what was typed.
    """

    def formatException(self, ei: _Error) -> str:
        """Frames and kinds, from the first cause to the last, without a value."""
        said: list[str] = []
        fault: BaseException | None = ei[1]
        seen: set[int] = set()
        while fault is not None and id(fault) not in seen:
            seen.add(id(fault))
            frames = traceback.extract_tb(fault.__traceback__)
            where = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            said.insert(0, "\n".join([*where, type(fault).__qualname__]))
            fault = fault.__cause__ or fault.__context__
        return "\n".join(said)

    def formatStack(self, stack_info: str) -> str:
        """Left out: it may hold values."""
        return ""

    def format(self, record: logging.LogRecord) -> str:
        """As usual, from a text that an earlier formatter did not already write out."""
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text
