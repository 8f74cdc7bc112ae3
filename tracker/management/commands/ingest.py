from __future__ import annotations

import logging
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction
from tqdm import tqdm

from reports import folders
from reports.intake import Document, IntakeError
from reports.models import Report
from reports.placing import named_instead
from reports.words import ReportKind, Vintage
from tracker.ingest import Ingested, ingest
from tracker.models import Commitment, Link, Outcome, Verdict
from tracker.tasks import draw_soon, ingest_file

logger = logging.getLogger(__name__)


#: After so many documents of one run the database counts its tables anew: a table that was empty when it last looked
#: is joined as if it still were, which takes seconds for each further document.
_COUNTED_ANEW = [4 * 2**power for power in range(16)]


def analyse() -> None:
    """Have the database count the tables that a document fills."""
    with connection.cursor() as cursor:
        for model in (Report, Commitment, Outcome, Link, Verdict):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


class Command(BaseCommand):
    help = "Store, read and judge reports: FILE… or a folder with an index.tsv. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE|DIR")
        parser.add_argument("--code", default="", help="GB/T 2260 code of the place, for a single file")
        parser.add_argument("--queue", action="store_true", help="leave the work to the worker and return at once")
        parser.add_argument("--plan-year", type=int, help="the year whose plans the report sets out")

        parser.add_argument(
            "--kind",
            default="",
            choices=[kind.value for kind in ReportKind],
            help="what a single file is, if no report",
        )
        parser.add_argument("--vintage", default="", choices=[v.value for v in Vintage if v], help="of a communiqué")

    def handle(
        self,
        *,
        paths: list[Path],
        code: str,
        plan_year: int | None,
        queue: bool = False,
        kind: str = "",
        vintage: str = "",
        **options: Any,
    ) -> None:
        done: list[Ingested] = []
        failed: list[str] = []
        found = self._listed(paths, code, plan_year, failed)
        said = {name: value for name, value in (("kind", kind), ("vintage", vintage)) if value}
        found = [replace(listed, known=listed.known | said) for listed in found]
        if queue:
            for listed in found:
                task = ingest_file.s(str(listed.path.resolve()), listed.code, listed.plan_year, listed.known)
                transaction.on_commit(task.delay)
            self.stdout.write(f"{len(found)} reports queued")
            found = []
        for listed in tqdm(found, unit="report", disable=None):
            try:
                document = folders.document(listed.path, listed.code, listed.plan_year, listed.known)
                done.append(ingest(document))
                self._warn_of_another_place(listed.path, document)
                if len(done) in _COUNTED_ANEW:
                    analyse()
            except IntakeError as error:
                failed.append(str(error))
            except ProgrammingError:
                # No document can be stored where a table is missing; `manage.py` says what to do.
                raise
            except Exception as error:
                # A fault of ours in one report must not keep the others out; its transaction stored nothing.
                logger.exception("ingest of %s failed", listed.path)
                failed.append(f"{listed.path}: a fault in the program, please report it: {error!r}")
        if not queue:
            self._summarise(done)
        for place in {one.report.jurisdiction_id for one in done}:
            draw_soon(place)
        if failed:
            raise CommandError("\n".join(f"not taken in: {line}" for line in failed))

    def _listed(self, paths: list[Path], code: str, plan_year: int | None, failed: list[str]) -> list[folders.Listed]:
        found: list[folders.Listed] = []
        for path in paths:
            try:
                found.extend(folders.listed(path, code, plan_year))
            except IntakeError as error:
                failed.append(str(error))
        return found

    def _warn_of_another_place(self, path: Path, document: Document) -> None:
        named = named_instead(document.text, document.jurisdiction_code)
        if named is not None and named.told is not None:
            where = f"{named.place} (“{named.told.quote}”)"
            self.stderr.write(f"{path}: taken in as {document.jurisdiction_code}, but the text names {where}")

    def _summarise(self, done: list[Ingested]) -> None:
        ways: dict[str, int] = {}
        for one in done:
            ways[one.stored.value] = ways.get(one.stored.value, 0) + 1
        stored = ", ".join(f"{count} {way}" for way, count in sorted(ways.items())) or "nothing"
        created = sum(one.recorded.created for one in done)
        renewed = sum(one.recorded.renewed for one in done)
        verdicts = sum(one.verdicts for one in done)
        self.stdout.write(
            f"{len(done)} reports ({stored}); {created} statements new, {renewed} renewed; {verdicts} verdicts added"
        )
