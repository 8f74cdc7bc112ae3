"""What a figure is about: the words before it bared of deeds, changes and comparators."""

from __future__ import annotations

import re
from functools import cache

from reports.reading import spans
from reports.reading.lexicon.load import any_of, words
from reports.reading.record import record


@record
class Bare:
    """A subject with what was taken off it: the deeds before and the words of change and reaching after."""

    subject: str
    lead: str
    trail: str


#: How much of a clause before a figure is looked at; words farther off do not say what it counts.
REACH = 90
#: A subject longer than this holds a verb that parts it.
LONG = 10
_YEAR = (
    rf"(?:{spans.WORDS}|(?:到|比|较|与|同)?(?:20|19)\d\d年(?:末|底|来|以来)?(?:的)?(?:同期)?(?:相比)?"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|份|末)?前?"
    r"|连续(?:[一二两三四五六七八九十]+|\d+)[年届次]"
    r"|(?:比|较)?“?[九十][一二三四]?五?”?(?:时期|期)?末(?:期)?"
    r"|[比较]?“?(?:九|十[一二三四五六]?)五”?(?:时期|期间)|[比较]“?(?:九|十[一二三四五]?)五”"
    r"|到(?:20)?[xX×]{2}年(?:末|底)?"
    r"|(?:比|较)(?:上年|去年|上年同期|去年同期|预期|年初|全[省市国]平均(?:水平)?|五年前|规划目标|目标)(?:末|底)?"
    r"|高[出于]?全[省国市](?:平均)?(?:水平)?)"
)
#: Blanks, stray question marks and the numbers of notes ([12]) do not belong to a name.
_SPACE = re.compile(r"(?:[\s\u200b\u3000?]|\[\d{1,3}\])+")
_ANY_SPACE = re.compile(r"[\s\u200b\u3000?\[]")
_LIST_MARK = re.compile(
    r"^(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、(?!三?产|[二三]、|三产业)|[①-⑳]|-+)"
)
_LONE = re.compile(r"(?:新(?=[四认培])|由(?!来)|在(?!建|校|册|岗|园|库))")
EDGE = "、，,。：:；;（(）) 的和及与"


def without_space(words: str) -> str:
    """The words without blanks and the like, which few of them hold."""
    return _SPACE.sub("", words) if _ANY_SPACE.search(words) else words


@cache
def lead_pattern() -> re.Pattern[str]:
    """Deeds, years and small words that may open a clause."""
    deeds = any_of(tuple(dict.fromkeys(words("verbs", "deeds") + words("verbs", "adding"))))
    return re.compile(
        rf"(?:新[（(][改扩续、]{{1,3}}[)）]建|[、，,：:;；。\s（(]|和(?=[^平谐])|{_YEAR}|在全[省市县国区](?:内|范围内)?|全[省市县区国](?=[^属级域体面社]|体育)|全[旗州盟镇](?=[^属级域体面社县])|自治区(?![级党政直人主])|第[一二三四五六七八九十]+[批轮]|[一二三四五六七八九十]是|{deeds})"
    )


#: Words of a lead that tell no deed: 其中, 全市, 五年来.
_IDLE = re.compile(
    r"其中|全[省市县区国]|[五5]年来?|我[省市县区们]|目前|至今|截至|重点|首批|各类|年均|每年|人均"
    r"|[年月底末共有的了等在对和与及并、，,：:;；。（( 0-9]"
)


def has_deed(lead: str) -> bool:
    """Whether the words before a thing tell what was done with it (新建), and not only when or of whom (其中, 全市)."""
    return len(_IDLE.sub("", lead)) > 1


#: What the words of small signs and years in a trail open with.
_SIGNS = (
    "了过自增约近达为是有超到至仅以的净就即要也还由从将已共均都再又拟按减降涨少逾成年比较与同一二三四五六七八九十连“高"
)


@cache
def _trail() -> re.Pattern[str]:
    listed: list[str] = []
    for key in ("growth", "decline", "to", "reach", "adverbs"):
        listed += [word for word in words("verbs", key) if len(word) > 1]
    every = any_of(tuple(dict.fromkeys(listed)))
    # 签约, 最近, 发达 and 认为 keep the signs that are words of measure elsewhere.
    signs = (
        r"(?<!自然)增长率|(?<![签合预节条公集])约|(?<![附邻最临远])近|(?<![发到])达|(?<![认因作成行])为|(?<![但还就都凡])是|有|超|到|至|仅"
        r"|自然(?=增幅|增长(?!率)|增收)|以|的|净|就|即|要|也|还|由|从|将|已|共|均|都|再|又|拟|按|增|减|降|涨|(?<!青)少|逾|成|(?<!少)年|了|(?<![通经度渡])过"
    )
    # The class of all that a trail may open with comes first: most places in the words fail there.
    opening = "".join({word[0] for word in listed} | set(_SIGNS))
    return re.compile(rf"(?=[{opening}0-9\s、，,：:（(])(?:[\s、，,：:（(]|{_YEAR}|{every}|{signs})++$")


