"""The ``wolouj`` command: a name, and the function that answers it. Nothing is imported before it is needed.

Each function takes the arguments after its name and returns an exit code. What needs no database loads no Django.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import cast

COMMANDS = {
    "check": ("wolouj.bids.commands:check", "may this structure answer this notice?"),
    "papers": ("wolouj.bids.filing:papers", "which papers does this structure give for this notice, and when?"),
    "quote": ("wolouj.bids.commands:quote", "price a notice and write the quote"),
    "evaluate": ("wolouj.bids.evaluating:evaluate", "who comes first once the offers are opened, and why?"),
    "calendar": ("wolouj.notices.commands:calendar", "the days of a notice, also as a calendar file"),
    "nature": ("wolouj.notices.recognising:nature", "the natures of purchases that objects are of"),
    "place": ("wolouj.notices.recognising:place", "the places that texts name, and their codes"),
    "buyer": ("wolouj.notices.recognising:buyer", "where buyers are, and which rules bind them"),
    "minutes": ("wolouj.notices.minutes.commands:minutes", "what published minutes tell: bidders, amounts, outcome"),
    "petition": ("wolouj.guides.petitions.commands:petition", "how many signatures, who may file, what follows"),
    "law": ("wolouj.guides.law.commands:law", "check, diff, export, terms: the law itself, its changes, as data"),
    "net": ("wolouj.bids.paying:net", "what really comes in of one payment"),
    "interest": ("wolouj.bids.paying:interest", "what a late payment is owed"),
    "ceiling": ("wolouj.bids.paying:ceiling", "is an auto-entrepreneur over the ceiling?"),
    "booklet": ("wolouj.guides.commands:booklet", "the law made simple as an A5 booklet, in each language"),
    "words": ("wolouj.bids.commands:words", "an amount in words, in French and in Arabic"),
    "import": ("wolouj.home.commands:import_files", "bring published notices and results in, from files"),
    "collect": ("wolouj.home.collect_command:collect", "read the portal's public pages, when the operator says"),
    "daily": ("wolouj.home.commands:daily", "the order of the day, once a day"),
    "alerts": ("wolouj.home.work_command:alerts", "what there is to tell to whom, and its sending"),
    "work": ("wolouj.home.work_command:work", "a worker: the daily round, the alerts, their sending"),
    "demo": ("wolouj.config.service:demo", "serve samples, in a database of their own"),
    "serve": ("wolouj.config.service:serve", "serve for real, on 127.0.0.1:8000"),
    "migrate": ("wolouj.config.service:migrate", "bring the database's tables up to date"),
    "backup": ("wolouj.config.safekeeping:backup", "FILE: database and files; --key FILE: the key, apart"),
    "restore": ("wolouj.config.safekeeping:restore", "FILE: bring a backup back; --key FILE: the key"),
    "start": ("wolouj.config.service:start", "start the embedded database"),
    "stop": ("wolouj.config.service:stop", "stop the embedded database"),
    "status": ("wolouj.config.service:status", "where the data is, and whether the database runs"),
    "manage": ("wolouj.config.service:manage", "any Django management command"),
}
"""Name -> where its function is, and what it is for."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (2 when there is no such command)."""
    args = sys.argv[1:] if argv is None else argv
    if len(args) > 1 and args[0] == "--json":  # before the command's name or after it, it asks the same
        args = [args[1], "--json", *args[2:]]
    if not args or args[0] in ("-h", "--help"):
        print("usage: wolouj COMMAND [...]\n")
        for name, (_, about) in COMMANDS.items():
            print(f"  {name:<10} {about}")
        return 0 if args else 2
    if args[0] not in COMMANDS:
        return _unknown(args)
    module, _, function = COMMANDS[args[0]][0].partition(":")
    run = cast("Callable[[list[str]], int]", getattr(import_module(module), function))
    try:
        return run(args[1:])
    except KeyboardInterrupt:
        return 130
    except Exception as trouble:
        if type(trouble).__name__ != "MachineTrouble":
            raise
        # Compared by name so that a command without database imports nothing of the server.
        print(trouble, file=sys.stderr)
        return 2


def _unknown(args: list[str]) -> int:
    from wolouj.foundation.command import parser, run

    return run(args, lambda _: parser("", "").error(f"{args[0]}?"))


if __name__ == "__main__":
    sys.exit(main())
