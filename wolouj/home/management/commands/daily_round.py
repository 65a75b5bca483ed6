"""Runs the order of the day, once a day: see docs/operate.md."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.home.daily import daily_round


class Command(BaseCommand):
    help = "Forget unconfirmed drafts; count papers about to end and quotes whose buyer may ask for a confirmation."

    def handle(self, *args: Any, **options: Any) -> None:
        report = daily_round(by=OPERATOR, at=clock.now())
        self.stdout.write("\n".join(f"{line.fr} · {line.ar}" for line in report.told()))
