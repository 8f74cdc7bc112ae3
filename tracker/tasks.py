"""What runs in the worker: each task fetches, calls one function, and returns."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from celery import shared_task
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.files.storage import default_storage
from django.db import transaction
from kombu.exceptions import OperationalError

from reports import folders
from reports.intake import Document, IntakeError
from reports.models import Jurisdiction, Report
from reports.reading.text import TextError, decode
from reports.words import ReportKind, Vintage
from tracker import imports, jobs
from tracker.ingest import ingest
from tracker.jobs import RefusedError, Tell
from tracker.models import Job
from tracker.site import ahead

logger = logging.getLogger(__name__)

#: What does a job: it is given the job and whom to tell, and returns the result and the report it is about.
Work = Callable[[Job, Tell], tuple[dict[str, Any], Report | None]]


def take_in(job: Job, tell: Tell) -> tuple[dict[str, Any], Report]:
    """Read the job's file as the report it was confirmed to be, judge what it touches, and log who took it in."""
    try:
        done = ingest(_document(job), by=job.person, tell=tell)
    except TextError as error:
        raise RefusedError({"code": error.code, **error.told}) from error
    except IntakeError as error:
        raise RefusedError({"code": error.code, "detail": str(error), **error.told}) from error
    said = [done.stored.value, *(agreed["words"] for agreed in job.asked.get("agreed", []))]
    LogEntry.objects.log_actions(job.person_id, [done.report], ADDITION, " ".join(said), single_object=True)
    draw_soon(done.report.jurisdiction_id)
    read = done.recorded
    return {
        "stored": done.stored.value,
        "statements": read.created + read.renewed,
        "kept": read.kept_as_decided,
        "verdicts": done.verdicts,
    }, done.report


def _document(job: Job) -> Document:
    asked = job.asked
    with job.file.open() as file:
        content = file.read()
    return Document(
        jurisdiction_code=asked["code"],
        plan_year=asked["plan_year"],
        content=content,
        suffix=Path(str(job.file)).suffix,
        text=decode(content, asked["name"]),
        kind=ReportKind(asked["kind"]),
        vintage=Vintage(asked["vintage"]),
        title=asked["title"],
        source=asked["source"],
        source_link=asked["source_link"],
        index_number=asked["index_number"],
        delivered_on=date.fromisoformat(asked["delivered_on"]) if asked["delivered_on"] else None,
        is_digest=asked["is_digest"],
    )


#: The work of each kind of job. It runs in one transaction and raises RefusedError for what a person can mend.
WORK: dict[str, Work] = {Job.Kind.REPORT: take_in, Job.Kind.IMPORT: imports.work}


@shared_task
def run_job(pk: int) -> None:
    """Do the job of this key: all of its work and its end in one transaction, or a failure that says why.

    Safe to run twice: a job that is done is left alone, and one that another worker is at is waited for.
    """
    job = jobs.begin(pk)
    if job is None:
        return
    if job.attempts > jobs.MOST_ATTEMPTS:
        jobs.fail(job, {"code": "killed"})
        return
    try:
        with transaction.atomic():
            if jobs.hold(job):
                if not jobs.may_ask(job.person, job):
                    raise RefusedError({"code": "no_longer_allowed"})
                result, report = WORK[job.kind](job, jobs.teller(job))
                jobs.finish(job, result, report)
    except RefusedError as error:
        jobs.fail(job, error.problem)
    except Exception as error:
        if isinstance(error, FileNotFoundError) and job.file and not default_storage.exists(str(job.file)):
            jobs.fail(job, {"code": "file_gone"})
            return
        logger.exception("job %s failed", pk)
        jobs.fail(job, {"code": "fault", "detail": type(error).__name__})


@shared_task
def ingest_file(path: str, code: str, plan_year: int, known: dict[str, str] | None = None) -> dict[str, str | int]:
    """Read one report's file and judge what it touches; says how it was stored and how many verdicts were added.

    `path` is one the worker can read; `known` is what an index says of the file (title, source, …).
    """
    done = ingest(folders.document(Path(path), code, plan_year, known))
    draw_soon(done.report.jurisdiction_id)
    return {"report": done.report.pk, "stored": done.stored.value, "verdicts": done.verdicts}


@shared_task
def draw_ahead(place: int) -> None:
    """Draw the charts that show the place of this key, which has just changed; nothing where it is gone."""
    found = Jurisdiction.objects.filter(pk=place).first()
    if found is not None:
        ahead.draw(found)


def draw_soon(place: int) -> None:
    """Have the charts of the place drawn once what was stored is committed; without a queue the first reader waits."""

    def queue() -> None:
        try:
            draw_ahead.apply_async((place,), retry=False)
        except OperationalError:
            logger.warning("the charts of place %s are not drawn ahead: the queue does not answer", place)

    transaction.on_commit(queue)
