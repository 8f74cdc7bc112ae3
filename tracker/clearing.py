"""Throws away files that nobody needs any more: uploads that were never confirmed, and what old imports left behind.

A report's file is evidence and stays for good; so does the file of every job that was to take one in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.core.files.storage import default_storage

from reports.models import Report
from tracker.models import Job

#: An upload can be confirmed for a day (`tracker.admin.drafts`); the second is for whoever is at it at midnight.
UNCONFIRMED = timedelta(days=2)
#: How long the file of an import, its differences and its errors can be looked at.
IMPORTED = timedelta(days=90)


def unneeded(now: datetime) -> Iterator[str]:
    """The names of the stored files that may be thrown away now, folder by folder.

    Where the store has no paths, a file handed in once more keeps its old time: an upload may then go early, and is
    asked for anew when it is confirmed.
    """
    for folder in _folders("reports"):
        yield from _stray(folder, now)
    yield from _of_imports(now)


def clear(now: datetime) -> int:
    """Throw them away; returns how many there were.

    A folder is listed, then each file is asked for once more: somebody may be handing it in again.
    """
    count = 0
    for name in unneeded(now):
        if _is_older(name, now - UNCONFIRMED) and not _is_named(name):
            default_storage.delete(name)
            count += 1
    return count


def _folders(name: str) -> list[str]:
    if not default_storage.exists(name):
        return []
    return [f"{name}/{folder}" for folder in sorted(default_storage.listdir(name)[0])]


def _old(folder: str, before: datetime) -> list[str]:
    names = (f"{folder}/{name}" for name in sorted(default_storage.listdir(folder)[1]))
    return [name for name in names if _is_older(name, before)]


def _is_older(name: str, before: datetime) -> bool:
    """Whether the file is there and from before that time."""
    try:
        return default_storage.get_modified_time(name) < before
    except FileNotFoundError:
        return False


def _is_named(name: str) -> bool:
    """Whether a report is known by this file, or a job is still to read it."""
    waiting = Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))
    return Report.objects.filter(file=name).exists() or waiting.filter(file=name).exists()


def _stray(folder: str, now: datetime) -> Iterator[str]:
    """The old files of a folder of reports that neither a report nor a job names."""
    names = _old(folder, now - UNCONFIRMED)
    needed = {
        *Report.objects.filter(file__in=names).order_by().values_list("file", flat=True),
        *Job.objects.filter(file__in=names).order_by().values_list("file", flat=True),
    }
    yield from (name for name in names if name not in needed)


def _of_imports(now: datetime) -> Iterator[str]:
    """The old files of imports that no job of late, and none still to be done, looks at."""
    if not default_storage.exists("imports"):
        return
    before = now - IMPORTED
    jobs = Job.objects.filter(kind=Job.Kind.IMPORT)
    late = jobs.filter(created_at__gte=before) | jobs.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))
    rows = late.order_by().values_list("file", "result__changes_file", "result__problems_file")
    needed = set(chain.from_iterable(rows.iterator()))
    yield from (name for name in _old("imports", before) if name not in needed)
