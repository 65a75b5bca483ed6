"""The ``wolouj`` command: a name, and the function that answers it. Nothing is imported before it is needed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import cast

COMMANDS = {
    "check": ("wolouj.bids.commands:check", "may this structure answer this notice?"),
    "quote": ("wolouj.bids.commands:quote", "price a notice and write the quote"),
    "words": ("wolouj.bids.commands:words", "an amount in words, in French and in Arabic"),
}
"""Name -> where its function is, and what it is for."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (2 when there is no such command)."""
    args = sys.argv[1:] if argv is None else argv
    if not args or args[0] in ("-h", "--help"):
        print("usage: wolouj COMMAND [...]\n")
        for name, (_, about) in COMMANDS.items():
            print(f"  {name:<10} {about}")
        return 0 if args else 2
    if args[0] not in COMMANDS:
        return _unknown(args)
    module, _, function = COMMANDS[args[0]][0].partition(":")
    return cast("Callable[[list[str]], int]", getattr(import_module(module), function))(args[1:])


def _unknown(args: list[str]) -> int:
    from wolouj.foundation.command import parser, run

    return run(args, lambda _: parser("", "").error(f"{args[0]}?"))


if __name__ == "__main__":
    sys.exit(main())
