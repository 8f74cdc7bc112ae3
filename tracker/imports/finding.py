"""Which report a row is of, and which stored statement it means."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from reports.models import Jurisdiction, Report
from reports.words import ReportKind
from tracker.imports.checks import whole, word
from tracker.imports.rows import ProblemError

#: Texts kept at hand: the rows of one report mostly stand together.
TEXTS = 40


class Reports:
    """The reports that rows name, fetched for many rows at once and remembered, without their texts."""

    def __init__(self) -> None:
        self._by_sha: dict[str, Report | None] = {}
        self._by_place: dict[tuple[str, int], list[Report]] = {}
        self._texts: OrderedDict[int, str] = OrderedDict()

    def fetch(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Look up every report that these rows name, in two queries."""
        hashes, places = set(), set()
        for cells in rows:
            sha = cells.get("report_sha256", "").strip()
            if sha:
                hashes.add(sha)
            else:
                places.add(cells.get("place_code", "").strip())
        known = Report.objects.select_related("jurisdiction").defer("text")
        new = hashes - self._by_sha.keys()
        if new:
            self._by_sha |= dict.fromkeys(new)
            self._by_sha |= {row.text_sha256: row for row in known.filter(text_sha256__in=new)}
        codes = places - {code for code, _year in self._by_place} - {""}
        for row in known.filter(jurisdiction__code__in=codes, superseded_by__isnull=True) if codes else ():
            self._by_place.setdefault((row.jurisdiction.code, row.plan_year), []).append(row)

    def named(self, cells: Mapping[str, str]) -> Report | None:
        """The report the row names, by its hash or else by place, year and kind; None where it names none.

        ProblemError where there is no such report, or more than one.
        """
        sha = cells.get("report_sha256", "").strip()
        if sha:
            found = self._by_sha.get(sha)
            if found is None:
                raise ProblemError("no_such_text", "report_sha256", sha)
            return found
        code, year = cells.get("place_code", "").strip(), whole(cells, "report_year")
        if not code or year is None:
            return None
        cell = cells.get("report_kind", "").strip()
        kind = word("report_kind", cell, ReportKind) if cell else ReportKind.WORK_REPORT.value
        those = [row for row in self._by_place.get((code, year), []) if row.kind == kind]
        if not those:
            raise ProblemError("no_such_report", "report_year", str(year), place=code, year=year)
        if len(those) > 1:
            raise ProblemError("several_reports", "report_sha256", "", place=code, year=year)
        return those[0]

    def text(self, report: int) -> str:
        """The text of a report, by its key."""
        if report not in self._texts:
            self._texts[report] = Report.objects.values_list("text", flat=True).get(pk=report)
            if len(self._texts) > TEXTS:
                self._texts.popitem(last=False)
        self._texts.move_to_end(report)
        return self._texts[report]


class Scope:
    """Which governments a file is about, gathered from its rows before any of them is planned."""

    def __init__(self) -> None:
        self._hashes: set[str] = set()
        self._codes: set[str] = set()
        self._keys: set[int] = set()

    def add(self, cells: Mapping[str, str]) -> None:
        sha, code = cells.get("report_sha256", "").strip(), cells.get("place_code", "").strip()
        if sha:
            self._hashes.add(sha)
        elif code:
            self._codes.add(code)
        try:
            key = whole(cells, "id")
        except ProblemError:
            return
        if key is not None and not sha and not code:
            self._keys.add(key)

    def places(self, model: Any) -> QuerySet[Jurisdiction]:
        """The governments whose statements of this kind the rows name."""
        reports = Report.objects.filter(Q(text_sha256__in=self._hashes) | Q(jurisdiction__code__in=self._codes))
        rows = model._default_manager.filter(pk__in=self._keys)
        return Jurisdiction.objects.filter(
            Q(pk__in=reports.order_by().values("jurisdiction")) | Q(pk__in=rows.order_by().values("jurisdiction"))
        )