@cache
def _bare_nouns() -> frozenset[str]:
    return frozenset(words("verbs", "bare"))


@cache
def kept_pattern() -> re.Pattern[str]:
    """Names that open like a deed (建设用地)."""
    new = "|".join(words("nouns", "after_new"))
    return re.compile("(?:" + "|".join(words("nouns", "kept")) + f"|新(?:{new}))")


@cache
def nominal_pattern() -> re.Pattern[str]:
    """Deeds that are also the name of what was done (造林绿化)."""
    return re.compile(any_of(words("verbs", "nominal")))


@cache
def _finite() -> re.Pattern[str]:
    return re.compile(any_of(words("verbs", "finite")) + "(?![率额量数])")


#: 第三产业实现增加值 is 第三产业增加值: a word of reaching between a thing and what is measured of it.
_BETWEEN = re.compile(
    r"(?<=[一-鿿]{2})(?:预计|全年|累计|共)?(?:实现|完成)(?=(?:年?总?产值|增加值|主?营业?务?收入|销售收?入?额?|利润|利税|税收|投资|贸易额|交易额|收入|进出口|营业额|零售额|社会消费|再?就业|转移就业|增收|脱贫|创业|上岗))"
)


#: 力争在2010年的基础上翻一番, 提前3年实现比2000年翻一番: from where, and how early.
_ON_BASE = re.compile(r"在[^，。；、在]{1,16}基础上|提前(?:\d|[一两二三四五])年(?=实现|完成|达到|比)")

#: 《纲要(草案)》提出今后五年生产总值: the paper that proposes it.
_PROPOSED = re.compile(r"^[^，。；]{0,12}(?:纲要|规划|建议|草案)[^，。；]{0,6}提出了?(?!的)")


def is_attribute(subject: str) -> bool:
    """Whether the words name what is measured of a thing (产值, 面积) and not the thing."""
    return subject in _bare_nouns()


def bare(text: str) -> Bare:
    """The subject within ``text`` (the words of a clause before a figure), and what was taken off both ends."""
    text = without_space(text[-REACH:])
    text = _LIST_MARK.sub("", text)
    if "基础上" in text or "提前" in text:
        text = _ON_BASE.sub("", text)
    if "提出" in text:
        text = _PROPOSED.sub("", text)
    if "实现" in text or "完成" in text:
        text = _BETWEEN.sub("", text)
    trail = ""
    match = _trail().search(text, max(0, len(text) - 32))
    if match:
        trail = text[match.start() :]
        text = text[: match.start()]
    start = after_lead(text, 0)
    for done in _DONE.finditer(text, start + 2):
        if len(text) - done.end() >= 3 or len(text) == done.end():
            start = after_lead(text, done.start())
    if len(text) - start > LONG and not ("分别" in trail and "、" in text[start:]):
        # A finite verb inside parts the words: 体育健儿在省运会上勇夺…枚金牌 counts medals.
        parted = [found for found in _finite().finditer(text, start + 2) if len(text) - found.end() >= 2]
        if parted and not kept_pattern().match(text, parted[-1].start()):
            start = after_lead(text, parted[-1].start())
    lead, core = text[:start], _trim(text[start:])
    if "提供" in core and lead.endswith(_TO_WHOM):
        core = _PROVIDED.sub("", core)
    core = _AGAINST_YEAR.sub("", core)
    core = "" if _COMPARED.fullmatch(core) else _TAKEN.sub("", core)
    if core == "人" and trail.startswith("均"):
        core, trail = "人均", trail[1:]
    core = "" if core in _WHOLE or len(core) == 1 else core.replace("二、三产业", "第二产业、第三产业")
    if not core:
        core = _deed_name(lead)
    return Bare(core, lead, trail)


#: 比“九五”期间增幅高8个百分点: only how the one before compares.
_COMPARED = re.compile(
    r"[比较高低][^，。；]{2,14}?(?:增幅|增速|水平|平均)?[高低快慢多少](?:出|于)?|(?:[高低]出|[高低快慢]于)[^，。；]{2,16}"
    r"|(?:预算|预期|计划|目标)[高低快慢多少]于?|是?上[一个]个?(?:五年|届|任期)?|是?“?[九十][一二三四]?五”?(?:时期|期间|期)?末?的?"
)
#: 阶段性将起征点提高到, 预期目标是生产总值增长: what is taken up is the subject.
_TAKEN = re.compile(r"^(?:[^将把]{0,4}[将把](?![军握])|.{0,24}目标(?:定)?[是为])(?=[一-鿿]{3})")
#: 预算收入比2019年调整预算收入增长7%: with what it is compared.
_AGAINST_YEAR = re.compile(r"(?<=[一-鿿]{3})[比较](?:20\d\d年|[xX×]{2,4}年|上年|去年)[一-鿿]{0,10}$")
#: 为当事人提供法律咨询服务: what is provided, not whom for.
_TO_WHOM = ("为", "向", "给", "对")
_PROVIDED = re.compile(r"^[^，。；]{2,24}提供(?=[一-鿿]{2})")
#: The place as a whole is no subject: 全市140户拟改制企业.
_WHOLE = frozenset(
    {
        "全市",
        "全县",
        "全区",
        "全省",
        "全国",
        "自治区",
        "我市",
        "我县",
        "我区",
        "我省",
        "市区",
        "目标",
        "全旗",
        "全盟",
        "全州",
        "全镇",
        "累计",
        "共",
        "年",
        "末",
    }
)


