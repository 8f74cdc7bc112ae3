"""The only writer of reports: a document comes in, one version of one report is stored, or nothing is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from reports.models import Jurisdiction, Report
from reports.reading.records import Unread
from reports.words import ReportKind, Vintage

#: The years the database takes, too.
PLAUSIBLE_YEARS = range(1950, 2101)


class IntakeError(ValueError):
    """A document that cannot be taken in: the message says why and what to do, `code` and `told` say it to a page."""

    def __init__(self, message: str, code: str = "refused", **told: str) -> None:
        super().__init__(message)
        self.code = code
        self.told = told


class Stored(Enum):
    """What storing a document did."""

    NEW = "new"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"
    OUTRANKED = "outranked"


@dataclass(frozen=True, slots=True)
class Document:
    """A document with what is known of it; `text` is the decoded text that all offsets count in."""

    jurisdiction_code: str
    plan_year: int
    content: bytes
    suffix: str
    text: str
    kind: ReportKind = ReportKind.WORK_REPORT
    vintage: Vintage = Vintage.UNSTATED
    title: str = ""
    source: str = ""
    source_link: str = ""
    index_number: str = ""
    delivered_on: date | None = None
    is_digest: bool = False


def store(document: Document, by: User | None = None) -> tuple[Report, Stored]:
    """Store the document as the current version of its report; call it inside a transaction.

    `by` is who takes it in by hand. The same text again is UNCHANGED; another text is a NEW_VERSION that supersedes
    the last; a digest never supersedes a full text and is OUTRANKED by it. Raises IntakeError when the place is
    unknown, the text is empty, or the same text is already stored for another place or year.
    """
    place = Jurisdiction.objects.filter(code=document.jurisdiction_code, valid_to__isnull=True).first()
    if place is None:
        place = Jurisdiction.objects.filter(code=document.jurisdiction_code).order_by("-valid_to").first()
    if place is None:
        raise IntakeError(f"no jurisdiction has the code {document.jurisdiction_code}", "no_place")
    if not document.text.strip():
        raise IntakeError("the document has no text", "empty")
    if document.plan_year not in PLAUSIBLE_YEARS:
        raise IntakeError(f"{document.plan_year} is not a year a report of these governments plans for", "no_year")
    if document.vintage and document.kind != ReportKind.COMMUNIQUE:
        raise IntakeError("only a statistics communiqué has a vintage", "no_vintage")
    if "\0" in document.text:
        raise IntakeError("the text holds a NUL character, so it is not plain text", "encoding")

    text_sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    current = (
        Report.objects.select_for_update()
        .filter(
            jurisdiction=place,
            kind=document.kind,
            vintage=document.vintage,
            plan_year=document.plan_year,
            superseded_by__isnull=True,
        )
        .first()
    )
    same = Report.objects.filter(text_sha256=text_sha256).select_related("jurisdiction").first()
    if same is not None and (same.jurisdiction_id, same.kind, same.vintage, same.plan_year) != (
        place.pk,
        document.kind,
        document.vintage,
        document.plan_year,
    ):
        where = f"{same.jurisdiction} {same.plan_year}"
        raise IntakeError(f"the same text is already stored as {where}", "same_text", where=where)
    if current is not None and document.is_digest and not current.is_digest:
        return current, Stored.OUTRANKED
    if same is not None and same.superseded_by_id is None:
        return same, Stored.UNCHANGED
    if by is not None and current is not None and current.state == Report.State.PUBLISHED:
        raise IntakeError("the reading of the report it would replace is published", "published")
    if same is not None:
        return _restore(same, current), Stored.NEW_VERSION
    return _add(document, place, current, text_sha256, by)


def _add(
    document: Document, place: Jurisdiction, current: Report | None, text_sha256: str, by: User | None
) -> tuple[Report, Stored]:
    report = Report(
        jurisdiction=place,
        kind=document.kind.value,
        vintage=document.vintage.value,
        plan_year=document.plan_year,
        review_year=document.plan_year - 1,
        delivered_on=document.delivered_on,
        title=document.title,
        source=document.source,
        source_link=document.source_link,
        index_number=document.index_number,
        is_digest=document.is_digest,
        file=keep_file(document.content, document.suffix),
        file_sha256=hashlib.sha256(document.content).hexdigest(),
        text=document.text,
        text_sha256=text_sha256,
        received_by=by,
    )
    try:
        report.clean_fields(exclude=("jurisdiction", "superseded_by", "text", "file", "received_by"))
    except ValidationError as error:
        said = (f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise IntakeError("; ".join(said)) from error
    if current is None:
        report.save(force_insert=True)
        return report, Stored.NEW
    report.version = _last_version(current) + 1
    with transaction.atomic():
        # The one-current-version constraint allows no moment with two: the old row steps aside first.
        current.superseded_by = current
        current.save(update_fields=["superseded_by"])
        report.save(force_insert=True)
        current.superseded_by = report
        current.save(update_fields=["superseded_by"])
    return report, Stored.NEW_VERSION


def withdraw(report: Report) -> Report | None:
    """Take a current report out of sight: it steps aside for itself, and `store` of the same text brings it back.

    Returns the version it took the place of, which is current again and is to be read anew; None where there is none.
    """
    earlier = Report.objects.filter(superseded_by=report).exclude(pk=report.pk).order_by("-version").first()
    report.superseded_by = report
    report.save(update_fields=["superseded_by"])
    return _restore(earlier, report) if earlier else None


def _restore(report: Report, current: Report | None) -> Report:
    """Make an older version the current one again: a text that was changed and changed back.

    It is read anew, so an earlier publication of it holds no longer.
    """
    if current is not None:
        current.superseded_by = report
        current.save(update_fields=["superseded_by"])
    report.superseded_by = None
    report.reader_version = ""
    report.state = Report.State.RECEIVED
    report.save(update_fields=["superseded_by", "reader_version", "state"])
    return report


def _last_version(current: Report) -> int:
    versions = Report.objects.filter(
        jurisdiction=current.jurisdiction_id,
        kind=current.kind,
        vintage=current.vintage,
        plan_year=current.plan_year,
    ).values_list("version", flat=True)
    return max(versions)


def keep_file(content: bytes, suffix: str) -> str:
    """Keep a file under the name of its own hash and return that name: the same file twice is kept once.

    Written before any row tells of it, and harmless if none ever does; what no row tells of after some days is thrown
    away by its time (`tracker.clearing`), so that of a file handed in once more is renewed.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = f"reports/{digest[:2]}/{digest}{suffix}"
    # A process that was killed while it wrote leaves a shorter file under the name: written again.
    if default_storage.exists(name) and default_storage.size(name) != len(content):
        default_storage.delete(name)
    if default_storage.exists(name):
        with suppress(NotImplementedError):  # a store without paths keeps the time of the first
            os.utime(default_storage.path(name))
    else:
        default_storage.save(name, ContentFile(content))
    return name


def mark_read(report: Report, reader_version: str, unread: Iterable[Unread] = ()) -> None:
    """Note which reader the report's statements are from, and which figures it saw and could not read."""
    report.reader_version = reader_version
    report.unread = [[figure.number.start, figure.number.end, figure.reason] for figure in unread]
    if report.state == Report.State.RECEIVED:
        report.state = Report.State.READ
    report.save(update_fields=["reader_version", "unread", "state"])


def mark_published(report: Report, is_published: bool) -> None:
    """Note that the report's reading is published, or open again; `tracker.publications` alone decides so."""
    report.state = Report.State.PUBLISHED if is_published else Report.State.READ
    report.save(update_fields=["state"])
