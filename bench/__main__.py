"""Every bench, the longest last, each in a process of its own: ``make bench``. Nothing fails on a slow machine."""

from __future__ import annotations

import subprocess
import sys

BENCHES = (
    "check_verdict",
    "quote_pdf",
    "first_load",
    "commands",
    "consultation",
    "search_quality",
    "import_notices",
    "list_page",
    "meeting",
    "petitions",
    "lists_of_people",
    "training",
    "coaching",
    "cofinancing",
    "identity",
    "alerts",
    "workers",
    "support",
    "results",
    "matching_scale",
    "search_scale",
)


def main() -> int:
    """Run them all; 1 when one of them broke (never because it was slow)."""
    broken = []
    for name in BENCHES:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode:
            broken.append(name)
    if broken:
        print(f"broken: {', '.join(broken)}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
