"""Whether a pledge can be tested at all, and if not, why: the reason codes of ``not_assessable``."""

from __future__ import annotations

from reports.reading.records import Statement
from reports.words import Comparator, Measure
from tracker.judging.choose import figure
from tracker.judging.reasons import Untestable

#: 完成省下达的节能目标, 控制在上级下达指标内: the target stands in somebody else's paper.
_SET_ELSEWHERE = ("下达", "核定的", "省定目标", "市定目标", "国家规定的目标", "上级要求", "达到国家要求")
#: Codes under which the reading reports a figure it could not make out.
_GARBLED_REASONS = ("garbled", "unreadable")


def why_untestable(pledge: Statement) -> Untestable | None:
    """The reason why no outcome could keep or break this pledge, or None where one could."""
    if pledge.value == "redacted":
        return Untestable.REDACTED
    if any(reason.partition(":")[0] in _GARBLED_REASONS for reason in pledge.reasons):
        return Untestable.GARBLED
    if pledge.measure == Measure.RATIO:
        return Untestable.RATIO
    if figure(pledge.value) is not None or pledge.comparator == Comparator.SYNC:
        return None
    if any(words in pledge.quote for words in _SET_ELSEWHERE):
        return Untestable.DEFINED_ELSEWHERE
    return None if pledge.measure == Measure.DONE else Untestable.GARBLED
