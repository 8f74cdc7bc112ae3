"""Fits the weights of deeds to labelled reports and prints them as the last table of ``lexicon/deeds.toml``."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from difflib import SequenceMatcher
from math import exp
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.reading import clauses, deeds, quantities, sections, weighing

#: A trait rarer than this among the proposals says nothing yet.
RAREST = 3
#: How strongly weights are drawn to nothing (ridge), and the log-odds from which a deed is read: both chosen by
#: leaving out one report at a time (mean F1 0.79 on the report left out).
RIDGE = 0.4
READ_FROM = -0.1
SWEEPS = 150


class Command(BaseCommand):
    help = "Fit the weights of deeds to labelled reports and print the table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labels", nargs="+", help="folder of <code>-<year>.deeds.tsv, FOLDER:0.2 to count it less")
        parser.add_argument("--corpus", required=True, help="folder of the texts, <code>/<year>.txt")

    def handle(self, *args: Any, **options: Any) -> None:
        rows: list[tuple[list[str], float, float]] = []
        for folder, share in map(_share, options["labels"]):
            for path in sorted(Path(folder).glob("*.deeds.tsv")):
                rows += [(traits, right, share) for traits, right in _proposals(path, Path(options["corpus"]))]
        if not rows:
            raise CommandError("no labelled deeds there")
        self.stdout.write("[weights]")
        for trait, weight in _fit(rows):
            self.stdout.write(f"{trait} = {weight}" if trait == "base" else f'"{trait}" = {weight}')


def _share(argument: str) -> tuple[str, float]:
    folder, _, share = argument.partition(":")
    return folder, float(share or 1)


def _proposals(path: Path, corpus: Path) -> list[tuple[list[str], float]]:
    """The traits of everything proposed in a labelled report, and 1 where a coder lists it, else 0."""
    code, year = path.name.removesuffix(".deeds.tsv").split("-")
    text = (corpus / code / f"{year}.txt").read_bytes().decode("utf-8-sig")
    split = clauses.split(text, sections.find(text, int(year)))
    with path.open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file, delimiter="\t"))
    proposed = list(deeds.proposed(text, split, quantities.find(text)))
    kinds = {"P": "pledge", "O": "outcome"}
    alike: list[tuple[float, int, int]] = []
    for place, (clause, candidate, member, _) in enumerate(proposed):
        start, end = min(member.start, candidate.verb.start), max(member.end, candidate.verb.end)
        for number, row in enumerate(gold):
            if kinds.get(row["kind"]) == clause.kind and int(row["start"]) < end and start < int(row["end"]):
                likeness = max(_likeness(name, member.words) for name in row["object"].split("|"))
                if likeness >= 0.5:
                    alike.append((likeness, number, place))
    taken: set[int] = set()
    right: set[int] = set()
    for _, number, place in sorted(alike, reverse=True):
        if number not in taken and place not in right:
            taken.add(number)
            right.add(place)
    return [
        (weighing.traits(candidate, member, count, clause.section), float(place in right))
        for place, (clause, candidate, member, count) in enumerate(proposed)
    ]


def _likeness(gold: str, said: str) -> float:
    return 1.0 if gold in said or said in gold else SequenceMatcher(None, gold, said).ratio()


def _fit(rows: list[tuple[list[str], float, float]]) -> list[tuple[str, int]]:
    """Ridge logistic regression: (trait, log-odds times ten), base first, those that come to nothing left out.

    One trait is moved at a time, by Newton's step, over the rows that show it; SWEEPS rounds settle every weight.
    """
    lines: dict[str, list[int]] = {}
    for line, (traits, _, _) in enumerate(rows):
        for trait in {"base", *traits}:
            lines.setdefault(trait, []).append(line)
    lines = {trait: lines[trait] for trait in ["base", *sorted(lines.keys() - {"base"})] if len(lines[trait]) >= RAREST}
    weights = dict.fromkeys(lines, 0.0)
    odds = [0.0] * len(rows)
    for _ in range(SWEEPS):
        for trait, shown in lines.items():
            ridge = 0.0 if trait == "base" else RIDGE
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
    weights["base"] -= READ_FROM
    return [(trait, tens) for trait, weight in weights.items() if (tens := round(weight * 10)) or trait == "base"]
