"""One sentence of the later report that answers a whole list of practical matters: 10件惠民实事圆满办结.

Lists of 民生实事 are promised item by item, and a year later many are reported on together. The government's word for
all of them answers each one of which it says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reports.reading.records import Statement
from reports.words import Kind, Section

_EVERY = r"(?:全部|全面|全数|圆满|如期|悉数|均已?|都已?|件件|逐一|高质量)"
_ALL_DONE = re.compile(
    rf"实事(?:项目|工程|任务)?[^，。；]{{0,4}}{_EVERY}(?:高质量|顺利|按期)?(?:完成|办结|办成|办妥|落实|落地|兑现|交付|有着落)"
    rf"|{_EVERY}(?:完成|办结|办成|办好|兑现)[^，。；]{{0,14}}实事(?:项目|工程|任务)?$"
)
_NOT = re.compile(r"基本|大多|多数|未|除")


def all_done(outcomes: Iterable[Statement], year: int) -> Statement | None:
    """The first outcome of the year that says that all practical matters were done, or None."""
    for outcome in outcomes:
        if outcome.kind == Kind.OUTCOME and outcome.period in ("", str(year)) and says_all_done(outcome):
            return outcome
    return None


def says_all_done(outcome: Statement) -> bool:
    """Whether the outcome says of all practical matters together that they were done."""
    return _ALL_DONE.search(outcome.quote) is not None and not _NOT.search(outcome.quote)


def answers(pledge: Statement, outcome: Statement) -> bool:
    """Whether the outcome answers the pledge as one of a list, and not as the list itself (办好10件实事)."""
    return says_all_done(outcome) and "实事" not in pledge.subject


def is_listed(pledge: Statement) -> bool:
    """Whether the pledge is one of a list of practical matters, and not the list as a whole (办好10件实事)."""
    return pledge.section == Section.PRACTICAL and "实事" not in pledge.subject
