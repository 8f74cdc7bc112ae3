"""What the comparison of one year's targets with the next year's hands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reports.reading.records import Statement
from reports.words import Word


class Move(Word):
    """What became of a target in the next year's plan."""

    LOWERED = "lowered", "目标调低", "target lowered"
    WEAKENED = "weakened", "措辞减弱", "wording weakened"
    STRENGTHENED = "strengthened", "措辞加强", "wording strengthened"
    GONE = "gone", "目标消失", "target gone"
    SCOPE = "scope", "口径改变", "scope changed"
    YARDSTICK = "yardstick", "衡量方式改变", "yardstick changed"
    REPEATED = "repeated", "未兑现后重提", "repeated after it was not met"


class Weight(Word):
    """How much a shift says: information is no reproach."""

    INFO = "info", "提示", "information"
    WARNING = "warning", "警示", "warning"


@dataclass(frozen=True, slots=True)
class Shift:
    """How a target stands in one plan and in that of the year after.

    ``after`` is None exactly where the target is gone. ``computation`` holds only JSON values, from which the sentence
    about the shift is generated: ``before`` and ``after`` (see ``telling.told``), and what else its kind needs.
    """

    kind: Move
    severity: Weight
    subject: str
    indicator: str
    year_before: int
    year_after: int
    before: Statement
    after: Statement | None
    computation: dict[str, Any] = field(default_factory=dict)
