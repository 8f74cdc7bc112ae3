"""The thing counted where it stands behind its figure (6个城区停车场): where its name begins and ends."""

from __future__ import annotations

import re
from functools import cache

from reports.reading.lexicon.load import any_of, words
from reports.reading.subjects import EDGE, after_lead, kept_pattern, lead_pattern, nominal_pattern, without_space


@cache
def _after() -> re.Pattern[str]:
    signs = "|".join(words("verbs", "after_signs"))
    return re.compile(f"{any_of(words('verbs', 'after'))}|{signs}")


@cache
def _kept_after() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words("nouns", "kept_after")) + ")")


#: What goes on after a figure without naming the thing counted.
_NOUN_STOP = re.compile(
    r"(?:集(?![中团体镇群聚成资装散合市约贸])|[，,。；;、：:！!？?）)（(\s]|大关|关口|门槛|台阶|的?(?:目标|任务|基础上|速度)|的|以(?!工代)|和(?!谐)|及|与|居(?=全|首|第)|位居|列(?=全|入)|排(?=名|全|在)"
    r"|占(?!地)|比(?!赛)|较|同比|增长|增幅|下降|提高|提升|减少|达(?!标)|完成|实现|为|是|高于|低于|超(?!级|市|高|低|算)|创(?=历|全|近)|就(?!业)|全部|得到"
    r"|均(?!衡)|已|纳入|投入使用|左右|不等|用于|用来|[上下]半年|年内|年底)"
)
#: 建成2个达到国家标准的支中心: the clause before 的 is part of the name.
_CLAUSED = re.compile(r"(?:达到?|符合|具有|(?:总|计划)?投资额?[在超]?过?|列入|纳入|集)[^，。；、]{1,18}的[一-鿿]{2,}")
#: 5家产值10亿元以上的企业: how large each of them is stands before the thing and is part of its name.
_SIZED = re.compile(
    r"[一-鿿]{0,4}?(?:产值|收入|营收|税收|纳税额?|利税|面积|人口|市值|估值|装机|库容)(?:超过?|达到?|在)?"
    r"\d[\d.,]*[万亿]?(?:元|亩|人|平方米|千瓦|立方米)?(?:以上|以下|以内)的?(?=[一-鿿])"
)
_OF = re.compile(r"的(?!目标|任务|基础上|速度)[一-鿿]{2}")
#: 总投资35亿元的80项工程: the sum of those counted next.
_OF_COUNT = re.compile(r"的\s?\d[\d.,]*\s?[个项家座条]")
#: 12类45件民生实事, 2932户、5029人贫困户: the thing stands behind a second figure.
_DOUBLED = re.compile(r"[、和\s]?\d[\d,.]*[万亿]?[多余]?(?:个|件|项|人|名|户|家|所|座|处|条|人次|公里|平方米|亩|台|套)")
#: 高龄、失能、残疾老年人: qualities of those counted do not end their name.
_NOUN_END = re.compile(
    r"[，,。；;：:！!？?\n]|(?<!高龄)(?<!失能)(?<!残疾)(?<!独居)(?<!空巢)(?<!留守)(?<!困难)、(?![^（(、]{0,4}[)）]|[省市县区乡村]级|[省市县区]重点)"
)
#: 总投资1亿元以上的项目和“十大工程”, 达到标准的中心和210个书屋: the next thing.
_CLAUSE_END = re.compile(_NOUN_END.pattern + r"|[和与及](?=[“\d])")
_ASIDE = re.compile(r"[（(][^（）()，。]{1,8}[)）]")
#: Verbs that are nouns at the end of a thing's name: 6条道路雨污分流改造.
_NOMINAL = frozenset(
    {"改造", "治理", "整治", "建设", "发展", "升级", "支持", "投入", "就业", "提升", "整改", "搬迁", "转移", "覆盖"}
)
_HONOUR = re.compile(
    r"(?:成功|全部|先后|均|已)*(?:获得|获评|获(?!得|评)|入选|列入|被评为|被认定为|被命名为|被授予|被确定为|被列为|成功认定|通过|荣获|跻身|进入|上榜|成为|纳入)(?P<title>[^，。；、]{3,22})$"
)


#: What is awarded, behind the title itself: 通过…评估认定.
_AWARDED = re.compile(r"(?:评估认定|评估验收|考核验收|称号|名单|行列|评估|认定|验收|荣誉)$")


def opens_with_deed(text: str) -> bool:
    """Whether the words go on with a deed (新建改造农村公路) rather than with a thing."""
    found = lead_pattern().match(text)
    return bool(found and len(found.group()) > 1 and not kept_pattern().match(text))


#: 11个全国领跑县: the title of a nation or province opens the name of the thing.
_NATIONAL = re.compile(r"全[国省](?=[一-鿿]{3})")
_SHORT_NOUNS = frozenset("人路桥村镇乡县校")


