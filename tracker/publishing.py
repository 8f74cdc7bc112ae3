"""The public export: every verdict with what its hash covers, every correction, every finding of the audit.

The means to recompute the verdicts come with them.

Which commitments are public is decided as for the pages. A verdict that is not keeps its place and its hash in the
export and states nothing else, so that whoever has the export can walk the whole chain.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from reports.models import Jurisdiction
from reports.spreadsheet import guard
from reports.words import ReviewState
from tracker.judging import chain
from tracker.models import Commitment, Finding, Publication, Verdict

#: What is copied as it stands.
_COPIED = Path(__file__).with_name("public")
#: Spreadsheets take a CSV for UTF-8 by this mark.
_CSV = {"encoding": "utf-8-sig", "newline": ""}
_AT_ONCE = 2000

HEADS = ["jurisdiction", "name", "position", "hash"]
CORRECTIONS = [
    "jurisdiction", "government", "government_english", "year", "subject", "from", "to", "cause", "reason", "source",
    "decided_at", "position",
]  # fmt: skip
PUBLICATIONS = [
    "jurisdiction", "government", "government_english", "plan_year", "kind", "vintage", "act", "at", "reason",
    "statements", "links", "text_sha256",
]  # fmt: skip
FINDINGS = [
    "jurisdiction", "government", "government_english", "told_in", "year", "kind", "severity", "subject", "indicator",
    "explanation", "explanation_english", "report", "later_report", "figures", "computation", "reviewed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """How many rows an export holds."""

    verdicts: int
    withheld: int
    corrections: int
    findings: int


def export(directory: Path, *, unreviewed: bool, places: Iterable[Jurisdiction] | None = None) -> Published:
    """Write the export into the directory, file by file in place of an earlier one; nothing if anything fails."""
    directory.mkdir(parents=True, exist_ok=True)
    counts = {"verdicts": 0, "withheld": 0, "corrections": 0, "findings": 0}
    with tempfile.TemporaryDirectory(dir=directory, prefix=".export-") as unfinished:
        new = Path(unfinished)
        with (
            (new / "verdicts.jsonl").open("w", encoding="utf-8", newline="\n") as lines,
            (new / "chains.csv").open("w", **_CSV) as ends,  # type: ignore[call-overload]
        ):
            heads = csv.writer(ends)
            heads.writerow(HEADS)
            for place in governments() if places is None else places:
                last = None
                for last in stated(place, unreviewed=unreviewed):
                    counts["verdicts"] += 1
                    counts["withheld"] += "withheld" in last
                    lines.write(json.dumps(last, ensure_ascii=False, separators=(",", ":")) + "\n")
                if last is not None:
                    heads.writerow([place.code, guard(place.name), last["position"], last["hash"]])
        with (new / "corrections.csv").open("w", **_CSV) as cells:  # type: ignore[call-overload]
            table = csv.writer(cells)
            table.writerow(CORRECTIONS)
            for row in corrections(unreviewed=unreviewed).iterator(chunk_size=_AT_ONCE):
                counts["corrections"] += 1
                table.writerow([guard(str(cell)) for cell in correction(row)])
        with (new / "findings.csv").open("w", **_CSV) as cells:  # type: ignore[call-overload]
            table = csv.writer(cells)
            table.writerow(FINDINGS)
            shown = Finding.objects.shown(unreviewed=unreviewed).with_evidence().gravest_first()
            for one in shown.iterator(chunk_size=_AT_ONCE):
                counts["findings"] += 1
                table.writerow([guard(str(cell)) for cell in finding(one)])
        for name in ("recompute.py", "README.txt"):
            shutil.copyfile(_COPIED / name, new / name)
        for path in sorted(new.iterdir()):
            os.replace(path, directory / path.name)
    return Published(**counts)


def governments() -> QuerySet[Jurisdiction]:
    """The governments that have a verdict, in the order of the export."""
    has_verdict = Exists(Verdict.objects.filter(jurisdiction=OuterRef("pk")))
    return Jurisdiction.objects.filter(has_verdict).order_by("code", "pk")


def stated(place: Jurisdiction, *, unreviewed: bool) -> Iterator[dict[str, Any]]:
    """What each verdict of the government's chain states in public, in order; of a withheld one its place alone."""
    is_shown = Exists(Commitment.objects.told(unreviewed=unreviewed).filter(pk=OuterRef("commitment")))
    rows = Verdict.objects.filter(jurisdiction=place).annotate(is_shown=is_shown).order_by("position")
    for row in rows.select_related("outcome").iterator(chunk_size=_AT_ONCE):
        is_accepted = row.outcome is None or row.outcome.review_state == ReviewState.ACCEPTED.value
        if row.is_shown and (unreviewed or is_accepted):
            yield row.stated(place.code) | {"hash": row.hash}
        else:
            yield {
                "jurisdiction": place.code,
                "position": row.position,
                "previous": row.previous,
                "hash": row.hash,
                "withheld": True,
            }


def corrections(*, unreviewed: bool, place: str = "", year: int | None = None) -> QuerySet[Verdict]:
    """Every change of a verdict on what the public sees, newest first; `was` is the code it changed.

    With `place` those of the governments of this code alone, with `year` those on its pledges.
    """
    shown = Commitment.objects.told(unreviewed=unreviewed).order_by()
    rows = Verdict.objects.corrections().filter(commitment__in=shown.values("pk"))
    if place:
        rows = rows.filter(jurisdiction__code=place)
    if year:
        rows = rows.filter(commitment__year=year)
    return rows.select_related("jurisdiction", "commitment").order_by("-decided_at", "-pk")


def publications(*, place: str = "") -> QuerySet[Publication]:
    """Every reading published or reopened, newest first; with `place` those of the governments of this code alone."""
    rows = Publication.objects.select_related("report__jurisdiction").defer("report__text").order_by("-pk")
    return rows.filter(report__jurisdiction__code=place) if place else rows


def publication(row: Publication) -> list[Any]:
    """A row of `publications` under the headings PUBLICATIONS; nobody is named."""
    report, place = row.report, row.report.jurisdiction
    return [
        place.code, place.name, place.english, report.plan_year, report.kind, report.vintage, row.act,
        chain.instant(row.at), row.note, row.statements, row.links, row.text_sha256,
    ]  # fmt: skip


def correction(row: Any) -> list[Any]:
    """A row of `corrections` under the headings CORRECTIONS."""
    place, pledge = row.jurisdiction, row.pledge_as_judged
    return [
        place.code, place.name, place.english, pledge["year"], pledge["subject"], row.was, row.code, row.cause,
        row.note or row.reason, row.source, chain.instant(row.decided_at), row.position,
    ]  # fmt: skip


def finding(row: Finding) -> list[Any]:
    """A finding under the headings FINDINGS; a report is named by its text's sha256, figures by their place in it."""
    place, later = row.jurisdiction, row.later.text_sha256 if row.later else ""
    return [
        place.code, place.name, place.english, row.told_in, row.year or "", row.kind, row.severity, row.subject,
        row.indicator.code if row.indicator else "", row.explained("zh"), row.explained("en"), row.report.text_sha256,
        later, _json(row.figures), _json(row.computation), "yes" if row.is_reviewed else "no",
    ]  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
