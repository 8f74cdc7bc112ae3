"""Who is acting, told to the database, so that its triggers can note it with every change (`tracker.models.history`).

A request tells its person and address, a command its name, a task its name and, through its job, the person who asked.
What none of them told was done in the database directly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pghistory
from celery import Task
from django.db import connection
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware

if TYPE_CHECKING:
    # manage.py imports this before the applications are loaded.
    from django.contrib.auth.models import User


class ActingMiddleware(HistoryMiddleware):
    """Tells who asks for what; a request that only reads is not told (settings: PGHISTORY_MIDDLEWARE_METHODS)."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**_named(request.user), "address": request.path}


class ActingTask(Task):
    """A task that tells its name; one that works on a job tells by `for_job` who asked for it."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with pghistory.context(task=self.name):
            return super().__call__(*args, **kwargs)


def command(name: str) -> pghistory.context:
    """In it a command of manage.py is acting."""
    return pghistory.context(command=name)


def for_job(job: int, person: User, sent_in_by: int | None = None) -> None:
    """The task at work acts for this person's job from here on; does nothing where nobody is acting.

    `sent_in_by` is the key of another person, whose file it is.
    """
    pghistory.context(job=job, **_named(person), **({"sent_in_by": sent_in_by} if sent_in_by else {}))


@contextmanager
def machine() -> Iterator[None]:
    """In it the machine reads and judges: what it does to rows that no person has decided on is not noted.

    What it read is told by the report's reader version, what it judged by the verdicts. Call it in a transaction.
    """
    _set_machine("on")
    yield
    # Not after an error: then the transaction is undone, and this with it.
    _set_machine("")


def _set_machine(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('duixian.machine', %s, true)", [value])


def _named(person: Any) -> dict[str, Any]:
    return {"user": person.pk, "name": person.get_username()}
