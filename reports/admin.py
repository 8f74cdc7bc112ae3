"""Places in the admin, and what every list of the admin shares: it costs the same with ten rows and ten million."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.forms import ExportForm

from reports.models import Jurisdiction, Report
from reports.resources import JurisdictionResource
from reports.spreadsheet import GuardedCSV, GuardedXLSX


class CappedPaginator(Paginator):
    """Counts no further than CAP rows: to count millions takes seconds, and nobody turns to page 200 by hand."""

    CAP = 10_000

    @cached_property
    def _counted(self) -> int:
        rows = cast(QuerySet, self.object_list)
        return rows.order_by()[: self.CAP + 1].count()

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self._counted > self.CAP

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.CAP)


def places_named(words: str) -> QuerySet[Jurisdiction]:
    """Places whose name holds these characters, or whose pinyin, written with or without spaces, begins with them."""
    pinyin = words.lower().replace(" ", "").replace("ü", "v")
    return Jurisdiction.objects.alias(joined=Replace("pinyin", Value(" "), Value(""))).filter(
        Q(name__contains=words) | Q(english__istartswith=words) | Q(joined__startswith=pinyin)
    )


#: A shorter Latin word may well be one of the texts' own: AI, GDP, 5G.
SHORTEST_PINYIN = 4


def found_by(word: str, place: str, *lookups: str) -> Q:
    """Rows of a place that the word names, or in whose texts it stands; `place` is the path to the jurisdiction.

    Pinyin stands in no report: a Latin word that names a place is not looked for in the texts, which takes long.
    """
    places = places_named(word)
    if word.isascii() and word.isalpha() and len(word) >= SHORTEST_PINYIN:
        keys = list(places.values_list("pk", flat=True))
        if keys:
            return Q(**{f"{place}__in": keys})
    found = Q(**{f"{place}__in": places.values("pk")})
    for lookup in lookups:
        found |= Q(**{lookup: word})
    return found


def words_of(search_term: str) -> list[str]:
    """The words of what was typed into a search box."""
    return search_term.replace("\0", "").split()


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


class ReadOnlyAdmin(LargeListAdmin):
    """Rows that are looked at here and never entered, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class GuardedExportMixin(ExportMixin):
    """Export of what the list shows, as CSV or XLSX safe to open, for whoever may see the list."""

    formats: ClassVar = [GuardedCSV, GuardedXLSX]
    #: Excel takes a CSV without the mark for GBK and garbles it.
    to_encoding = "utf-8-sig"
    # The form with a tick per column needs inline script, which the Content-Security-Policy refuses.
    export_form_class = ExportForm

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class GuardedImportExportMixin(GuardedExportMixin, ImportExportMixin):
    """Import besides, for whoever may both add and change."""

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)


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


@admin.register(Jurisdiction)
class JurisdictionAdmin(GuardedImportExportMixin, LargeListAdmin):
    """The nation, its provinces, prefectures and counties."""

    resource_classes: ClassVar = [JurisdictionResource]
    list_display = ("code", "name", "pinyin", "english", "level", "parent", "valid_to")
    list_display_links = ("code", "name")
    list_select_related = ("parent",)
    list_filter = ("level", StillValidFilter)
    search_fields = ("name", "pinyin", "english", "code")
    search_help_text = _("A name in characters or pinyin, or a code.")
    autocomplete_fields = ("parent",)
    ordering = ("code", "pk")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        term = search_term.replace("\0", "").strip()
        if not term:
            return queryset, False
        return queryset.filter(Q(pk__in=places_named(term).values("pk")) | Q(code__startswith=term)), False


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
        for word in words_of(search_term):
            found = found_by(word, "jurisdiction", "title__icontains", "source__icontains", "index_number__icontains")
            if word.isascii() and word.isdigit() and len(word) == 4:
                found |= Q(plan_year=int(word))
            queryset = queryset.filter(found)
        return queryset, False

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        if form.changed_data:
            obj.save(update_fields=form.changed_data)

    @admin.display(description=_("title"))
    def title_or_place(self, report: Report) -> str:
        return report.title or str(report)

    @admin.display(description=_("place"))
    def place(self, report: Report) -> str:
        return report.jurisdiction.label
