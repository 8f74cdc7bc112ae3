"""Places in the admin, and what every list of the admin shares: it costs the same with ten rows and ten million."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin
from import_export.forms import ExportForm

from reports.models import Report
from reports.resources import JurisdictionResource
from reports.searching import Asked, asked_for, places_found, reports_found, words_of
from reports.spreadsheet import GuardedCSV, GuardedXLSX
from reports.workbook import MOST_ROWS


class CappedPaginator(Paginator):
    """Counts no further than CAP rows: to count millions takes seconds, and nobody turns to page 200 by hand."""

    CAP = 10_000

    def __init__(self, *args: Any, cap: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cap = self.CAP if cap is None else cap

    @cached_property
    def _counted(self) -> int:
        rows = cast(QuerySet, self.object_list)
        return rows.order_by()[: self.cap + 1].count()

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self._counted > self.cap

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.cap)


class LargeListAdmin(admin.ModelAdmin):
    """A list whose queries do not grow in number with its rows, nor count all of them."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 0
    #: Columns too heavy for a list.
    list_defer: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer(*self.list_defer)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """As Django tells it, but what forbids a deletion is told by its kind: Django would fetch all of a million."""
        kept = kinds_that_hang_on(self.model, objs)
        return ([], {}, set(), kept) if kept else super().get_deleted_objects(objs, request)


def kinds_that_hang_on(model: type[models.Model], rows: Iterable[models.Model]) -> list[str]:
    """The kinds of objects that forbid deleting any of these rows, by name; a query for each way to such a kind."""
    keys = [row.pk for row in rows]
    found: dict[str, None] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT:
            other = relation.related_model
            if other._base_manager.filter(**{f"{relation.field.name}__in": keys}).exists():
                found[str(capfirst(other._meta.verbose_name_plural))] = None
    return list(found)


class SearchedListAdmin(LargeListAdmin):
    """A list of statements, or of what hangs on them, that words are looked for in: it shows the newest found.

    What is found of a million has no index that knows its order, so no more of it is sought than a person reads; an
    export holds all of it.
    """

    MOST_FOUND = 500

    def find(self, queryset: QuerySet, asked: Sequence[Asked]) -> QuerySet:
        """All rows that every word finds."""
        raise NotImplementedError

    def newest_found(self, queryset: QuerySet, asked: Sequence[Asked], most: int) -> list[int]:
        """The keys of the newest of them."""
        raise NotImplementedError

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        asked = asked_for(words_of(search_term))
        if not asked:
            return queryset, False
        if getattr(request, "is_export", False):
            return self.find(queryset, asked), False
        request.is_searched = True  # type: ignore[attr-defined]
        return queryset.filter(pk__in=self.newest_found(queryset, asked, self.MOST_FOUND + 1)), False

    def get_paginator(
        self, request: HttpRequest, queryset: Any, per_page: int, orphans: int = 0, allow_empty_first_page: bool = True
    ) -> CappedPaginator:
        cap = self.MOST_FOUND if getattr(request, "is_searched", False) else None
        return CappedPaginator(queryset, per_page, orphans, allow_empty_first_page, cap=cap)


