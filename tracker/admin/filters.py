"""Filters of the statements' lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import Report
from reports.words import Topic
from tracker.keys import read_key

#: A five-year plan read out in 2021 promises up to 2025.
LONGEST_PLAN = 5


class YearFilter(admin.SimpleListFilter):
    """The year a statement belongs to; the years come from the reports, for statements are too many to ask."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        span = Report.objects.aggregate(first=Min("review_year"), last=Max("plan_year"))
        if span["first"] is None:
            return []
        years = range(span["last"] + LONGEST_PLAN - 1, span["first"] - 1, -1)
        return [(str(year), str(year)) for year in years]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        year = read_key(self.value() or "")
        return queryset if year is None else queryset.filter(year=year)


class TopicFilter(admin.SimpleListFilter):
    """What a statement is about."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return choices(Topic)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(topic=self.value()) if self.value() else queryset
