"""Shares that the text calls all parts add up to a hundred, within the rounding of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.reading.records import Reading
from tracker.judging.audit.intervals import Interval, total
from tracker.judging.audit.making import computed, finding
from tracker.judging.audit.printed import Printed
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.scanning import NUMBER, figure_at, plain_text, subject_at

#: 三次产业结构调整为32.7:39.8:27.5 – 一二三产业比例由20.8:36.7:42.5优化为….
_RATIO = re.compile(rf"(?P<one>{NUMBER}):(?P<two>{NUMBER}):(?P<three>{NUMBER})(?!:)")
_INDUSTRIES = re.compile(r"(三次|一、?二、?三(次|产)?)产?业?[^。；\n]{0,40}$|产业结构[^。；\n]{0,40}$")
#: 三次产业占比分别为8%、45%、47%.
_LISTED = re.compile(
    r"(?:三次|一、?二、?三次?)产业[^，。；\d\n]{0,12}(?:占|比重|比例)[^，。；\d\n]{0,12}"
    rf"(?P<one>{NUMBER})%[、，](?P<two>{NUMBER})%[、，和及](?P<three>{NUMBER})%"
)
_HUNDRED = Interval(Decimal(100), Decimal(100))


def check(reading: Reading) -> Iterator[Finding]:
    """Each division among the three industries that makes no hundred."""
    source = plain_text(reading)
    for match in _RATIO.finditer(source):
        if _INDUSTRIES.search(source[max(0, match.start() - 60) : match.start()]):
            yield from _added(reading, source, match)
    for match in _LISTED.finditer(source):
        yield from _added(reading, source, match)


def _added(reading: Reading, source: str, match: re.Match[str]) -> Iterator[Finding]:
    shares = [figure_at(source, match, group, "%") for group in ("one", "two", "three")]
    known = [share for share in shares if share is not None]
    if len(known) < len(shares) or _adds_up(known):
        return
    subject, _ = subject_at(reading, match.start())
    yield finding(
        Inconsistency.SHARES,
        Severity.ERROR,
        [(Role.SHARE, share) for share in known],
        computed("sum", [share.interval for share in known], _HUNDRED, "%"),
        subject=subject or "三次产业结构",
        indicator="industry_structure",
    )


def _adds_up(shares: list[Printed]) -> bool:
    return total([share.interval for share in shares]).overlaps(_HUNDRED)
