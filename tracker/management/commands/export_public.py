from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from tracker import publishing


class Command(BaseCommand):
    help = "Write every public verdict, correction and finding, and the program that recomputes them, into DIRECTORY."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, metavar="DIRECTORY")

    def handle(self, *, directory: Path, **options: Any) -> None:
        places = tqdm(list(publishing.governments()), unit="government", disable=None)
        try:
            done = publishing.export(directory, unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED, places=places)
        except OSError as error:
            raise CommandError(f"{directory} cannot be written: {error}") from error
        self.stdout.write(
            f"{done.verdicts} verdicts, {done.withheld} of them withheld, {done.corrections} corrections and "
            f"{done.findings} findings in {directory}"
        )
