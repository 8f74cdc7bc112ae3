"""Subjects that share words: 城乡居民收入 is two, 粮食、油料产量 share a head, 总投资 joins the thing before it."""

from __future__ import annotations

import re

from reports.reading.subjects import is_attribute

_SPLIT = re.compile(r"、|以及|和(?!平|谐)|与|及(?!以上)")
_PAIRS = (
    ("城乡", ("城镇", "农村")),
    ("存贷款", ("存款", "贷款")),
    ("进出口", ("进口", "出口")),
    ("水陆", ("水路", "陆路")),
    ("男女", ("男", "女")),
)
#: 城、乡居民收入, 存、贷款余额: two words in one, parted by a mark.
_PARTED = (("城、乡", ("城镇", "农村")), ("存、贷款", ("存款", "贷款")), ("进、出口", ("进口", "出口")))
#: What is measured, at the end of a subject; shared by the things before it where they name none of their own.
_HEAD = re.compile(
    r"(?:人均可支配收入|人均纯收入|平均浓度|人均财政补助标准|平均保障标准|补助标准|保障标准|总投资|年度投资|完成投资|主?营业?务?收入|销售收入|占[^占]{2,12}比重|占[^占]{2,12}比例|占比|比重|增速|总额|总量|余额|面积|总产值|总产|产值|增加值|营收|收入|支出|税收|税金|利税|投资额|投资|覆盖率|[一-鿿]{2}率|率|数量|人数|人次|里程"
    r"|标准|浓度|金额|营业额|销售额|零售额|个数|排放量|产量|销量|发电量|吞吐量|保有量|贷款余额|存款余额|贷款|存款|利润|合同额|指数|强度|能耗|价格)$"
)
#: 船舶、电子、航空航天行业增加值: the field of things is shared with what is measured of it.
_FIELD = re.compile(r"(?:行业|领域|产业)[^业域]{0,6}$")
_OWN_HEAD = re.compile(r"(?:数|量|额|值|率|比重|占比|强度|浓度|面积|收入|支出|投资|税收|余额|里程|标准|利润|营收)$")
_PER_HEAD = re.compile(r"每[百千万]人|人均|户均|亩均")
#: The longest opening that stands once for all.
_MODIFIER = 3
#: Openings that stand once for all: 城镇、农村居民收入.
_SIDES = re.compile(
    r"城镇|城市|农村|农区|牧区|乡村|乡镇|国内|国际|国外|境内|境外|[省市县区](?:内|外|级)|公办|民办|内资|外资|中央|地方|国家级?|职工|居民|第?[一二三]产业?"
)
#: Ends of two subjects no longer than this and of one last sign are of one owner.
_LIKE = 4
#: Last signs of short names of what is measured (完工, 满意率); others (瞪羚企业) are things of their own.
_MEASURED = "率工数量额度值产"


def beside(topic: str, short: str) -> str:
    """A short subject in a list with the owner of the one before it: 贷款余额 beside 机构存款余额 is 机构贷款余额."""
    head = _HEAD.search(topic)
    value = head.group() if head else ""
    if value and len(topic) > len(value) and short.endswith(value) and len(short) <= len(value) + 2:
        size = len(value) if short.startswith("总") else len(short)
        return topic[:-size] + short
    if len(short) <= _LIKE and short[-1:] in _MEASURED and topic[-1:] == short[-1:] and len(topic) >= len(short) + 2:
        return topic[: -len(short)] + short
    return short


_OF_ALL = re.compile(r"居民(人均(?:可支配)?收入|收入|人均消费支出)$")


def of_all(said: list[str]) -> str:
    """What was last told of all residents (人均可支配收入), so that it is told of some of them; empty if nothing."""
    for name in reversed(said):
        if found := _OF_ALL.search(name):
            return found[1]
    return ""


def owner(topic: str) -> str:
    """The thing whose value the topic is: 限上工业 of 限上工业主营业务收入; the topic where it names no value."""
    whole = topic.find("占")
    if whole >= 2 and topic[whole + 1 : whole + 2] != "地":
        # 重点工业项目占项目总数: of the projects
        return topic[:whole]
    head = _HEAD.search(topic)
    return topic[: head.start()] if head and head.start() >= 2 else topic


