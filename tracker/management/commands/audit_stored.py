from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from tracker import ledger, register, verifying


class Command(BaseCommand):
    help = "Audit every stored report anew: needed once where reports were stored before findings were, or by another audit."  # fmt: skip  # noqa: E501

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jurisdiction", default="", metavar="CODE", help="this government alone")

    def handle(self, *, jurisdiction: str, **options: Any) -> None:
        places = list(verifying.governments(jurisdiction))
        if jurisdiction and not places:
            raise CommandError(f"no report and no verdict is stored of {jurisdiction}")
        findings = 0
        with tqdm(places, unit="government", disable=None) as progress:
            for place in progress:
                with transaction.atomic():
                    ledger.hold([place.pk])
                    findings += register.replace_findings(place.pk)
        self.stdout.write(f"{findings} findings in the reports of {len(places)} governments")
