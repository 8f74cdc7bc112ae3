"""Reads a report from a file and prints its statements, without a database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.reading.records import Reading, Statement


class Command(BaseCommand):
    help = "Read a report and print one JSON object a statement (no database needed)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the report: .txt, .html, .mhtml, .docx or .pdf")
        parser.add_argument("--plan-year", type=int, help="the year it plans for; taken from the text when not given")
        parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
        parser.add_argument(
            "--text", action="store_true", help="print the text that the offsets count in, and nothing else"
        )
        parser.add_argument(
            "--unread", action="store_true", help="list the figures that were seen and not read, with the reason"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from reports.reading import text as texts
        from reports.reading.read import read

        try:
            text = texts.load(Path(options["file"]))
            if options["text"]:
                sys.stdout.write(text)
                return
            reading = read(text, options["plan_year"])
        except texts.TextError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{options['file']}: {error} (--plan-year 2025)") from error
        if options["plan_year"] is None:
            self.stderr.write(f"plan year taken from the text: {reading.plan_year}")
        if not reading.statements:
            self.stderr.write("no statement found")
        if options["unread"]:
            self._unread(reading)
        elif options["format"] == "table":
            self._table(reading)
        else:
            for statement in reading.statements:
                self.stdout.write(json.dumps(as_json(statement), ensure_ascii=False))

    def _unread(self, reading: Reading) -> None:
        from reports.reading import coverage

        for figure in reading.unread:
            start, end = figure.number.start, figure.number.end
            around = reading.text[max(0, start - 12) : end + 12].replace("\n", " ").replace("\r", " ")
            self.stdout.write(f"{start}\t{end}\t{figure.reason}\t{reading.text[start:end]}\t{around}")
        digits = coverage.of(reading)
        self.stderr.write(
            f"digits read {digits.read}, explained {digits.explained}, "
            f"neither {digits.neither} ({digits.share_neither:.1%})"
        )

    def _table(self, reading: Reading) -> None:
        for s in reading.statements:
            value = f"{s.value}–{s.value_high}{s.unit}" if s.value_high else f"{s.value}{s.unit}"
            if s.comparator in ("ge", "le", "about"):
                value += s.comparator.zh
            elif s.comparator in ("gt", "lt", "sync"):
                value = s.comparator.zh + value
            said = f"{s.subject}  {s.measure.zh} {value}"
            self.stdout.write(f"{s.start:>6}  {s.kind.zh}  {s.period:<9}  {said}  {s.deadline}".rstrip())


def as_json(statement: Statement) -> dict[str, Any]:
    """A statement as the contract of ``extract`` prints it."""
    number, base = statement.number, statement.base
    return {
        "kind": statement.kind,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "number": {"start": number.start, "end": number.end} if number else None,
        "subject": statement.subject,
        "indicator": statement.indicator,
        "measure": statement.measure,
        "comparator": statement.comparator,
        "value": statement.value,
        "value_high": statement.value_high,
        "unit": statement.unit,
        "period": statement.period,
        "deadline": statement.deadline,
        "hedge": statement.hedge,
        "section": statement.section,
        "confidence": round(statement.confidence, 2),
        "reasons": list(statement.reasons),
        "base": {
            "number": {"start": base.number.start, "end": base.number.end},
            "value": base.value,
            "unit": base.unit,
            "period": base.period,
        }
        if base
        else None,
    }
