"""Indicators, commitments and outcomes as rows of a spreadsheet; `tracker.imports` brings them in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from import_export import fields, widgets

from reports.resources import ListResource
from tracker.models import Commitment, Indicator, Outcome


class AliasesWidget(widgets.Widget):
    """Aliases in one cell, with a vertical line between them: 地区生产总值|国内生产总值|GDP."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        return [alias.strip() for alias in str(value or "").split("|") if alias.strip()]


class IndicatorResource(ListResource):
    """One indicator a row, known by its code."""

    aliases = fields.Field("aliases", "aliases", AliasesWidget())

    class Meta:
        model = Indicator
        import_id_fields = ("code",)
        fields: ClassVar = ("code", "name", "english", "aliases", "direction", "dimension", "topic")
        export_order = fields


#: What both kinds of statement say and where they stand, in the order of the columns.
STATEMENT_COLUMNS = (
    "id", "place_code", "place", "report_year", "report_kind", "report_sha256", "start", "end", "quote", "number_start",
    "number_end", "subject", "indicator", "measure", "comparator", "value", "value_high", "unit", "period",
    "deadline", "hedge", "section", "confidence", "review_state", "is_digest", "is_retired",
)  # fmt: skip


class StatementResource(ListResource):
    """The columns a commitment and an outcome share."""

    NUMBERS: ClassVar = frozenset({"id", "report_year", "start", "end", "number_start", "number_end"})

    place_code = fields.Field("jurisdiction__code", "place_code")
    place = fields.Field("jurisdiction__name", "place")
    report_year = fields.Field("report__plan_year", "report_year")
    report_kind = fields.Field("report__kind", "report_kind")
    report_sha256 = fields.Field("report__text_sha256", "report_sha256")
    indicator = fields.Field("indicator__code", "indicator")
    is_digest = fields.Field("report__is_digest", "is_digest")

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        """The rows with what their columns need, in one query, and without the reports' texts."""
        return queryset.select_related("jurisdiction", "report", "indicator").defer("report__text")


class CommitmentResource(StatementResource):
    """One commitment a row, with its current verdict."""

    NUMBERS: ClassVar = StatementResource.NUMBERS | {"rule_version", "outcome"}

    verdict = fields.Field("verdict__code", "verdict")
    rule = fields.Field("verdict__rule", "rule")
    rule_version = fields.Field("verdict__rule_version", "rule_version")
    outcome = fields.Field("verdict__outcome_id", "outcome")

    class Meta:
        model = Commitment
        fields: ClassVar = (
            *STATEMENT_COLUMNS, "known_from", "due_on", "verdict", "rule", "rule_version", "outcome",
        )  # fmt: skip
        export_order = fields

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        judged = super().filter_export(queryset, **kwargs).select_related("verdict")
        return judged.defer(
            "report__text", "verdict__derivation", "verdict__pledge_as_judged", "verdict__outcome_as_judged"
        )


class OutcomeResource(StatementResource):
    """One outcome or admission a row."""

    class Meta:
        model = Outcome
        fields: ClassVar = (*STATEMENT_COLUMNS, "kind")
        export_order = fields
