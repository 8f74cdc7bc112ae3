"""Fits the weights of deeds to labelled reports and prints them as ``lexicon/deed_weights.toml``."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from difflib import SequenceMatcher
from itertools import groupby
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError

from reports.reading import clauses, deeds, quantities, sections, weighing
from reports.reading.numerals import narrow
from reports.reading.weighing import Proposal, Trait

#: A trait rarer than this among the proposals says nothing yet.
RAREST = 3
#: How strongly weights are drawn to nothing (ridge), and the log-odds from which a deed is read: both chosen by
#: leaving out one report at a time (``--leave-out``).
RIDGE = 3.0
READ_FROM = -0.2
SWEEPS = 60
#: What every proposal has.
BASE: Trait = ("base", "all")
HEAD = """# How much each trait of a verb and its object speaks for a deed: log-odds times ten; a deed is read from zero
# up. Fitted to labelled reports by manage.py weigh_deeds, never written by hand.
"""


class Row(NamedTuple):
    """A proposal as its traits, whether a coder lists it (1 or 0), and how much its report counts."""

    traits: tuple[Trait, ...]
    right: float
    share: float


class Labelled(NamedTuple):
    """The proposals of a labelled report, and of how many deeds that all coders list the right ones are."""

    report: str
    rows: list[Row]
    asked: int
    met: list[bool]


class Command(BaseCommand):
    help = "Fit the weights of deeds to labelled reports and print the table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labels", nargs="+", help="folder of <code>-<year>.deeds.tsv, FOLDER:0.2 to count it less")
        parser.add_argument("--corpus", required=True, help="folder of the texts, <code>/<year>.txt")
        parser.add_argument(
            "--leave-out", action="store_true", help="score each report by weights fitted to the others, print no table"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reports = [
            _labelled(path, Path(options["corpus"]), share)
            for folder, share in map(_share, options["labels"])
            for path in sorted(Path(folder).glob("*.deeds.tsv"))
        ]
        if not any(report.rows for report in reports):
            raise CommandError("no labelled deeds there")
        if options["leave_out"]:
            self._leave_out(reports)
            return
        self.stdout.write(HEAD.rstrip())
        fitted = fit([row for report in reports for row in report.rows])
        tens = [(trait, round(weight * 10)) for trait, weight in fitted.items()]
        for family, traits in groupby(sorted(tens), key=lambda item: item[0][0]):
            self.stdout.write(f"\n[{family}]")
            for (_, key), weight in traits:
                if weight or family == "base":
                    self.stdout.write(f'"{key}" = {weight}')

    def _leave_out(self, reports: list[Labelled]) -> None:
        scores = []
        for out in reports:
            weights = fit([row for report in reports if report is not out for row in report.rows])
            read = [sum(weights.get(trait, 0.0) for trait in (BASE, *row.traits)) >= 0 for row in out.rows]
            right = sum(row.right for row, said in zip(out.rows, read, strict=True) if said)
            found = sum(met for met, said in zip(out.met, read, strict=True) if said)
            precision, recall = right / max(1, sum(read)), found / max(1, out.asked)
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            scores.append(f1)
            self.stdout.write(f"{out.report}  precision {precision:.3f}  recall {recall:.3f}  f1 {f1:.3f}")
        self.stdout.write(f"mean f1 {sum(scores) / len(scores):.3f}")


def _share(argument: str) -> tuple[str, float]:
    folder, _, share = argument.partition(":")
    return folder, float(share or 1)


def _labelled(path: Path, corpus: Path, share: float) -> Labelled:
    """Everything proposed in a labelled report, beside what its coders list."""
    report = path.name.removesuffix(".deeds.tsv")
    code, year = report.split("-")
    text = narrow((corpus / code / f"{year}.txt").read_bytes().decode("utf-8-sig"))
    split = clauses.split(text, sections.find(text, int(year)), int(year))
    with path.open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    proposed = deeds.proposed(text, split, quantities.find(text))
    met = _met(proposed, gold)
    rows = [
        Row(tuple(weighing.traits(proposal)), float(place in met), share) for place, proposal in enumerate(proposed)
    ]
    must = [row["coders"] == "both" for row in gold]
    return Labelled(report, rows, sum(must), [place in met and must[met[place]] for place in range(len(proposed))])


def _met(proposed: list[Proposal], gold: list[dict[str, str]]) -> dict[int, int]:
    """Which label each right proposal meets: those most alike first, none twice."""
    kinds = {"P": "pledge", "O": "outcome"}
    alike: list[tuple[float, int, int]] = []
    for place, proposal in enumerate(proposed):
        member, verb = proposal.member, proposal.candidate.verb
        start, end = min(member.start, verb.start), max(member.end, verb.end)
        for number, row in enumerate(gold):
            if kinds.get(row["kind"]) == proposal.clause.kind and int(row["start"]) < end and start < int(row["end"]):
                likeness = max(_likeness(name, member.words) for name in row["object"].split("|"))
                if likeness >= 0.5:
                    alike.append((likeness, number, place))
    taken: set[int] = set()
    met: dict[int, int] = {}
    for _, number, place in sorted(alike, reverse=True):
        if number not in taken and place not in met:
            taken.add(number)
            met[place] = number
    return met


def _likeness(gold: str, said: str) -> float:
    return 1.0 if gold in said or said in gold else SequenceMatcher(None, gold, said).ratio()


def fit(rows: list[Row]) -> dict[Trait, float]:
    """Ridge logistic regression: the log-odds each trait adds, base first, rare ones left out.

    One trait is moved at a time, by Newton's step, over the rows that show it; SWEEPS rounds settle every weight.
    """
    lines: dict[Trait, list[int]] = {BASE: list(range(len(rows)))}
    for line, row in enumerate(rows):
        for trait in set(row.traits):
            lines.setdefault(trait, []).append(line)
    lines = {trait: shown for trait, shown in lines.items() if len(shown) >= RAREST}
    weights = dict.fromkeys(lines, 0.0)
    odds = [0.0] * len(rows)
    for _ in range(SWEEPS):
        for trait, shown in lines.items():
            ridge = 0.0 if trait == BASE else RIDGE
            slope, bend = ridge * weights[trait], ridge + 1e-9
            for line in shown:
                _, right, share = rows[line]
                chance = 1 / (1 + exp(-odds[line]))
                slope += share * (chance - right)
                bend += share * chance * (1 - chance)
            step = max(-1.0, min(1.0, -slope / bend))
            weights[trait] += step
            for line in shown:
                odds[line] += step
    weights[BASE] -= READ_FROM
    return weights
