"""Reads a report: text in, statements out."""

from __future__ import annotations

from reports.reading import clauses, quantities, sections, statements, years
from reports.reading.lexicon import indicators
from reports.reading.records import Reading


def read(text: str, plan_year: int | None = None) -> Reading:
    """All statements of a report, in the order of the text.

    ``plan_year`` is the year the report plans for; when it is None it is taken from the report's own titles and dates.
    ValueError when no year is given and the text names none.
    """
    year = plan_year if plan_year is not None else years.infer(text)
    if year is None:
        raise ValueError("the text names no year: give the year it plans for")
    spans = sections.find(text, year)
    split = clauses.split(text, spans)
    figures = quantities.find(text)
    found, unread = statements.make(text, split, figures, year, _code)
    return Reading(
        text,
        year,
        tuple(sorted(found, key=lambda s: (s.start, s.number.start if s.number else s.start))),
        tuple(unread),
    )


def _code(subject: str) -> str | None:
    indicator = indicators.find(subject)
    return indicator.code if indicator else None
