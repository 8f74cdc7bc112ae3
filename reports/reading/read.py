"""Reads a report: text in, statements out."""

from __future__ import annotations

import re
from dataclasses import replace

from reports.reading import admissions, clauses, deeds, insteps, quantities, sections, statements, years
from reports.reading.lexicon import indicators
from reports.reading.records import Reading, Statement

#: A line end of old: the reading knows only \n, which is put in its place, one sign for one.
_LONE_RETURN = re.compile(r"\r(?!\n)")


def read(text: str, plan_year: int | None = None) -> Reading:
    """All statements of a report, in the order of the text.

    ``plan_year`` is the year the report plans for; when it is None it is taken from the report's own titles and dates.
    ValueError when no year is given and the text names none.
    """
    if _LONE_RETURN.search(text):
        return _as_written(read(_LONE_RETURN.sub("\n", text), plan_year), text)
    year = plan_year if plan_year is not None else years.infer(text)
    if year is None:
        raise ValueError("the text names no year: give the year it plans for")
    split = clauses.split(text, sections.find(text, year), year)
    figures = quantities.find(text)
    found, unread = statements.make(text, split, figures, year, indicators.code)
    found += deeds.find(text, split, figures, year)
    found += admissions.find(text, split, year)
    found += insteps.find(text, split, year)
    return Reading(text, year, tuple(sorted(found, key=_place)), tuple(unread))


def _as_written(reading: Reading, text: str) -> Reading:
    """A reading of a text as long, with the quotes of the text itself."""
    found = tuple(replace(statement, quote=text[statement.start : statement.end]) for statement in reading.statements)
    return replace(reading, text=text, statements=found)


def _place(statement: Statement) -> tuple[int, int]:
    return statement.start, statement.number.start if statement.number else statement.start
