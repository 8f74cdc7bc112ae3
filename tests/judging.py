"""Statements for the tests of the judging, made from as few words as a case needs."""

from __future__ import annotations

from typing import Any

from reports.reading.records import Base, Span, Statement
from reports.words import Comparator, Kind, Measure, Section

YEAR = 2022


def statement(kind: str, place: int = 0, **fields: Any) -> Statement:
    """A statement of ``kind`` at ``place``; its quote is its subject and figure unless given."""
    value = fields.get("value", "")
    quote = fields.get("quote") or f"{fields.get('subject', '')}{value}{fields.get('unit', '')}"
    measure = Measure(fields.get("measure", "level"))
    comparator = Comparator(fields.get("comparator", "eq"))
    at = quote.find(value) if value else -1
    base = fields.get("base")
    return Statement(
        kind=Kind(kind),
        start=place,
        end=place + len(quote),
        quote=quote,
        number=Span(place + at, place + at + len(value)) if at >= 0 else None,
        subject=fields.get("subject", ""),
        indicator=fields.get("indicator"),
        measure=measure,
        comparator=comparator,
        value=value,
        value_high=fields.get("high", ""),
        unit=fields.get("unit", ""),
        period=fields.get("period", str(YEAR)),
        deadline=fields.get("deadline", ""),
        section=Section(fields.get("section", "year_tasks" if kind == "pledge" else "review_year")),
        reasons=tuple(fields.get("reasons", ())),
        base=Base(Span(place, place + 1), base, fields.get("unit", "")) if base else None,
    )
