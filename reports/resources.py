"""Places as rows of a spreadsheet, out and in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from import_export import fields, widgets

from reports.differences import MarkedResource
from reports.models import Jurisdiction


class CurrentPlaceWidget(widgets.ForeignKeyWidget):
    """A place by its code: the one that holds the code today, for a code may have changed hands."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> QuerySet[Jurisdiction]:
        return Jurisdiction.objects.filter(valid_to__isnull=True)


class JurisdictionResource(MarkedResource):
    """One place a row, known by code and name; the columns are those of fixtures/jurisdictions.csv."""

    parent = fields.Field("parent", "parent", CurrentPlaceWidget(Jurisdiction, field="code"))

    class Meta:
        model = Jurisdiction
        import_id_fields = ("code", "name")
        fields: ClassVar = (
            "code", "name", "pinyin", "english", "level", "parent", "valid_from", "valid_to", "revision",
        )  # fmt: skip
        export_order = fields
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = False

    def get_queryset(self) -> QuerySet[Jurisdiction]:
        return super().get_queryset().select_related("parent")