def noun_after(text: str) -> tuple[str, int]:
    """The thing counted when it follows its unit (6个城区停车场 gives 城区停车场), and how far it reaches.

    Empty and 0 when none does.
    """
    window = text[:40]
    skip = 0
    if _CLAUSED.match(window):
        return _cut_clause(window)
    if sized := _SIZED.match(window):
        noun = sized.group() + _cut(window[sized.end() :])
        return (without_space(noun), len(noun)) if len(noun) > sized.end() else ("", 0)
    if _NOUN_STOP.match(window) and not _DOUBLED.match(window):
        if not _OF.match(window) and not _OF_COUNT.match(window):
            return "", 0
        skip = 1
    doubled = _DOUBLED.match(window, skip)
    if doubled:
        skip = doubled.end()
        if _NOUN_STOP.match(window, skip):
            return "", 0
    lead = None if _NATIONAL.match(window, skip) else lead_pattern().match(window, skip)
    if lead and not kept_pattern().match(window, skip):
        thing = _DEED_NOUN.search(window, skip, skip + _DEEDS_REACH)
        if thing and after_lead(window[: thing.start()], skip) == thing.start():
            # 25个计划竣工项目: the deeds are part of the name.
            noun = window[skip : thing.start()] + _cut(window[thing.start() :])
            return noun, skip + len(noun)
        deed = nominal_pattern().match(window, skip)
        if deed and (
            deed.end() == len(window) or window[deed.end()] in "，。；、" or window.startswith("任务", deed.end())
        ):
            return deed.group(), deed.end()
        return "", 0
    window = _cut(window[skip:])
    noun = _ASIDE_QUOTED.sub(r"\1", without_space(window)).removesuffix("参与")
    stripped = noun.strip(EDGE) if not noun.endswith((")", "）")) else noun
    if len(stripped) < 2 and stripped not in _SHORT_NOUNS:
        return "", 0
    return stripped, skip + len(window)


#: 3万农户“坐地增收”: what they have come to, in quotes.
_ASIDE_QUOTED = re.compile(r"^([^“”]{2,6})“[^”]*”$")
#: How far into the words behind a figure deeds may reach that are part of the name.
_DEEDS_REACH = 12
#: 15个续建项目: a deed before so general a noun is part of the name.
_DEED_NOUN = re.compile(
    r"工业用地|建设用地|项目|工程|企业|设施|面积|事项|案件|人员|岗位|任务|[一-鿿]{2}(?:案例|经验|做法|样板)"
)


def _cut_clause(window: str) -> tuple[str, int]:
    stop = _CLAUSE_END.search(window)
    noun = window[: stop.start()] if stop else window
    return without_space(noun), len(noun)


#: 国家和地区近4000名, 卫生院和下辖33所: what belongs to the next figure.
_CUT_OFF = re.compile(r"(?:[“‘《]|近|约|超|逾|共|超过|[和与及][^和与及]{1,2})$")
#: The next figure; 世界500强企业, 2A级厕所, 35千伏变电站 and 65岁以上老人 hold digits in their names.
_FIGURE = re.compile(r"\d(?!\d{0,3}(?:强|千伏)|A+级|[GD](?![A-Za-z])|S店|\d?(?:[-至]\d{1,2})?周?岁)")


def _cut(window: str) -> str:
    """The window up to the verb, mark or next figure that ends the name of the thing counted."""
    stop = _NOUN_END.search(window)
    window = window[: stop.start()] if stop else window
    honour = _HONOUR.search(window)
    if honour and 1 <= honour.start() <= 8 and not _FIGURE.search(honour["title"]):
        # 3家企业获得总部企业称号: the title says which.
        return window
    digits = _FIGURE.search(window)
    if digits:
        window = _CUT_OFF.sub("", window[: digits.start()])
    quoted = window.find("”") if window.startswith("“") else 0
    for found in _after().finditer(window, max(1, quoted)):
        if _kept_after().match(window, found.start()) or kept_pattern().match(window, found.start()):
            continue
        if not window[found.end() :].strip(EDGE) and found.group() in _NOMINAL:
            continue
        window = window[: found.start()]
        break
    aside = window.find("（") if "（" in window else window.find("(")
    if aside >= 0 and not _ASIDE.match(window, aside):
        window = window[:aside]
    return window.rstrip(EDGE.replace("）", "").replace(")", ""))


def titled(noun: str) -> str:
    """企业获得总部企业称号 is about 总部企业; other names are returned as they are."""
    honour = _HONOUR.search(noun)
    if not honour or not honour.start():
        return noun
    kind, title = noun[: honour.start()], _AWARDED.sub("", honour["title"])
    return title if title.endswith(kind) else title + kind
