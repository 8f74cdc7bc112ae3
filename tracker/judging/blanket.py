"""One sentence of the later report that answers a whole list of practical matters: 10件惠民实事圆满办结.

Lists of 民生实事 are promised item by item, and a year later many are reported on together. The government's word for
all of them answers each item of the list of which it says nothing else, and the same promise where the plan makes it
elsewhere, too; no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from reports.reading.records import Statement
from reports.words import Kind, Measure, Section
from tracker.judging.choose import figure

_EVERY = r"(?:全部|全面|全数|圆满|如期|悉数|均已?|都已?|件件|逐一|高质量)"
_ALL_DONE = re.compile(
    rf"实事(?:项目|工程|任务)?[^，。；]{{0,4}}{_EVERY}(?:高质量|顺利|按期)?(?:完成|办结|办成|办妥|落实|落地|兑现|交付|有着落)"
    rf"|{_EVERY}(?:完成|办结|办成|办好|兑现)[^，。；]{{0,14}}实事(?:项目|工程|任务)?$"
)
_NOT = re.compile(r"基本|大多|多数|未|除")
#: What a list of practical matters for enterprises is told by: 惠企实事.
_FOR_ENTERPRISES = "企"


def all_done(pledges: Iterable[Statement], later: Iterable[Statement], year: int) -> Statement | None:
    """The first outcome of the year that says that all practical matters promised were done, or None.

    One that counts other matters than were promised (12件 of 10件), or those for enterprises (惠企实事), speaks of
    another list.
    """
    promised = list(_counts(pledge for pledge in pledges if pledge.kind == Kind.PLEDGE).values())
    told = [outcome for outcome in later if outcome.kind == Kind.OUTCOME and outcome.period in ("", str(year))]
    counts = _counts(told)
    for outcome in told:
        if says_all_done(outcome) and _FOR_ENTERPRISES not in outcome.subject:
            count = counts.get((outcome.start, outcome.end), frozenset())
            if all(count <= other or other <= count for other in promised):
                return outcome
    return None


def _counts(statements: Iterable[Statement]) -> dict[tuple[int, int], frozenset[Decimal]]:
    """By clause, how many practical matters it speaks of: 12 and 45 in 12类45件民生实事."""
    found: dict[tuple[int, int], frozenset[Decimal]] = {}
    for said in statements:
        count = figure(said.value) if "实事" in said.subject and _FOR_ENTERPRISES not in said.subject else None
        if count is not None and said.measure == Measure.LEVEL:
            place = said.start, said.end
            found[place] = found.get(place, frozenset()) | {count}
    return found


def says_all_done(outcome: Statement) -> bool:
    """Whether the outcome says of all practical matters together that they were done."""
    return _ALL_DONE.search(outcome.quote) is not None and not _NOT.search(outcome.quote)


def answers(pledge: Statement, outcome: Statement) -> bool:
    """Whether the outcome answers the pledge as one of a list, and not as the list itself (办好10件实事).

    The machine links only what stands in the list; a person who links another pledge says that it is of the list.
    """
    return says_all_done(outcome) and "实事" not in pledge.subject


def is_listed(pledge: Statement) -> bool:
    """Whether the pledge stands in a list of practical matters, and is not the list as a whole (办好10件实事)."""
    return pledge.section == Section.PRACTICAL and "实事" not in pledge.subject
