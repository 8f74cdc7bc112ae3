"""Verdicts in the admin: to be looked at. They are added by judging alone, and never changed."""

from __future__ import annotations

import json
from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from reports.admin import ReadOnlyAdmin, found_by, words_of
from tracker.admin import shown
from tracker.models import Verdict


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
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

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        for word in words_of(search_term):
            queryset = queryset.filter(
                found_by(
                    word,
                    "commitment__jurisdiction",
                    "commitment__subject__icontains",
                    "note__icontains",
                    "source__icontains",
                )
            )
        return queryset, False

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
