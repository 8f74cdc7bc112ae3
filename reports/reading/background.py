"""Figures that state nothing: they name a class of things, or tell how things are."""

from __future__ import annotations

import re

from reports.reading.units import Quantity
from reports.words import Comparator

#: 10亿元以上企业, 35吨以下锅炉: a noun right after the bound.
_NOUN = re.compile(r"的?“?[一-鿿]{2}")
#: 20万以上人口县, where 1000万以上贫困人口 counts them.
_TOWN = re.compile(r"人口的?(?:县|市|镇|城市|大县|大市)")
#: 人口20万以上的县 says the same.
_TOWN_OF = re.compile(r"的?(?:县|市|镇|城市|大县|大市)")
_NOT_NOUN = re.compile(r"(?:用于|用来|支持|资金|投入|和|及|确保|实现|的?目标|左右|，|完成|达到|同比)")
_BOUNDED = ("以上", "以下", "以内")
#: 15分钟生活圈, 2公里服务圈.
_CIRCLE = re.compile(r"[^，。；、]{0,8}圈")
#: 连续迈上4个万亿元台阶: counted steps of another figure.
_STEP = re.compile(r"[百千万亿元]{0,4}(?:台阶|大关|门槛|关口)")
#: 公交与轨道50米内换乘: a bound on a place.
_WITHIN = re.compile(r"(?<![以之])内(?=[一-鿿])")
#: 年产30万吨甲醇项目: the capacity is part of the name.
_BY_YEAR = re.compile(r"(?:年产|日产|年加工|年处理|日处理|年屠宰|一期|二期)$")
#: 20户以上自然村: how large they are.
_SETTLEMENT = re.compile(r"的?(?:自然)?(?:村|屯|组|社区|小区|院落|安置点|居民点)")
#: 全球最高10米液压支架: the size of one make.
_OF_MODEL = re.compile(r"(?:最高|最大|最长|最深|直径|跨度|口径)$")
#: 3次亲临视察, 4次回信: visits and letters from above are no result.
_VISIT = re.compile(r"(?:亲临|莅临|亲自)|[^，。；、\d]{0,4}(?:视察|回信|贺信|批示)")
#: 140户拟改制企业中: of so many, those that follow.
_AMONG = re.compile(r"[一-鿿]{1,12}中(?=[，,]|排名|位居|位列|居)")
#: 30万锭纺织等28个项目: one of the examples of a count.
_EXAMPLE = re.compile(r"[^，。；]{2,40}等\d+个")
#: 石桥30万吨醋酸、柳湾5000辆罐式车等项目: the capacity is part of a name in a list.
_CAPACITY = re.compile(r"[一-鿿]{2,14}(?:[、和][^，。；]{2,60}?)?等(?:\d+个)?[^，。；\d、]{0,6}(?:项目|工程)")
_CAPACITIES = ("吨", "伏", "锭", "辆", "台", "套")
_DONE_JUST_BEFORE = re.compile(
    r"(?:新增|[新改扩迁续重]建|建设|建成|完成|改造|淘汰|实施|推进|开工|投产|[达到过产]|退出|关停|更新|购置)$"
)
#: 做好9个方面工作: how a text is laid out.
_FIELDS = re.compile(r"方面")
#: 低于13%左右的预期目标: what a result is held against.
_AIM = re.compile(r"的?(?:年度|年初|全年|既定|规划|预期|控制|省定|市定|确定)*目标")
_AGAINST = re.compile(r"(?:低于|高于|超过|优于|好于|快于|超)(?:年初|人代会|[省市县]定|既定)*$")
#: 经济总量超200亿元县2个: a kind of place or firm.
_GREATER = re.compile(r"(?:的)?(?:县|区|镇|村|企业|项目|园区|产业链|集群|产业)[^，。；\d]{0,8}\d")
_PART = re.compile(r"(?:的?部分|以上部分|一?档)")
#: 我国有2.9亿在校学生, 今年高校毕业生超过1000万人: how things are, neither result nor pledge.
_STATE_OF_THINGS = re.compile(
    r"(?:我[国省市县区]有|(?:今年|明年|全年|全国)[^，。；]{0,6}毕业生(?:将)?(?:达到?|超过|突破|规模|人数|总数)?[近约]?|^把|我们有|(?:发挥|利用|盘活|依托)好?现有)$"
)
#: 面向12个主导产业: what a work is meant for.
_SCOPE = re.compile(r"面向[^，。；、\d]{0,2}$")
#: 对10类重点就业群体, 聚焦12大产业: kinds of those a work is for.
_KINDS = re.compile(r"(?:对|面向|针对|围绕|聚焦)$")
#: 2025年10件惠民实事: the title of a list.
_TITLE = re.compile(
    r"\d{4}年(?:度|全[省市县区])?\d{1,2}[件项](?:重点|[为惠利便]民|民生)*实事(?:项目|工程|清单)?[ \u3000]*(?:\n|$)"
)
_NATION = re.compile(r"人口的?[^，。；、]{0,4}大国")
_PEOPLE = re.compile(
    r"[多余]?(?:中国|各族|[一-鿿]{1,4})?(?:人民|儿女|中国人|群众的(?!安全|饮水|吃水|用水|温饱|住房|出行|就医|生活)|父老)"
)


