"""Whether a figure of a review of years covers them all, or is the state at their end."""

from __future__ import annotations

import re

from reports.reading.subjects import Bare
from reports.words import Measure

_TOTAL = re.compile(r"累计|年均|五年|合计|总计|平均每年|年平均|连续|始终|保持")
_STATE = re.compile(
    r"达|提高|压缩到|压缩至|缩减到|缩减至|缩短到|缩短至|缩小到|缩小至|压减到|压减至|增加到|提升|增至|升至|上升到|降至|下降到|降到|为|突破|超过|稳定在|控制在|总量|总数|余额|总资产|保有量|拥有量|末"
)
#: Standing indicators of the whole economy: a level of theirs is a year's, though a review of five years states it.
_STANDING = re.compile(
    r"生产总值|预算收入$|财政收入$|财政总收入$|零售总额$|工业增加值$|工业总产值$|人均[^，]{0,8}收入$|进出口总[额值]$|余额$|总资产$|GDP|总装机|装机容量$|(?:通车|运营|营运|总)里程$|床位数$|医师数$|收入比$|年收入$|人均预期寿命$|保有量$"
)
_RAISED = re.compile(r"[提上][升高]")
#: Rates of all that was handled over the years.
_HANDLED = re.compile(r"(?:办结|答复|办复)率$|(?:提案|建议|议案|办理)[^，]{0,8}满意率$")


def is_cumulative(measure: Measure, before: str, bare: Bare, name: str) -> bool:
    """Whether a figure of a review of years covers them all, rather than the state at their end."""
    if measure in (Measure.GROWTH, Measure.INCREMENT, Measure.PP, Measure.DECLINE, Measure.MULTIPLE):
        return True
    if measure in (Measure.RANK, Measure.RATIO):
        return False
    if _TOTAL.search(before[-40:]) or (_HANDLED.search(name) and not _RAISED.search(bare.trail)):
        return True
    # A standing indicator (一般公共预算收入完成8.89亿元) is stated for the last year, a count of works for them all.
    return measure is not Measure.SHARE and not _STANDING.search(name) and not _STATE.search(bare.trail)
