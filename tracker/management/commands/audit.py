"""Holds the figures of a report against one another, and against the report of the year after, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.judging.audit.explain import explain
from tracker.judging.audit.records import Finding


class Command(BaseCommand):
    help = "Print what does not add up in a report, and between it and the next; one JSON object a finding (no database needed)."  # fmt: skip  # noqa: E501
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the report: .txt, .html, .mhtml, .docx or .pdf")
        parser.add_argument("next", metavar="NEXT_FILE", nargs="?", help="the report of the year after")
        parser.add_argument("--plan-year", type=int, help="the year FILE plans for; taken from it when not given")
        parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
        parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the explanation")

    def handle(self, *args: Any, **options: Any) -> None:
        from reports.reading import text as texts
        from reports.reading import years
        from reports.reading.read import read
        from tracker.judging.audit import audit

        later = None
        try:
            reading = read(texts.load(Path(options["file"])), options["plan_year"])
            if options["next"]:
                later = read(texts.load(Path(options["next"])), reading.plan_year + 1)
        except texts.TextError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{options['file']}: {error} (--plan-year 2025)") from error
        said = years.infer(later.text) if later else None
        if later and said is not None and said != later.plan_year:
            self.stderr.write(
                f"{options['next']} seems to plan for {said}, so it may not be the report that follows a plan "
                f"for {reading.plan_year}"
            )
        if options["plan_year"] is None:
            self.stderr.write(f"plan year taken from the text: {reading.plan_year}")
        found = audit(reading, later)
        if not found:
            self.stderr.write("nothing found")
        for finding in found:
            if options["format"] == "table":
                self.stdout.write(as_line(finding, options["language"]))
            else:
                self.stdout.write(json.dumps(as_json(finding, options["language"]), ensure_ascii=False))


def as_json(finding: Finding, language: str) -> dict[str, Any]:
    """A finding as the contract of ``audit`` prints it; ``text`` is 0 for FILE and 1 for NEXT_FILE."""
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "subject": finding.subject,
        "indicator": finding.indicator,
        "year": finding.year,
        "figures": [
            {
                "role": figure.role,
                "text": figure.text,
                "start": figure.place.start,
                "end": figure.place.end,
                "printed": figure.printed,
                "unit": figure.unit,
                "low": figure.low,
                "high": figure.high,
            }
            for figure in finding.figures
        ],
        "computation": finding.computation,
        "explanation": explain(finding, language),
    }


def as_line(finding: Finding, language: str) -> str:
    """A finding as one line of the table: where its last figure stands, how grave, and the sentence."""
    last = max(finding.figures, key=lambda figure: (figure.text, figure.place.start))
    place = f"{last.text + 1}:{last.place.start}"
    return f"{place:>8}  {finding.severity.name_in(language)}  {explain(finding, language)}"
