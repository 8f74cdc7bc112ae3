"""What only looks like a figure: dates, list numbers, names such as 5G and PM2.5, hotlines, quoted slogans."""

from __future__ import annotations

import re

from reports.reading.units import tail_pattern

_BEFORE_NAME = re.compile(
    r"(?:[A-Za-z]|PM\s{0,2}|[+]|第\s?|篇|附件|附表|图|[国省县乡]道|[A-Za-z歼轰运直]-|[（(\[【P]\s?|[Xx×]+|\d[:：]|二[〇零]?)$"
)

_AFTER_NAME = re.compile(
    r"\s{0,2}(?:[+]|套班子|[GgABCDLVX]\b|[GAD](?=[^A-Za-z])|年(?!产|均|增|期间)|月(?!均)|日(?!均|处理)|号|级|型|版|周年|世纪|时(?!间)|点(?!多)|岁|小时|分钟|秒|大(?!于)|强|式|星|纵|横|线|维|后|[×*]\d|千伏|[国省县]道|度(?!电)|[东南西北中]{0,2}[路街]|厂|英寸|纳米|市(?!值|级|场|亩)(?=PM|[一-鿿])|:\d|/\d{1,2}/|届(?=[^，。；]{0,3}[三四五六七]次)|次会议|号文|条线|环|季度|旬|周(?!岁)|[A-Z]{1,3}\+?级)"
)

_YEAR = re.compile(r"(?:19|20)\d\d$")
_DATE = re.compile(r"(?:19|20)\d\d\s{0,2}(?:年|[-./]\d{1,2}|-(?:19|20)\d\d)")
_LIST_NUMBER = re.compile(r"\d{1,2}(?:[、.．](?!\d)|[)）])")
_HOTLINE = re.compile(r"\d{3,6}[”\"]?(?:政府|政务|市民|便民|服务|热线|平台|社区|民生)|\d{5}[^\d，。；]{0,8}热线")
#: 1个数据中心+4大平台+N: a formula.
_FORMULA = re.compile(r"[个大项]?[一-鿿]{0,10}[+]\s?(?:\d|[NnXx]\b|[一二三四五六七八九十])")
_OPEN = '“‘"「『《'
_CLOSE = '”’"」』》'
CODE = re.compile(r"[A-Za-z0-9]*")
_MEANT = re.compile(r"[多余]?[十百千]?[万亿]?(?:元|%|个|家|人|亩|公里|吨|米|户|公顷)")


#: 提高效益1.优化结构: an item that follows without a stop.
_ITEM = re.compile(r"[.．](?=[一-鿿]{2})")
#: Signs that only a figure is followed by, and what leaves no doubt before it.
_MEASURES = frozenset("%亿")
_PLAIN_BEFORE = re.compile(r"(?:[增长降到达至成了约资入值额]|超过|突破)$")


