"""The only writer of jobs: asked for, begun, how far they have come, ended, tried again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from reports.models import Report
from tracker import acting
from tracker.models import Job

logger = logging.getLogger(__name__)

#: Seconds for which the progress of a running job is remembered without news of it.
REMEMBERED = 3600
#: How long after it was begun a job must be held by its worker, or the worker is gone.
GRACE = timedelta(seconds=20)
#: How long a job waits before it may be handed to the worker once more: the broker may have lost it.
PATIENCE = timedelta(minutes=10)
#: A job begun more often than this without an end kills its workers: it is given up.
MOST_ATTEMPTS = 3


#: Who may ask for a job of the kind: whoever holds all of these. Of an import it depends on the table.
_NEEDED: dict[str, tuple[str, ...]] = {Job.Kind.REPORT: ("reports.add_report",)}
_NEEDED_TO_IMPORT = {
    "jurisdiction": ("reports.add_jurisdiction", "reports.change_jurisdiction"),
    "indicator": ("tracker.add_indicator", "tracker.change_indicator"),
    "commitment": ("tracker.import_commitment",),
    "outcome": ("tracker.import_outcome",),
}


class RefusedError(Exception):
    """What was asked for cannot be done, for a reason that a person can mend; `problem` is ``{"code": …, …}``."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("code", ""))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come: the stage by its code, and of how many pieces how many are done (0 of 0: unknown)."""

    stage: str = ""
    done: int = 0
    total: int = 0


#: What long work calls as it goes on: the stage, pieces done, pieces in all.
Tell = Callable[[str, int, int], None]


def tell_nobody(stage: str, done: int = 0, total: int = 0) -> None:
    """For work that nobody watches."""


def ask(
    kind: Job.Kind, label: str, person: User, asked: dict[str, Any], run: Callable[[int], Any], file: Any = None
) -> Job:
    """Write the job down and, once that is committed, hand it to the worker: `run` queues it by its key.

    Where the broker cannot be reached the job has failed at once (``{"code": "no_queue"}``) and can be tried again.
    """
    job = Job(kind=kind, label=label[:200], person=person, asked=asked)
    if file is not None:
        job.file = file
    job.save(force_insert=True)
    transaction.on_commit(lambda: _hand_over(job, run))
    return job


def may_ask(person: Any, job: Job) -> bool:
    """Whether the person may ask for such a job as things stand now: who has lost a role may no longer."""
    needed = _NEEDED_TO_IMPORT[job.asked["table"]] if job.kind == Job.Kind.IMPORT else _NEEDED[job.kind]
    return bool(person.has_perms(needed))


def begin(pk: int) -> Job | None:
    """Mark the job as running and return it; None where it is done already (the broker may hand a task out twice)."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=pk).first()
        if job is None or job.state == Job.State.DONE:
            return None
        job.state, job.problem, job.started_at = Job.State.RUNNING, None, timezone.now()
        job.attempts += 1
        job.save(update_fields=["state", "problem", "started_at", "attempts"])
    acting.for_job(job.pk, job.person, job.asked.get("sent_in_by"))
    return job


def hold(job: Job) -> bool:
    """Lock the job for the transaction that does its work; False where another worker has done it meanwhile.

    The lock is how others see that somebody is at work: a worker that is killed lets go of it at once. A second
    worker that was handed the same job waits in `begin` until the first one is through.
    """
    return Job.objects.select_for_update().filter(pk=job.pk, state=Job.State.RUNNING).exists()


def is_lost(job: Job) -> bool:
    """Whether the worker of a running job is gone: it was begun, and nobody holds it."""
    if job.state != Job.State.RUNNING or job.started_at is None or timezone.now() - job.started_at < GRACE:
        return False
    return not _is_held(job)


def may_be_tried_again(job: Job) -> bool:
    """Whether there is sense in another try: it failed, its worker is gone, or it has waited for long."""
    if job.state == Job.State.WAITING:
        return timezone.now() - job.created_at > PATIENCE
    return job.state == Job.State.FAILED or is_lost(job)


def ahead(job: Job) -> int:
    """How many jobs wait before this one."""
    return Job.objects.filter(state=Job.State.WAITING, pk__lt=job.pk).count()


def teller(job: Job) -> Tell:
    """The function by which the job's work says how far it has come, to be seen by every process at once."""

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        cache.set(_key(job.pk), asdict(Progress(stage, done, total)), REMEMBERED)

    return tell


def progress(job: Job) -> Progress:
    """How far the job has come by what it last said; an empty one where it has said nothing."""
    return Progress(**(cache.get(_key(job.pk)) or {}))


def finish(job: Job, result: dict[str, Any], report: Report | None = None) -> None:
    """The job is done; call it in the transaction that did the work, so that both stand or neither."""
    job.state, job.result, job.ended_at = Job.State.DONE, result, timezone.now()
    job.report = report
    job.save(update_fields=["state", "result", "ended_at", "report"])


def fail(job: Job, problem: dict[str, Any]) -> None:
    """The job failed and left nothing behind; `problem` says why: ``{"code": …, …}``."""
    job.state, job.problem, job.ended_at = Job.State.FAILED, problem, timezone.now()
    job.save(update_fields=["state", "problem", "ended_at"])


def retry(job: Job, run: Callable[[int], Any]) -> bool:
    """Hand the job to the worker once more; False where `may_be_tried_again` says that there is no sense in it."""
    if not may_be_tried_again(job):
        return False
    waiting = {"state": Job.State.WAITING, "problem": None, "started_at": None, "ended_at": None, "attempts": 0}
    if not Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts).update(**waiting):
        return False
    cache.delete(_key(job.pk))
    transaction.on_commit(lambda: _hand_over(job, run))
    return True


def _hand_over(job: Job, run: Callable[[int], Any]) -> None:
    try:
        run(job.pk)
    except OperationalError:
        logger.exception("job %s could not be queued", job.pk)
        fail(job, {"code": "no_queue"})


def _is_held(job: Job) -> bool:
    with transaction.atomic():
        return not Job.objects.select_for_update(skip_locked=True).filter(pk=job.pk).exists()


def _key(pk: int) -> str:
    return f"job-{pk}"
