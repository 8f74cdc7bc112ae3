"""One document from bytes to verdicts, in one transaction: store, read, record, judge, count.

The command, the task and the admin are doors to `ingest`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction

from reports import intake
from reports.intake import Document, IntakeError, Stored
from reports.models import Jurisdiction, Report
from reports.reading.read import read
from reports.reading.records import Reading
from reports.reading.version import reader_version
from reports.words import WHOLE, Kind, ReportKind
from tracker import acting, codings, ledger, register
from tracker.jobs import Tell, tell_nobody

#: Through how many stages a document goes.
STAGES = 4


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a document: its report, how it was stored, and what was recorded and judged."""

    report: Report
    stored: Stored
    recorded: register.Recorded
    verdicts: int


@transaction.atomic
def ingest(document: Document, by: User | None = None, tell: Tell = tell_nobody) -> Ingested:
    """Store, read and judge a document; all of it or nothing. Safe to repeat.

    Raises IntakeError for a document that cannot be stored, or that would replace a report by a text without any
    statement. An unchanged text that this very reader has read is left alone, and so is one whose reading is
    published: it stands still until it is reopened. `by` is who takes it in by hand, and then chance may draw it for
    double coding; `tell` hears the stages: storing, reading, recording, judging.
    """
    tell("storing", 0, STAGES)
    # One place at a time: two documents of one government would judge the same pledges.
    Jurisdiction.objects.select_for_update(no_key=True).filter(code=document.jurisdiction_code).first()
    report, stored = intake.store(document, by)
    is_read = report.reader_version == reader_version() and report.unread is not None
    is_left_alone = is_read or report.state == Report.State.PUBLISHED
    if stored == Stored.OUTRANKED or (stored == Stored.UNCHANGED and is_left_alone):
        return Ingested(report, stored, register.Recorded(), 0)
    tell("reading", 1, STAGES)
    reading = read_document(report)
    if stored == Stored.NEW_VERSION and not reading.statements:
        raise IntakeError(
            "nothing was read from this text, so it does not replace the report that is stored", "nothing_read"
        )
    tell("recording", 2, STAGES)
    with acting.machine():
        recorded = register.record(report, reading)
        intake.mark_read(report, reader_version(), reading.unread)
        if by is not None:
            codings.draw(report)
        tell("judging", 3, STAGES)
        verdicts = ledger.judge_around(report)
    return Ingested(report, stored, recorded, verdicts)


def read_document(report: Report) -> Reading:
    """What is to be recorded of a document.

    A communiqué and an audit look back from first to last word. What a plan-execution report promises, the work report
    of the same session promises too: its pledges are left out, or each would count twice.
    """
    kind = ReportKind(report.kind)
    reading = read(report.text, report.plan_year, section=WHOLE.get(kind))
    if kind == ReportKind.PLAN_EXECUTION:
        told = tuple(statement for statement in reading.statements if statement.kind != Kind.PLEDGE)
        return replace(reading, statements=told)
    return reading
