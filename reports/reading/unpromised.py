"""Figures inside a plan that promise nothing: how things stand, what a target means, what others foresee."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from reports.reading.units import Quantity
from reports.words import Comparator

#: Words farther than this before a figure say nothing of it here.
_REACH = 40
_SENTENCES = re.compile(r"[。；;！\n]")
#: 今年已过去近5个月.
_GONE = re.compile(r"已经?过去了?(?:近|约|了)?$")
#: 改革开放30多年的辉煌成就.
_HISTORY = re.compile(r"的?(?:来的?|辉煌|光辉|奋斗|历程|历史|成就|沧桑|风雨|征程)")
#: 老年人口已达2.5亿, 国家已设立400亿元的基金: how it is already.
_ALREADY = re.compile(r"已经?(?:达到?|有|超过?|突破|接?近|多达|设立|建成|下达|安排|落实|开工)了?$")
#: 9亿多劳动力…，是我们的优势: so many people, and no word of what is done with them.
_CLAUSE_OF_PEOPLE = re.compile(
    r"(?:^|[。，；！!\n])[\s\u3000]*(?:我国有|我们有|全国有?[近约]?)?(?:\d[\d.]*亿[^，。；、\n]{1,8}、)*$"
)
_PEOPLE = ("亿", "亿人")
#: 1.5亿用于… is money.
_ARE_PEOPLE = re.compile(r"多?(?:人|中国|各族|劳动力|受过|农民|网民|老年|在校|群众|消费者|妇女|青年|儿童)")
#: The size of the nation itself, in 亿: 14亿人的粮食安全.
_NATION = (Decimal("12.5"), Decimal("14.5"))
#: 6.5%左右的增速可以实现充分就业; 确定5%左右的增长目标，兼顾了…: what a target means.
_MEANS = re.compile(r"的?(?:经济)?(?:增长)?(?:增速|速度|增幅)[^，。；]{0,2}(?:可以|就|能|足以|有利|符合|是)")
_SET = re.compile(r"(?:确定|设定|提出)(?:的|了)?$")
_AIM = re.compile(r"的?[^，。；、]{0,4}目标(?=[，,是])")
#: 比全省预期目标高2个百分点: how one target stands to another's.
_BESIDE_AIM = re.compile(r"[比较](?:全[国省市县区]|国家|[省市县])[^，。；]{0,6}目标[高低快慢]出?$")
#: 约束性指标9项, 提出6项指标: how the plan is laid out.
_LAID_OUT = re.compile(r"(?:[期束]性指标|目标(?:设定|确定)为?)$")
_INDICATORS = re.compile(r"(?:主要|约束性|预期性|具体|核心|发展|规划|经济社会)*指标(?!任务)")
_LAYING_OUT = re.compile(r"(?:提出|设置|设定|安排|包括|涵盖|共计?|确定|大类|方面)(?:了|有)?$")
_DIMENSIONS = re.compile(r"(?:维度|大类\d)")
#: What is foreseen by others, or for all the world.
_FORESEEN = re.compile(
    r"(?:国际货币基金组织|世界银行|经合组织|世贸组织|国际组织|国际机构|权威机构)[^。；\n]{0,24}(?:预测|预计|预期)"
    r"|(?:世界|全球)(?:经济|贸易)(?:预计|将|可能|增长|增速|增幅)[^。；\n]{0,12}$"
)
#: 翻一番的突破之年, “两个翻番、一个接近”: a watchword.
_WATCHWORD = re.compile(r"的(?!目标|任务|要求|基础|速度)[^，。；]{2,}")
_COUNTED_WORD = re.compile(r"[“‘\"][两二三四五]个$")
#: 以解决三个1亿人问题为…: the name of a task.
_NAMED_BY_SIZE = re.compile(r"[两三四五]个$")


def reason(text: str, quantity: Quantity) -> str:
    """Why a figure in a clause of a plan is no promise, as a code; empty when it may be one."""
    before = _SENTENCES.split(text[max(0, quantity.start - _REACH) : quantity.start])[-1]
    after = text[quantity.tail : quantity.tail + _REACH]
    if quantity.form == "multiple":
        return "name" if _WATCHWORD.match(after) or _COUNTED_WORD.search(before) else ""
    if quantity.form != "number":
        return ""
    if _GONE.search(before) or _ALREADY.search(before) or _FORESEEN.search(before):
        return "background"
    if quantity.unit == "年" and _HISTORY.match(after):
        return "background"
    if quantity.unit in _PEOPLE:
        if _NAMED_BY_SIZE.search(before):
            return "name"
        are_people = quantity.unit == "亿人" or _ARE_PEOPLE.match(after)
        if are_people and (_CLAUSE_OF_PEOPLE.search(before) or _is_nation(quantity)):
            return "background"
    if quantity.unit == "%" and (_MEANS.match(after) or (_SET.search(before) and _AIM.match(after))):
        return "target"
    if quantity.unit == "个百分点" and _BESIDE_AIM.search(before):
        return "target"
    if quantity.unit in ("项", "个"):
        listed = _INDICATORS.match(after) and _LAYING_OUT.search(before)
        if listed or _LAID_OUT.search(before) or _DIMENSIONS.match(after):
            return "name"
    return ""


def _is_nation(quantity: Quantity) -> bool:
    if quantity.comparator in (Comparator.LE, Comparator.ABOUT):
        return False
    try:
        return _NATION[0] <= Decimal(quantity.value) <= _NATION[1]
    except InvalidOperation:
        return False
