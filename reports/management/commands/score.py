"""Scores the reading against labelled reports and lists every gain and loss against the recorded bars."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.scoring import Score, changes, score_folder


class Command(BaseCommand):
    help = "Score the reading against labelled reports; list gains and losses against the baseline."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gold", required=True, help="folder of <code>-<year>.quant.tsv and .deeds.tsv")
        parser.add_argument("--corpus", required=True, help="folder of the texts, <code>/<year>.txt")
        parser.add_argument("--baseline", help="the recorded bars; baseline.json in the gold folder when not given")
        parser.add_argument("--record", action="store_true", help="write today's bars as the baseline")

    def handle(self, *args: Any, **options: Any) -> None:
        gold = Path(options["gold"])
        baseline = Path(options["baseline"] or gold / "baseline.json")
        scores = score_folder(gold, Path(options["corpus"]))
        if not scores:
            raise CommandError("no labelled report there has its text in the corpus")
        for score in scores.values():
            self._show(score)
        if options["record"]:
            kept = {
                name: {"bars": score.bars, "right": " ".join(sorted(score.right))} for name, score in scores.items()
            }
            baseline.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            self.stdout.write(f"recorded {len(kept)} reports")
            return
        if not baseline.is_file():
            raise CommandError(f"no baseline at {baseline}: record one with --record")
        fallen = False
        for change in changes(json.loads(baseline.read_text(encoding="utf-8")), scores):
            self.stdout.write(change.line)
            fallen = fallen or change.is_fall
        if fallen:
            raise CommandError("a bar fell below the baseline")

    def _show(self, score: Score) -> None:
        bars = "  ".join(f"{name} {value:.3f}" for name, value in score.bars.items())
        self.stdout.write(f"{score.report}  {bars}")
