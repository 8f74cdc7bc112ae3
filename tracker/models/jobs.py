"""Long work that a person asked for and the worker does: a report to be read, a spreadsheet to be imported."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models import Report


class Job(models.Model):
    """One piece of work: who asked for what, how it stands, and what came of it.

    `asked` is what the worker needs beside the file; `result` what it did, in figures; `problem` why it failed, as
    ``{"code": …, …}`` whose words are made when it is shown. How far a running job has come is in the cache
    (`tracker.jobs.progress`): its own transaction would hide it until the end.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("reading a report")
        IMPORT = "import", _("importing a spreadsheet")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    label = models.CharField(_("what"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    asked = models.JSONField(_("asked for"), default=dict)
    file = models.FileField(_("file"), max_length=200, blank=True)
    report = models.ForeignKey(
        Report, models.SET_NULL, null=True, blank=True, related_name="jobs", verbose_name=_("report")
    )
    result = models.JSONField(_("result"), default=dict, blank=True)
    problem = models.JSONField(_("why it failed"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="failed", problem__isnull=False) | (~Q(state="failed") & Q(problem__isnull=True)),
                name="only_a_failed_job_has_a_problem",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="failed_jobs_newest_first"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in (self.State.DONE, self.State.FAILED)
