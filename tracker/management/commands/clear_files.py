from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker import clearing


class Command(BaseCommand):
    help = (
        f"Throw away uploads that nobody confirmed in {clearing.UNCONFIRMED.days} days, and the files of imports after "
        f"{clearing.IMPORTED.days} days. Files of reports stay. For a nightly timer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name the files and leave them")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        if dry_run:
            for name in clearing.unneeded(timezone.now()):
                self.stdout.write(name)
        else:
            self.stdout.write(f"{clearing.clear(timezone.now())} files thrown away")
