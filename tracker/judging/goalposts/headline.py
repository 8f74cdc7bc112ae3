"""The headline targets of a plan: the sentences in which the year's standing indicators are promised together."""

from __future__ import annotations

import re

from reports.reading.records import Reading, Span, Statement
from reports.words import Kind, Section
from tracker.judging.constants import GOALPOST_LEAST, GOALPOST_LEAST_IN_A_SENTENCE
from tracker.judging.due import is_late_deadline, year_due
from tracker.judging.spans import is_averaged

#: No sentence begins farther back than this.
_LONGEST = 1000
#: A line that ends with such a mark goes on in the next: 城镇登记失业率5.5%左右；居民消费价格涨幅3.5%左右.
_END = re.compile(r"[。！!]|(?<![，、；：,;:])\s*\n")


def of_the_year(reading: Reading) -> tuple[Statement, ...]:
    """The pledges for the plan's own year: no five-year target, no mean of several years."""
    year = reading.plan_year
    return tuple(
        statement
        for statement in reading.statements
        if statement.kind == Kind.PLEDGE
        and statement.section != Section.TERM_TARGETS
        and "-" not in statement.period
        and year_due(statement, year) == year
        and not is_late_deadline(statement, year)
        and not is_averaged(statement)
    )


def passages(reading: Reading) -> tuple[Span, ...]:
    """The sentences of the headline targets, in the order of the text; empty where the plan shows none."""
    pledges = [statement for statement in of_the_year(reading) if statement.indicator]
    listed = [statement for statement in pledges if statement.section == Section.YEAR_TARGETS]
    if len({statement.indicator for statement in listed}) >= GOALPOST_LEAST:
        return tuple(sorted({sentence(reading.text, s.start) for s in listed}, key=lambda span: span.start))
    together: dict[Span, set[str]] = {}
    for statement in pledges:
        together.setdefault(sentence(reading.text, statement.start), set()).add(statement.indicator or "")
    best = max(together, key=lambda span: len(together[span]), default=None)
    return (best,) if best is not None and len(together[best]) >= GOALPOST_LEAST_IN_A_SENTENCE else ()


def sentence(text: str, place: int) -> Span:
    """The sentence around a place, without its end mark."""
    ends = [match.end() for match in _END.finditer(text, max(0, place - _LONGEST), place)]
    end = _END.search(text, place)
    return Span(max(ends, default=max(0, place - _LONGEST)), end.start() if end else len(text))
