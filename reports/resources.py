"""Lists as rows of a spreadsheet, out and in: what all lists share, and places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export import fields, widgets
from import_export.resources import ModelResource

from reports.models import Jurisdiction

#: Rows fetched at once from the database.
AT_ONCE = 2_000


def as_cell(value: Any) -> str:
    """A value as it stands in a cell: nothing for None, 1 and 0 for yes and no, lists with a line between the parts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return "|".join(value)
    return str(value)


class ListResource(ModelResource):
    """A list whose rows go out one after the other: the library's own way takes a millisecond a row."""

    #: Columns of whole numbers, which a workbook can sort as such.
    NUMBERS: ClassVar[frozenset[str]] = frozenset()

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.column_name for field in self.get_export_fields())

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The places, from 0, of the columns of whole numbers."""
        return frozenset(place for place, name in enumerate(self.head) if name in self.NUMBERS)

    def cells(self, row: Model) -> list[str]:
        """The row's cells, in the order of `head`; they are what an import holds its own against."""
        return [as_cell(value_of(row)) for value_of in self._values]

    def rows(self, queryset: QuerySet) -> Iterator[list[str]]:
        """The cells of all rows, fetched as they are asked for, in one query."""
        return map(self.cells, self.filter_export(queryset).iterator(chunk_size=AT_ONCE))

    @cached_property
    def _values(self) -> list[Callable[[Any], Any]]:
        return [_along(self._path(field)) for field in self.get_export_fields()]

    def _path(self, field: fields.Field) -> list[str]:
        path = field.attribute.split("__")
        return [*path, field.widget.field] if isinstance(field.widget, widgets.ForeignKeyWidget) else path


def _along(path: list[str]) -> Callable[[Any], Any]:
    first, rest = path[0], path[1:]
    if not rest:
        return lambda row: getattr(row, first)

    def value_of(row: Any) -> Any:
        value = getattr(row, first)
        for name in rest:
            if value is None:
                return None
            value = getattr(value, name)
        return value

    return value_of


class CurrentPlaceWidget(widgets.ForeignKeyWidget):
    """A place by its code: the one that holds the code today, for a code may have changed hands.

    `known` are the places of today by their codes; whoever brings rows in fills it, so that no row needs a query.
    """

    known: dict[str, Jurisdiction]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Jurisdiction | None:
        code = str(value or "").strip()
        if not code:
            return None
        if code not in self.known:
            raise ValueError(_("No place has the code %(code)s today.") % {"code": code})
        return self.known[code]


class JurisdictionResource(ListResource):
    """One place a row, known by code and name; the columns are those of fixtures/jurisdictions.csv."""

    parent = fields.Field("parent", "parent", CurrentPlaceWidget(Jurisdiction, field="code"))

    class Meta:
        model = Jurisdiction
        import_id_fields = ("code", "name")
        fields: ClassVar = (
            "code", "name", "pinyin", "english", "level", "parent", "valid_from", "valid_to", "revision",
        )  # fmt: skip
        export_order = fields

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        return queryset.select_related("parent")
