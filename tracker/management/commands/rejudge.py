from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from reports.models import Jurisdiction
from tracker import ledger


class Command(BaseCommand):
    help = "Give topics, judge, follow and audit all that is stored again, adding verdicts only where the judgement is another one. Safe to interrupt and repeat."  # fmt: skip  # noqa: E501

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jurisdiction", default="", metavar="CODE", help="only the government of this code")

        parser.add_argument(
            "--verdicts-only", action="store_true", help="leave topics, standings, targets and findings"
        )

    def handle(self, *, jurisdiction: str, verdicts_only: bool = False, **options: Any) -> None:
        places = Jurisdiction.objects.filter(reports__isnull=False).distinct()
        if jurisdiction:
            places = places.filter(code=jurisdiction)
            if not places.exists():
                raise CommandError(f"no government of the code {jurisdiction} has a report")
        commitments = added = 0
        with tqdm(total=places.count(), unit="government", disable=None) as progress:
            for done in ledger.rejudge_all(jurisdiction, is_read_anew=not verdicts_only):
                progress.update(done.governments)
                commitments += done.commitments
                added += done.added
        self.stdout.write(f"{commitments} commitments judged; {added} verdicts added")
