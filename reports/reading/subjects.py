"""What a figure is about: the words before it (and after its unit) bared of deeds, changes and comparators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reports.reading.lexicon.load import any_of, words


@dataclass(frozen=True, slots=True)
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
    r"(?:(?:到|比|较|与|同)?(?:20|19)\d\d年(?:末|底|来|以来)?(?:的)?(?:同期)?(?:相比)?"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|份|末)?前?"
    r"|连续(?:[一二三四五六七八九十]+|\d+)[年届次]"
    r"|(?:比|较)?“?[九十][一二三四]?五?”?(?:时期|期)?末(?:期)?"
    r"|(?:比|较)(?:上年|去年|上年同期|去年同期|预期|年初|全[省市国]平均(?:水平)?|五年前|规划目标|目标)(?:末|底)?"
    r"|高[出于]?全[省国市](?:平均)?(?:水平)?)"
)
#: Blanks, stray question marks and the numbers of notes ([12]) do not belong to a name.
_SPACE = re.compile(r"(?:[\s\u200b\u3000?]|\[\d{1,3}\])+")
_LIST_MARK = re.compile(
    r"^(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、(?!三?产|[二三]、|三产业)|[①-⑳]|-+)"
)
_LONE = re.compile(r"(?:新(?=[四认培])|由(?!来)|在(?!建|校|册|岗|园|库))")
_EDGE = "、，,。：:；;（(）) 的和及与"


@cache
def _lead() -> re.Pattern[str]:
    deeds = any_of(tuple(dict.fromkeys(words("verbs", "deeds") + words("verbs", "adding"))))
    return re.compile(
        rf"(?:新[（(][改扩续、]{{1,3}}[)）]建|[、，,：:;；。\s（(]|和(?=[^平谐])|{_YEAR}|在全[省市县国区](?:内|范围内)?|全[省市县区国](?=[^属级域体面社])|第[一二三四五六七八九十]+[批轮]|[一二三四五六七八九十]是|{deeds})"
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
        r"|以|的|净|就|即|要|也|还|由|从|将|已|共|均|都|再|又|拟|按|增|减|降|涨|少|逾|成|年"
    )
    return re.compile(rf"(?:[\s、，,：:（(]|{_YEAR}|{every}|{signs})++$")


@cache
def _bare_nouns() -> frozenset[str]:
    return frozenset(words("verbs", "bare"))


@cache
def _kept() -> re.Pattern[str]:
    new = "|".join(words("nouns", "after_new"))
    return re.compile("(?:" + "|".join(words("nouns", "kept")) + f"|新(?:{new}))")


@cache
def _after() -> re.Pattern[str]:
    signs = "|".join(words("verbs", "after_signs"))
    return re.compile(f"{any_of(words('verbs', 'after'))}|{signs}")


@cache
def _nominal() -> re.Pattern[str]:
    return re.compile(any_of(words("verbs", "nominal")))


@cache
def _kept_after() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words("nouns", "kept_after")) + ")")


@cache
def _finite() -> re.Pattern[str]:
    return re.compile(any_of(words("verbs", "finite")) + "(?![率额量数])")


#: 第三产业实现增加值 is 第三产业增加值: a word of reaching between a thing and what is measured of it.
_BETWEEN = re.compile(
    r"(?<=[一-鿿]{2})(?:预计|全年|累计|共)?(?:实现|完成)(?=(?:年?总?产值|增加值|主?营业?务?收入|销售收?入?额?|利润|利税|税收|投资|贸易额|交易额|收入|进出口|营业额|零售额|社会消费))"
)


def is_attribute(subject: str) -> bool:
    """Whether the words name what is measured of a thing (产值, 面积) and not the thing."""
    return subject in _bare_nouns()


def bare(text: str) -> Bare:
    """The subject within ``text`` (the words of a clause before a figure), and what was taken off both ends."""
    text = _SPACE.sub("", text[-REACH:])
    text = _BETWEEN.sub("", _LIST_MARK.sub("", text))
    trail = ""
    match = _trail().search(text, max(0, len(text) - 32))
    if match:
        trail = text[match.start() :]
        text = text[: match.start()]
    start = _after_lead(text, 0)
    for done in _DONE.finditer(text, start + 2):
        if len(text) - done.end() >= 3 or len(text) == done.end():
            start = _after_lead(text, done.start())
    if len(text) - start > LONG:
        # A finite verb inside parts the words: 体育健儿在省运会上勇夺…枚金牌 counts medals.
        parted = [found for found in _finite().finditer(text, start + 2) if len(text) - found.end() >= 2]
        if parted and not _kept().match(text, parted[-1].start()):
            start = _after_lead(text, parted[-1].start())
    lead, core = text[:start], _trim(text[start:])
    if core == "人" and trail.startswith("均"):
        core, trail = "人均", trail[1:]
    core = "" if core in _WHOLE or len(core) == 1 else core.replace("二、三产业", "第二产业、第三产业")
    if not core:
        core = _deed_name(lead)
    return Bare(core, lead, trail)


#: The place as a whole is no subject: 全市140户拟改制企业.
_WHOLE = frozenset(
    {"全市", "全县", "全区", "全省", "全国", "我市", "我县", "我区", "我省", "市区", "全镇", "累计", "共", "年", "末"}
)


def _deed_name(lead: str) -> str:
    """The deed itself where it is all the words there are: 造林绿化19万亩."""
    for size in range(6, 1, -1):
        if len(lead) >= size and _nominal().fullmatch(lead, len(lead) - size):
            return lead[-size:]
    return ""


#: Deeds that part even short words: 市区完成城市建设投资6.33亿元.
_DONE = re.compile(r"(?<![任总超])(?:完成|建成|新建|新增)(?![率额])")


def _after_lead(text: str, start: int) -> int:
    """Where the subject begins once deeds, years and small words are taken off the front."""
    pattern, kept = _lead(), _kept()
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
    {"实现", "完成", "达到", "全年", "累计", "其中", "预计", "共", "，", "、", ",", "的", "已", "年", "总计", "合计"}
)


def _trim(subject: str) -> str:
    closed = subject.endswith(("）", ")")) and ("（" in subject or "(" in subject)
    subject = subject.lstrip(_EDGE) if closed else subject.strip(_EDGE)
    if subject.endswith("等") and not subject.endswith(("中等", "高等", "同等")):
        subject = subject[:-1].strip(_EDGE)
    return subject


#: What goes on after a figure without naming the thing counted.
_NOUN_STOP = re.compile(
    r"(?:[，,。；;、：:！!？?）)（(\s]|大关|关口|门槛|台阶|的?(?:目标|任务|基础上|速度)|的|以(?!工代)|和(?!谐)|及|与|居(?=全|首|第)|位居|列(?=全|入)|排(?=名|全|在)"
    r"|占(?!地)|比(?!赛)|较|同比|增长|增幅|下降|提高|提升|减少|达(?!标)|完成|实现|为|是|高于|低于|超(?!级|市|高|低|算)|创(?=历|全|近)|就(?!业)|全部|得到"
    r"|均(?!衡)|已|纳入|投入使用|左右|不等|用于|用来)"
)
#: 建成2个达到国家标准的支中心: the clause before 的 is part of the name.
_CLAUSED = re.compile(r"(?:达到?|符合|具有|投资在?|列入|纳入|集)[^，。；、]{1,18}的[一-鿿]{2,}")
_OF = re.compile(r"的(?!目标|任务|基础上|速度)[一-鿿]{2}")
#: 12类45件民生实事, 2932户、5029人贫困户: the thing stands behind a second figure.
_DOUBLED = re.compile(r"[、和]?\d[\d,.]*[万亿]?[多余]?(?:个|件|项|人|名|户|家|所|座|处|条|人次|公里|平方米|亩|台|套)")
_NOUN_END = re.compile(r"[，,。；;：:！!？?\n]|、(?![^（(、]{0,4}[)）]|[省市县区乡村]级|[省市县区]重点)")
_ASIDE = re.compile(r"[（(][^（）()，。]{1,8}[)）]")
#: Verbs that are nouns at the end of a thing's name: 6条道路雨污分流改造.
_NOMINAL = frozenset(
    {"改造", "治理", "整治", "建设", "发展", "升级", "支持", "投入", "就业", "提升", "整改", "搬迁", "转移", "覆盖"}
)
_HONOUR = re.compile(
    r"(?:获得|获评|获(?!得|评)|入选|列入|被评为|被认定为|被命名为|被授予|被确定为|被列为|成功认定|通过|荣获|跻身|进入|上榜|成为|纳入)(?P<title>[^，。；、]{3,22})$"
)


def opens_with_deed(text: str) -> bool:
    """Whether the words go on with a deed (新建改造农村公路) rather than with a thing."""
    found = _lead().match(text)
    return bool(found and len(found.group()) > 1 and not _kept().match(text))


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
    if _NOUN_STOP.match(window) and not _DOUBLED.match(window):
        if not _OF.match(window):
            return "", 0
        skip = 1
    doubled = _DOUBLED.match(window)
    if doubled:
        skip = doubled.end()
    lead = None if _NATIONAL.match(window, skip) else _lead().match(window, skip)
    if lead and not _kept().match(window, skip):
        if _DEED_NOUN.match(window, _after_lead(window, skip)):
            noun = _cut(window[skip:])
            return noun, skip + len(noun)
        deed = _nominal().match(window, skip)
        if deed and (
            deed.end() == len(window) or window[deed.end()] in "，。；、" or window.startswith("任务", deed.end())
        ):
            return deed.group(), deed.end()
        return "", 0
    window = _cut(window[skip:])
    noun = _SPACE.sub("", window)
    stripped = noun.strip(_EDGE) if not noun.endswith((")", "）")) else noun
    if len(stripped) < 2 and stripped not in _SHORT_NOUNS:
        return "", 0
    return stripped, skip + len(window)


#: 15个续建项目: a deed before so general a noun is part of the name.
_DEED_NOUN = re.compile(r"项目|工程|企业|设施|面积|事项|案件|人员|岗位|任务")


def _cut_clause(window: str) -> tuple[str, int]:
    stop = _NOUN_END.search(window)
    noun = window[: stop.start()] if stop else window
    return _SPACE.sub("", noun), len(noun)


#: 世界500强企业 holds digits in its name.
#: 国家和地区近4000名, 卫生院和下辖33所: what belongs to the next figure.
_CUT_OFF = re.compile(r"(?:[“‘《]|近|约|超|逾|共|超过|[和与及][^和与及]{1,2})$")
_FIGURE = re.compile(r"\d(?!\d{0,3}强)")


def _cut(window: str) -> str:
    """The window up to the verb, mark or next figure that ends the name of the thing counted."""
    stop = _NOUN_END.search(window)
    window = window[: stop.start()] if stop else window
    honour = _HONOUR.search(window)
    if honour and 2 <= honour.start() <= 4:
        # 3家企业获得总部企业称号: the title says which.
        return window
    digits = _FIGURE.search(window)
    if digits:
        window = _CUT_OFF.sub("", window[: digits.start()])
    quoted = window.find("”") if window.startswith("“") else 0
    for found in _after().finditer(window, max(1, quoted)):
        if _kept_after().match(window, found.start()) or _kept().match(window, found.start()):
            continue
        if not window[found.end() :].strip(_EDGE) and found.group() in _NOMINAL:
            continue
        window = window[: found.start()]
        break
    aside = window.find("（") if "（" in window else window.find("(")
    if aside >= 0 and not _ASIDE.match(window, aside):
        window = window[:aside]
    return window.rstrip(_EDGE.replace("）", "").replace(")", ""))


def titled(noun: str) -> str:
    """企业获得总部企业称号 is about 总部企业; other names are returned as they are."""
    honour = _HONOUR.search(noun)
    if not honour or honour.start() < 2:
        return noun
    kind, title = noun[: honour.start()], re.sub(r"(?:称号|名单|行列|认定|荣誉)$", "", honour["title"])
    return title if title.endswith(kind) else title + kind


_SPLIT = re.compile(r"、|以及|和(?!平|谐)|与|及(?!以上)")
_PAIRS = (
    ("城乡", ("城镇", "农村")),
    ("存贷款", ("存款", "贷款")),
    ("进出口", ("进口", "出口")),
    ("水陆", ("水路", "陆路")),
    ("男女", ("男", "女")),
)
#: What is measured, at the end of a subject; shared by the things before it where they name none of their own.
_HEAD = re.compile(
    r"(?:人均财政补助标准|平均保障标准|补助标准|保障标准|总投资|年度投资|完成投资|主?营业?务?收入|销售收入|占[^占]{2,12}比重|占[^占]{2,12}比例|占比|比重|增速|总额|总量|余额|面积|总产值|产值|增加值|营收|收入|支出|税收|税金|利税|投资额|投资|覆盖率|[一-鿿]{2}率|数量|人数|人次|里程"
    r"|标准|浓度|金额|营业额|销售额|零售额|个数|排放量|产量|销量|发电量|吞吐量|保有量|贷款余额|存款余额|贷款|存款|利润|合同额|指数|强度|能耗|价格)$"
)
#: 船舶、电子、航空航天行业增加值: the field of things is shared with what is measured of it.
_FIELD = re.compile(r"(?:行业|领域|产业)[^业域]{0,6}$")
_OWN_HEAD = re.compile(r"(?:数|量|额|值|率|比重|占比|强度|浓度|面积|收入|支出|投资|税收|余额|里程|标准|利润|营收)$")
_PER_HEAD = re.compile(r"每[百千万]人|人均|户均|亩均")
#: The longest opening that stands once for all (城镇、农村居民收入).
_MODIFIER = 3
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


def owner(topic: str) -> str:
    """The thing whose value the topic is: 限上工业 of 限上工业主营业务收入; the topic where it names no value."""
    head = _HEAD.search(topic)
    return topic[: head.start()] if head and head.start() >= 2 else topic


def distribute(subject: str, count: int) -> list[str]:
    """``count`` subjects written out of a shared one; the whole subject for each when it does not divide."""
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
    if len(items) == 2 and len(last) <= _LIKE and items[0][-1] == last[-1] and len(items[0]) >= len(last) + 3:
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
        elif len(item) <= _MODIFIER and len(last) > len(item) + 2:
            shared.append(item + last[len(item) :])
        else:
            shared.append(item + head.group() if head else item)
    return [*shared, last]


def _meet(item: str, tail: str) -> str:
    """优势产业 + 产业增加值 is 优势产业增加值."""
    for size in range(min(len(item), len(tail)), 1, -1):
        if item.endswith(tail[:size]):
            return item + tail[size:]
    return item + tail


_SLOW = re.compile(
    r"(?:提速|平稳|健康|快速|加快|持续|稳步|全面|进一步|不断|发展|壮大|蓬勃|较快|稳定|迅速|明显|取得|成效|势头|保持|得到|深入|顺利|有效|成功|增势|运行|态势|更加|日益|大幅|显著|逐步|有序|扎实|再|日趋)"
)


#: 152个重点项目中 speaks of 重点项目.
_AMONG = re.compile(r"^\d[\d.,]*[万亿]?[多余]?(?:个|家|户|项|所|名|人|件)|中$")


def context(text: str) -> str:
    """The thing a clause without figures speaks of (建筑业提速发展 of 建筑业), for a figure after it; empty if none."""
    text = _SPACE.sub("", text[-REACH:])
    start = _after_lead(text, 0)
    for found in _finite().finditer(text, start + 2):
        if len(text) - found.end() >= 2:
            start = _after_lead(text, found.start())
    slow = _SLOW.search(text, start + 2)
    thing = _trim(_AMONG.sub("", text[start : slow.start()] if slow else text[start:]))
    return thing if 2 <= len(thing) <= 20 else ""
