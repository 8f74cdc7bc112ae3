"""A finding of the audit as pages tell it: how grave, its sentence, and the sentences its figures stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from reports.models import Report
from tracker.judging.audit.records import Inconsistency, Role, Severity
from tracker.models import Finding
from tracker.site.quoted import in_sentence, sentence


@dataclass(frozen=True)
class ToldFigure:
    """A printed figure with its unit, what it is in the computation, and where it stands."""

    role: Role
    printed: str
    unit: str
    report: Report
    start: int
    end: int

    @property
    def words(self) -> str:
        """The figure with its unit, as printed."""
        return self.printed + self.unit


@dataclass(frozen=True)
class Run:
    """Words of a passage; ``figure`` is None between the figures."""

    words: str
    figure: ToldFigure | None = None


@dataclass(frozen=True)
class Passage:
    """The sentence of a report that figures of a finding stand in; cut ends carry an ellipsis."""

    report: Report
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Told:
    """A finding in the language active now; ``last`` is the later of its reports."""

    row: Finding
    kind: Inconsistency
    severity: Severity
    sentence: str
    figures: tuple[ToldFigure, ...]
    passages: tuple[Passage, ...] = ()

    @property
    def last(self) -> Report:
        """The report in which the finding comes to light: the later one where it needs both."""
        return self.row.later or self.row.report

    @property
    def is_alarm(self) -> bool:
        """Whether it says more than that something is worth knowing."""
        return self.severity != Severity.INFO


def told(rows: Iterable[Finding], texts: Mapping[int, str] | None = None) -> list[Told]:
    """The findings in the order given; with the texts of their reports, by key, the sentences are quoted, too.

    The rows come ``with_evidence``.
    """
    language = get_language() or "en"
    found = []
    for row in rows:
        figures = tuple(_figure(row, figure) for figure in row.figures)
        found.append(
            Told(
                row,
                Inconsistency(row.kind),
                Severity(row.severity),
                row.explained(language),
                figures,
                _passages(figures, texts) if texts else (),
            )
        )
    return found


def reports_of(rows: Iterable[Finding]) -> set[int]:
    """The keys of the reports that the figures of the findings stand in."""
    return {key for row in rows for key in (row.report_id, row.later_id) if key is not None}


def _figure(row: Finding, figure: dict[str, Any]) -> ToldFigure:
    report = row.later if figure["text"] and row.later is not None else row.report
    unit = "" if "番" in figure["printed"] else figure["unit"]
    return ToldFigure(Role(figure["role"]), figure["printed"], unit, report, figure["start"], figure["end"])


def _passages(figures: tuple[ToldFigure, ...], texts: Mapping[int, str]) -> tuple[Passage, ...]:
    """Each sentence once, however many of the figures stand in it; the earlier report first."""
    sentences: dict[tuple[int, int, int], list[ToldFigure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda one: (one.report.plan_year, one.start)):
        text = texts[figure.report.pk]
        first, last = sentence(text, figure.start, figure.end)
        sentences[figure.report.pk, first, last].append(figure)
    return tuple(_passage(texts[key[0]], standing) for key, standing in sentences.items())


def _passage(text: str, figures: list[ToldFigure]) -> Passage:
    first, last = figures[0].start, max(figure.end for figure in figures)
    around = in_sentence(text, first, last)
    runs, at = [Run(around.before)], first
    for figure in figures:
        if figure.start < at:
            continue
        runs += [Run(text[at : figure.start]), Run(text[figure.start : figure.end], figure)]
        at = figure.end
    runs += [Run(text[at:last]), Run(around.after)]
    return Passage(figures[0].report, tuple(run for run in runs if run.words))
