"""The front page of the admin, box by box.

Each box is a function that returns its rows; for whom a box is, `boxes` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Case, Count, IntegerField, Min, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import Jurisdiction, Report
from reports.words import ReviewState
from tracker import jobs
from tracker.admin import charts, queue
from tracker.admin.job_kinds import why_failed
from tracker.codings import closed_to
from tracker.models import Commitment, CorrectionRequest, Job
from tracker.site.agreed import agreed

#: Pledges that fall due within so many days are due soon.
SOON = timedelta(days=90)
MOST_PLACES = 10
MOST_JOBS = 5
MOST_REQUESTS = 5


@dataclass(frozen=True, slots=True)
class FallingDue:
    """A government with the number of its pledges that fall due soon, the first such day, and the list of them."""

    place: Jurisdiction
    count: int
    first: date
    address: str


@dataclass(frozen=True, slots=True)
class Work:
    """A job that runs or failed: how far it has come or why it failed."""

    job: Job
    progress: jobs.Progress
    why: str


def boxes(user: Any) -> dict[str, Any]:
    """Everything the page shows to this person; a box that is None is not there."""
    sees_reports, sees_pledges = map(user.has_perm, ("reports.view_report", "tracker.view_commitment"))
    today = timezone.localdate()
    works = queue.may_decide(user) or user.has_perm("tracker.change_link")
    publishes = user.has_perm("reports.publish_report")
    return {
        "title": _("Desk"),
        "may_take_in": user.has_perm("reports.add_report"),
        "queue": queue.queue(user) if works else None,
        "left_off": queue.left_off(user) if works else None,
        "for_a_second": queue.for_a_second(user) if publishes else None,
        "to_code": queue.to_code(user) if user.has_perm("tracker.add_coding") else [],
        "most_reports": queue.MOST_REPORTS,
        "falling_due": falling_due(today) if sees_pledges else None,
        "under_way": under_way(user),
        "failed": failed(user),
        "requests": asked_for(user) if user.has_perm("tracker.change_correctionrequest") else None,
        "agreement": agreement(),
        "states": charts.states() if sees_reports else None,
        "days": charts.reviewed_by_day(user, today) if sees_pledges else None,
        "has_reports": Report.objects.exists(),
    }


def falling_due(at: date) -> list[FallingDue]:
    """Governments by the number of pledges whose last day comes within SOON, most first, MOST_PLACES of them."""
    rows = (
        Commitment.objects.filter(due_on__gt=at, due_on__lte=at + SOON, is_retired=False)
        .exclude(review_state=ReviewState.REJECTED.value)
        .order_by()
        .values_list("jurisdiction")
        .annotate(count=Count("*"), first=Min("due_on"))
        .order_by("-count", "jurisdiction")[:MOST_PLACES]
    )
    counted = list(rows)
    places = Jurisdiction.objects.in_bulk([place for place, _count, _first in counted])
    return [FallingDue(places[place], count, first, _due_list(place, at)) for place, count, first in counted]


def _due_list(place: int, at: date) -> str:
    asked = {"jurisdiction__id__exact": place, "due_on__gt": at, "due_on__lte": at + SOON, "is_retired__exact": 0}
    return f"{reverse('admin:tracker_commitment_changelist')}?{urlencode(asked)}"


def under_way(user: User) -> list[Work]:
    """Jobs that wait or run, the person's own first; others' only for who may see jobs."""
    return _work(user, Job.State.WAITING, Job.State.RUNNING)


def failed(user: User) -> list[Work]:
    """Jobs that failed and were not tried again with success, the person's own first, then the newest."""
    return _work(user, Job.State.FAILED)


def _work(user: User, *states: str) -> list[Work]:
    rows = Job.objects.filter(state__in=states).select_related("person")
    if not user.has_perm("tracker.view_job"):
        rows = rows.filter(person=user)
    is_others = Case(When(person=user, then=Value(0)), default=Value(1), output_field=IntegerField())
    chosen = rows.order_by(is_others, "-pk")[:MOST_JOBS]
    return [Work(job, jobs.progress(job), why_failed(job) if job.problem else "") for job in chosen]


def asked_for(user: User) -> list[CorrectionRequest]:
    """The requests for correction that nobody has closed, those that have waited longest first, MOST_REQUESTS.

    Those about a report that the person codes blind are left out.
    """
    rows = CorrectionRequest.objects.filter(state__in=CorrectionRequest.WAITING).exclude(report__in=closed_to(user))
    return list(rows.select_related("report__jurisdiction").defer("report__text").order_by("pk")[:MOST_REQUESTS])


def agreement() -> Sequence[tuple[str, str]] | None:
    """How far two people who read the same statements agree: field and alpha; None while too few were coded twice."""
    rows = [(str(row.label), f"α {row.alpha:.2f}") for row in agreed()["rows"] if row.alpha is not None]
    return rows or None
