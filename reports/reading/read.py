"""Reads a report: text in, statements out."""

from __future__ import annotations

import re
from dataclasses import replace

from reports.reading import admissions, clauses, collector, deeds, insteps, quantities, sections, statements, years
from reports.reading.doubts import Doubt
from reports.reading.lexicon import indicators
from reports.reading.numerals import narrow
from reports.reading.records import Reading, Statement, Unread
from reports.reading.units import Quantity
from reports.words import Section

#: A line end of old: the reading knows only \n, which is put in its place, one sign for one.
_LONE_RETURN = re.compile(r"\r(?!\n)")


def read(text: str, plan_year: int | None = None, *, section: Section | None = None) -> Reading:
    """All statements of a report, in the order of the text.

    ``plan_year`` is the year the report plans for; when it is None it is taken from the report's own titles and dates.
    ``section`` says that the whole text is of one: a statistics communiqué looks back on the year before throughout.
    ValueError when no year is given and the text names none.
    """
    words = _LONE_RETURN.sub("\n", narrow(text))
    year = plan_year if plan_year is not None else years.infer(words)
    if year is None:
        raise ValueError("the text names no year: give the year it plans for")
    found: list[Statement] = []
    unread: list[Unread] = []
    stretches = [sections.whole(words, section)] if section else sections.find(words, year)
    with collector.paused():
        figures = quantities.each(words)
        ahead = next(figures, None)
        for block in clauses.blocks(words, stretches, year):
            inside: list[Quantity] = []
            while ahead and ahead.start < block[-1].sentence_end:
                inside.append(ahead)
                ahead = next(figures, None)
            said, left = statements.make(words, block, inside, year, indicators.code)
            unread += left
            done = deeds.find(words, block, inside, year)
            found += _told_once(words, said, done)
            found += admissions.find(words, block, year)
            found += insteps.find(words, block, year)
        if words != text:
            # The quotes are the text's own: what was put in place of its signs is as long as they are.
            found = [_quoting(text, statement) for statement in found]
        found.sort(key=_place)
    return Reading(text, year, tuple(found), tuple(unread))


def _told_once(words: str, said: list[Statement], done: list[Statement]) -> list[Statement]:
    """What is said in figures and the deeds done, but for 清零, which may be both: 零就业家庭动态清零 is one promise.

    It is the figure of the thing beside it. 及时发现、动态清零 is none: what it is of stands elsewhere.
    """
    cleared = [one for one in said if one.number and words.startswith("清零", one.number.start - 1)]
    if not cleared:
        return said + done
    named = [one.number.start for one in cleared if one.number and Doubt.CARRIED not in one.reasons]
    figures = [one for one in said if one not in cleared or Doubt.CARRIED not in one.reasons]
    return figures + [
        deed for deed in done if not deed.quote.endswith("清零") or not any(deed.start < at < deed.end for at in named)
    ]


def _quoting(text: str, statement: Statement) -> Statement:
    quote = text[statement.start : statement.end]
    return statement if quote == statement.quote else replace(statement, quote=quote)


def _place(statement: Statement) -> tuple[int, int]:
    return statement.start, statement.number.start if statement.number else statement.start
