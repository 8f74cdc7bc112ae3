"""Follows the five-year targets of one government through its reports, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.reading.records import Reading, Statement
from tracker.judging.assess import assess
from tracker.judging.progress import progress
from tracker.judging.progress.explain import explain
from tracker.judging.progress.records import Course, Standing
from tracker.judging.records import Judgement


class Command(BaseCommand):
    help = "Print where the five-year targets of one government stood in each year that its reports tell of; one JSON object a target (no database needed)."  # fmt: skip  # noqa: E501
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", help="reports of one government, in any order")
        parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
        parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the explanations")

    def handle(self, *args: Any, **options: Any) -> None:
        readings = [self._read(name) for name in options["files"]]
        years = [reading.plan_year for reading in readings]
        if len(set(years)) < len(years):
            raise CommandError(f"two files plan for the same year: {', '.join(map(str, sorted(years)))}")
        courses = progress(readings)
        if not courses:
            self.stderr.write("no five-year targets")
        for course in courses:
            found = as_json(course, verdict_on(course, readings), options["language"])
            if options["format"] == "table":
                self.stdout.write("\n".join(as_lines(course, found)))
            else:
                self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _read(self, name: str) -> Reading:
        from reports.reading import text as texts
        from reports.reading.read import read

        try:
            return read(texts.load(Path(name)))
        except texts.TextError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{name}: {error}") from error


def verdict_on(course: Course, readings: Sequence[Reading]) -> Judgement | None:
    """The verdict the rules give on the target when it is due; None while the report that answers is not there."""
    by_year = {reading.plan_year: reading for reading in readings}
    answer = by_year.get(course.last + 1)
    if answer is None:
        return None
    found = assess(by_year[course.plan_year], answer, course.last)
    return next((judgement for judgement in found if judgement.pledge is course.target), None)


def as_json(course: Course, judgement: Judgement | None, language: str) -> dict[str, Any]:
    """A target as the contract of ``progress`` prints it; reports are named by their plan year."""
    return {
        "target": {"plan_year": course.plan_year} | _said(course.target),
        "aim": course.aim,
        "first": course.first,
        "last": course.last,
        "again": [{"plan_year": one.plan_year} | _said(one.statement) for one in course.again],
        "standings": [_standing(standing, language) for standing in course.standings],
        "verdict": judgement.verdict if judgement else None,
    }


def _said(statement: Statement) -> dict[str, Any]:
    return {
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "subject": statement.subject,
        "indicator": statement.indicator,
        "measure": statement.measure,
        "comparator": statement.comparator,
        "value": statement.value,
        "value_high": statement.value_high,
        "unit": statement.unit,
    }


def _standing(standing: Standing, language: str) -> dict[str, Any]:
    return {
        "year": standing.year,
        "standing": standing.pace,
        "reason": standing.reason,
        "value": standing.value,
        "needed": standing.needed,
        "unit": standing.unit,
        "is_final": standing.is_final,
        "is_computed": standing.is_computed,
        "figures": [
            {
                "part": figure.part,
                "plan_year": figure.plan_year,
                "start": figure.place.start,
                "end": figure.place.end,
                "value": figure.value,
                "unit": figure.unit,
                "year": figure.year,
            }
            for figure in standing.figures
        ],
        "computation": standing.computation,
        "explanation": explain(standing, language),
    }


def as_lines(course: Course, found: dict[str, Any]) -> list[str]:
    """A target as lines of the table: its words, then one line a year."""
    target = course.target
    verdict = f"  [{found['verdict']}]" if found["verdict"] else ""
    head = f"{course.plan_year}:{target.start}  {course.first}-{course.last}  {target.quote.strip()}{verdict}"
    return [head, *(f"    {one['explanation']}" for one in found["standings"])]
