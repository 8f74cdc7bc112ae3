"""A real Celery worker for tests: in this process, so that it works on the test's own database and files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from celery.contrib.testing.worker import start_worker

from tracker.celery import app


@contextmanager
def working() -> Iterator[None]:
    """A worker at the queue of this run, from here to the end of the block; what waits there is done."""
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=60):
        yield


def forget() -> None:
    """Throw away what earlier tests left in the queue of this run."""
    app.control.purge()