#: 销售收入、利税分别占规模以上工业的: each is a share of the same whole.
_EACH_SHARE = re.compile(r"(?P<things>.+?)(?:分别|各)(?P<whole>占[^占]+)$")


def distribute(subject: str, count: int) -> list[str]:
    """``count`` subjects written out of a shared one; the whole subject for each when it does not divide."""
    if shares := _EACH_SHARE.match(subject):
        return [thing + shares["whole"] for thing in distribute(shares["things"], count)]
    for word, parts in _PARTED:
        if count == 2 and word in subject:
            return [subject.replace(word, part, 1) for part in parts]
    if "、" in subject:
        listed = [item for item in subject.split("、") if item]
        if len(listed) == count:
            # 对东盟、欧盟进出口 is of two markets, not of two flows.
            return _share(listed) if count > 1 else [subject]
    for word, parts in _PAIRS:
        if count == len(parts) and word in subject:
            at = subject.index(word)
            return [subject[:at] + part + subject[at + len(word) :] for part in parts]
    items = [item for item in _SPLIT.split(subject) if item]
    if len(items) != count:
        items = [item for item in subject.split("、") if item]
    if len(items) != count or count == 1:
        return [subject] * count
    return _share(items)


def _share(items: list[str]) -> list[str]:
    """Heads and openings that stand once are given to each: 城镇、农村居民收入 → 城镇居民收入; 工业产值和增加值."""
    each = _PER_HEAD.match(items[0])
    if each and not any(_PER_HEAD.match(item) for item in items[1:]):
        # 每千人床位数、医师数
        items = [items[0], *(each.group() + item for item in items[1:])]
    last = items[-1]
    if is_attribute(last):
        head = _HEAD.search(items[0])
        thing = items[0][: head.start()] if head else ""
        return [item if item is items[0] or not is_attribute(item) else thing + item for item in items]
    if len(items) == 2 and len(last) <= _LIKE and items[0][-1] == last[-1] and len(items[0]) >= len(last) + 2:
        # 投诉办结率、满意率: of one length, with one last sign.
        return [items[0], items[0][: -len(last)] + last]
    if len(items) == 2 and last.startswith("总") and owner(items[0]) != items[0]:
        # 国内游客人次、总花费
        return [items[0], owner(items[0]) + last]
    head = _HEAD.search(last)
    field = _FIELD.search(last)
    shared = []
    for item in items[:-1]:
        if _OWN_HEAD.search(item):
            shared.append(item)
        elif field:
            shared.append(_meet(item, field.group()))
        elif head and head.start() <= len(item) + 1:
            # 苹果、猕猴桃产量: things of like length share only what is measured.
            shared.append(item + head.group())
        elif len(item) <= _MODIFIER and len(last) > len(item) + 2 and _match(item, last):
            shared.append(item + last[len(item) :])
        else:
            shared.append(item + head.group() if head else item)
    return [*shared, last]


def _match(item: str, last: str) -> bool:
    """Whether a short item is to the last what opens it is: 城镇、农村居民, 东盟、欧盟进出口; not 氨氮、氮氧化物."""
    return item[-1] == last[len(item) - 1] or bool(_SIDES.fullmatch(item) and _SIDES.match(last))


def _meet(item: str, tail: str) -> str:
    """优势产业 + 产业增加值 is 优势产业增加值."""
    for size in range(min(len(item), len(tail)), 1, -1):
        if item.endswith(tail[:size]):
            return item + tail[size:]
    return item + tail


def join(topic: str, attribute: str) -> str:
    """策划项目 + 总投资; a topic that ends as the attribute begins is not doubled."""
    for size in range(min(len(topic), len(attribute)), 1, -1):
        if topic.endswith(attribute[:size]):
            return topic + attribute[size:]
    return topic + attribute


def complete(topic: str, short: str) -> str:
    """示范村 after 市级电商示范镇 is 市级电商示范村: words shared with the topic bring what stands before them."""
    for size in range(len(short) - 1, 1, -1):
        at = topic.find(short[:size])
        if at > 0:
            return topic[:at] + short
    return short
