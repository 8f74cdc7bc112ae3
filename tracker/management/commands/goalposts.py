"""Shows how one government's targets change from year to year, from its reports alone, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.reading.records import Statement
from tracker.judging.goalposts.explain import explain
from tracker.judging.goalposts.records import Shift


class Command(BaseCommand):
    help = "Print how a government's targets change from one report to the next; one JSON object a shift (no database needed)."  # fmt: skip  # noqa: E501
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", metavar="FILE", nargs="+", help="reports of one government, in any order: .txt, .html, .docx, .pdf"
        )
        parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
        parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the explanation")

    def handle(self, *args: Any, **options: Any) -> None:
        from tracker.judging.goalposts import goalposts

        readings: dict[int, Any] = {}
        for name in options["files"]:
            reading = self._read(Path(name))
            if reading.plan_year in readings:
                raise CommandError(f"{name}: a second report that plans for {reading.plan_year}")
            readings[reading.plan_year] = reading
        years = sorted(readings)
        self.stderr.write(f"plan years taken from the texts: {', '.join(map(str, years))}")
        found = goalposts([readings[year] for year in years])
        if not found:
            self.stderr.write("nothing found: a shift needs the reports of two years in a row")
        for shift in found:
            if options["format"] == "table":
                self.stdout.write(as_line(shift, options["language"]))
            else:
                self.stdout.write(json.dumps(as_json(shift, options["language"]), ensure_ascii=False))

    def _read(self, path: Path) -> Any:
        from reports.reading import text as texts
        from reports.reading.read import read

        try:
            return read(texts.load(path))
        except texts.TextError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{path}: {error}") from error


def as_json(shift: Shift, language: str) -> dict[str, Any]:
    """A shift as ``goalposts`` prints it; ``after`` is null where the target is gone."""
    return {
        "kind": shift.kind,
        "severity": shift.severity,
        "subject": shift.subject,
        "indicator": shift.indicator or None,
        "year_before": shift.year_before,
        "year_after": shift.year_after,
        "before": _quoted(shift.before),
        "after": _quoted(shift.after) if shift.after else None,
        "computation": shift.computation,
        "explanation": explain(shift, language),
    }


def _quoted(statement: Statement) -> dict[str, Any]:
    return {"start": statement.start, "end": statement.end, "quote": statement.quote}


def as_line(shift: Shift, language: str) -> str:
    """A shift as one line of the table: the years, what it is and how grave, and the sentence."""
    kind, severity = (word.name_in(language) for word in (shift.kind, shift.severity))
    return f"{shift.year_before}→{shift.year_after}  {severity}  {kind}  {explain(shift, language)}"
