"""What the rows of a file would do to commitments or outcomes: decisions and corrections of a person, and additions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from reports.models import Report
from reports.models import Statement as StatementRow
from reports.words import Kind, ReviewState, Section
from tracker import ledger, register
from tracker.imports import checks
from tracker.imports.columns import Column
from tracker.imports.finding import Reports, Scope
from tracker.imports.rows import Act, Change, Plan, ProblemError, Row
from tracker.jobs import Tell
from tracker.models import Commitment, Indicator, Outcome
from tracker.resources import StatementResource

#: Where a stored statement stands, which no import changes.
_PLACE = ("start", "end", "quote", "number_start", "number_end")
_ACTS = {
    ReviewState.ACCEPTED: Act.ACCEPTED,
    ReviewState.REJECTED: Act.REJECTED,
    ReviewState.PROPOSED: Act.HANDED_BACK,
}


@dataclass(slots=True)
class _Line:
    """A row of the file with what it names: a statement by its key, a report, a place in the text."""

    number: int
    cells: dict[str, str]
    key: int | None = None
    report: Report | None = None
    identity: tuple[Any, ...] | None = None
    problems: list[ProblemError] = field(default_factory=list)


class Statements:
    """A file of commitments or of outcomes, planned some rows at a time.

    `write` does what was planned; `finish` judges every government anew of which something was written.
    """

    def __init__(
        self,
        model: type[Commitment] | type[Outcome],
        resource: StatementResource,
        columns: Sequence[Column],
        person: User,
        note: str,
    ) -> None:
        self._model: Any = model
        self._resource = resource
        self._person, self._note, self._at = person, note, timezone.now()
        self.columns = columns
        self._scope, self._reports = Scope(), Reports()
        self._indicators = {row.code: row for row in Indicator.objects.all()}
        self._indicator_of = {row.pk: row for row in self._indicators.values()}
        self._seen: dict[Any, int] = {}
        self._years: dict[int, set[int]] = defaultdict(set)
        self._changed: dict[int, set[int]] = defaultdict(set)
        self._accepted: dict[int, set[int]] = defaultdict(set)

    @staticmethod
    def missing(header: Sequence[str]) -> list[str]:
        """The columns without which no row says which statement it means."""
        names = set(header)
        if "id" in names:
            return []
        reports = [] if "report_sha256" in names or {"place_code", "report_year"} <= names else ["report_sha256"]
        return [*reports, *(name for name in ("start", "end", "subject", "measure") if name not in names)]

    def look(self, cells: dict[str, str]) -> None:
        """Hear of a row before any is planned."""
        self._scope.add(cells)

    def hold(self) -> None:
        """Hold every government the file is about until the transaction ends."""
        ledger.hold(self._scope.places(self._model).values_list("pk", flat=True))

    def plan(self, rows: Sequence[Row]) -> Plan:
        """What these rows would do; nothing is written."""
        plan = Plan()
        self._reports.fetch(cells for _number, cells in rows)
        lines = [self._line(number, cells) for number, cells in rows]
        by_key, by_identity, figures = self._stored(lines)
        moved: list[tuple[_Line, Any]] = []
        for line in lines:
            try:
                if line.problems:
                    raise ExceptionGroup("row", line.problems)
                stored = by_key.get(line.key) if line.key else by_identity.get(line.identity or ())
                if line.key and stored is None:
                    raise ProblemError("no_such_id", "id", str(line.key))
                if stored is not None:
                    self._change(plan, line, stored, moved)
                else:
                    self._add(plan, line, figures)
            except ProblemError as problem:
                plan.refuse(line.number, [problem])
            except ExceptionGroup as group:
                plan.refuse(line.number, list(group.exceptions))  # type: ignore[arg-type]
        self._refuse_clashes(plan, moved)
        return plan

    def write(self, plan: Plan) -> None:
        """Write what was planned."""
        register.write_decided(self._model, plan.new, plan.changed)

    def finish(self, tell: Tell) -> dict[str, Any]:
        """Judge again what the written rows bear on; returns how many verdicts that added."""
        verdicts = 0
        for done, (place, years) in enumerate(sorted(self._years.items())):
            tell("judging", done, len(self._years))
            changed, accepted = self._changed[place], self._accepted[place]
            verdicts += ledger.rejudge(place, years, changed=changed, accepted=accepted)
        return {"verdicts": verdicts}

    def _line(self, number: int, cells: dict[str, str]) -> _Line:
        line = _Line(number, cells)
        try:
            line.key = checks.whole(cells, "id")
            line.report = self._reports.named(cells)
            if line.key is None:
                if line.report is None:
                    raise ProblemError("no_report", "report_sha256")
                start, end = checks.whole(cells, "start"), checks.whole(cells, "end")
                if start is None or end is None:
                    raise ProblemError("blank", "end" if end is None and start is not None else "start")
                figure = checks.whole(cells, "number_start")
                subject, measure = cells.get("subject", "").strip(), cells.get("measure", "").strip()
                line.identity = (line.report.pk, start, end, figure, subject, measure)
        except ProblemError as problem:
            line.problems.append(problem)
        return line

    def _stored(self, lines: Sequence[_Line]) -> tuple[dict[int, Any], dict[tuple[Any, ...], Any], set[Any]]:
        """The stored rows by key and by identity, and the (report, start) of their figures; two queries."""
        rows = self._resource.filter_export(self._model.objects.all())
        keys = [line.key for line in lines if line.key]
        by_key = {row.pk: row for row in rows.filter(pk__in=keys)} if keys else {}
        placed = [line.identity for line in lines if line.identity]
        near = rows.filter(report__in={at[0] for at in placed}, start__in={at[1] for at in placed}) if placed else []
        by_identity = {_identity(row): row for row in near}
        figures = {(row.report_id, row.number_start) for row in by_identity.values() if row.number_start is not None}
        return by_key, by_identity, figures

    def _once(self, what: Any, line: _Line, column: str = "") -> None:
        if what in self._seen:
            raise ProblemError("twice", column, line.cells.get(column, ""), first=self._seen[what])
        self._seen[what] = line.number

    def _change(self, plan: Plan, line: _Line, row: Any, moved: list[tuple[_Line, Any]]) -> None:
        self._once(row.pk, line, "id" if line.key else "start")
        if line.report is not None and line.report.pk != row.report_id:
            raise ProblemError(
                "other_report", "id", str(row.pk), year=row.report.plan_year, place=row.jurisdiction.code
            )
        shown = dict(zip(self._resource.head, self._resource.cells(row), strict=True))
        differing = [name for name, cell in line.cells.items() if not checks.is_same(name, cell, shown[name])]
        fixed = [
            ProblemError("moved", name, line.cells[name], stored=shown[name][:40])
            for name in _PLACE
            if name in differing and line.cells[name].strip()
        ]
        if fixed:
            raise ExceptionGroup("row", fixed)
        # An empty cell empties a field that a person corrects; of the place, the decision and all else it says nothing.
        said = [name for name in differing if name in register.CORRECTABLE or line.cells[name].strip()]
        written = [name for name in said if name in checks.WRITABLE]
        plan.ignored.update(name for name in said if name not in checks.WRITABLE)
        if not written:
            plan.unchanged += 1
            return
        if row.report.state == Report.State.PUBLISHED:
            raise ProblemError("published", "", "", place=row.jurisdiction.code, year=row.report.plan_year)
        self._settle(line, row, written)
        changes = [
            (name, was, now)
            for name, was, now in zip(self._resource.head, shown.values(), self._resource.cells(row), strict=True)
            if was != now
        ]
        corrects = any(name != "review_state" for name in written)
        act = Act.CORRECTED if corrects else _ACTS[ReviewState(row.review_state)]
        plan.changed.append(row)
        plan.changes.append(Change(line.number, act, row.pk, _title(row), tuple(changes)))
        if _identity(row)[-2:] != (shown["subject"], shown["measure"]):
            moved.append((line, row))

    def _settle(self, line: _Line, row: Any, written: Sequence[str]) -> None:
        values = checks.values(line.cells, written, self._indicators)
        asked = values.pop("review_state", None)
        state = ReviewState(asked) if asked else ReviewState.ACCEPTED
        if asked is None and row.review_state == ReviewState.REJECTED.value == line.cells.get("review_state"):
            state = ReviewState.REJECTED
        if values and state == ReviewState.PROPOSED:
            raise ProblemError("both", "review_state", state.value)
        only_agrees = not values and state == ReviewState.ACCEPTED and row.review_state != ReviewState.REJECTED.value
        self._touch(row, only_agrees)
        register.decide_unsaved(row, values, state, self._person, self._at, self._note)
        row.indicator = self._indicator_of.get(row.indicator_id)
        is_admission = isinstance(row, Commitment) and row.known_from == Commitment.KnownFrom.ADMISSION
        if is_admission and row.value:
            raise ProblemError("admission", "value", row.value)
        checks.check_figures(row, is_pledge=isinstance(row, Commitment) and not is_admission)
        self._touch(row, only_agrees)

    def _touch(self, row: Any, only_agrees: bool) -> None:
        place = row.jurisdiction_id
        self._years[place].add(row.year)
        if isinstance(row, Outcome):
            self._years[place].add(row.report.review_year)
        (self._accepted if only_agrees else self._changed)[place].add(row.report_id)

    def _add(self, plan: Plan, line: _Line, figures: set[Any]) -> None:
        report, cells = line.report, line.cells
        assert report is not None
        self._once(line.identity, line, "start")
        if report.superseded_by_id is not None:
            raise ProblemError("superseded", "report_sha256", report.text_sha256)
        if report.state == Report.State.PUBLISHED:
            raise ProblemError("published", "", "", place=report.jurisdiction.code, year=report.plan_year)
        if cells.get("review_state", "").strip() not in ("", ReviewState.ACCEPTED.value):
            raise ProblemError("new_is_accepted", "review_state", cells["review_state"])
        row = self._new(line, report)
        text = self._reports.text(report.pk)
        checks.check_span(row, text, cells.get("quote", ""))
        checks.check_figures(row, is_pledge=isinstance(row, Commitment))
        row.quote = text[row.start : row.end]
        self._touch(row, only_agrees=False)
        plan.beside += row.number_start is not None and (report.pk, row.number_start) in figures
        cells_now = zip(self._resource.head, self._resource.cells(row), strict=True)
        said = tuple((name, "", now) for name, now in cells_now if now and name in (*_PLACE, *checks.WRITABLE, "kind"))
        plan.new.append(row)
        plan.changes.append(Change(line.number, Act.ADDED, None, _title(row), said))

    def _new(self, line: _Line, report: Report) -> Any:
        cells = dict(line.cells)
        if not cells.get("period", "").strip():
            year = report.plan_year if self._model is Commitment else report.review_year
            cells["period"] = str(year)
        fields = checks.values(cells, register.CORRECTABLE, self._indicators)
        assert line.identity is not None
        row = self._model(
            report=report,
            jurisdiction=report.jurisdiction,
            start=line.identity[1],
            end=line.identity[2],
            number_start=line.identity[3],
            number_end=checks.whole(cells, "number_end"),
            section=checks.word("section", cells.get("section", ""), Section),
            origin=StatementRow.Origin.PERSON,
            **fields,
        )
        kind = cells.get("kind", "").strip()
        if kind and self._model is Outcome:
            row.kind = checks.word("kind", kind, Kind)
            if kind == Kind.PLEDGE.value:
                raise ProblemError("word", "kind", kind, allowed="outcome, shortfall")
        register.decide_unsaved(row, {}, ReviewState.ACCEPTED, self._person, self._at, self._note)
        return row

    def _refuse_clashes(self, plan: Plan, moved: Sequence[tuple[_Line, Any]]) -> None:
        """Refuse corrections after which two statements would be the same one."""
        if not moved:
            return
        near = self._model.objects.filter(
            report__in={row.report_id for _line, row in moved}, start__in={row.start for _line, row in moved}
        ).only("pk", "report_id", "start", "end", "number_start", "subject", "measure")
        taken = {_identity(row): row.pk for row in near}
        for line, row in moved:
            other = taken.get(_identity(row))
            try:
                if other is not None and other != row.pk:
                    raise ProblemError("same_as", "subject", row.subject, other=other)
                self._once(_identity(row), line, "subject")
            except ProblemError as problem:
                plan.refuse(line.number, [problem])


def _identity(row: Any) -> tuple[Any, ...]:
    return (row.report_id, row.start, row.end, row.number_start, row.subject, row.measure)


def _title(row: Any) -> str:
    """How the preview names the statement: place, year of the report, subject."""
    return f"{row.jurisdiction.name} {row.report.plan_year}：{row.subject}"
