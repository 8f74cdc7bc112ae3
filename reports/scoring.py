"""How well the reading agrees with a report that people have labelled.

A figure is found when a statement of the same kind overlaps its place, exact when measure, bound, value, unit and
year agree too, full when the subject does as well. Labels of kind U are neither asked for nor wrong.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from reports.reading.read import read
from reports.reading.records import Statement
from reports.words import Kind

_KINDS = {"P": Kind.PLEDGE, "O": Kind.OUTCOME, "S": Kind.SHORTFALL}
#: 超过 and 以上, 低于 and 以内 are told apart by few coders: they count as one.
_SAME_BOUND = {"gt": "ge", "lt": "le"}
_MONTH = re.compile(r"-(0[1-9]|1[0-2])$")
_NOISE = re.compile(r"[\s的“”\"'《》、,，()（）\-—·]")
_SCOPE = re.compile(r"^(?:全[区县市省国]|区属|全社会|我[区县市]|各类)")
#: Subjects alike in this share of their characters are one.
ALIKE = 0.75
#: Objects of deeds are told more freely.
ALIKE_DEEDS = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """The bars of one report, each an F1 of 0 to 1, and what was right: ``bar:place`` for every label met."""

    report: str
    bars: dict[str, float]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A line of what became better or worse; ``is_fall`` where a bar is lower than recorded."""

    line: str
    is_fall: bool = False


def score_folder(gold: Path, corpus: Path) -> dict[str, Score]:
    """A score for each ``<code>-<year>.quant.tsv`` whose text is in the corpus, by report, in name order."""
    scores = {}
    for path in sorted(gold.glob("*.quant.tsv")):
        report = path.name.removesuffix(".quant.tsv")
        code, year = report.split("-")
        text = corpus / code / f"{year}.txt"
        if text.is_file():
            statements = read(text.read_bytes().decode("utf-8"), int(year)).statements
            scores[report] = _score(report, _rows(path), _rows(gold / f"{report}.deeds.tsv"), statements)
    return scores


def changes(baseline: dict[str, Any], scores: dict[str, Score]) -> Iterator[Change]:
    """Every label gained or lost and every bar that moved since the baseline, report by report."""
    for report, score in scores.items():
        kept = baseline.get(report)
        if kept is None:
            yield Change(f"{report}  not in the baseline")
            continue
        before = frozenset(kept["right"].split())
        for place in sorted(score.right - before):
            yield Change(f"{report}  gained  {place}")
        for place in sorted(before - score.right):
            yield Change(f"{report}  lost    {place}")
        for name, value in score.bars.items():
            was = kept["bars"][name]
            if round(value, 4) != round(was, 4):
                yield Change(f"{report}  {name}  {was:.4f} → {value:.4f}", is_fall=round(value, 4) < round(was, 4))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _score(
    report: str, figures: list[dict[str, str]], deeds: list[dict[str, str]], statements: tuple[Statement, ...]
) -> Score:
    bars, right = _score_figures(figures, statements)
    if deeds:
        bars["deeds"], met = _score_deeds(deeds, statements)
        right |= met
    return Score(report, {name: round(value, 4) for name, value in bars.items()}, frozenset(right))


def _score_figures(gold: list[dict[str, str]], statements: tuple[Statement, ...]) -> tuple[dict[str, float], set[str]]:
    asked = sum(row["kind"] in ("P", "O") for row in gold)
    said = found = exact = full = 0
    used: set[int] = set()
    right: set[str] = set()
    for statement in statements:
        if statement.number is None or statement.kind is Kind.SHORTFALL:
            continue
        beside = [i for i, row in enumerate(gold) if _overlap(row, statement.number.start, statement.number.end)]
        match = next((i for i in beside if i not in used and _KINDS.get(gold[i]["kind"]) is statement.kind), None)
        if match is None:
            said += not any(gold[i]["kind"] == "U" for i in beside)
            continue
        said += 1
        used.add(match)
        row = gold[match]
        found += 1
        right.add(f"figure:{row['start']}")
        if _agrees(row, statement):
            exact += 1
            right.add(f"exact:{row['start']}")
            if _same_subject(row["subject"], statement.subject):
                full += 1
                right.add(f"full:{row['start']}")
    return {
        name: _f1(hits, said, asked) for name, hits in (("figures", found), ("exact", exact), ("full", full))
    }, right


def _score_deeds(gold: list[dict[str, str]], statements: tuple[Statement, ...]) -> tuple[float, set[str]]:
    said = [statement for statement in statements if statement.number is None]
    pairs = []
    for i, row in enumerate(gold):
        for j, statement in enumerate(said):
            if _KINDS[row["kind"]] is statement.kind and _overlap(row, statement.start, statement.end):
                alike = _alike_objects(row["object"], statement.subject)
                if alike >= ALIKE_DEEDS:
                    pairs.append((alike, i, j))
    met: set[int] = set()
    used: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in met and j not in used:
            met.add(i)
            used.add(j)
    # A deed that one coder alone listed is optional: found it is right, missed it is no loss.
    must = [i for i, row in enumerate(gold) if row["coders"] == "both"]
    recall = sum(i in met for i in must) / len(must) if must else 0.0
    precision = len(used) / len(said) if said else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f1, {f"deed:{gold[i]['start']}" for i in met}


def _overlap(row: dict[str, str], start: int, end: int) -> bool:
    return int(row["start"]) < end and start < int(row["end"])


def _agrees(row: dict[str, str], statement: Statement) -> bool:
    bound = row["comparator"] or "eq"
    said = str(statement.comparator)
    return (
        row["measure"] == statement.measure
        and _SAME_BOUND.get(bound, bound) == _SAME_BOUND.get(said, said)
        and _number(row["value"]) == _number(statement.value)
        and _number(row["value2"]) == _number(statement.value_high)
        and (row["unit"] or "").strip() == statement.unit
        and _MONTH.sub("", (row["period"] or "").strip()) == _MONTH.sub("", statement.period)
    )


def _number(value: str | None) -> Decimal | str:
    plain = (value or "").strip().replace(",", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return plain.lower()


def _plain(subject: str) -> str:
    subject = _NOISE.sub("", subject)
    return _SCOPE.sub("", subject) or subject


def _same_subject(labelled: str, said: str) -> bool:
    """Equal, one inside the other at half its length or more, or alike in three quarters of their characters."""
    said = _plain(said)
    for one in map(_plain, (labelled or "").split("|")):
        if not one or not said:
            continue
        short, long = sorted((one, said), key=len)
        if (short in long and len(short) * 2 >= len(long)) or SequenceMatcher(None, one, said).ratio() >= ALIKE:
            return True
    return False


def _alike_objects(labelled: str, said: str) -> float:
    said = _plain(said)
    if said and any(said in one or one in said for one in map(_plain, labelled.split("|"))):
        return 1.0
    return SequenceMatcher(None, _plain(labelled.split("|")[0]), said).ratio()


def _f1(hits: int, said: int, asked: int) -> float:
    return 2 * hits / (said + asked) if said + asked else 0.0
