"""What runs in the worker: each task fetches, calls one function, and returns."""

from __future__ import annotations

from pathlib import Path

from celery import shared_task

from reports import folders
from tracker.ingest import ingest


@shared_task
def ingest_file(path: str, code: str, plan_year: int, known: dict[str, str] | None = None) -> dict[str, str | int]:
    """Read one report's file and judge what it touches; says how it was stored and how many verdicts were added.

    `path` is one the worker can read; `known` is what an index says of the file (title, source, …).
    """
    done = ingest(folders.document(Path(path), code, plan_year, known))
    return {"report": done.report.pk, "stored": done.stored.value, "verdicts": done.verdicts}
