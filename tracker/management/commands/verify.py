from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from tracker import verifying


class Command(BaseCommand):
    help = (
        "Check every chain of verdicts, rule, quote, finding and text; one line a fault, exit code 1 if there is any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jurisdiction", default="", metavar="CODE", help="this government alone")
        parser.add_argument(
            "--heads",
            type=Path,
            metavar="CHAINS_CSV",
            help="chains.csv of an earlier public export, to hold against it",
        )

    def handle(self, *, jurisdiction: str, heads: Path | None, **options: Any) -> None:
        places = list(verifying.governments(jurisdiction))
        if jurisdiction and not places:
            raise CommandError(f"no report and no verdict is stored of {jurisdiction}")
        checked, found = verifying.Checked(), 0
        with tqdm(places, unit="government", disable=None) as progress:
            for place in progress:
                for fault in verifying.faults(place, checked):
                    found += 1
                    self.stdout.write(str(fault))
        try:
            for fault in verifying.against(heads, jurisdiction) if heads else ():
                found += 1
                self.stdout.write(str(fault))
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"{heads} is no chains.csv of a public export: {error}") from error
        looked_at = (
            f"{len(places)} governments, {checked.verdicts} verdicts, {checked.statements} statements, "
            f"{checked.findings} findings, {checked.reports} reports"
        )
        if found:
            raise CommandError(f"{found} faults in {looked_at}")
        self.stdout.write(f"no fault in {looked_at}")