class ReadOnlyAdmin(LargeListAdmin):
    """Rows that are looked at here and never entered, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class GuardedExportMixin(ExportMixin):
    """Export of what the list shows, as CSV or XLSX safe to open, for whoever may see the list.

    The file is sent as it is read, so that a long list neither waits nor fills the memory.
    """

    formats: ClassVar = [GuardedCSV, GuardedXLSX]
    # The form with a tick per column needs inline script, which the Content-Security-Policy refuses.
    export_form_class = ExportForm

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        request.is_export = True  # type: ignore[attr-defined]
        return super().get_export_queryset(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def _do_file_export(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet, export_form: Any = None
    ) -> StreamingHttpResponse:
        resource = self.choose_export_resource_class(export_form, request)()
        if isinstance(file_format, GuardedXLSX) and queryset.order_by()[:MOST_ROWS].count() == MOST_ROWS:
            raise ValueError(_("A workbook holds no more than %(most)s rows: export CSV.") % {"most": f"{MOST_ROWS:,}"})
        name = self.get_export_filename(request, queryset, file_format)
        return StreamingHttpResponse(
            file_format.stream(resource.head, resource.rows(queryset), resource.numbers),
            content_type=file_format.get_content_type(),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class CurrentFilter(admin.SimpleListFilter):
    """Rows that hold today, and rows that something newer has taken the place of."""

    parameter_name = "current"
    #: The column that is NULL on rows that hold today.
    column = ""
    words: tuple[Any, Any]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", self.words[0]), ("no", self.words[1])]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in ("yes", "no"):
            return queryset.filter(**{f"{self.column}__isnull": self.value() == "yes"})
        return queryset


class CurrentVersionFilter(CurrentFilter):
    """Current versions of reports, or those that a changed text has superseded."""

    title = _("version")
    column = "superseded_by"
    words = (_("current"), _("superseded"))


class StillValidFilter(CurrentFilter):
    """Places that exist today, or former ones."""

    title = _("validity")
    column = "valid_to"
    words = (_("valid today"), _("former"))


class JurisdictionAdmin(GuardedExportMixin, LargeListAdmin):
    """The nation, its provinces, prefectures and counties.

    Registered by the tracker, whose jobs bring rows in.
    """

    resource_classes: ClassVar = [JurisdictionResource]
    list_display = ("code", "name", "pinyin", "english", "level", "parent", "valid_to")
    list_display_links = ("code", "name")
    list_select_related = ("parent",)
    list_filter = ("level", StillValidFilter)
    search_fields = ("name", "pinyin", "english", "code")
    search_help_text = _("A name in characters or pinyin, or a code.")
    autocomplete_fields = ("parent",)
    ordering = ("code", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Every verdict's hash rests on the code of its place: a place that gets another code is another row.
        return ("code",) if obj else ()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        term = search_term.replace("\0", "").strip()
        if not term:
            return queryset, False
        return queryset.filter(pk__in=places_found(term).values("pk")), False


class ReportAdmin(LargeListAdmin):
    """Reports: their text never changes here, only what is known about them.

    Registered by the tracker, whose page adds the reading, for this app knows nothing of commitments.
    """

    list_display = (
        "title_or_place", "place", "plan_year", "kind", "vintage", "is_digest", "state", "version", "received_at",
    )  # fmt: skip
    list_select_related = ("jurisdiction",)
    list_defer = ("text",)
    list_filter = (
        "kind", "vintage", "state", "is_digest", CurrentVersionFilter, "jurisdiction__level", "plan_year",
    )  # fmt: skip
    search_fields = ("title", "source", "index_number")
    search_help_text = _("A place in characters or pinyin, a year, a title, a source or an index number.")
    ordering = ("-pk",)
    sortable_by = ("plan_year", "received_at")
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}
    fields = (
        "jurisdiction", ("kind", "vintage", "is_digest"), ("plan_year", "review_year"),
        ("state", "version", "superseded_by"),
        "title", ("source", "source_link"), ("index_number", "delivered_on"), "file_sha256", "text_sha256",
        ("reader_version", "received_at"),
    )  # fmt: skip
    readonly_fields = (
        "jurisdiction", "kind", "vintage", "is_digest", "plan_year", "review_year", "state", "version", "superseded_by",
        "file_sha256", "text_sha256", "reader_version", "received_at",
    )  # fmt: skip

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return reports_found(queryset, asked_for(words_of(search_term))), False

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        if form.changed_data:
            obj.save(update_fields=form.changed_data)

    @admin.display(description=_("title"))
    def title_or_place(self, report: Report) -> str:
        return report.title or str(report)

    @admin.display(description=_("place"))
    def place(self, report: Report) -> str:
        return report.jurisdiction.label
