"""Holds the pledges of one report against the outcomes of the next and prints the verdicts, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.management.commands.extract import as_json as statement_as_json
from reports.words import EVIDENCE, WHOLE, ReportKind, Vintage
from tracker.judging.explain import arithmetic, explain
from tracker.judging.records import Judgement


class Command(BaseCommand):
    help = "Assess a report's pledges by the report of the year after; one JSON object a pledge (no database needed)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("earlier", metavar="N_FILE", help="the report that makes the pledges")
        parser.add_argument("later", metavar="N1_FILE", help="the report of the year after, which answers them")
        parser.add_argument("--plan-year", type=int, help="the year N_FILE plans for; taken from it when not given")
        parser.add_argument(
            "--source",
            action="append",
            default=[],
            metavar="KIND[:VINTAGE]=FILE",
            help="another document on the year: communique:final=FILE, audit=FILE; may be repeated",
        )
        parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
        parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the explanation")

    def handle(self, *args: Any, **options: Any) -> None:
        from reports.reading import text as texts
        from reports.reading import years
        from reports.reading.read import read
        from tracker.judging.sources import Source, assess_by_all

        try:
            earlier = read(texts.load(Path(options["earlier"])), options["plan_year"])
            later = read(texts.load(Path(options["later"])), earlier.plan_year + 1)
            sources = [Source(later)]
            for said in options.get("source") or ():
                kind, vintage, path = source_of(said)
                text = texts.load(path)
                reading = read(text, earlier.plan_year + 1, section=WHOLE.get(kind))
                sources.append(Source(reading, kind, vintage))
        except texts.TextError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{options['earlier']}: {error} (--plan-year 2025)") from error
        said = years.infer(later.text)
        if said is not None and said != later.plan_year:
            self.stderr.write(
                f"{options['later']} seems to plan for {said}, so it may not be the report that answers a plan "
                f"for {earlier.plan_year}"
            )
        if options["plan_year"] is None:
            self.stderr.write(f"plan year taken from the text: {earlier.plan_year}")
        language = options["language"]
        for judgement in assess_by_all(earlier, sources, earlier.plan_year):
            if options["format"] == "table":
                self.stdout.write(as_line(judgement, language))
            else:
                self.stdout.write(json.dumps(as_json(judgement, language), ensure_ascii=False))


def source_of(said: str) -> tuple[ReportKind, Vintage, Path]:
    """Kind, vintage and file of ``KIND[:VINTAGE]=FILE``. Raises CommandError, saying what is known, for another."""
    name, _, path = said.partition("=")
    kind, _, vintage = name.partition(":")
    try:
        found = ReportKind(kind), Vintage(vintage)
    except ValueError:
        found = None
    kinds, vintages = EVIDENCE[1:], [vintage for vintage in Vintage if vintage]
    if found is None or found[0] not in kinds or not path:
        raise CommandError(
            f"--source {said}: write KIND=FILE or KIND:VINTAGE=FILE, with a kind of {', '.join(kinds)}"
            f" and a vintage of {', '.join(vintages)}"
        )
    return *found, Path(path)


def as_json(judgement: Judgement, language: str) -> dict[str, Any]:
    """A judgement as the contract of ``assess`` prints it."""
    return {
        "pledge": statement_as_json(judgement.pledge),
        "outcome": statement_as_json(judgement.outcome) if judgement.outcome else None,
        "also": [statement_as_json(outcome) for outcome in judgement.also],
        "verdict": judgement.verdict,
        "rule": judgement.rule,
        "rule_version": judgement.rule_version,
        "flags": list(judgement.flags),
        "reason": judgement.reason,
        "derivation": judgement.derivation,
        "explanation": explain(judgement.derivation, language),
        "candidates": [
            {"outcome": statement_as_json(c.outcome), "score": str(c.score), "reason": c.reason}
            for c in judgement.candidates
        ],
    }


def as_line(judgement: Judgement, language: str) -> str:
    """A judgement as one line of the table: place, verdict, subject, and the arithmetic that decided."""
    pledge = judgement.pledge
    said = arithmetic(judgement.derivation, language) or judgement.rule.name_in(language)
    return f"{pledge.start:>6}  {judgement.verdict.name_in(language)}  {pledge.subject}  {said}"
