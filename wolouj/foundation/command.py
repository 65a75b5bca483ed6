"""What every command of the command line shares: arguments, files in, one answer out, and how it fails.

With ``--json`` exactly one JSON object goes to standard output, whatever happens. Exit 0: answered. 1: answered,
and the answer is no. 2: the input cannot be used; one plain line on standard error says why.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from rulebook.engine.format import PDI, RLI, plain
from rulebook.engine.verdict import Bilingual
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.documents import MAX_BYTES
from wolouj.foundation.words import pair


@dataclass(frozen=True)
class Answer:
    """What a command found: its exit code, its JSON object, and the same for a reader in both languages."""

    code: int
    data: dict[str, Any]
    text: Sequence[Bilingual]
    notes: list[str] = field(default_factory=list)
    """Lines for standard error that change nothing to the answer."""


class Parser(argparse.ArgumentParser):
    """Arguments whose faults are unusable input like any other, instead of an exit of its own."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(pair("foundation.command_line", reason=message, help=f"{self.prog} --help"))


def parser(name: str, about: str) -> Parser:
    """A parser for ``wolouj name`` that already knows ``--json``; shortened options are refused."""
    made = Parser(prog=f"wolouj {name}", description=about, allow_abbrev=False)
    made.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")
    return made


def run(argv: Sequence[str], work: Callable[[list[str]], Answer]) -> int:
    """Do ``work`` on the arguments, print what it answers, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    as_json = any(arg == "--json" or arg.startswith("--json=") for arg in argv)
    try:
        return _answered(argv, work, as_json)
    except (OSError, ValueError) as error:
        # Nobody reads any more (a pipe closed early), or the answer has nowhere to go (a full disk).
        _close_quietly(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return CLOSED
        return _fail(BadInput(pair("foundation.answer_unwritten")), as_json=False)


CLOSED = 141
"""What a shell reports of a command whose reader left, as for any other command in a pipe."""


def _close_quietly(stream: Any) -> None:
    """Throw away what is still in the stream's memory, so that Python does not complain about it on leaving."""
    with contextlib.suppress(OSError, ValueError, AttributeError), open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def _answered(argv: Sequence[str], work: Callable[[list[str]], Answer], as_json: bool) -> int:
    try:
        answer = work(list(argv))
    except BadInput as bad:
        return _fail(bad, as_json)
    except Exception as fault:
        said = getattr(fault, "text", None)
        if isinstance(said, Bilingual):  # the machine stops us and says how (MachineTrouble)
            return _fail(BadInput(said), as_json)
        # A fault of ours, not of the input: the trace helps whoever mends it, the contract still holds.
        traceback.print_exc()
        return _fail(BadInput(pair("foundation.our_fault")), as_json)
    for note in answer.notes:
        print(note, file=sys.stderr)
    if as_json:
        _print_json(answer.data)
    else:
        _print_text(answer.text)
    print(end="", flush=True)
    return answer.code


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


def _print_text(lines: Iterable[Bilingual]) -> None:
    """French, then Arabic under it, closed in an isolate of its own so that a terminal keeps its order."""
    for line in lines:
        print(line.fr)
        print(f"{RLI}{line.ar}{PDI}")


def _fail(bad: BadInput, as_json: bool) -> int:
    bad.file = printable(bad.file) if bad.file is not None else None
    if as_json:
        _print_json({"error": bad.as_json()})
        print(end="", flush=True)
    print(" ".join(plain(f"wolouj: {bad} · {bad.text.ar}").split()), file=sys.stderr)
    return 2


def printable(name: str) -> str:
    """A file name fit to be shown: whatever cannot be printed becomes a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def read_file(name: str) -> bytes:
    """The bytes of a file given on the command line; no more is read than a document may hold.

    Raises:
        BadInput: no such file, a folder, a file that cannot be opened, or one that is too big.
    """
    try:
        with Path(name).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        key = "file_missing"
    except IsADirectoryError:
        key = "file_is_folder"
    except (OSError, ValueError):
        key = "file_unreadable"
    else:
        return data
    raise BadInput(pair(f"foundation.{key}"), printable(name))
