"""What governments said: places, their reports, and the fields every statement shares."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.rows import FastRow
from reports.words import Comparator, Hedge, Level, Measure, ReportKind, ReviewState, Section, Topic, Vintage

#: `2018` or `2011-2015`
PERIOD = r"^[12]\d{3}(-[12]\d{3})?$"
#: `2019-06` or `2019-06-30`
DEADLINE = r"^[12]\d{3}(-\d{2}(-\d{2})?)?$"
#: A decimal as printed; `redacted` for a blanked figure; a ratio with its colons.
VALUE = r"^(-?\d+(\.\d+)?|redacted|\d+(\.\d+)?(:\d+(\.\d+)?)+)$"


class Jurisdiction(FastRow):
    """A government's area by its GB/T 2260 code; a renamed or merged place keeps its row with `valid_to`."""

    code = models.CharField(_("code"), max_length=6, validators=[RegexValidator(r"^\d{6}$")])
    name = models.CharField(_("name"), max_length=40)
    pinyin = models.CharField(_("pinyin"), max_length=120)
    english = models.CharField(_("English name"), max_length=120)
    level = models.CharField(_("level"), max_length=12, choices=choices(Level))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    revision = models.CharField(_("revision"), max_length=80, help_text=_("The package and version the code is from."))

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering: ClassVar = ["code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="one_current_place_per_code"
            ),
            models.UniqueConstraint(fields=["code", "name"], name="one_row_per_code_and_name"),
            models.CheckConstraint(condition=Q(code__regex=r"^\d{6}$"), name="code_has_six_digits"),
        ]
        indexes: ClassVar = [models.Index(fields=["level", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def label(self) -> str:
        """The name in the language active now."""
        return self.name if (get_language() or "en").startswith("zh") else self.english


class Report(FastRow):
    """One version of one document of one government; its text never changes, a changed text is a new version."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        READ = "read", _("read")
        PUBLISHED = "published", _("published")

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="reports", verbose_name=_("jurisdiction")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=choices(ReportKind), default=ReportKind.WORK_REPORT.value)
    vintage = models.CharField(
        _("vintage"),
        max_length=12,
        choices=choices(Vintage),
        blank=True,
        default=Vintage.UNSTATED.value,
        help_text=_("How settled its figures are, where the document says so."),
    )
    plan_year = models.PositiveSmallIntegerField(_("plan year"))
    review_year = models.PositiveSmallIntegerField(_("review year"))
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_link = models.URLField(_("source link"), max_length=500, blank=True)
    index_number = models.CharField(_("official index number"), max_length=60, blank=True)
    is_digest = models.BooleanField(
        _("digest"),
        default=False,
        help_text=_("A short text in other words that states the report's figures."),
    )
    file = models.FileField(_("file"), max_length=200)
    file_sha256 = models.CharField(_("sha256 of the file"), max_length=64)
    text = models.TextField(_("text"))
    text_sha256 = models.CharField(_("sha256 of the text"), max_length=64)
    reader_version = models.CharField(_("reader version"), max_length=40, blank=True)
    unread = models.JSONField(
        _("figures not read"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Start, end and reason of every figure that was seen and not read; empty before that was kept."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.RECEIVED)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken in by"),
        help_text=_("Who took it in by hand; empty where a command did."),
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering: ClassVar = ["jurisdiction__code", "-plan_year", "-version"]
        permissions: ClassVar = [
            ("publish_report", "Can publish a report's reading"),
            ("reopen_report", "Can reopen a report's published reading"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text_sha256"], name="no_second_copy_of_a_report"),
            models.UniqueConstraint(
                fields=["jurisdiction", "kind", "plan_year", "vintage"],
                condition=Q(superseded_by__isnull=True),
                name="one_current_version_of_a_report",
            ),
            models.UniqueConstraint(
                fields=["jurisdiction", "kind", "plan_year", "vintage", "version"], name="versions_are_counted_once"
            ),
            models.CheckConstraint(
                condition=Q(plan_year__range=(1949, 2100), review_year__range=(1949, 2100)),
                name="report_years_are_plausible",
            ),
            models.CheckConstraint(
                condition=Q(vintage="") | Q(kind=ReportKind.COMMUNIQUE.value), name="only_a_communique_has_a_vintage"
            ),
            models.CheckConstraint(condition=Q(review_year__lte=F("plan_year")), name="review_precedes_plan"),
            models.CheckConstraint(condition=~Q(text=""), name="report_has_a_text"),
        ]
        triggers: ClassVar = [
            pgtrigger.ReadOnly(name="text_never_changes", fields=["text", "text_sha256", "file_sha256"]),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.plan_year} v{self.version}"

    @property
    def web_address(self) -> str:
        """Where its source can be read; empty where that is unknown, or no address of the web (a list may say any)."""
        return self.source_link if self.source_link.lower().startswith(("http://", "https://")) else ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of sight with no other version in its place."""
        return self.superseded_by_id is not None and self.superseded_by_id == self.pk


#: Refuses a statement whose quote is not the very words at its offsets in the report's text.
QUOTE_IS_THE_SLICE = pgtrigger.Trigger(
    name="quote_is_the_slice",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("start", "end", "quote", "report_id"),
    func="""
        /* substr() clips at the end of the text, so the length is asked for too. */
        IF char_length(NEW.quote) <> NEW."end" - NEW.start
           OR substr((SELECT text FROM reports_report WHERE id = NEW.report_id),
                     NEW.start + 1, NEW."end" - NEW.start) IS DISTINCT FROM NEW.quote THEN
            RAISE EXCEPTION 'the quote is not the text at [%, %) of report %',
                NEW.start, NEW."end", NEW.report_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Statement(FastRow):
    """The fields a commitment and an outcome share: the words, their place, and what they say.

    `value` is the figure as printed, in the unit as written; empty where there is none, `redacted` where it
    was blanked. `year` is the year the statement belongs to: the end of its period.
    """

    class Origin(models.TextChoices):
        MACHINE = "machine", _("machine")
        PERSON = "person", _("person")

    report = models.ForeignKey(Report, models.PROTECT, verbose_name=_("report"))
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name=_("jurisdiction"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))
    number_start = models.PositiveIntegerField(_("start of the figure"), null=True, blank=True)
    number_end = models.PositiveIntegerField(_("end of the figure"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    topic = models.CharField(
        _("topic"),
        max_length=14,
        choices=choices(Topic),
        default=Topic.OTHER.value,
        editable=False,
        help_text=_("That of its indicator, else what its words say; “other” where they do not say it surely."),
    )
    measure = models.CharField(_("measure"), max_length=10, choices=choices(Measure))
    comparator = models.CharField(_("comparator"), max_length=6, choices=choices(Comparator))
    value = models.CharField(_("value"), max_length=60, blank=True)
    value_high = models.CharField(_("upper value"), max_length=60, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    period = models.CharField(_("period"), max_length=9, help_text=_("2018 or 2011-2015"))
    year = models.PositiveSmallIntegerField(_("year"))
    deadline = models.CharField(_("deadline"), max_length=10, blank=True, help_text=_("2019-06"))
    hedge = models.CharField(_("hedge"), max_length=8, choices=choices(Hedge), blank=True, default="")
    section = models.CharField(_("section"), max_length=14, choices=choices(Section))
    base_start = models.PositiveIntegerField(_("start of the base"), null=True, blank=True)
    base_end = models.PositiveIntegerField(_("end of the base"), null=True, blank=True)
    base_value = models.CharField(_("base"), max_length=60, blank=True)
    base_unit = models.CharField(_("unit of the base"), max_length=40, blank=True)
    base_period = models.CharField(_("period of the base"), max_length=9, blank=True)
    confidence = models.DecimalField(_("confidence"), max_digits=4, decimal_places=3, default=1)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.MACHINE)
    review_state = models.CharField(
        _("review state"), max_length=10, choices=choices(ReviewState), default=ReviewState.PROPOSED.value
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.CharField(_("note"), max_length=300, blank=True)
    machine_said = models.JSONField(
        _("as the machine read it"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The corrected fields' values before a person first corrected them; empty otherwise."),
    )
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("No longer read from the current text; kept for the history that rests on it."),
    )

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "start", "end", "number_start", "subject", "measure"],
                nulls_distinct=False,
                name="%(class)s_stands_once",
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="%(class)s_span_is_not_empty"),
            models.CheckConstraint(
                condition=Q(number_start__isnull=True, number_end__isnull=True)
                | Q(
                    number_start__gte=F("start"),
                    number_end__lte=F("end"),
                    number_start__lt=F("number_end"),
                ),
                name="%(class)s_figure_is_inside",
            ),
            models.CheckConstraint(
                condition=Q(value="") | Q(value__regex=VALUE), name="%(class)s_value_has_a_known_shape"
            ),
            models.CheckConstraint(
                condition=Q(comparator=Comparator.RANGE.value, value_high__regex=r"^-?\d+(\.\d+)?$")
                | (~Q(comparator=Comparator.RANGE.value) & Q(value_high="")),
                name="%(class)s_only_a_range_has_two_values",
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.DONE.value) | Q(value="", number_start__isnull=True),
                name="%(class)s_deed_has_no_figure",
            ),
            models.CheckConstraint(condition=Q(period__regex=PERIOD), name="%(class)s_period_has_a_known_shape"),
            models.CheckConstraint(
                condition=Q(deadline="") | Q(deadline__regex=DEADLINE),
                name="%(class)s_deadline_has_a_known_shape",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="%(class)s_confidence_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(review_state=ReviewState.PROPOSED.value, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(review_state=ReviewState.PROPOSED.value) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="%(class)s_decision_has_a_decider",
            ),
        ]
        indexes: ClassVar = [
            # What the lists are filtered by and few rows have: to look for fifty of them would read them all.
            models.Index(
                fields=["id"], condition=Q(review_state=ReviewState.REJECTED.value), name="%(class)s_rejected"
            ),
            models.Index(fields=["id"], condition=Q(origin="person"), name="%(class)s_of_people"),
            models.Index(fields=["id"], condition=Q(is_retired=True), name="%(class)s_retired"),
            models.Index(fields=["section", "id"], name="%(class)s_section"),
            models.Index(fields=["topic", "id"], name="%(class)s_topic"),
            # What a report still asks of a person, and who has decided when, without a look at all statements.
            models.Index(
                fields=["report"],
                condition=Q(review_state=ReviewState.PROPOSED.value, is_retired=False),
                name="%(class)s_awaits_a_person",
            ),
            models.Index(
                fields=["decided_at"],
                include=["decided_by"],
                condition=Q(decided_at__isnull=False),
                name="%(class)s_decided",
            ),
        ]
        triggers: ClassVar = [QUOTE_IS_THE_SLICE]

    @property
    def is_reviewed(self) -> bool:
        """Whether a person stands behind the statement."""
        return self.review_state != ReviewState.PROPOSED.value