def reason(text: str, quantity: Quantity) -> str:
    """Why a figure with a unit is still none to state, as a code; empty when it may be stated."""
    if quantity.form not in ("number", "blank"):
        return ""
    tail = text[quantity.tail : quantity.tail + 14]
    if quantity.unit and not quantity.counted and "%" not in quantity.unit:
        bounded = (
            quantity.comparator in (Comparator.GE, Comparator.LE)
            and text[quantity.tail - 2 : quantity.tail] in _BOUNDED
        )
        named = _TOWN if quantity.unit in ("万", "亿") else _NOUN
        if bounded and named.match(tail) and not _NOT_NOUN.match(tail):
            return "class"
        if bounded and text[quantity.start - 2 : quantity.start] == "人口" and _TOWN_OF.match(tail):
            return "class"
        if _CIRCLE.match(tail):
            return "name"
    if quantity.unit.endswith(("户", "人")) and quantity.comparator is Comparator.GE and _SETTLEMENT.match(tail):
        return "class"
    if quantity.unit.endswith(("米", "瓦", "吨", "伏")) and _OF_MODEL.search(
        text, max(0, quantity.start - 4), quantity.start
    ):
        return "class"
    if quantity.unit in ("次", "封") and _VISIT.match(tail):
        return "background"
    if quantity.unit and tail.startswith(("级", "元级", "能级")):
        return "class"
    if _WITHIN.match(tail) or _BY_YEAR.search(text, max(0, quantity.start - 4), quantity.start):
        return "class"
    if _AMONG.match(tail) or tail.startswith("的情况"):
        return "background"
    if (
        not quantity.counted
        and quantity.unit
        and "元" not in quantity.unit
        and "%" not in quantity.unit
        and _EXAMPLE.match(text, quantity.tail)
    ):
        return "class"
    if quantity.unit.endswith(_CAPACITIES) and _is_capacity(text, quantity):
        return "class"
    if _FIELDS.match(tail):
        return "name"
    if _AIM.match(tail) and _AGAINST.search(text, max(0, quantity.start - 12), quantity.start):
        return "target"
    if "元" in quantity.unit and _GREATER.match(tail) and text[quantity.start - 1] in "超过":
        return "class"
    if quantity.counted and _STEP.match(tail):
        return "step"
    if quantity.unit and _PART.match(tail):
        return "class"
    if quantity.unit in ("件", "项") and _TITLE.match(text, text.rfind("\n", 0, quantity.start) + 1):
        return "name"
    before = text[max(0, quantity.start - 12) : quantity.start]
    if quantity.unit in ("类", "大类") and _KINDS.search(before):
        return "background"
    if ("%" not in quantity.unit and _STATE_OF_THINGS.search(before)) or (quantity.counted and _SCOPE.search(before)):
        return "background"
    if quantity.unit.endswith(("亿", "万")) and _NATION.match(tail):
        return "background"
    if quantity.unit.endswith(("亿", "万")) and _PEOPLE.match(text, quantity.tail):
        return "background"
    return ""


def _is_capacity(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.start - 4) : quantity.start]
    return _CAPACITY.match(text, quantity.tail) is not None and _DONE_JUST_BEFORE.search(before) is None
