"""How long does each command take, from the shell to its answer? Against Python doing nothing, in the same run.

Run ``python -m bench.commands``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = ["--notice", str(SAMPLES / "notice-cleaning.json"), "--structure", str(SAMPLES / "structure-company.json")]
ROUNDS = 7


def milliseconds(command: list[str]) -> float:
    """The median time of a whole process."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        times.append((perf_counter() - start) * 1000)
    return median(times)


def main() -> None:
    """Measure and print."""
    nothing = milliseconds(["-c", "pass"])
    print(f"python doing nothing: {nothing:.0f} ms")
    with tempfile.TemporaryDirectory() as out:
        priced = ["--prices", str(SAMPLES / "prices-cleaning.csv"), "--out", out, "--at", "2026-11-24T10:00:00+01:00"]
        for name, rest in {"words": ["9840.50"], "check": FILES, "quote": [*FILES, *priced]}.items():
            took = milliseconds(["-m", "wolouj.cli", name, *rest, "--json"])
            print(f"wolouj {name}: {took:.0f} ms a process ({took / nothing:.1f} times nothing)")


if __name__ == "__main__":
    main()
