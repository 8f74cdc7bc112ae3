"""An import as a job's work: the check writes everything and takes it back, the import lets it stand.

Both go the same way, so that what was previewed is what is done; the import does it only where it would do exactly
what the check found (`digest`).
"""

from __future__ import annotations

import difflib
import pickle
import tempfile
from collections import Counter
from collections.abc import Sequence
from typing import IO, Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import DataError, IntegrityError, transaction

from reports.models import Report
from reports.sheets import Sheet, SheetError, open_sheet
from reports.workbook import Formula
from tracker import jobs
from tracker.imports import kept
from tracker.imports.rows import Plan, ProblemError, Row
from tracker.imports.tables import TABLES, Table, TableKind
from tracker.jobs import Tell
from tracker.models import Job

#: Rows planned and written at once.
AT_ONCE = 1_000
#: Progress while the file is read is told every so many rows.
_TOLD = 5_000


class RefusedError(jobs.RefusedError):
    """The import cannot be done, for a reason that a person can mend."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__({"code": code, **details})


def check_header(kind: TableKind, header: Sequence[str]) -> None:
    """Whether the first row names columns of this list, each once, and enough of them; RefusedError where not."""
    known = [column.name for column in kind.columns]
    if not set(header) & set(known):
        raise RefusedError("no_header", columns=", ".join(known[:4]), found=", ".join(header)[:80])
    twice = next((name for name, count in Counter(header).items() if count > 1), None)
    if twice is not None:
        raise RefusedError("column_twice" if twice else "column_without_name", name=twice)
    for name in header:
        if name not in known:
            near = difflib.get_close_matches(name.lower(), known, 1, 0.5)
            if near:
                raise RefusedError("unknown_column_like", name=name, near=near[0])
            raise RefusedError("unknown_column", name=name, known=", ".join(known))
    missing = kind.missing(header)
    if missing:
        raise RefusedError("missing_columns", names=", ".join(missing))


def work(job: Job, tell: Tell) -> tuple[dict[str, Any], Report | None]:
    """Do the check or the import that the job asks for; call it in a transaction.

    ``asked`` holds ``table`` (a name of TABLES), ``file_name``, and for an import ``checked`` (the key of the check)
    and ``digest``. Returns what was found and done, for `Job.result`. Raises RefusedError, and then nothing is written.
    """
    kind = TABLES[job.asked["table"]]
    is_import = "digest" in job.asked
    table = kind.begin(job.person, _note(job))
    try:
        with job.file.open("rb") as file, tempfile.TemporaryFile() as rows:
            sheet = open_sheet(file, job.asked["file_name"])
            total = _read(kind, table, sheet, rows, tell)
            found = kept.Findings(job.pk)
            with transaction.atomic():
                table.hold()
                _go_through(table, sheet.header, rows, total, found, tell, job if is_import else None)
                if not is_import:
                    transaction.set_rollback(True)
    except SheetError as error:
        raise RefusedError(**error.problem) from error
    if not is_import:
        return {"step": "check", **found.keep()}, None
    if found.problems or found.digest != job.asked["digest"]:
        raise RefusedError("stale")
    return {"step": "import", **found.counted(), **table.finish(tell)}, None


def _note(job: Job) -> str:
    return f"{job.asked['file_name']} #{job.pk}"[:300]


def _read(kind: TableKind, table: Table, sheet: Sheet, rows: IO[bytes], tell: Tell) -> int:
    """Read the whole file into pieces that are soon read again; returns how many rows there are."""
    check_header(kind, sheet.header)
    total = 0
    piece: list[tuple[int, list[str]]] = []
    for number, cells in sheet.rows:
        table.look(dict(zip(sheet.header, cells, strict=False)))
        piece.append((number, cells))
        total += 1
        if total % _TOLD == 0:
            tell("opening", total, 0)
        if len(piece) == AT_ONCE:
            pickle.dump(piece, rows)
            piece = []
    pickle.dump(piece, rows)
    rows.seek(0)
    return total


def _go_through(
    table: Table,
    header: Sequence[str],
    pieces: IO[bytes],
    total: int,
    found: kept.Findings,
    tell: Tell,
    importing: Job | None,
) -> None:
    """Plan every piece and, while nothing is wrong, write it; an import also notes in the admin's log who did it."""
    done = 0
    while done < total:
        tell("writing" if importing else "checking", done, total)
        piece: list[tuple[int, list[str]]] = pickle.load(pieces)  # noqa: S301 - written a moment ago by `_read`
        plan = _planned(table, header, piece)
        found.add(plan)
        if not found.problems:
            try:
                table.write(plan)
            except (IntegrityError, DataError) as error:
                diagnosis = getattr(error.__cause__, "diag", None)
                name = getattr(diagnosis, "constraint_name", None) or type(error).__name__
                raise RefusedError("database", name=name, first=piece[0][0], last=piece[-1][0]) from error
            if importing:
                _log(importing, plan)
        done += len(piece)
    tell("writing" if importing else "checking", total, total)


def _planned(table: Table, header: Sequence[str], piece: Sequence[tuple[int, list[str]]]) -> Plan:
    """The plan of the rows whose cells fit the header and hold no formula; the others are refused in it."""
    rows: list[Row] = []
    refused = Plan()
    for number, cells in piece:
        try:
            rows.append((number, _named(header, cells)))
        except ProblemError as problem:
            refused.refuse(number, [problem])
    plan = table.plan(rows)
    plan.problems += refused.problems
    plan.problems.sort(key=lambda problem: problem["row"])
    return plan


def _named(header: Sequence[str], cells: list[str]) -> dict[str, str]:
    """The cells by their columns' names; what a short row leaves out is empty."""
    if any(cell.strip() for cell in cells[len(header) :]):
        raise ProblemError("too_wide", "", " ".join(cells[len(header) :]), columns=len(header))
    for name, cell in zip(header, cells, strict=False):
        if isinstance(cell, Formula):
            raise ProblemError("formula", name, cell)
    return dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))


def _log(job: Job, plan: Plan) -> None:
    for rows, flag in ((plan.new, ADDITION), (plan.changed, CHANGE)):
        if rows:
            LogEntry.objects.log_actions(job.person_id, rows, flag, _note(job))
