"""``python -m rulebook.export FOLDER [--openfisca]``: the law as data, without the rest of Wolouj."""

from __future__ import annotations

import argparse
from pathlib import Path

from rulebook.export import write


def main(arguments: list[str] | None = None) -> None:
    """Write the export and say which files it made."""
    options = argparse.ArgumentParser(prog="python -m rulebook.export", description="The law as data, for others.")
    options.add_argument("folder", type=Path, metavar="FOLDER", help="where to write; made if absent")
    options.add_argument("--openfisca", action="store_true", help="also the quantities as OpenFisca parameters")
    given = options.parse_args(arguments)
    for path in write(given.folder, openfisca=given.openfisca):
        print(path)


if __name__ == "__main__":
    main()
