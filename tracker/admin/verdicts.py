"""Verdicts in the admin: to be looked at. They are added by judging alone, and never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from reports.admin import ReadOnlyAdmin
from reports.searching import Asked
from reports.words import Rule
from tracker.admin import shown
from tracker.admin.blind import without_closed
from tracker.admin.worded import WordedListAdmin
from tracker.models import Verdict


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin, WordedListAdmin):
    """Every verdict ever reached, newest first."""

    list_display = ("promised", "place", "year", "marked", "rule", "cause", "sequence", "decided_by", "decided_at")
    list_select_related = ("commitment__jurisdiction", "decided_by")
    list_filter = ("code", "rule", "cause", "commitment__jurisdiction__level", "decided_at")
    search_fields = ("commitment__subject", "note", "source")
    search_help_text = gettext_lazy("A place in characters or pinyin, a subject, or words of the reason given.")
    sortable_by = ()
    ordering = ("-pk",)
    fields = (
        "of_commitment", "marked", "reasoning", "rule", "rule_version", "outcome", "flag_names", "reason",
        "cause", "decided_by", "decided_at", "note", "source", "sequence", "position", "previous", "hash", "steps",
    )  # fmt: skip
    readonly_fields = fields

    class Media:
        css: ClassVar = {"all": ("duixian/tokens.css", "tracker/admin/desk.css")}

    def found_besides(self, asked: Sequence[Asked]) -> Q:
        # Only what a person has set has a reason and a source of its own, and few are.
        overrides = Verdict.objects.filter(rule=Rule.OVERRIDE.value)
        for word in (each.word for each in asked):
            overrides = overrides.filter(Q(note__icontains=word) | Q(source__icontains=word))
        return Q(pk__in=list(overrides.values_list("pk", flat=True)))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return without_closed(request, super().get_queryset(request), "commitment__report", "outcome__report")

    @admin.display(description=gettext_lazy("promised"))
    def promised(self, verdict: Verdict) -> str:
        return format_html("{} {}", verdict.commitment.subject, shown.said(verdict.commitment))

    @admin.display(description=gettext_lazy("place"))
    def place(self, verdict: Verdict) -> str:
        return verdict.commitment.jurisdiction.label

    @admin.display(description=gettext_lazy("year"))
    def year(self, verdict: Verdict) -> int:
        return verdict.commitment.year

    @admin.display(description=gettext_lazy("verdict"))
    def marked(self, verdict: Verdict) -> str:
        return shown.badge(verdict)

    @admin.display(description=gettext_lazy("commitment"))
    def of_commitment(self, verdict: Verdict) -> str:
        row = verdict.commitment
        return format_html('<a href="{}">{} {} {}</a>', shown.change_page(row), row.jurisdiction.label, row.year, row)

    @admin.display(description=gettext_lazy("in words"))
    def reasoning(self, verdict: Verdict) -> str:
        return shown.reasoning(verdict)

    @admin.display(description=gettext_lazy("flags"))
    def flag_names(self, verdict: Verdict) -> str:
        return ", ".join(shown.flags(verdict)) or "—"

    @admin.display(description=gettext_lazy("derivation"))
    def steps(self, verdict: Verdict) -> str:
        return format_html("<pre>{}</pre>", json.dumps(verdict.derivation, ensure_ascii=False, indent=2))