def _deed_name(lead: str) -> str:
    """The deed itself where it is all the words there are: 造林绿化19万亩."""
    for size in range(6, 1, -1):
        if len(lead) >= size and nominal_pattern().fullmatch(lead, len(lead) - size):
            return lead[-size:]
    return ""


#: Deeds that part even short words: 市区完成城市建设投资6.33亿元.
_DONE = re.compile(
    r"(?<![任总超])(?:完成|建成(?!区)|新建|新增|新设|制定修订|减轻(?=[一-鿿])|降低(?=[一-鿿]{2,5}成本))(?![率额])"
)


def after_lead(text: str, start: int) -> int:
    """Where the subject begins once deeds, years and small words are taken off the front."""
    pattern, kept = lead_pattern(), kept_pattern()
    while start < len(text):
        if kept.match(text, start) and not _LONE.match(text, start):
            break
        found = pattern.match(text, start)
        if not found or found.end() == start:
            break
        left = text[found.end() :]
        if (left in _bare_nouns() or len(left) == 1) and found.group() not in _TO_REACH:
            # 绿化面积, 退耕还林还草: what would be left is no thing.
            break
        start = found.end()
    return start


#: Deeds that say only that a figure was reached: taken off even before a bare 产值.
_TO_REACH = frozenset(
    {
        "实施",
        "实现",
        "完成",
        "达到",
        "全年",
        "去年",
        "今年",
        "上年",
        "当年",
        "年内",
        "年底",
        "力争",
        "确保",
        "累计",
        "其中",
        "预计",
        "共",
        "，",
        "、",
        ",",
        "的",
        "了",
        "已",
        "年",
        "总计",
        "合计",
    }
)


def _trim(subject: str) -> str:
    subject = subject.removesuffix("参与")
    closed = subject.endswith(("）", ")")) and ("（" in subject or "(" in subject)
    subject = subject.lstrip(EDGE) if closed else subject.strip(EDGE)
    subject = subject.rstrip("“‘")
    if subject.endswith(("总", "各")) and len(subject) > 2:
        # 牲畜总增3258万头, 超50亿元的企业各1家
        subject = subject[:-1]
    if subject.endswith("等") and not subject.endswith(("中等", "高等", "同等")):
        subject = subject[:-1].strip(EDGE)
    return subject


_SLOW = re.compile(
    r"(?:迈上|迈过|跨过|跨越(?!式)|跃上|站上|跨上|再上|突破|提速|平稳|健康|快速|加快|持续|稳步|全面|进一步|不断|发展|壮大|蓬勃|较快|稳定|迅速|明显|取得|成效|势头|保持|得到|深入|顺利|有效|成功|增势|运行|态势|同比持平|持平|更加|日益|大幅|显著|逐步|有序|扎实|再|日趋)"
)
#: 152个重点项目中 speaks of 重点项目.
_AMONG = re.compile(r"^\d[\d.,]*[万亿]?[多余]?(?:个|家|户|项|所|名|人|件)|中$")


#: 按可比价格计算: how a figure was reckoned is no thing.
_PRICED = re.compile(r"按[^，。；]{0,6}(?:价格?|口径)(?:计算|核算)?$")


#: How something is gone about, no thing: 及时发现, 定期核查.
_HOW = re.compile(r"(?:及时|定期|适时|随时|动态|分类)[一-鿿]{2}")


def context(text: str) -> str:
    """The thing a clause without figures speaks of (建筑业提速发展 of 建筑业), for a figure after it; empty if none."""
    text = without_space(text[-REACH:])
    if _PRICED.search(text) or text.startswith("各位") or _HOW.fullmatch(text):
        return ""
    start = after_lead(text, 0)
    for found in _finite().finditer(text, start + 2):
        if len(text) - found.end() >= 2:
            start = after_lead(text, found.start())
    slow = _SLOW.search(text, start + 2)
    thing = _trim(_AMONG.sub("", text[start : slow.start()] if slow else text[start:]))
    return thing if 2 <= len(thing) <= 20 else ""