def lookalike(flat: str, start: int, end: int) -> str:
    """Why the digits [start, end) are no figure: date, name, list, class or ordinal; empty when they may be one."""
    before = flat[max(0, start - 6) : start]
    if _OF_SIZE.match(flat, end):
        return "class"
    if flat[end : end + 1] in _MEASURES and _PLAIN_BEFORE.search(before):
        # 增长8.5%, 完成3亿元: most figures are plainly what they are.
        return ""
    date = _DATE.match(flat, start)
    # 1969.9亿元 only begins like a month.
    if date and not (date.end() <= end and _tail_has_unit(flat, end)):
        return "date"
    # (2018年 and (1) are furniture, but a unit after the digits makes (500亿元) a figure.
    aside = before[-1:] in ("（", "(", "道") and _MEANT.match(flat, end)
    if before.endswith("计") and _COUNTS_AS.match(flat, end):
        return "name"
    if not aside and _BEFORE_NAME.search(before):
        return "name"
    at = start - 1
    while at >= 0 and flat[at] in " \t\u3000\xa0?":
        at -= 1
    if (at < 0 or flat[at] in "\n。；;:：！") and _LIST_NUMBER.match(flat, start):
        return "list"
    if _ITEM.match(flat, end) and end - start <= len("12"):
        return "list"
    if flat[end : end + 1] == "年" and _YEARS_OF.search(flat[max(0, start - 12) : start]):
        return ""
    if flat[end : end + 1] == "点" and _BY_POINTS.search(before):
        return ""
    if _LASTS.search(before) and _LENGTH.match(flat, end):
        return ""
    if _VERSION.match(flat, start) or _ROADS.match(flat, end):
        return "name"
    if flat.startswith("岁", end) and "寿命" in flat[max(0, start - 12) : start]:
        return ""
    if _AGES.match(flat, end) and "寿命" not in flat[max(0, start - 12) : start]:
        return "name"
    if before.endswith("每"):
        # 每10万人刑事案件数: so many to count by.
        return "name"
    if _AFTER_NAME.match(flat, end):
        return "date" if flat[end : end + 1] in "年月日时" else "name"
    if flat[end : end + 1] == "-" and _YEAR.search(flat[start:end]):
        return "date"
    if _YEAR.search(flat[start:end]) and not _tail_has_unit(flat, end):
        return "date"
    if _FORMULA.match(flat, end):
        return "name"
    if _HOTLINE.match(flat, start):
        return "name"
    if flat[start - 1 : start] in ("-", ".") and start > 1 and flat[start - 2].isdigit():
        return "date"
    if _YEARS.match(flat, end):
        return "date"
    return quoted(flat, start, end)


#: 其中10亿元以上30个: how large those are that are counted next.
_OF_SIZE = re.compile(r"[百千万亿]*元(?:以上|以下)\s?\d[\d.,]*\s?[个家项户座]")
#: 连续3-5年: a length of time, not a range of things.
_YEARS = re.compile(r"(?:-|至|到)\d{1,2}(?:年|月|日|号|时)")

#: 0-6岁残疾儿童: of what age.
_AGES = re.compile(r"(?:周岁)?(?:-|至|到)\d{1,2}周?岁")
#: 指数比上年提高20点.
_BY_POINTS = re.compile(r"(?:提高|上升|增加|下降|回落|降低|提升)了?$")
#: 受教育年限提高到10.5年.
_YEARS_OF = re.compile(r"(?:年限|期限|寿命)[^，。；、\d]{0,8}$")
#: (相同信息计1条): how counting is done.
_COUNTS_AS = re.compile(r"[条次件个][）)]")
#: 课间调整到15分钟, 审批压缩至3天: a length of time that was reached.
_LASTS = re.compile(r"(?:到|至|缩短|压缩|压减|提前|延长|控制在|不超过|提速)$")
_LENGTH = re.compile(r"(?:分钟|小时|个?工作日|天|周(?!年|岁)|个月)(?!前|圈|底)")

#: 107和106国道: the roads share their noun.
_ROADS = re.compile(r"[、和及与]\d{2,3}(?:[、和及与]\d{2,3}){0,2}[国省县]道")
#: 服务业扩大开放3.0方案.
_VERSION = re.compile(r"\d\.0(?:方案|版|计划|政策|行动|时代|工程|模式|标准|改革|建设)")


def _tail_has_unit(flat: str, end: int) -> bool:
    tail = tail_pattern().match(flat, end)
    return bool(tail and tail["unit"])


_OPENED = re.compile(rf"[{_OPEN}][^{_OPEN}{_CLOSE}]{{0,11}}$")
_CLOSED = re.compile(rf"[^{_OPEN}{_CLOSE}]{{0,11}}[{_CLOSE}]")


def quoted(flat: str, start: int, end: int) -> str:
    """A figure inside a short quoted name (“2161”挂牌上市计划) is part of the name."""
    opened = _OPENED.search(flat[max(0, start - 12) : start])
    if (
        opened
        and opened.group()[0] in "\"'"
        and not flat.count(opened.group()[0], flat.rfind("\n", 0, start) + 1, start) % 2
    ):
        # "一区多园"发展基础，税收突破30亿元: the mark before closes what stands in front of it.
        return ""
    return "name" if opened and _CLOSED.match(flat, end) else ""
