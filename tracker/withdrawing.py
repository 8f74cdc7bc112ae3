"""Taking a report out of sight that should not have been taken in: another place's, a draft, the wrong file.

Nothing is deleted: the public log says that it was withdrawn and why, and the same text taken in again brings it back
with all that people decided about it.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from reports import intake
from reports.models import Report
from reports.reading.version import reader_version
from tracker import acting, ledger, publications, register
from tracker.ingest import read_document
from tracker.models import Publication

#: Whoever may reopen what is published may withdraw any report, whoever took one in that one.
ANY, OWN = "reports.reopen_report", "reports.add_report"


class WithdrawalError(ValueError):
    """The report cannot be withdrawn: no reason is given, it is no current version, or its reading is published."""


def may_withdraw(report: Report, user: User) -> bool:
    """Whether the person may take this report out of sight."""
    return user.has_perm(ANY) or (report.received_by_id == user.pk and user.has_perm(OWN))


@transaction.atomic
def withdraw(report: Report, user: User, note: str) -> Publication:
    """Take a report out of sight in this person's name; the reason is published.

    The version it took the place of, if any, is the current one again and is read anew. Raises WithdrawalError.
    """
    if not note.strip():
        raise WithdrawalError("a reason is needed")
    ledger.hold([report.jurisdiction_id])
    held = Report.objects.select_for_update(of=("self",)).select_related("jurisdiction").get(pk=report.pk)
    if held.superseded_by_id is not None or held.state == Report.State.PUBLISHED:
        raise WithdrawalError("it is not current, or it is published")
    earlier = intake.withdraw(held)
    with acting.machine():
        if earlier is not None:
            reading = read_document(earlier)
            register.record(earlier, reading)
            intake.mark_read(earlier, reader_version(), reading.unread)
            ledger.judge_around(earlier)
        ledger.judge_around(held)
    return publications.note_withdrawn(held, user, note)
