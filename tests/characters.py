"""A few named characters for tests: one invented county text, its statements, and the people who decide."""

from __future__ import annotations

from reports.intake import Document
from reports.models import Jurisdiction
from reports.reading.records import Reading, Span, Statement
from reports.words import Comparator, Kind, Measure, Section

#: A county of the fixtures' kind, invented for tests.
COUNTY = "990101"


def make_place(code: str = COUNTY, name: str = "样例县", level: str = "county") -> Jurisdiction:
    return Jurisdiction.objects.create(
        code=code, name=name, pinyin="yangli xian", english="Sample County", level=level, revision="test"
    )


def make_document(text: str, plan_year: int = 2022, code: str = COUNTY, is_digest: bool = False) -> Document:
    return Document(code, plan_year, text.encode(), ".txt", text, is_digest=is_digest)


def make_statement(
    text: str,
    quote: str,
    value: str = "",
    unit: str = "%",
    *,
    kind: Kind = Kind.PLEDGE,
    subject: str = "地区生产总值",
    indicator: str | None = "gdp",
    measure: Measure = Measure.GROWTH,
    comparator: Comparator = Comparator.EQ,
    period: str = "2022",
) -> Statement:
    """The statement whose quote stands in the text; its figure is the value's first place inside the quote."""
    start = text.index(quote)
    number = None
    if value:
        at = start + quote.index(value)
        number = Span(at, at + len(value))
    return Statement(
        kind=kind,
        start=start,
        end=start + len(quote),
        quote=quote,
        number=number,
        subject=subject,
        indicator=indicator,
        measure=measure,
        comparator=comparator,
        value=value,
        unit=unit if value else "",
        period=period,
        section=Section.YEAR_TARGETS if kind == Kind.PLEDGE else Section.REVIEW_YEAR,
    )


def make_reading(text: str, *statements: Statement, plan_year: int = 2022) -> Reading:
    return Reading(text, plan_year, statements)
