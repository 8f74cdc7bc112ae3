"""What readers ask to have corrected, and what staff answered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models import Report
from tracker.models.statements import Commitment

#: Characters of a reader's words: enough for a page, too little for a leaflet.
MOST_WORDS = 1000


class CorrectionRequest(models.Model):
    """A reader says that something on the page of a commitment, or of a report, is wrong.

    Whoever sent it is not known, unless by `email`, which is asked for to ask back and for nothing else: it is shown to
    nobody but staff, left out of the history, and erased when the request is closed. `commitment` is None where the
    request is about the report as a whole, and where a later reading took the commitment away; `quote` is what the
    commitment said when the reader saw it.
    """

    class About(models.TextChoices):
        QUOTE = "quote", _("The quote is not what the report says")
        FIGURE = "figure", _("A figure was read wrongly")
        LINK = "link", _("The answer belongs to another pledge, or there is a better one")
        VERDICT = "verdict", _("The verdict does not follow from the figures")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN_UP = "taken_up", _("taken up")
        CORRECTED = "corrected", _("corrected")
        DECLINED = "declined", _("declined")

    #: What somebody has still to do something about, and what nobody has.
    WAITING = (State.OPEN, State.TAKEN_UP)
    CLOSED = (State.CORRECTED, State.DECLINED)

    report = models.ForeignKey(Report, models.PROTECT, related_name="+", verbose_name=_("report"))
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("commitment")
    )
    quote = models.TextField(_("quote"), blank=True)
    about = models.CharField(_("what is wrong"), max_length=8, choices=About)
    words = models.TextField(_("in the reader’s words"), validators=[MaxLengthValidator(MOST_WORDS)])
    source = models.URLField(_("address of a source"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language of the page"), max_length=7, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("request for correction")
        verbose_name_plural = _("requests for correction")
        default_permissions = ("change", "view")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_decided_request_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "taken_up")) | Q(answer__regex=r"\S", email=""),
                name="a_closed_request_has_a_reason_and_no_address",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["commitment"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()} ({self.pk})"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is done about it."""
        return self.state in self.CLOSED
