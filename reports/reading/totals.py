"""Whether a figure of a review of years covers them all, or is the state at their end."""

from __future__ import annotations

import re

from reports.reading.subjects import Bare, has_deed
from reports.words import Measure

_TOTAL = re.compile(r"一直|持续(?=[超低高保稳])|历年|累计|年均|五年|合计|总计|平均每年|年平均|连续|始终|保持")
_STATE = re.compile(
    r"达|提高|压缩到|压缩至|缩减到|缩减至|缩短到|缩短至|缩小到|缩小至|压减到|压减至|拓展到|拓展至|发展到|扩大到|扩大至|扩展到|增加到|提升|增至|升至|上升到|降至|下降到|降到|为|突破|超过|稳定在|控制在|总量|总数|余额|总资产|保有量|拥有量|末"
)
#: Standing indicators of the whole economy: a level of theirs is a year's, though a review of five years states it.
_STANDING = re.compile(
    r"生产总值|预算收入$|财政收入$|财政总收入$|零售总额$|工业增加值$|工业总产值$|人均[^，]{0,8}收入$|进出口总[额值]$|余额$|总资产$|GDP|总装机|装机容量$|(?:通车|运营|营运|总)里程$|床位数$|医师数$|收入比$|年收入$|人均预期寿命$|保有量$"
)
_RAISED = re.compile(r"[提上][升高]")
#: Rates of all that was handled over the years.
_HANDLED = re.compile(r"(?:办结|答复|办复)率$|(?:提案|建议|议案|办理)[^，]{0,8}满意率$")


#: 较上年增长12%: of one year, whatever the review is of.
_ON_YEAR = re.compile(r"[比较](?:上年|去年|上一年)(?!同期以来)[^，。；]{0,12}$")
#: 技能人才总量, 年度旅客吞吐量, 实有经营主体: what stands at the end, or is of one year, by its name.
_STANDING_NAME = re.compile(r"(?:总量|总数|总规模|存量|保有量|拥有量)$|年度|实有|现有")
#: 6个自治州通高铁, 90家医院达到三级水平: what those counted have come to is how they stand.
_COME_TO = re.compile(r"[^，。；、\d]{2,12}?(?:已|均|都|全部)*(?:通(?!过)(?:高|上|了|火|自)|达到?(?!标)|拥有|具备)")
#: 班列开行1.7万列, 演出惠及30万人: deeds behind the thing they are done to.
_DOING = re.compile(
    r"(?:开行|惠及|发放|接种|培训|销售|演出|放映|服务|接待|投放|发行|支出|整治|改造|治理|搬迁|转移|安置|救助|资助|招录|脱贫|减贫|造林|绿化|硬化)$|^(?:补充|开挖|疏浚)"
)
_CLOSING = ("", *"，、。；,;（(!！\n")


def is_cumulative(measure: Measure, before: str, bare: Bare, name: str, after: str, in_total: bool) -> bool:
    """Whether a figure of a review of years covers them all, rather than the state at their end.

    ``after`` holds the words behind the figure; ``in_total`` tells that the figure before, whose list this one goes on
    with, is a total.
    """
    if measure in (Measure.GROWTH, Measure.INCREMENT, Measure.PP, Measure.DECLINE, Measure.MULTIPLE):
        return _ON_YEAR.search(before) is None
    if measure in (Measure.RANK, Measure.RATIO):
        return False
    if _TOTAL.search(before[-40:]) or (_HANDLED.search(name) and not _RAISED.search(bare.trail)):
        return True
    # A standing indicator (一般公共预算收入完成8.89亿元) is stated for the last year, a count of works for them all.
    if measure is Measure.SHARE or _STANDING.search(name) or _STANDING_NAME.search(name) or _STATE.search(bare.trail):
        return False
    # 新建学校20所 and 20所学校投用 were done over the years; 灯塔工厂3家 are those there are.
    done = has_deed(bare.lead) or _DOING.search(bare.subject) or (not bare.subject and has_deed(bare.trail))
    return bool(in_total or done or (after[:1] not in _CLOSING and not _COME_TO.match(after)))
